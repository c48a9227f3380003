/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deliverText } from '../../support/deliveries.js';
import { type BoardBrowser, boardBrowser, listShown } from './board-browser.js';
import { demoCaseId } from './demo-case.js';

let board: BoardBrowser;
beforeAll(async () => {
  board = await boardBrowser();
});
afterAll(() => board?.close());

describe('a session that ended', () => {
  it('is said, takes what was shown away, keeps what was typed, and goes on after signing in again', async () => {
    const { page, complaints } = await board.open('/board', { as: 'amsterdam/CASE_COORDINATION' });
    await listShown(page);
    const typed = page.getByLabel('Family name, in full');
    await typed.fill('Gebremedhin');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('alert').getByText('Your session has ended').waitFor();
    expect(await page.locator('main table').count()).toBe(0);
    expect(await page.content()).not.toContain('Selam');
    expect(await typed.inputValue()).toBe('Gebremedhin');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('link', { name: 'Selam Hiwot Gebremedhin' }).waitFor();
    expect(await typed.inputValue()).toBe('Gebremedhin');
    expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
  });

  it('before a page is opened leads to signing in, and then to that page', async () => {
    const id = await demoCaseId(board.database, '9000000001');
    const { page, complaints } = await board.open(`/board/cases/${id}`);
    await page.getByText('Sign in to see this page.').waitFor();
    await page.getByLabel('Look as').selectOption('amsterdam/CASE_COORDINATION');
    await page.getByRole('button', { name: 'Look as this partner' }).click();
    await page.getByRole('heading', { level: 1, name: 'Selam Hiwot Gebremedhin' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('a page without scripts', () => {
  it.each(['/board', '/visibility', '/access'])('%s says what to do, in both languages', async (path) => {
    const { page } = await board.open(path, { javaScriptEnabled: false });
    expect(await page.title()).toBe('Ketenzicht');
    const text = await page.locator('body').innerText();
    expect(text).toMatch(/Sta scripts van dit adres toe[\s\S]*Allow scripts of this address/);
  });
});

describe('a case out of reach', () => {
  it.each(['00000000-0000-4000-8000-000000000000', 'nothing'])('and %s are the same page', async (other) => {
    const id = await demoCaseId(board.database, '9000000001');
    const texts = [];
    for (const address of [id, other]) {
      const { page, complaints } = await board.open(`/board/cases/${address}`, { as: 'groningen/CASE_COORDINATION' });
      await page.getByText('There is no such case, or it is not in your reach').waitFor();
      texts.push(await page.locator('main').innerText());
      expect(complaints).toEqual([]);
    }
    expect(texts[0]).toBe(texts[1]);
  });
});

describe('a source that is down', () => {
  it('costs its own part of the case and says so; the rest stands, and comes back', async () => {
    const id = await demoCaseId(board.database, '9000000001');
    await board.without('ind', async () => {
      const { page, complaints } = await board.open(`/board/cases/${id}`, { as: 'amsterdam/CASE_COORDINATION' });
      await page.getByText('Does not answer now: IND.').waitFor();
      const applications = page.locator('.card', { has: page.getByRole('heading', { name: 'Applications' }) });
      expect(await applications.innerText()).toMatch(/Source does not answer/);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Selam Hiwot Gebremedhin');
      expect(await page.locator('.card', { hasText: 'Plan of the case table' }).innerText()).toMatch(/Scenario/);
      expect(complaints).toEqual([]);
    });
    const { page } = await board.open(`/board/cases/${id}`, { as: 'amsterdam/CASE_COORDINATION' });
    await page.locator('.dossier').waitFor();
    expect(await page.getByText('Does not answer now').count()).toBe(0);
  });

  it('is marked among the sources', async () => {
    await board.without('dtv', async () => {
      const { page } = await board.open('/sources', { as: 'ind/RESIDENCE_DECISION' });
      const row = page.getByRole('table', { name: 'Sources' }).getByRole('row', { name: /DT&V/ });
      expect(await row.innerText()).toMatch(/Does not answer/);
      expect(await page.getByRole('table', { name: 'Sources' }).getByText('Answers').count()).toBe(4);
    });
  });
});

describe('a delivery with rows that cannot be stored', () => {
  it('shows each with its place and the reason, to its own organisation alone', async () => {
    await deliverText(board.database, 'ind', '{"vNummer": "12", "aanvragen": []}\n');
    const { page } = await board.open('/sources', { as: 'ind/RESIDENCE_DECISION' });
    const rejected = page.getByText('Rejected rows (1)');
    await rejected.click();
    expect(await page.locator('details[open]').innerText()).toMatch(/Row 1\s+\S+/);
    const other = await board.open('/sources', { as: 'dtv/RETURN' });
    await other.page.getByText('none rejected').waitFor();
    expect(await other.page.getByText('Rejected rows').count()).toBe(0);
  });
});

describe('a server that is away', () => {
  it('is said, and asked again when one wants', async () => {
    const { page } = await board.open('/board', { as: 'ind/RESIDENCE_DECISION' });
    await listShown(page);
    await page.route('**/graphql', (route) => route.abort());
    await page.getByLabel('Order').selectOption('oldest');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await listShown(page);
  });
});
