import {
  type Client,
  clientCredentialsGrantRequest,
  clockSkew,
  DPoP,
  PrivateKeyJwt,
  processClientCredentialsResponse,
  ResponseBodyError,
} from 'oauth4webapi';
import type { ClientKey } from './client-key.js';
import { networkFailure, Refused, RequestFailed, TryLater } from './failures.js';
import { type DiscoveredProvider, discoverProvider, providerRequest } from './identity-provider.js';
import { newSenderKey, type ProvenCall, type SenderKey } from './sender-key.js';
import type { TokenSource } from './transport.js';

/** A client of an identity provider that acts for its organisation, without a person behind it. */
export interface ClientCredentials {
  /** The `iss` of the provider's tokens; its discovery document says the rest. */
  readonly issuer: string;
  readonly clientId: string;
  readonly key: ClientKey;
  /** What else the provider wants to know: `scope`, `resource` (RFC 8707), `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Whether tokens are bound to a key that this program makes (DPoP, RFC 9449): a stolen one is good for nothing. */
  readonly bound?: boolean;
  readonly fetch?: typeof fetch;
}

/** A token is renewed this long before its end, so that none ends on its way. */
const RENEW_BEFORE_MS = 30_000;
/** A provider that does not say how long its tokens hold. */
const UNSAID_SECONDS = 60;

interface HeldToken {
  readonly token: string;
  /** On the clock that only goes forward: that of the machine may be set. */
  readonly renewAt: number;
}

/**
 * Tokens by client credentials with `private_key_jwt` (RFC 6749, 4.4; RFC 7523). A token is kept until shortly before
 * its end, and asked for once however many requests wait for it. Assertions are dated by the provider's own clock, as
 * its answers tell it: a machine whose clock is off is not locked out.
 * @returns a source that throws Refused (`NO_TOKEN`) when the provider refuses this client or binds no tokens, and TryLater
 * when it does not answer
 */
export function clientCredentials(credentials: ClientCredentials): TokenSource {
  let provider: Promise<DiscoveredProvider> | undefined;
  let held: HeldToken | undefined;
  let asked: Promise<HeldToken> | undefined;
  let key: Promise<SenderKey> | undefined;
  const ownKey = () => {
    key ??= newSenderKey();
    return key;
  };
  const renew = async (): Promise<HeldToken> => {
    try {
      provider ??= discoverProvider(credentials.issuer, credentials.fetch);
      return await requestToken(await provider, credentials, credentials.bound ? await ownKey() : undefined);
    } catch (error) {
      // It may be another provider that answers next time.
      provider = undefined;
      throw tokenFailure(error);
    } finally {
      asked = undefined;
    }
  };
  const source = async (wanted?: { readonly renew: boolean }) => {
    if (held && !wanted?.renew && performance.now() < held.renewAt) return held.token;
    asked ??= renew();
    held = await asked;
    return held.token;
  };
  if (!credentials.bound) return source;
  return Object.assign(source, {
    // A token is there, so the provider's clock is known as well.
    proof: async (call: ProvenCall) => (await ownKey()).proof(call, (await provider)?.skewSeconds ?? 0),
  });
}

async function requestToken(
  { server, skewSeconds }: DiscoveredProvider,
  credentials: ClientCredentials,
  sender: SenderKey | undefined,
): Promise<HeldToken> {
  const { issuer, clientId, key, parameters = {}, fetch: send } = credentials;
  const client: Client = { client_id: clientId, [clockSkew]: skewSeconds };
  const proofs = sender ? { DPoP: DPoP(client, sender.pair) } : {};
  const options = { ...providerRequest<'POST'>(new URL(issuer), send), ...proofs };
  const askedAt = performance.now();
  const proof = PrivateKeyJwt({ key: key.key, kid: key.kid });
  const response = await clientCredentialsGrantRequest(server, client, proof, { ...parameters }, options);
  const answer = await processClientCredentialsResponse(server, client, response);
  if (sender && answer.token_type !== 'dpop') {
    throw new Refused('NO_TOKEN', 'The identity provider binds no tokens to a key (DPoP). Ask its administrator.');
  }
  const lifetimeMs = (answer.expires_in ?? UNSAID_SECONDS) * 1000;
  // A short token is used for half of its life.
  const renewAt = askedAt + Math.max(lifetimeMs - RENEW_BEFORE_MS, lifetimeMs / 2);
  return { token: answer.access_token, renewAt };
}

function tokenFailure(error: unknown): RequestFailed {
  if (error instanceof RequestFailed) return error;
  if (error instanceof ResponseBodyError && error.status < 500) {
    const text = `The identity provider gives this client no token (${error.error}). Check client, key and parameters.`;
    return new Refused('NO_TOKEN', text, { status: error.status, cause: error });
  }
  const failure = networkFailure(error);
  if (failure.code === 'CERTIFICATE') return failure;
  return new TryLater('NO_TOKEN', 'The identity provider does not answer as it should. Try again later.', {
    cause: error,
  });
}
