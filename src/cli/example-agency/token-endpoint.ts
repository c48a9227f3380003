import { type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { jwtVerify } from 'jose';

/** Who may get a token of the example, and how it proves who it is. */
export interface ExampleClient {
  readonly id: string;
  readonly secret?: string;
  /** For `private_key_jwt`. */
  readonly publicKey?: KeyObject;
  /** How long its tokens hold; five minutes when absent. */
  readonly tokenSeconds?: number;
}

/** The tokens of one example agency. */
export interface TokenEndpoint {
  /** The access token for a request's form; undefined when the client is refused. */
  issue(form: URLSearchParams, authorization: string | undefined): Promise<string | undefined>;
  /** Whether a bearer token was issued here and still holds. */
  holds(authorization: string | undefined): boolean;
  /** Ends every token that was issued. */
  withdraw(): void;
}

/** How long a token of the example holds. Seconds. */
export const TOKEN_SECONDS = 300;

/**
 * A token endpoint for client credentials (RFC 6749, 4.4), of an example: tokens are kept in memory.
 * @param now the agency's clock, which may be wrong
 */
export function tokenEndpoint(client: ExampleClient, audience: () => string, now: () => Date): TokenEndpoint {
  const issued = new Set<string>();
  return {
    async issue(form, authorization) {
      if (form.get('grant_type') !== 'client_credentials') return undefined;
      const isKnown = client.publicKey
        ? await signs(client, form.get('client_assertion') ?? '', { audience: audience(), now: now() })
        : basicOf(client) !== undefined && isSame(authorization ?? '', basicOf(client) ?? '');
      if (!isKnown) return undefined;
      const token = randomBytes(24).toString('base64url');
      issued.add(`Bearer ${token}`);
      return token;
    },
    holds: (authorization) => authorization !== undefined && issued.has(authorization),
    withdraw: () => issued.clear(),
  };
}

async function signs(
  { id, publicKey }: ExampleClient,
  assertion: string,
  { audience, now }: { readonly audience: string; readonly now: Date },
): Promise<boolean> {
  if (!publicKey) return false;
  const options = { issuer: id, subject: id, audience, currentDate: now, requiredClaims: ['exp', 'iat', 'jti'] };
  return jwtVerify(assertion, publicKey, { ...options, algorithms: ['ES256', 'PS256', 'EdDSA'] }).then(
    () => true,
    () => false,
  );
}

/** RFC 6749, 2.3.1: both are form-encoded before they are put together. */
function basicOf({ id, secret }: ExampleClient): string | undefined {
  const encode = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length);
  return secret && `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
