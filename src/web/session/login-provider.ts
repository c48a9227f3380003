import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  type Client,
  type ClientAuth,
  calculatePKCECodeChallenge,
  clockSkew,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  None,
  OperationProcessingError,
  PrivateKeyJwt,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  ResponseBodyError,
  refreshTokenGrantRequest,
  revocationRequest,
  type TokenEndpointResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import type { ClientKey } from '../../client/client-key.js';
import { type DiscoveredProvider, discoverProvider, providerRequest } from '../../client/identity-provider.js';
import { KetenzichtError } from '../../model/errors.js';
import type { LoginSettings } from '../../model/login-settings.js';
import type { SessionTokens } from './sessions.js';

/** What one log-in must bring back, and what only its browser knows of it. */
export interface LoginAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** As which client we log people in, where, and where the provider sends them back to. */
export interface LoginClient extends Pick<LoginSettings, 'clientId' | 'parameters'> {
  readonly issuer: string;
  /** Absent: a public client, which PKCE alone protects. */
  readonly key?: ClientKey;
  /** Exactly as it is registered at the provider (RFC 9700, 2.1). */
  readonly redirectUri: string;
  /** Where the provider sends people who logged out there. */
  readonly homeUri: string;
}

/** A provider is looked up again after this. Milliseconds. */
const KNOWN_FOR_MS = 10 * 60_000;

/** A new attempt: random, and good for one log-in. */
export function newAttempt(): LoginAttempt {
  return {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    codeVerifier: generateRandomCodeVerifier(),
  };
}

/**
 * Logging in at an OpenID Connect provider by the authorization code flow with PKCE (RFC 6749, 4.1; RFC 7636; OpenID
 * Connect Core 1.0, 3.1; RFC 9207 for whose answer it is). Each method throws KetenzichtError: `UNAVAILABLE` when the
 * provider does not answer as it should, `FORBIDDEN` when it refuses the person, `BAD_REQUEST` for an answer that does
 * not belong to the attempt.
 */
export class LoginProvider {
  readonly #client: LoginClient;
  readonly #auth: ClientAuth;
  #known?: { readonly provider: Promise<DiscoveredProvider>; readonly until: number };

  constructor(client: LoginClient) {
    this.#client = client;
    this.#auth = client.key ? PrivateKeyJwt({ key: client.key.key, kid: client.key.kid }) : None();
  }

  /** Where a browser goes to log in. */
  async start({ state, nonce, codeVerifier }: LoginAttempt): Promise<string> {
    const { server } = await this.#provider();
    if (!server.authorization_endpoint) throw unavailable();
    const address = new URL(server.authorization_endpoint);
    const asked = {
      ...this.#client.parameters,
      client_id: this.#client.clientId,
      redirect_uri: this.#client.redirectUri,
      response_type: 'code',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    return address.href;
  }

  /** The tokens for the code that a browser brought. @param answer the parameters of the redirect URI */
  async finish(answer: URLSearchParams, { state, nonce, codeVerifier }: LoginAttempt): Promise<SessionTokens> {
    const { server, client } = await this.#provider();
    try {
      const parameters = validateAuthResponse(server, client, answer, state);
      const { redirectUri } = this.#client;
      const options = this.#options();
      const asked = authorizationCodeGrantRequest(
        server,
        client,
        this.#auth,
        parameters,
        redirectUri,
        codeVerifier,
        options,
      );
      const checks = { expectedNonce: nonce, requireIdToken: true };
      return tokensOf(await processAuthorizationCodeResponse(server, client, await asked, checks));
    } catch (error) {
      throw loginFailure(error);
    }
  }

  /** New tokens in place of those that end. @returns undefined when the provider gives none any more */
  async renew(refreshToken: string): Promise<SessionTokens | undefined> {
    const { server, client } = await this.#provider();
    try {
      const asked = refreshTokenGrantRequest(server, client, this.#auth, refreshToken, this.#options());
      return tokensOf(await processRefreshTokenResponse(server, client, await asked));
    } catch (error) {
      if (error instanceof ResponseBodyError && error.error === 'invalid_grant') return undefined;
      throw unavailable(error);
    }
  }

  /**
   * Takes the refresh token back at the provider (RFC 7009), as far as it lets us.
   * @returns where a browser goes to log out there too (OpenID Connect RP-Initiated Logout 1.0); undefined where it offers
   * no such thing, or does not answer: our own session ends in any case
   */
  async end(refreshToken: string | undefined): Promise<string | undefined> {
    try {
      const { server, client } = await this.#provider();
      if (refreshToken && server.revocation_endpoint) {
        await revocationRequest(server, client, this.#auth, refreshToken, this.#options()).catch(() => undefined);
      }
      if (!server.end_session_endpoint) return undefined;
      const address = new URL(server.end_session_endpoint);
      // The client says who asks: an ID token in a URL would be a token in logs and in the history of the browser.
      address.searchParams.set('client_id', this.#client.clientId);
      address.searchParams.set('post_logout_redirect_uri', this.#client.homeUri);
      return address.href;
    } catch {
      return undefined;
    }
  }

  async #provider(): Promise<DiscoveredProvider & { readonly client: Client }> {
    const now = performance.now();
    if (!this.#known || this.#known.until < now) {
      this.#known = { provider: discoverProvider(this.#client.issuer), until: now + KNOWN_FOR_MS };
    }
    try {
      const provider = await this.#known.provider;
      return { ...provider, client: { client_id: this.#client.clientId, [clockSkew]: provider.skewSeconds } };
    } catch (error) {
      this.#known = undefined;
      throw unavailable(error);
    }
  }

  #options() {
    const { resource } = this.#client.parameters;
    const additionalParameters = resource ? { resource } : undefined;
    return { ...providerRequest<'POST'>(new URL(this.#client.issuer)), additionalParameters };
  }
}

function tokensOf({ access_token: token, refresh_token: refreshToken }: TokenEndpointResponse): SessionTokens {
  return { token, ...(refreshToken ? { refreshToken } : {}) };
}

function loginFailure(error: unknown): KetenzichtError {
  if (error instanceof AuthorizationResponseError) {
    return new KetenzichtError('FORBIDDEN', 'The identity provider did not let you in. Sign in again.', error);
  }
  const isOfTheCode = error instanceof ResponseBodyError && error.error === 'invalid_grant';
  if (isOfTheCode || error instanceof OperationProcessingError) {
    return new KetenzichtError('BAD_REQUEST', 'This log-in cannot be finished. Begin again.', error);
  }
  return unavailable(error);
}

function unavailable(cause?: unknown): KetenzichtError {
  return new KetenzichtError(
    'UNAVAILABLE',
    'The identity provider does not answer as it should. Try again later.',
    cause,
  );
}
