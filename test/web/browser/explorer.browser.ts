/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
    expect(await tabs(page)).toEqual(['OpenApplications', 'Page', 'Mine']);
    const result = JSON.parse(await run(page)) as { data: { cases: { totalCount: number } } };
    expect(result.data.cases.totalCount).toBeGreaterThan(0);
    expect([complaints, strangers]).toEqual([[], []]);
  });

  it('keeps nothing on the computer: no operation, no token', async () => {
    const { page } = await openAs('ind/RESIDENCE_DECISION');
    await run(page);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
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
