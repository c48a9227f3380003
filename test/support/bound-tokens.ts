import {
  type Client,
  clientCredentialsGrantRequest,
  DPoP,
  type DPoPHandle,
  generateKeyPair,
  PrivateKeyJwt,
  processClientCredentialsResponse,
} from 'oauth4webapi';
import { readClientKey } from '../../src/client/client-key.js';
import { discoverProvider, providerRequest } from '../../src/client/identity-provider.js';
import { type DpopSender, dpopSender } from '../identity/sender/dpop.js';
import type { IdentityProvider } from './identity-provider.js';

/** A token that is bound to its sender, and what makes the proofs for it, as a client's library does. */
export interface BoundToken {
  readonly token: string;
  readonly dpop: DPoPHandle;
  /** The same key, for proofs that no library makes. */
  readonly sender: DpopSender;
}

/** A token of an organisation that is bound to a new key. */
export async function keyBoundToken(provider: IdentityProvider, organisation: string): Promise<BoundToken> {
  const pair = await generateKeyPair('ES256');
  const dpop = DPoP({}, pair);
  return {
    token: await tokenOf(provider, organisation, { DPoP: dpop }),
    dpop,
    sender: await dpopSender('ES256', pair),
  };
}

/** A token of an organisation that is bound to the certificate of its client. */
export function certificateBoundToken(provider: IdentityProvider, organisation: string, pem: string): Promise<string> {
  const headers = new Headers({ 'x-client-certificate': encodeURIComponent(pem) });
  return tokenOf(provider, organisation, { headers });
}

async function tokenOf(
  provider: IdentityProvider,
  organisation: string,
  more: { readonly DPoP?: DPoPHandle; readonly headers?: Headers },
): Promise<string> {
  const { clientId, privateJwk } = provider.client(organisation);
  const { server } = await discoverProvider(provider.issuer);
  const { key, kid } = await readClientKey(JSON.stringify(privateJwk));
  const client: Client = { client_id: clientId };
  const options = { ...providerRequest<'POST'>(new URL(provider.issuer)), ...more };
  const asked = clientCredentialsGrantRequest(server, client, PrivateKeyJwt({ key, kid }), {}, options);
  return (await processClientCredentialsResponse(server, client, await asked)).access_token;
}
