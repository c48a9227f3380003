import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { VerifiedToken } from '../../identity/claims.js';
import type { TokenVerifier } from '../../identity/token-verifier.js';
import { KetenzichtError, Unauthenticated } from '../../model/errors.js';
import type { Purpose } from '../../model/purpose.js';
import type { SecretSettings } from '../../model/secret-settings.js';
import { type BrowserCookie, browserCookie, CookieTooLong } from './browser-cookie.js';
import { openSeal, type Seal } from './seal.js';

/** The longest that one log-in holds, whatever is renewed: a working day. Seconds. */
export const SESSION_SECONDS = 8 * 60 * 60;
/** A token is renewed this long before its end. Seconds. */
const RENEW_BEFORE_SECONDS = 30;

/** The tokens that a session was given, and for what. */
export interface SessionTokens {
  readonly token: string;
  /** Gets another token where the provider gave one. */
  readonly refreshToken?: string;
}

const sealed = z.object({
  token: z.string(),
  refreshToken: z.string().optional(),
  purpose: z.string(),
  /** When the token ends, and when the log-in was, in seconds since 1970. */
  endsAt: z.number(),
  begunAt: z.number(),
});
type Sealed = z.infer<typeof sealed>;

/** A session that stands, with what its token says. */
export interface Session {
  readonly token: string;
  readonly purpose: Purpose;
  readonly verified: VerifiedToken;
  /** When it is over: with its token, or later where that can be renewed. */
  readonly expiresAt: Date;
}

/** Gets new tokens. @returns undefined when the provider gives none any more; throws when it does not answer */
export type RenewTokens = (refreshToken: string) => Promise<SessionTokens | undefined>;

/** What sessions are made with. */
export interface SessionParts {
  readonly secrets: Pick<SecretSettings, 'secret' | 'oldSecrets'>;
  readonly verifier: TokenVerifier;
  /** Whether browsers reach this server over https. */
  readonly secure: boolean;
  readonly renew?: RenewTokens;
  /** The clock, for tests. */
  readonly now?: () => Date;
}

/**
 * The sessions of browsers. All of a session is in a cookie that only this server can read: the process keeps none, so
 * any replica serves any browser. A session adds no right: its token is checked like any other, each time.
 */
export class Sessions {
  readonly #seal: Seal;
  readonly #cookie: BrowserCookie;
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#seal = openSeal(parts.secrets, 'session');
    this.#cookie = browserCookie({ name: 'ketenzicht-session', secure: parts.secure, sameSite: 'strict' });
  }

  /** Whether a browser brings a session, good or not. */
  came(request: FastifyRequest): boolean {
    return this.#cookie.came(request);
  }

  /**
   * Begins a session for one purpose.
   * @throws Unauthenticated for a token that is not good; KetenzichtError `FORBIDDEN` when the tokens are too long
   */
  async begin(reply: FastifyReply, tokens: SessionTokens, purpose: Purpose): Promise<void> {
    await this.#write(reply, tokens, { purpose, begunAt: this.#seconds() });
  }

  /**
   * The session that a browser brings, renewed where its token is about to end. One that does not stand any more is
   * taken away from the browser.
   * @returns undefined without one that stands
   * @throws KetenzichtError `UNAVAILABLE` when the provider does not answer
   */
  async read(request: FastifyRequest, reply: FastifyReply): Promise<Session | undefined> {
    if (!this.#cookie.came(request)) return undefined;
    try {
      const kept = await this.#open(request);
      const session = kept && (await this.#current(reply, kept));
      if (session) return session;
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
    }
    this.#cookie.clear(reply);
    return undefined;
  }

  /** Ends the session of this browser. @returns its refresh token, for the provider to take back */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    this.#cookie.clear(reply);
    return (await this.#open(request))?.refreshToken;
  }

  async #open(request: FastifyRequest): Promise<Sealed | undefined> {
    const value = this.#cookie.read(request);
    const parsed = sealed.safeParse(value && (await this.#seal.open(value)));
    if (!parsed.success || parsed.data.begunAt + SESSION_SECONDS <= this.#seconds()) return undefined;
    return parsed.data;
  }

  async #current(reply: FastifyReply, kept: Sealed): Promise<Session | undefined> {
    const { renew } = this.#parts;
    const left = kept.endsAt - this.#seconds();
    if (!renew || !kept.refreshToken || left > RENEW_BEFORE_SECONDS) return this.#session(kept);
    try {
      const tokens = await renew(kept.refreshToken);
      return tokens && (await this.#write(reply, { refreshToken: kept.refreshToken, ...tokens }, kept));
    } catch (error) {
      // The token is good for a moment yet, and the provider may answer by then.
      if (left > 0) return this.#session(kept);
      throw error;
    }
  }

  async #write(
    reply: FastifyReply,
    { token, refreshToken }: SessionTokens,
    { purpose, begunAt }: Pick<Sealed, 'purpose' | 'begunAt'>,
  ): Promise<Session> {
    const { expiresAt } = await this.#parts.verifier.verify(token);
    const kept: Sealed = { token, refreshToken, purpose, begunAt, endsAt: Math.floor(expiresAt.getTime() / 1000) };
    try {
      this.#cookie.write(reply, await this.#seal.close({ ...kept }, begunAt + SESSION_SECONDS));
    } catch (error) {
      if (!(error instanceof CookieTooLong)) throw error;
      throw new KetenzichtError(
        'FORBIDDEN',
        'The tokens of the identity provider are too long for a browser to keep. Ask its administrator for tokens with fewer claims.',
      );
    }
    return this.#session(kept);
  }

  async #session({ token, refreshToken, purpose, begunAt }: Sealed): Promise<Session> {
    const verified = await this.#parts.verifier.verify(token);
    const longest = new Date((begunAt + SESSION_SECONDS) * 1000);
    const renewable = this.#parts.renew && refreshToken;
    const expiresAt = renewable || verified.expiresAt > longest ? longest : verified.expiresAt;
    return { token, purpose, verified, expiresAt };
  }

  #seconds(): number {
    return Math.floor((this.#parts.now?.() ?? new Date()).getTime() / 1000);
  }
}
