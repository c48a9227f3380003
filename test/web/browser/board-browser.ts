import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { loadDemo } from '../../../src/cli/demo.js';
import { readPolicy } from '../../../src/cli/policy-file.js';
import type { Database } from '../../../src/database/database.js';
import { openGraph } from '../../../src/graph/open-graph.js';
import type { ServerParts } from '../../../src/server.js';
import { testConfig } from '../../support/config.js';
import { testDatabase } from '../../support/database.js';
import { pageServer } from '../page-server.js';
import { ARGUMENTS, type Watched, watch } from './demo-browser.js';

/** Who looks: an organisation with a purpose, as `amsterdam/CASE_COORDINATION`; nobody when absent. */
export type Persona = `${string}/${string}`;

/** How a page is opened. */
export interface Looking extends BrowserContextOptions {
  readonly as?: Persona;
  readonly width?: number;
}

/** The demo with all its people, and the pages over it in a real browser. */
export interface BoardBrowser {
  readonly database: Database;
  /** Opens an address as a new visitor; the visitor before is gone. */
  open(path: string, looking?: Looking): Promise<Watched>;
  /** Runs something while a source of this schema is away. */
  without<Result>(schema: string, run: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Starts a database with the demo, the server and the browser. */
export async function boardBrowser(): Promise<BoardBrowser> {
  const test = await testDatabase();
  await loadDemo(test.database);
  const log = { warn: () => undefined, error: () => undefined };
  const graph = await openGraph({ config: testConfig(), database: test.database, policy: await readPolicy(), log });
  const server = await pageServer({}, graph as unknown as Pick<ServerParts<never>, 'views' | 'makeContext'>);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
  const change = (statement: string) => test.database.admin.unsafe(statement);
  return {
    database: test.database,
    open: (path, looking) => openPage(browser, server.url, path, looking),
    async without(schema, run) {
      await change(`alter schema ${schema} rename to ${schema}_away`);
      return run().finally(() => change(`alter schema ${schema}_away rename to ${schema}`));
    },
    async close() {
      await browser.close();
      await server.close();
      await graph.close();
      await test.close();
    },
  };
}

async function openPage(browser: Browser, home: string, path: string, looking: Looking = {}): Promise<Watched> {
  const { as, width = 1400, ...options } = looking;
  await Promise.all(browser.contexts().map((earlier) => earlier.close()));
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB', ...options });
  if (as) await takeOn(context.request, home, as);
  const watched = watch(await context.newPage(), home);
  await watched.page.goto(home + path);
  return watched;
}

/** Signs in as a persona of the demo. */
async function takeOn(request: Page['request'], home: string, persona: Persona): Promise<void> {
  const [organisation, purpose] = persona.split('/');
  const answer = await request.post(`${home}/session/persona`, {
    data: { organisation, purpose },
    headers: { origin: home },
  });
  if (!answer.ok()) throw new Error(`nobody can be ${persona}: ${answer.status()}`);
}

/** Waits until the list of cases stands. */
export async function listShown(page: Page): Promise<void> {
  await page.locator('[aria-busy="false"] :is(table, .cards) a').first().waitFor();
}

/** Opens the case with this name in the list. */
export async function openCase(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Finds a person by family name, and opens the case. */
export async function findCase(page: Page, familyName: string, name: string): Promise<void> {
  await page.getByLabel('Family name, in full').fill(familyName);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await openCase(page, name);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Barriers that axe finds: WCAG 2.2 AA and what is good practice beside it. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`);
  });
}

interface Axe {
  run(options: { runOnly: string[] }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
