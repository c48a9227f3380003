/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type DemoBrowser, demoBrowser, type Watched } from './demo-browser.js';
import { lowContrasts, namelessControls } from './readable.js';

let demo: DemoBrowser;
beforeAll(async () => {
  demo = await demoBrowser();
});
afterAll(() => demo?.close());

/** Columns of the table, in order. */
const [COORDINATION, SHELTER, NGO, IND, DTV, AVIM, IDENTIFICATION] = [0, 1, 2, 3, 4, 5, 6];

async function openPerson(number: number, options: Parameters<DemoBrowser['open']>[1] = {}): Promise<Watched> {
  const watched = await demo.open(`/#person-${number}`, options);
  await shown(watched.page);
  return watched;
}

/** Waits until the answers of the newest choice stand on the page. */
const shown = (page: Page) => page.waitForSelector('#frame[aria-busy="false"] .grid');

/** The text of the cell of a field in a column, also where it shares a tall cell with fields above it. */
function cell(page: Page, section: string, field: string, column: number): Promise<string> {
  return page.evaluate(
    ({ section, field, column }) => {
      const rows = [...document.querySelectorAll(`#rows-${section} tr`)];
      const at = rows.findIndex((row) => row.getAttribute('data-field') === field);
      for (let above = at; above >= 0; above -= 1) {
        const found = rows[above]?.querySelector<HTMLTableCellElement>(`td[data-column="${column}"]`);
        if (found && above + found.rowSpan > at) return found.innerText.replace(/\s+/g, ' ').trim();
      }
      return 'no such cell';
    },
    { section, field, column },
  );
}

describe('one case beside itself', () => {
  it('shows seven views, with no complaint in the console and no request that leaves the machine', async () => {
    const { page, complaints, strangers } = await openPerson(1);
    expect(await page.locator('thead th.partner').allInnerTexts()).toHaveLength(7);
    expect(await page.locator('.purpose').allInnerTexts()).toEqual([
      'case coordination',
      'shelter operations',
      'guidance',
      'residence decision',
      'return',
      'supervision',
      'identification',
    ]);
    expect(await page.locator('#case-name').innerText()).toBe('Selam Hiwot Gebremedhin');
    expect([complaints, strangers]).toEqual([[], []]);
  });

  it('says what is withheld and on which condition, and what is not in a view at all', async () => {
    const { page } = await openPerson(2);
    expect(await cell(page, 'person', 'vNumber', COORDINATION)).toBe('9000000002');
    expect(await cell(page, 'person', 'vNumber', NGO)).toBe('Withheld no consent');
    expect(await cell(page, 'person', 'telephone', DTV)).toBe('Withheld no consent');
    expect(await cell(page, 'person', 'telephone', IND)).toBe('Not in this view');
    expect(await cell(page, 'person', 'birthDate', SHELTER)).toBe('Not in this view');
    expect(await cell(page, 'supervision', 'reportingDuty', COORDINATION)).toBe('Not in this view');
    expect(await cell(page, 'applications', 'kind', NGO)).toBe('Withheld no consent');
    expect(await cell(page, 'applications', 'kind', IDENTIFICATION)).toBe('Not in this view');
  });

  it('shows the address of a house to the organisation that runs it, and to nobody else', async () => {
    const { page } = await openPerson(6);
    const address = await cell(page, 'shelterStays', 'address', NGO);
    expect(address).toMatch(/\d/);
    for (const column of [COORDINATION, SHELTER]) {
      expect(await cell(page, 'shelterStays', 'address', column)).toBe('Withheld own data only');
    }
    for (const column of [IND, DTV, AVIM]) {
      expect(await cell(page, 'shelterStays', 'address', column)).toBe('Not in this view');
    }
  });

  it('shows nothing on the page that the answers do not hold: an address is in no column of the IND', async () => {
    const { page } = await openPerson(1);
    const answers = await page.locator('.behind details:last-of-type code').allTextContents();
    expect(answers[COORDINATION]).toContain('"address"');
    expect(answers[IND]).not.toContain('"address"');
  });

  it('lists what the sources state differently, each with who says so', async () => {
    const { page } = await openPerson(3);
    expect(await cell(page, 'conflicts', 'BIRTH_DATE', COORDINATION)).toMatch(/1984.*source level \d/);
    expect(await cell(page, 'person', 'birthDate', COORDINATION)).toMatch(/sources differ$/);
    expect(await cell(page, 'conflicts', 'BIRTH_DATE', SHELTER)).toBe('Not in this view');
  });

  it('tells where a record comes from when it is opened', async () => {
    const { page } = await openPerson(1);
    await page.waitForSelector('#rows-applications details');
    const details = page.locator(`#rows-applications td[data-column="${IND}"] details`).first();
    await details.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await details.innerText()).toMatch(/IND\s+recorded \d+ \w{3} \d{4}\s+received .* UTC/);
  });
});

