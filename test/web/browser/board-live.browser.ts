/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { growCases } from '../../../src/cli/bench/grow.js';
import { demoRecords } from '../../../src/delivery/demo/records.js';
import { storeRecords } from '../../../src/delivery/store.js';
import type { SourceRecord } from '../../../src/sources/source-record.js';
import { type BoardBrowser, boardBrowser, listShown } from './board-browser.js';
import { demoCaseId } from './demo-case.js';

let board: BoardBrowser;
beforeAll(async () => {
  board = await boardBrowser();
});
afterAll(() => board?.close());

const live = (page: Page) => page.getByText('Live: changes show by themselves');

/** The file of a municipality on the person with this V-number, as it delivers it the next time, with another day of leaving. */
function fileWith(vNumber: string, departedAt: string, version: number): SourceRecord {
  const record = [...demoRecords()].find((one) => one.agency === 'SHELTER' && one.identifiers.vNumber === vNumber);
  if (!record) throw new Error('the demo has no such file');
  const stays = record.parts.stay ?? [];
  const moved = stays.map((row, place) => (place === stays.length - 1 ? { ...row, departedAt } : row));
  return { ...record, version, parts: { ...record.parts, stay: moved } };
}

describe('a change', () => {
  it('shows on the page of its case by itself, and is read out', async () => {
    const id = await demoCaseId(board.database, '9000000001');
    const { page, complaints } = await board.open(`/board/cases/${id}`, { as: 'amsterdam/CASE_COORDINATION' });
    await live(page).waitFor();
    await page.locator('.dossier').waitFor();
    await storeRecords(board.database, [fileWith('9000000001', '2020-10-30', 1000)]);
    await page.getByRole('status').getByText('The case changed').waitFor();
    await page.locator('.card', { hasText: 'Stays' }).getByText('30 Oct 2020').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows in its row of the list without asking for it, and how many changed elsewhere', async () => {
    const { page } = await board.open('/board', { as: 'amsterdam/CASE_COORDINATION' });
    await live(page).waitFor();
    await listShown(page);
    const questions: string[] = [];
    page.on('request', (request) => questions.push(request.postData() ?? ''));
    await storeRecords(board.database, [fileWith('9000000001', '2020-10-29', 1001)]);
    await page.getByText('1 case changed that is not on this page.').waitFor();
    expect(questions).toEqual([]);
    await page.getByLabel('Family name, in full').fill('Gebremedhin');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const row = page.getByRole('row', { name: /Selam Hiwot Gebremedhin/ });
    await row.waitFor();
    await storeRecords(board.database, [fileWith('9000000001', '2020-10-28', 1002)]);
    await row.getByText('changed just now').waitFor();
    await page.getByRole('status').getByText('Selam Hiwot Gebremedhin: something changed.').waitFor();
    expect(questions).toHaveLength(1);
  });

  it('is not told to a partner out of whose reach the case is', async () => {
    const { page } = await board.open('/board', { as: 'groningen/CASE_COORDINATION' });
    await live(page).waitFor();
    await listShown(page);
    await storeRecords(board.database, [fileWith('9000000001', '2020-10-27', 1003)]);
    const other = [...demoRecords()].find((one) => one.organisation === 'groningen' && one.identifiers.vNumber);
    if (!other) throw new Error('the demo has no file of Groningen');
    await storeRecords(board.database, [fileWith(other.identifiers.vNumber ?? '', '2020-10-27', 1003)]);
    await page
      .getByText(/1 case changed that is not on this page|changed just now/)
      .first()
      .waitFor();
    expect(await page.getByText('2 cases changed').count()).toBe(0);
  });
});

describe('the keyboard alone', () => {
  /** Presses Tab until something with this name has the focus. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let steps = 0; steps < 80; steps += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const one = document.activeElement as HTMLInputElement | null;
        return one?.labels?.[0]?.textContent ?? one?.textContent ?? '';
      });
      if (focused === name) return;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  }

  /** Whether what has the focus shows it. */
  const showsFocus = (page: Page) =>
    page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });

  it('skips to the content, filters, opens a case and goes back, and sees where it is', async () => {
    const { page } = await board.open('/board', { as: 'amsterdam/CASE_COORDINATION' });
    await listShown(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Family name, in full');
    expect(await showsFocus(page)).toBe(true);
    await page.keyboard.type('Gebremedhin');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Selam Hiwot Gebremedhin' }).waitFor();
    await tabTo(page, 'Selam Hiwot Gebremedhin');
    expect(await showsFocus(page)).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('.dossier').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.keyboard.press('Tab');
    await page.goBack();
    await listShown(page);
    expect(await page.getByLabel('Family name, in full').inputValue()).toBe('Gebremedhin');
  });

  it('has targets that a finger can hit', async () => {
    const { page } = await board.open('/board', { as: 'amsterdam/CASE_COORDINATION', width: 320 });
    await listShown(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, select, input, summary, nav a')]
        .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 24)
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    expect(small).toEqual([]);
  });
});

describe('five thousand cases', () => {
  it('come page by page: a page asks for its own and for no others, forwards and back', async () => {
    const cases = await growCases(board.database, 3, () => undefined);
    expect(cases).toBeGreaterThan(5000);
    const { page, complaints } = await board.open('/board', { as: 'ind/RESIDENCE_DECISION' });
    await listShown(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.postData() ?? ''));
    const names = () =>
      page.locator('main table a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const first = await names();
    expect(first).toHaveLength(25);
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Page 2', { exact: true }).waitFor();
    await page.waitForFunction((one) => document.querySelector('main table a')?.getAttribute('href') !== one, first[0]);
    expect((await names()).filter((one) => first.includes(one))).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(JSON.parse(asked[0] ?? '').variables.first).toBe(25);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.waitForFunction((one) => document.querySelector('main table a')?.getAttribute('href') === one, first[0]);
    expect(await names()).toEqual(first);
    expect(complaints).toEqual([]);
  });
});
