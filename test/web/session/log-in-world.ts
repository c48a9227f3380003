import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type postgres from 'postgres';
import type { Config } from '../../../src/config.js';
import { testConfig } from '../../support/config.js';
import {
  type IdentityProvider,
  PAGES_CLIENT,
  type ProviderOptions,
  startIdentityProvider,
} from '../../support/identity-provider.js';
import { BrowserLike, type Reply } from '../browser-like.js';
import { type PageServer, pageServer } from '../page-server.js';

/** Where browsers reach the server: a proxy that speaks TLS stands in front of it. */
export const HOME = 'https://ketenzicht.example';

const PURPOSES = {
  amsterdam: ['CASE_COORDINATION', 'SHELTER_OPERATIONS'],
  ind: ['RESIDENCE_DECISION'],
  unheard: ['RETURN'],
  dtv: ['RESIDENCE_DECISION'],
};

/** A server with pages, and the identity provider at which people log in to it. */
export interface LogInWorld {
  readonly provider: IdentityProvider;
  readonly server: PageServer;
  /** A new browser, which reaches the server as `HOME`; or another server. */
  browser(reached?: PageServer): BrowserLike;
  /** Starts another process of the same service. */
  replica(): Promise<PageServer>;
  /** Logs in as an organisation's officer up to the way back to the server. @returns the address that comes next */
  authorise(browser: BrowserLike, person: string, query?: string): Promise<string>;
  /** Logs in as an organisation's officer. @returns the answer to the way back */
  logIn(browser: BrowserLike, person: string, query?: string): Promise<Reply>;
  close(): Promise<void>;
}

/** What a world may be like. */
export interface WorldOptions extends Partial<Omit<ProviderOptions, 'login'>> {
  readonly isPublic?: boolean;
  readonly padding?: number;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly config?: Partial<Config>;
  /** Where browsers reach the server. */
  readonly home?: string;
  /** The owner's connection to a database that several processes share. */
  readonly owner?: postgres.Sql;
}

/** Starts both. */
export async function logInWorld(options: WorldOptions = {}): Promise<LogInWorld> {
  const { isPublic, padding, parameters = {}, tokenSeconds, home = HOME } = options;
  const login = { redirectUri: `${home}/login/callback`, homeUri: `${home}/board`, isPublic, padding };
  const provider = await startIdentityProvider({ purposes: PURPOSES, tokenSeconds, login });
  const folder = testConfig().dataFolder;
  const keyFile = join(folder, '..', `pages-${new URL(provider.issuer).port}.json`);
  await writeFile(keyFile, JSON.stringify(provider.client('pages').privateJwk));
  const settings: Partial<Config> = {
    demo: false,
    explorer: false,
    oidc: provider.oidc,
    publicUrl: home,
    login: {
      clientId: PAGES_CLIENT,
      clientKeyFile: isPublic ? undefined : keyFile,
      parameters: { scope: 'openid', ...parameters },
    },
    ...options.config,
  };
  const replica = () => pageServer(settings, undefined, options.owner);
  const server = await replica();
  const authorise = async (browser: BrowserLike, person: string, query = '') => {
    const at = await browser.follow(`${home}/login${query}`, /\/interaction\//);
    return browser.follow(`${at}?as=${person}`, /\/login\/callback\?/);
  };
  return {
    provider,
    server,
    browser: (reached = server) => new BrowserLike({ [home]: reached.url }),
    replica,
    authorise,
    logIn: async (browser, person, query) => browser.ask(await authorise(browser, person, query)),
    async close() {
      await server.close();
      await provider.close();
    },
  };
}
