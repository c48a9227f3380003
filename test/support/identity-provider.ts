import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';
import type { OidcConfig } from '../../src/config.js';
import { oidcDefaults } from '../identity/issuer.js';

const PROGRAM = fileURLToPath(new URL('./identity-provider-process.ts', import.meta.url));

/** A client of the provider that acts for an organisation: its private key as a file holds it. */
export interface ProviderClient {
  readonly clientId: string;
  readonly privateJwk: JWK;
}

/** A real OpenID provider on this machine, with a client for each organisation. */
export interface IdentityProvider {
  readonly issuer: string;
  /** How a server is told to trust it. */
  readonly oidc: OidcConfig;
  client(organisation: string): ProviderClient;
  /** How many tokens it gave. */
  readonly tokens: number;
  /** How often its key set was read. */
  keyReadings(): Promise<number>;
  /** Signs with a new key from now on; the one before stays published, unless it is withdrawn. */
  rotate(before?: 'published' | 'withdrawn'): Promise<void>;
  /** Does not answer any more, until it is back at the same address. */
  away(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
}

/** What the token of an organisation says beside its name. */
export interface ProviderOptions {
  readonly purposes: Readonly<Record<string, readonly string[]>>;
  /** How long a token holds, in seconds. */
  readonly tokenSeconds?: number;
  /** Algorithm of its tokens; RS256 when absent. */
  readonly algorithm?: 'RS256' | 'PS256' | 'ES256';
  /** Organisations whose tokens are bound to the certificate of their client; it comes in `x-client-certificate`. */
  readonly certificateBound?: readonly string[];
  /** Where people who log in are sent back to, and after logging out; nobody logs in when absent. */
  readonly login?: {
    readonly redirectUri: string;
    readonly homeUri: string;
    /** The client is a public one; else it proves who it is by `private_key_jwt`. */
    readonly isPublic?: boolean;
    /** So many letters more in each token. */
    readonly padding?: number;
  };
}

/** The client that people log in through. */
export const PAGES_CLIENT = 'ketenzicht-pages';

/**
 * Starts a provider that gives tokens to clients that prove who they are by `private_key_jwt`, and to people who log in.
 * Its log-in is a page with a link for each organisation, and one that breaks it off.
 */
export async function startIdentityProvider(options: ProviderOptions): Promise<IdentityProvider> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, JSON.stringify(options)], {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((exited) => child.once('exit', () => exited()));
  const talk = new Talk(child, gone);
  const { issuer, clients } = JSON.parse(await talk.first) as {
    issuer: string;
    clients: Record<string, ProviderClient>;
  };
  const say = (command: string) => talk.say(command);
  return {
    issuer,
    oidc: oidcDefaults(issuer),
    client(organisation) {
      const found = clients[organisation];
      if (!found) throw new Error(`the provider has no client of ${organisation}`);
      return found;
    },
    get tokens() {
      return talk.count('token');
    },
    async keyReadings() {
      await say('nothing');
      return talk.count('keys');
    },
    rotate: (before = 'published') => say(`rotate ${before}`),
    away: () => say('away'),
    back: () => say('back'),
    async close() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** What is said to the provider's process, and by it. */
class Talk {
  /** The first line, which says what it is like. */
  readonly first: Promise<string>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #gone: Promise<void>;
  readonly #lines: string[] = [];
  readonly #obeyed: (() => void)[] = [];

  constructor(child: ChildProcessByStdio<Writable, Readable, null>, gone: Promise<void>) {
    [this.#child, this.#gone] = [child, gone];
    this.first = this.#orGone((first) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (this.#lines.push(line) === 1) first(line);
        if (line === 'done') this.#obeyed.shift()?.();
      });
    });
  }

  /** Settles when the process has done what it is told. */
  say(command: string): Promise<void> {
    return this.#orGone((done) => {
      this.#obeyed.push(done);
      this.#child.stdin.write(`${command}\n`);
    });
  }

  count(word: string): number {
    return this.#lines.filter((line) => line === word).length;
  }

  #orGone<Value>(wait: (done: (value: Value) => void) => void): Promise<Value> {
    return new Promise((done, failed) => {
      wait(done);
      void this.#gone.then(() => failed(new Error('the provider ended')));
    });
  }
}
