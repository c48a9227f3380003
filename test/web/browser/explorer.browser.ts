/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type { Page } from 'playwright-core';
import { type DemoBrowser, demoBrowser } from './demo-browser.js';

let demo: DemoBrowser;
beforeAll(async () => {
  demo = await demoBrowser();
});
afterAll(() => demo?.close());

async function openAs(view: string) {
  const watched = await demo.open(`/explorer#${view}`);
  await ready(watched.page);
  return watched;
}

/** The schema has come when its documentation can be opened. */
async function ready(page: Page): Promise<void> {
  await page.waitForSelector('.graphiql-execute-button');
  await page.waitForFunction(() => !document.querySelector('.graphiql-spinner'));
}

const tabs = (page: Page) => page.locator('.graphiql-tab-button').allInnerTexts();

/** Runs the operation in front and waits for its result. */
async function run(page: Page): Promise<string> {
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.result-window .CodeMirror-code', { hasText: '"data"' }).waitFor();
  return page.evaluate(() => {
    const editor = document.querySelector('.result-window .CodeMirror') as unknown as {
      CodeMirror: { getValue(): string };
    };
    return editor.CodeMirror.getValue();
  });
}

/** What the documentation pane lists for a type. */
async function documented(page: Page, type: string): Promise<string> {
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.locator('.graphiql-doc-explorer-root-type, .graphiql-doc-explorer').first().waitFor();
  await page
    .locator('.graphiql-doc-explorer-type-name', { hasText: new RegExp(`^${type}$`) })
    .first()
    .click();
  return page.locator('.graphiql-doc-explorer').innerText();
}

describe('the explorer', () => {
  it('runs an example of the chosen partner and shows what comes back, without leaving the machine', async () => {
    const { page, complaints, strangers } = await openAs('ind/RESIDENCE_DECISION');
    expect(await tabs(page)).toEqual(['OpenApplications', 'Page', 'Changes', 'Sources', 'Mine']);
    const result = JSON.parse(await run(page)) as { data: { cases: { totalCount: number } } };
    expect(result.data.cases.totalCount).toBeGreaterThan(0);
    expect([complaints, strangers]).toEqual([[], []]);
  });

  it('keeps nothing on the computer that a script could read: no operation, no token', async () => {
    const { page } = await openAs('ind/RESIDENCE_DECISION');
    await run(page);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ]);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([
      ['ketenzicht-session', true, 'Strict'],
    ]);
  });

  it('asks without a token in any header of its scripts', async () => {
    const sent: string[] = [];
    const { page } = await openAs('dtv/RETURN');
    page.on('request', (request) => sent.push(JSON.stringify(request.headers())));
    await run(page);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.join()).not.toMatch(/authorization|bearer/i);
  });

  it('shows another schema and other examples when another partner is chosen', async () => {
    const { page } = await openAs('ind/RESIDENCE_DECISION');
    await page.getByRole('combobox', { name: 'Ask as' }).selectOption('avim');
    await page.locator('.graphiql-tab-button', { hasText: 'ReportingDuty' }).waitFor();
    await page.getByRole('combobox', { name: 'Purpose' }).selectOption('IDENTIFICATION');
    await page.locator('.graphiql-tab-button', { hasText: 'IdentityResearch' }).waitFor();
    await ready(page);
    expect(JSON.parse(await run(page)).data.cases.edges.length).toBeGreaterThan(0);
  });

  it('documents for the municipality what it may read, and for the AVIM no field that it may not', async () => {
    const municipality = await openAs('amsterdam/CASE_COORDINATION');
    expect(await documented(municipality.page, 'Case')).toMatch(/shelterStays[\s\S]*guidance/);
    const avim = await openAs('avim/IDENTIFICATION');
    const listed = await documented(avim.page, 'Case');
    expect(listed).toContain('identity');
    expect(listed).not.toMatch(/shelterStays|guidance|applications|outflow|supervision/);
  });

  it('takes another header, such as the strict form in which nothing may be withheld', async () => {
    const { page } = await openAs('ngo-de-haven/GUIDANCE');
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('.graphiql-editor-tool .CodeMirror:visible').click();
    await page.keyboard.insertText('{ "x-absences": "strict" }');
    const result = JSON.parse(await run(page)) as { data: null; errors: [{ extensions: { code: string } }] };
    expect([result.data, result.errors[0].extensions.code]).toEqual([null, 'WOULD_WITHHOLD']);
  });
});

