import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { accessReportCommand, type LetterOrder, letterOrder } from '../../src/cli/access-report.js';
import type { CommandResult } from '../../src/cli/command-result.js';
import { readPolicyText } from '../../src/cli/policy-file.js';
import { readVNumber } from '../../src/cli/v-number-input.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

const COMMAND = fileURLToPath(new URL('../../src/cli/ketenzicht.js', import.meta.url));
const SECRET = 'a secret that only the tests of this project use';

let graph: TestGraph;
let folder: string;
beforeAll(async () => {
  [graph, folder] = await Promise.all([startGraph(WORLD), mkdtemp(join(tmpdir(), 'ketenzicht-letter-'))]);
  const query = `{ caseByVNumber(vNumber: "${V.amal}") { status person { familyName } } }`;
  await graph.ask({ organisation: 'ind', query });
});
afterAll(async () => {
  await graph?.close();
  await rm(folder, { recursive: true });
});

async function letter(order: Partial<LetterOrder> = {}, policyText?: string): Promise<CommandResult> {
  const policy = parsePolicy(policyText ?? (await readPolicyText()));
  const parts = { database: graph.database, config: testConfig(), policy };
  return accessReportCommand(parts, { vNumber: V.amal, language: 'nl', ...order });
}

/** The last line of each log, as far as a letter is in it. */
async function logged() {
  const { admin } = graph.database;
  const [processing] =
    await admin`select name, status_code, organisation, categories, processing_activity_id as activity
    from audit.processing_record order by id desc limit 1`;
  const [audit] = await admin<{ body: string }[]>`
    select body from audit.audit_record order by month desc, seq desc limit 1`;
  return { processing, audit: JSON.parse(audit?.body ?? '{}'), text: JSON.stringify([processing, audit]) };
}

async function countLines(): Promise<number> {
  const [row] = await graph.database.admin<{ count: number }[]>`select count(*)::int as count from audit.audit_record`;
  return row?.count ?? 0;
}

