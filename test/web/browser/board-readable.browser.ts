/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BoardBrowser, barriers, boardBrowser, listShown, type Persona } from './board-browser.js';
import { demoCaseId } from './demo-case.js';

let board: BoardBrowser;
let caseId: string;
beforeAll(async () => {
  board = await boardBrowser();
  caseId = await demoCaseId(board.database, '9000000003');
});
afterAll(() => board?.close());

/** Every page, with whoever looks at it and what stands on it when it is whole. */
const PAGES: readonly (readonly [name: string, path: () => string, as: Persona | undefined, whole: string])[] = [
  ['signing in', () => '/board', undefined, 'form.persona'],
  ['the cases', () => '/board', 'ind/RESIDENCE_DECISION', '[aria-busy="false"] :is(table, .cards) a'],
  ['a case', () => `/board/cases/${caseId}`, 'ind/RESIDENCE_DECISION', '.dossier'],
  ['who sees what', () => '/visibility', undefined, ':is(table, .cards) details'],
  ['the sources', () => '/sources', 'dtv/RETURN', '[aria-busy="false"] :is(table, .cards)'],
  ['the results', () => '/results', 'programme-office/STATISTICS', ':is(table, .cards) .bar'],
  ['who saw somebody', () => '/access', 'privacy-officer/SUBJECT_ACCESS', 'form.choices'],
];

const SIZES = [1400, 320] as const;
const SCHEMES = ['light', 'dark'] as const;
const LANGUAGES = ['nl-NL', 'en-GB'] as const;
const WAYS = SIZES.flatMap((width) =>
  SCHEMES.flatMap((colorScheme) => LANGUAGES.map((locale) => ({ width, colorScheme, locale }))),
);

describe.each(WAYS)('everybody can use it at $width px, $colorScheme, $locale', (way) => {
  it.each(PAGES)('%s', async (_name, path, as, whole) => {
    const { page, complaints, strangers } = await board.open(path(), { ...way, as });
    await page.locator(whole).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(way.locale.slice(0, 2));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(way.width);
    expect(await barriers(page)).toEqual([]);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.title()).toMatch(/^.+ – Ketenzicht$/);
    expect([complaints, strangers]).toEqual([[], []]);
  });
});

describe('the display', () => {
  it('is as the browser asks, until somebody chooses, and stays as chosen', async () => {
    const { page } = await board.open('/visibility', { locale: 'nl-NL', colorScheme: 'dark' });
    await page.getByLabel('Taal').selectOption('en');
    await page.getByRole('heading', { level: 1, name: 'Who sees what' }).waitFor();
    await page.getByLabel('Colours').selectOption('light');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Who sees what' }).waitFor();
    expect(await background()).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate(() => Object.keys(localStorage).sort())).toEqual([
      'ketenzicht.language',
      'ketenzicht.theme',
    ]);
  });

  it('moves nothing for those who ask for stillness', async () => {
    const { page } = await board.open('/board', { as: 'ind/RESIDENCE_DECISION', reducedMotion: 'reduce' });
    await listShown(page);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((one) => {
          const { transitionDuration, animationName } = getComputedStyle(one);
          return !/^(0s(, )?)+$/.test(transitionDuration) || animationName !== 'none';
        })
        .map((one) => one.className),
    );
    expect(moving).toEqual([]);
  });
});
