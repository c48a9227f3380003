import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';
import type { OidcConfig } from '../../src/config.js';

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
  close(): Promise<void>;
}

/** What the token of an organisation says beside its name. */
export interface ProviderOptions {
  readonly purposes: Readonly<Record<string, readonly string[]>>;
  /** How long a token holds, in seconds. */
  readonly tokenSeconds?: number;
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
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((exited) => child.once('exit', () => exited()));
  let tokens = 0;
  const said = await new Promise<string>((first, failed) => {
    const lines = createInterface({ input: child.stdout });
    lines.once('line', (line) => {
      first(line);
      lines.on('line', () => {
        tokens += 1;
      });
    });
    void gone.then(() => failed(new Error('the provider ended')));
  });
  const { issuer, clients } = JSON.parse(said) as { issuer: string; clients: Record<string, ProviderClient> };
  const names = { organisationClaim: 'organisation', purposesClaim: 'purposes', clientClaim: 'client_id' };
  return {
    issuer,
    oidc: { issuer, audience: 'ketenzicht', officerClaim: 'sub', ...names },
    client(organisation) {
      const found = clients[organisation];
      if (!found) throw new Error(`the provider has no client of ${organisation}`);
      return found;
    },
    get tokens() {
      return tokens;
    },
    async close() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
