import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  type HttpRequestOptions,
  processDiscoveryResponse,
} from 'oauth4webapi';
import { ownFetch } from './own-fetch.js';

const ANSWER_WITHIN_MS = 10_000;

/** An identity provider, as its discovery document describes it. */
export interface DiscoveredProvider {
  readonly server: AuthorizationServer;
  /** How far the provider's clock is ahead of ours, in seconds. */
  readonly skewSeconds: number;
}

/**
 * Reads a provider's discovery document (OpenID Connect Discovery 1.0, 4).
 * @throws the library's error for a document of another issuer; the network's when nothing answers
 */
export async function discoverProvider(issuer: string, send?: typeof fetch): Promise<DiscoveredProvider> {
  const address = new URL(issuer);
  const response = await discoveryRequest(address, providerRequest<'GET'>(address, send));
  const date = Date.parse(response.headers.get('date') ?? '');
  const server = await processDiscoveryResponse(address, response);
  return { server, skewSeconds: Number.isNaN(date) ? 0 : Math.round((date - Date.now()) / 1000) };
}

/** How a provider is asked: within ten seconds, and over plain HTTP on this machine only. */
export function providerRequest<Method extends 'GET' | 'POST'>(
  issuer: URL,
  send: typeof fetch = ownFetch,
): HttpRequestOptions<Method, Method extends 'POST' ? URLSearchParams : undefined> {
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(issuer.hostname);
  return {
    [allowInsecureRequests]: local,
    signal: () => AbortSignal.timeout(ANSWER_WITHIN_MS),
    [customFetch]: send,
  };
}