describe('the letter', () => {
  it('goes to standard output, or as one JSON value', async () => {
    const { exitCode, text, json } = await letter();
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^<!doctype html>\n<html lang="nl">.*Immigratie- en Naturalisatiedienst.*<\/html>$/s);
    expect(text).not.toContain(V.amal);
    expect(json).toMatchObject({ report: { summaries: expect.any(Array) }, accesses: expect.any(Array) });
    expect(JSON.stringify(json)).not.toContain(V.amal);
  });

  it('leaves its lines in both logs, for the privacy officer, and the V-number in neither', async () => {
    await letter({ language: 'en' });
    const { processing, audit, text } = await logged();
    expect(processing).toMatchObject({
      name: 'access-report letter',
      status_code: 'OK',
      organisation: 'privacy-officer',
      categories: ['rights.access_report'],
      activity: 'https://ketenzicht.example/processing-activities/privacy-officer-subject-access/v1',
    });
    expect(audit).toMatchObject({ action: 'access-report letter', organisation: 'privacy-officer', result: 'OK' });
    expect(text).not.toContain(V.amal);
    expect((await letter()).text).toContain('Functionaris gegevensbescherming');
  });

  it('goes to a new file that only its owner reads', async () => {
    const out = join(folder, 'letter.html');
    const { exitCode, text } = await letter({ out });
    expect([exitCode, text]).toEqual([0, expect.stringContaining(out)]);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect(await readFile(out, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('is a proper letter for a person who is not known, and logged as no result', async () => {
    const { exitCode, text } = await letter({ vNumber: '9876543210' });
    expect([exitCode, text]).toEqual([0, expect.stringContaining('Dit overzicht is leeg.')]);
    expect((await logged()).processing).toMatchObject({ status_code: 'UNSET', categories: [] });
  });
});

describe('no letter is written', () => {
  test.each(['there.html', 'no/such/folder.html', '.'])('to %s, and nothing is read or logged', async (name) => {
    await writeFile(join(folder, 'there.html'), 'mine');
    const lines = await countLines();
    const { exitCode, text } = await letter({ out: join(folder, name) });
    expect([exitCode, text]).toEqual([2, expect.stringContaining('cannot be made')]);
    expect(await countLines()).toBe(lines);
    expect(await readFile(join(folder, 'there.html'), 'utf8')).toBe('mine');
  });

  it('when the logs cannot be written; no file is left', async () => {
    const out = join(folder, 'unlogged.html');
    await graph.change('revoke insert on audit.audit_record from ketenzicht_log');
    const refused = await letter({ out }).catch((error: unknown) => error);
    const alsoRefused = await letter().catch((error: unknown) => error);
    await graph.change('grant insert on audit.audit_record to ketenzicht_log');
    expect([refused, alsoRefused]).toMatchObject([{ code: 'LOG_UNAVAILABLE' }, { code: 'LOG_UNAVAILABLE' }]);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ['the grant was revoked', `update app.purpose_grant set revoked_at = $ where organisation = 'privacy-officer'`],
    ['the participation ended', `update app.organisation set revoked_at = $ where code = 'privacy-officer'`],
  ])('when %s', async (_why, statement) => {
    await graph.change(statement.replace('$', 'now()'));
    const lines = await countLines();
    const { exitCode, text } = await letter();
    await graph.change(statement.replace('$', 'null'));
    expect([exitCode, text]).toEqual([2, expect.stringContaining('No privacy officer')]);
    expect(await countLines()).toBe(lines);
  });

  it('when the policy no longer permits it', async () => {
    const closed = (await readPolicyText()).replace(/^(rights\.access_report,.*),yes,yes,no$/m, '$1,no,yes,no');
    expect(await letter({}, closed)).toMatchObject({ exitCode: 2 });
  });
});

describe('what is asked is looked at first', () => {
  test.each(['', '123', '12345678901', '123456789O', '1234567890\n1234567890'])('%j is no V-number', (text) => {
    const refused = letterOrder(text, 'nl');
    expect(refused).toMatchObject({ exitCode: 2 });
    if (text !== '') expect(JSON.stringify(refused)).not.toContain(text.slice(0, 3));
  });

  it('takes a V-number with space around it, leading zeros kept', () => {
    expect(letterOrder(' 0000000013\n', 'en')).toEqual({ vNumber: '0000000013', language: 'en', out: undefined });
  });

  it('refuses a file name with the V-number in it', () => {
    expect(letterOrder(V.amal, 'nl', `/tmp/${V.amal}.html`)).toMatchObject({ exitCode: 2 });
  });

  it('asks twice on a terminal, and takes two answers that differ for none', async () => {
    const answers = async (...lines: string[]) => {
      const input = Object.assign(new PassThrough(), { isTTY: true });
      const output = new PassThrough();
      output.on('data', (chunk) => {
        if (String(chunk).includes(': ')) setImmediate(() => void input.write(`${lines.shift()}\n`));
      });
      return readVNumber({ input, output });
    };
    expect(await answers(V.amal, V.amal)).toBe(V.amal);
    expect(await answers(V.amal, V.bilal)).toBe('');
  });

  it('and does not read on for ever', async () => {
    const input = new PassThrough();
    input.end('1'.repeat(10_000));
    expect(await readVNumber({ input, output: new PassThrough() })).toBe('');
  });
});

describe('the command', () => {
  const run = (words: readonly string[], input: string) =>
    new Promise<{ exitCode: number; out: string; err: string }>((done) => {
      const { adminUrl } = graph.database;
      const env = { PATH: process.env.PATH, KETENZICHT_DATA_FOLDER: folder, KETENZICHT_SECRET: SECRET };
      const child = execFile(
        COMMAND,
        ['access-report', ...words],
        { env: { ...env, DATABASE_URL: adminUrl } },
        (error, out, err) => done({ exitCode: typeof error?.code === 'number' ? error.code : 0, out, err }),
      );
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });

  it('reads the V-number from standard input', async () => {
    const { exitCode, out, err } = await run(['--language', 'en'], `${V.amal}\n`);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^<!doctype html>\n<html lang="en">/);
  }, 30_000);

  test.each([
    ['a V-number among the words', ['--language', 'nl', '1234567890'], ''],
    ['another language', ['--language', 'fr'], V.amal],
    ['no language', [], V.amal],
    ['nothing on standard input', ['--language', 'nl'], ''],
  ])(
    'refuses %s with exit code 2, and repeats no V-number',
    async (_what, words, input) => {
      const { exitCode, out, err } = await run(words, input);
      expect([exitCode, out]).toEqual([2, '']);
      expect(err).not.toBe('');
      expect(err).not.toMatch(/\d{10}/);
    },
    30_000,
  );
});
