/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type BoardBrowser, boardBrowser, findCase, listShown, type Persona } from './board-browser.js';

let board: BoardBrowser;
beforeAll(async () => {
  board = await boardBrowser();
});
afterAll(() => board?.close());

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
const cards = async (page: Page) =>
  (await page.locator('.dossier .card > h2').allInnerTexts()).map((title) => title.replace(/ \(\d+\)$/, ''));

/** What stands beside a label of a section. */
async function fact(page: Page, section: string, label: string): Promise<string> {
  const card = page.locator('.card', { has: page.getByRole('heading', { level: 2, name: section }) });
  const text = await card
    .locator('.fact', { has: page.locator(`dt:text-is("${label}")`) })
    .first()
    .locator('dd')
    .innerText();
  return text.replace(/\s+/g, ' ');
}

/** Opens the case of the first showcase, Selam, as this partner. */
async function selamAs(as: Persona) {
  const watched = await board.open('/board', { as });
  await listShown(watched.page);
  await findCase(watched.page, 'Gebremedhin', 'Selam Hiwot Gebremedhin');
  return watched;
}

describe('each partner finds its own view of the same case', () => {
  it('a municipality: the place where the person lives, and no supervision', async () => {
    const { page, complaints, strangers } = await selamAs('amsterdam/CASE_COORDINATION');
    expect(await navigation(page)).toEqual(['Cases', 'Who sees what', 'Sources']);
    expect(await cards(page)).toEqual(expect.arrayContaining(['Person', 'Stays', 'Timeline']));
    expect((await cards(page)).join()).not.toContain('Supervision');
    expect(await fact(page, 'Person', 'V-number')).toBe('9000000001');
    expect(await fact(page, 'Stays', 'Address')).toMatch(/\d|Withheld: own records only/);
    expect([complaints, strangers]).toEqual([[], []]);
  });

  it('a municipality that runs the shelter: no birth date, no application, no plan', async () => {
    const { page } = await selamAs('amsterdam/SHELTER_OPERATIONS');
    expect(await cards(page)).toEqual(['The case', 'Person', 'Guidance', 'Stays', 'Outflow', 'Timeline']);
    expect(await page.locator('dt:text-is("Birth date")').count()).toBe(0);
    await page.getByRole('link', { name: 'Back to the cases' }).click();
    await listShown(page);
    expect(await page.getByLabel('V-number').count()).toBe(0);
  });

  it('a civil-society organisation: what the person consents to, and no identity research', async () => {
    const { page } = await board.open('/board', { as: 'ngo-de-haven/GUIDANCE' });
    await listShown(page);
    await page.locator('main table a').first().click();
    await page.locator('.dossier').waitFor();
    const shown = (await cards(page)).join();
    expect(shown).toContain('Guidance');
    expect(shown).not.toMatch(/Identity|Supervision/);
    expect(await page.locator('dt:text-is("BSN")').count()).toBe(0);
    const told = (await page.locator('.dossier').textContent()) ?? '';
    expect(told).toContain('Stichting De Haven');
    expect(told).not.toContain('ngo-de-haven');
  });

  it.each<[Persona, RegExp]>([
    ['ind/RESIDENCE_DECISION', /Supervision/],
    ['dtv/RETURN', /Supervision/],
  ])('%s: supervision, and never where the person lives', async (as, seen) => {
    const { page } = await selamAs(as);
    expect((await cards(page)).join()).toMatch(seen);
    for (const label of ['Address', 'Place', 'Room']) {
      expect(await page.locator(`dt:text-is("${label}")`).count()).toBe(0);
    }
    expect(await page.content()).not.toMatch(/shelter\.location/);
  });

  it('the AVIM for supervision: no stays, no guidance; for identification: who the person is, and no more', async () => {
    const supervision = await selamAs('avim/SUPERVISION');
    expect((await cards(supervision.page)).join()).not.toMatch(/Stays|Guidance/);
    const identification = await selamAs('avim/IDENTIFICATION');
    const shown = await cards(identification.page);
    expect(shown.filter((title) => !/^(The case|Person|Identity|Where sources differ|Timeline)$/.test(title))).toEqual(
      [],
    );
  });

  it('a researcher: the published table, with protected cells that are never 0, and no exact number', async () => {
    const { page, complaints } = await board.open('/results', { as: 'wodc/STATISTICS' });
    const reasons = page.getByRole('table', { name: 'Who left, by reason' });
    await reasons.waitFor();
    expect(await navigation(page)).toEqual(['Results', 'Who sees what', 'Sources']);
    const numbers = await reasons.locator('tbody td:nth-of-type(2)').allInnerTexts();
    expect(numbers).toContain('protected');
    for (const number of numbers) expect(number).toMatch(/^(protected|[1-9][\d,]*)$/);
    await page.getByRole('table', { name: 'Over time, by quarter' }).getByText('2020-Q2').waitFor();
    await page.getByRole('table', { name: 'By municipality' }).getByText('Utrecht').waitFor();
    expect(await page.getByText('The whole country, exact').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/"Who left, by reason",[^\r\n]*,protected,/);
    expect(complaints).toEqual([]);
  });

  it('the programme office: the exact numbers of the whole country as well, until the day it asks for', async () => {
    const { page, complaints } = await board.open('/results', { as: 'programme-office/STATISTICS' });
    const national = page.getByRole('table', { name: 'The whole country, exact' });
    await national.getByText('1,297').waitFor();
    await page.getByLabel('Counted until').fill('2020-01-01');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Counted until 1 Jan 2020.').waitFor();
    await national.getByText('1,297').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it.each<Persona>(['wodc/STATISTICS', 'programme-office/STATISTICS'])('%s: no case and nobody', async (as) => {
    const { page, complaints } = await board.open('/board', { as });
    await page.getByText('This page is not for your organisation and purpose.').waitFor();
    expect(await navigation(page)).not.toContain('Cases');
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('table', { name: 'Sources' }).waitFor();
    expect(await page.getByText('Deliveries of your organisation').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('who saw somebody', () => {
  it('is told to the privacy officer, with what, when and for what, and the V-number stands in no address', async () => {
    await selamAs('ind/RESIDENCE_DECISION');
    const { page, complaints } = await board.open('/access', { as: 'privacy-officer/SUBJECT_ACCESS' });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByLabel('V-number of the person').fill('9000000001');
    await page.getByRole('button', { name: 'Show who saw what' }).click();
    const summaries = page.getByRole('table', { name: 'By organisation and purpose' });
    await summaries.getByText('Immigratie- en Naturalisatiedienst').first().waitFor();
    expect(await summaries.innerText()).toMatch(/names/i);
    expect([...addresses, page.url()].join()).not.toContain('9000000001');
    expect(complaints).toEqual([]);
  });

  it('is told to a municipality that asks for that purpose, and says nothing of an unusable number', async () => {
    const { page } = await board.open('/access', { as: 'amsterdam/SUBJECT_ACCESS' });
    await page.getByLabel('V-number of the person').fill('12');
    await page.getByRole('button', { name: 'Show who saw what' }).click();
    await page.getByRole('alert').getByText('Fill in a V-number: 10 digits.').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
  });

  it('is not there for a partner that asks for another purpose', async () => {
    const { page } = await board.open('/access', { as: 'ind/RESIDENCE_DECISION' });
    await page.getByText('This page is not for your organisation and purpose.').waitFor();
    expect(await page.getByLabel('V-number of the person').count()).toBe(0);
  });
});

describe('who sees what', () => {
  it('is open to everybody: found by field, category and partner, with its basis and its history', async () => {
    const { page, complaints } = await board.open('/visibility');
    const table = page.getByRole('table', { name: 'Categories of data' });
    await table.waitFor();
    await page.getByLabel('Search a field').fill('Person.bsn');
    await page.getByText('1 category', { exact: true }).waitFor();
    expect(await table.innerText()).toMatch(/person\.bsn/);
    await page.getByLabel('Search a field').fill('');
    await page.getByLabel('Partner and purpose').selectOption('AVIM/IDENTIFICATION');
    expect(await table.innerText()).not.toMatch(/shelter\.|person\.bsn|guidance/);
    expect(await page.getByRole('table', { name: 'On what basis' }).innerText()).toMatch(/establishing identity/);
    await page.getByLabel('Partner and purpose').selectOption('');
    expect(await page.getByRole('table', { name: 'What changed in the policy' }).innerText()).toMatch(
      /rights\.consent/,
    );
    expect(complaints).toEqual([]);
  });
});

describe('the switch of persona', () => {
  it('changes what exists: another partner, another list, nothing of the one before', async () => {
    const { page } = await board.open('/board', { as: 'groningen/CASE_COORDINATION' });
    await listShown(page);
    const before = await page.locator('main table a').allInnerTexts();
    await page.getByLabel('Look as').selectOption('utrecht/CASE_COORDINATION');
    await page.getByRole('button', { name: 'Look as this partner' }).click();
    await page.getByText('Signed in as Gemeente Utrecht').waitFor();
    await listShown(page);
    expect(await page.locator('main table a').allInnerTexts()).not.toEqual(before);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Sign in to see this page.').waitFor();
    expect(await page.locator('main table').count()).toBe(0);
  });
});