describe('another choice', () => {
  it('of a person changes the columns', async () => {
    const { page, complaints } = await openPerson(1);
    await page.getByRole('radio', { name: /Lamin Sanneh-Jobe/ }).check();
    await page.getByRole('heading', { name: 'Lamin Sanneh-Jobe' }).waitFor();
    await shown(page);
    expect(await page.locator('.partner-name').allInnerTexts()).toEqual([
      'Eindhoven',
      'Eindhoven',
      'De Brug',
      'IND',
      'DT&V',
      'AVIM',
      'AVIM',
    ]);
    expect(await cell(page, 'outflow', 'reason', COORDINATION)).toBe('Returned');
    expect(complaints).toEqual([]);
  });

  it('of a municipality that has nothing to do with the case: it does not exist there', async () => {
    const { page } = await openPerson(1);
    await page.locator('#municipality').selectOption('groningen');
    await page.locator('.partner-name', { hasText: 'Groningen' }).first().waitFor();
    await shown(page);
    for (const column of [COORDINATION, SHELTER]) {
      expect(await cell(page, 'case', 'status', column)).toBe('Does not exist for this partner');
      expect(await cell(page, 'person', 'vNumber', column)).toBe('Does not exist for this partner');
    }
    expect(await cell(page, 'person', 'vNumber', IND)).toBe('9000000001');
  });

  it('of an organisation that does not guide this person: the case does not exist for it', async () => {
    const { page } = await openPerson(1);
    await page.getByLabel('Organisation that guides').selectOption('ngo-domhof');
    await page.locator('.partner-name', { hasText: 'Domhof' }).waitFor();
    await shown(page);
    expect(await cell(page, 'person', 'familyName', NGO)).toBe('Does not exist for this partner');
  });

  it('of any case of the municipality shows that case', async () => {
    const { page } = await openPerson(8);
    const cases = page.getByLabel('Any of its cases');
    await page.waitForFunction(() => document.querySelectorAll('#case option').length > 20);
    const option = cases.locator('option').nth(5);
    const label = await option.innerText();
    await cases.selectOption({ index: 5 });
    const [family, given] = label.replace(/ \([^)]*\)$/, '').split(', ');
    await page.getByRole('heading', { name: `${given} ${family}` }).waitFor();
    await shown(page);
    expect(await cell(page, 'person', 'familyName', COORDINATION)).toContain(family);
  });

  it('works from the keyboard: the next person is one arrow away', async () => {
    const { page } = await openPerson(1);
    await page.locator('input[name=person]').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Moussa Camara-Touré' }).waitFor();
    await shown(page);
  });
});

describe('when something fails', () => {
  it('the page says so, shows nothing of before, and tries again when asked', async () => {
    const { page } = await openPerson(1);
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('radio', { name: /Noor/ }).check();
    await page.getByRole('alert').getByText('The server does not answer.').waitFor();
    expect(await page.locator('.grid').count()).toBe(0);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Noor Şerîf' }).waitFor();
    await shown(page);
    expect(await page.getByRole('alert').isVisible()).toBe(false);
  });
});

describe('everybody can read it', () => {
  it.each<[number, 'light' | 'dark']>([
    [1400, 'light'],
    [1400, 'dark'],
    [320, 'light'],
    [320, 'dark'],
  ])('at %d px, %s: nothing sticks out, every text has contrast, every control a name', async (width, colorScheme) => {
    const { page } = await openPerson(2, { width, colorScheme });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await lowContrasts(page)).toEqual([]);
    expect(await namelessControls(page)).toEqual([]);
  });

  it('has one heading of the first level, none left out below it, and landmarks', async () => {
    const { page } = await openPerson(1);
    const levels = await page.locator('h1, h2, h3').evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [place, level] of levels.entries()) expect(level - (levels[place - 1] ?? 0)).toBeLessThanOrEqual(1);
    for (const role of ['banner', 'main', 'navigation', 'contentinfo'] as const) {
      expect(await page.getByRole(role).count()).toBe(1);
    }
  });

  it('on a telephone shows one view at a time, and which is chosen above it', async () => {
    const { page } = await openPerson(2, { width: 320 });
    const visible = () => page.locator('thead th.partner:visible .partner-name').allInnerTexts();
    expect(await visible()).toEqual(['Amsterdam']);
    await page.locator('#only').selectOption({ label: 'IND, residence decision' });
    expect(await visible()).toEqual(['IND']);
  });
});
