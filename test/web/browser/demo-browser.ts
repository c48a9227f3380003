import { type Browser, chromium, type Page } from 'playwright-core';
import { loadDemo } from '../../../src/cli/demo.js';
import { readPolicy } from '../../../src/cli/policy-file.js';
import { openGraph } from '../../../src/graph/open-graph.js';
import type { ServerParts } from '../../../src/server.js';
import { testConfig } from '../../support/config.js';
import { testDatabase } from '../../support/database.js';
import { type PageServer, pageServer } from '../page-server.js';

/** A page with what it did that it should not have done. */
export interface Watched {
  readonly page: Page;
  /** Errors in the console, uncaught exceptions and failed requests. */
  readonly complaints: string[];
  /** Addresses outside this server that were asked for. */
  readonly strangers: string[];
}

/** The demo with all its people behind a real browser. */
export interface DemoBrowser {
  readonly server: PageServer;
  /** Opens a page of the server, as a new visitor; the page before is closed. */
  open(path: string, options?: { width?: number; colorScheme?: 'light' | 'dark' }): Promise<Watched>;
  close(): Promise<void>;
}

/** With what Chromium is started: quiet, and with nothing that would look for the network. */
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How Chromium is started. */
export const BROWSER = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS };

/** Starts a database with the demo, the server and the browser. */
export async function demoBrowser(): Promise<DemoBrowser> {
  const test = await testDatabase();
  await loadDemo(test.database);
  const policy = await readPolicy();
  const log = { warn: () => undefined, error: () => undefined };
  const graph = await openGraph({ config: testConfig(), database: test.database, policy, log });
  const server = await pageServer({}, graph as unknown as Pick<ServerParts<never>, 'views' | 'makeContext'>);
  const browser = await chromium.launch(BROWSER);
  return {
    server,
    open: (path, options) => openPage(browser, server.url, path, options),
    async close() {
      await browser.close();
      await server.close();
      await graph.close();
      await test.close();
    },
  };
}

async function openPage(
  browser: Browser,
  home: string,
  path: string,
  { width = 1400, colorScheme = 'light' }: { width?: number; colorScheme?: 'light' | 'dark' } = {},
): Promise<Watched> {
  await Promise.all(browser.contexts().map((earlier) => earlier.close()));
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const watched = watch(await context.newPage(), home);
  await watched.page.goto(home + path);
  return watched;
}

/** Notes what a page does that it should not do. A stream that ends because its page is left is no complaint. */
export function watch(page: Page, home: string): Watched {
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${home}/`) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  return { page, complaints, strangers };
}