/** Saves the answer on the screen, and reads the file back. */
async function saved(page: Page, kind: 'CSV' | 'Parquet' | 'JSON'): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: kind, exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^\\w+\\.${kind.toLowerCase()}$`));
  return readFile(await download.path());
}

const columnsOf = (rows: readonly Record<string, unknown>[]) => Object.keys(rows[0] ?? {}).sort();

describe('an answer', () => {
  it('can be saved only once there is one', async () => {
    const { page } = await openAs('ind/RESIDENCE_DECISION');
    const button = page.getByRole('button', { name: 'CSV', exact: true });
    expect(await button.isDisabled()).toBe(true);
    await run(page);
    expect(await button.isDisabled()).toBe(false);
  });

  it('is saved as CSV, as Parquet and as JSON with the same rows, on this machine', async () => {
    const { page, complaints, strangers } = await openAs('ngo-de-haven/GUIDANCE');
    const shown = JSON.parse(await run(page)) as { data: { cases: { edges: { node: { id: string } }[] } } };
    const ids = shown.data.cases.edges.map(({ node }) => node.id);
    expect(ids.length).toBeGreaterThan(1);
    const csv = parse(await saved(page, 'CSV'), { columns: true, bom: true }) as Record<string, string>[];
    const bytes = await saved(page, 'Parquet');
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const parquet = await parquetReadObjects({ file });
    const json = JSON.parse((await saved(page, 'JSON')).toString('utf8'));
    expect(csv.map(({ id }) => id)).toEqual(ids);
    expect(parquet.map(({ id }) => id)).toEqual(ids);
    expect(json).toEqual(shown);
    expect(columnsOf(parquet)).toEqual(columnsOf(csv));
    const withheld = csv.flatMap((row, place) =>
      Object.keys(row).map((column) => [place, column, row[column]] as const),
    );
    const marks = withheld.filter(([, , value]) => value === 'WITHHELD: CONSENT');
    expect(marks.length).toBeGreaterThan(0);
    for (const [place, column, value] of marks) expect(parquet[place]?.[column]).toBe(value);
    expect([complaints, strangers]).toEqual([[], []]);
  });

  it('is harmless for a spreadsheet, whatever an agency wrote', async () => {
    const { page } = await openAs('amsterdam/CASE_COORDINATION');
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { data?: { me?: Record<string, unknown> } };
      if (answer.data?.me) answer.data.me.organisationName = '=HYPERLINK("http://elsewhere.example")';
      await route.fulfill({ response, json: answer });
    });
    await page.locator('.graphiql-tab-button', { hasText: 'Mine' }).click();
    await run(page);
    const csv = (await saved(page, 'CSV')).toString('utf8');
    expect(csv).toContain(`"'=HYPERLINK(""http`);
    expect(csv).not.toMatch(/(^|[,"\n])=/);
  });
});

describe('each persona', () => {
  it('runs all its examples', async () => {
    const session = (await (await demo.server.get('/session')).json()) as {
      personas: { organisation: string; partnerKind: string; purposes: string[] }[];
    };
    const first = (kind: string) => session.personas.find(({ partnerKind }) => partnerKind === kind)!;
    const kinds = new Set(session.personas.map(({ partnerKind }) => partnerKind));
    for (const { organisation, purposes } of [...kinds].map(first)) {
      for (const purpose of purposes) {
        const { page, complaints } = await openAs(`${organisation}/${purpose}`);
        for (const name of await tabs(page)) {
          await page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${name}$`) }).click();
          const { errors } = JSON.parse(await run(page)) as { errors?: unknown };
          expect([organisation, purpose, name, errors]).toEqual([organisation, purpose, name, undefined]);
        }
        expect(complaints).toEqual([]);
      }
    }
  });
});

describe('with the keyboard, on a narrow screen', () => {
  it('is whole at 320 pixels, and nothing makes the page scroll sideways', async () => {
    const { page } = await demo.open('/explorer#ind/RESIDENCE_DECISION', { width: 320 });
    await ready(page);
    await run(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await page.getByRole('button', { name: 'Parquet', exact: true }).isVisible()).toBe(true);
  });

  it('reaches who asks, and the ways to save, in the order of the page', async () => {
    const { page } = await openAs('ind/RESIDENCE_DECISION');
    await run(page);
    await page.getByRole('combobox', { name: 'Ask as' }).focus();
    const reached: (string | null)[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? null)),
      );
    }
    expect(reached).toEqual(['purpose', 'CSV', 'Parquet', 'JSON']);
  });
});
