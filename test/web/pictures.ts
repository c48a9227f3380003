/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { BROWSER } from './browser/demo-browser.js';

/**
 * Makes the pictures of the README from a running demo: `npm start`, and then `npm run pictures`. Another address than
 * http://localhost:4000 is given as an argument.
 */
const HOME = (process.argv[2] ?? 'http://localhost:4000').replace(/\/$/, '');
const FOLDER = fileURLToPath(new URL('../../src/web/pictures/', import.meta.url));
const SIZE = { width: 1200, height: 750 };

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly organisation: string;
  readonly purpose: string;
  /** What is there once the page has shown what it asked for. */
  readonly shown: string;
  /** What a person would do before looking. */
  readonly before?: (page: Page) => Promise<unknown>;
}

const openCase = async (page: Page) => page.locator('main :is(table, .cards) a').first().click();

const askUntil = async (page: Page) => {
  await page.locator('main input[type="date"]').fill('2020-11-01');
  await page.locator('main button[type="submit"]').click();
  await page.locator('main', { hasText: '1 Nov 2020' }).waitFor();
};

const SOMEBODY = '9000000007';

/** Somebody has to have looked, for there to be something to tell. */
const askWhoSaw = async (page: Page) => {
  await takeOn(page, { organisation: 'dtv', purpose: 'RETURN' });
  await page.evaluate(async (vNumber) => {
    const query = 'query ($vNumber: VNumber!) { caseByVNumber(vNumber: $vNumber) { status applications { kind } } }';
    const headers = { 'content-type': 'application/json', 'x-purpose': 'RETURN' };
    await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables: { vNumber } }) });
  }, SOMEBODY);
  await takeOn(page, { organisation: 'privacy-officer', purpose: 'SUBJECT_ACCESS' });
  await page.locator('main input').first().fill(SOMEBODY);
  await page.locator('main button[type="submit"]').first().click();
};

const TABLE = 'main table';
const LIST = '[aria-busy="false"] :is(table, .cards) a';
const PICTURES: readonly Picture[] = [
  { name: 'board', path: '/board', organisation: 'amsterdam', purpose: 'CASE_COORDINATION', shown: LIST },
  {
    ...{ name: 'case', path: '/board', organisation: 'ngo-de-haven', purpose: 'GUIDANCE' },
    ...{ shown: '.dossier', before: openCase },
  },
  {
    ...{ name: 'results', path: '/results', organisation: 'wodc', purpose: 'STATISTICS' },
    ...{ shown: TABLE, before: askUntil },
  },
  { name: 'visibility', path: '/visibility', organisation: 'wodc', purpose: 'STATISTICS', shown: TABLE },
  { name: 'sources', path: '/sources', organisation: 'ind', purpose: 'RESIDENCE_DECISION', shown: TABLE },
  {
    ...{ name: 'access', path: '/access', organisation: 'privacy-officer', purpose: 'SUBJECT_ACCESS' },
    ...{ shown: 'main :is(table, .card)', before: askWhoSaw },
  },
];

const browser = await chromium.launch(BROWSER);
try {
  await mkdir(FOLDER, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const picture of PICTURES) await take(browser, picture, colorScheme);
  }
} finally {
  await browser.close();
}

async function take(from: Browser, picture: Picture, colorScheme: 'light' | 'dark') {
  const context = await from.newContext({ viewport: SIZE, colorScheme, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${HOME}/visibility`);
  await takeOn(page, picture);
  await page.goto(HOME + picture.path);
  await page.locator('main h1').waitFor();
  if (picture.before === openCase) await page.locator(LIST).first().waitFor();
  await picture.before?.(page);
  await page.locator(picture.shown).first().waitFor();
  await page.evaluate(() => document.querySelector('main')?.scrollIntoView());
  const file = `${picture.name}-${colorScheme}.jpg`;
  await page.screenshot({ path: join(FOLDER, file), type: 'jpeg', quality: 72 });
  process.stdout.write(`${file}\n`);
  await context.close();
}

async function takeOn(page: Page, { organisation, purpose }: Pick<Picture, 'organisation' | 'purpose'>): Promise<void> {
  await page.evaluate(
    async (persona) => {
      const headers = { 'content-type': 'application/json' };
      await fetch('/session/persona', { method: 'POST', headers, body: JSON.stringify(persona) });
    },
    { organisation, purpose },
  );
}
