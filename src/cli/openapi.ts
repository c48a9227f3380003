import { readFile, writeFile } from 'node:fs/promises';
import { LIVE_AGENCIES } from '../model/source-settings.js';
import { sources } from '../sources/index.js';
import { openApiOf } from '../sources/live/document.js';
import type { CommandResult } from './command-result.js';

/**
 * `ketenzicht openapi`: writes what an agency's API must offer into the agency's folder, or only compares.
 * @returns exit code 1 when something was not up to date and was to be compared only
 */
export async function openApiCommand({ check }: { readonly check: boolean }): Promise<CommandResult> {
  const outdated: string[] = [];
  for (const agency of LIVE_AGENCIES) {
    const parts = sources.find((source) => source.agency === agency)?.parts ?? {};
    const path = new URL(`../sources/${agency.toLowerCase()}/openapi.json`, import.meta.url);
    const text = `${JSON.stringify(openApiOf(agency, parts), null, 2)}\n`;
    if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
    outdated.push(`src/sources/${agency.toLowerCase()}/openapi.json`);
    if (!check) await writeFile(path, text);
  }
  const what = check ? 'not up to date; run ketenzicht openapi' : 'written';
  const text = outdated.map((path) => `${path}: ${what}`).join('\n') || 'Every document is up to date.';
  return { exitCode: check && outdated.length > 0 ? 1 : 0, text, json: { outdated } };
}
