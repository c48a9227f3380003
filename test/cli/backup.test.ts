import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import { testConfig } from '../support/config.js';
import { fillWorld } from '../support/fill-world.js';
import { startLoad } from '../support/load.js';
import { copyOf, newPostgres, type PostgresServer } from '../support/postgres-server.js';
import { run } from '../support/run-program.js';
import { startServerProcess } from '../support/server-process.js';
import { V } from '../support/world.js';

const CASES =
  '{ cases(first: 50) { totalCount edges { node { id status person { vNumber givenNames birthDate } } } } }';
const REPORT = `{ accessReport(vNumber: "${V.amal}") { summaries { organisation purpose times seen { category } } } }`;
const SECRET = Buffer.from(testConfig().secret).toString();
const SETTINGS = ['DATABASE_URL', 'KETENZICHT_SECRET', 'KETENZICHT_DATA_FOLDER'] as const;
const before = { ...process.env };

let original: PostgresServer;
let restored: PostgresServer;
let folder: string;
/** Files of heads that were kept elsewhere. */
const heads = { atBackup: '', later: '' };
/** What was answered before the backup. */
const answered = { cases: '', report: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-backup-'));
  original = await newPostgres();
  await fillWorld(original.url);
  const server = await startServerProcess(original.url, folder);
  try {
    answered.cases = await ask(server.url, 'amsterdam', 'CASE_COORDINATION', CASES);
    answered.report = await ask(server.url, 'privacy-officer', 'SUBJECT_ACCESS', REPORT);
    heads.atBackup = await keepHeads('at-backup.jsonl');
    const load = await busy(server.url);
    restored = await copyOf(original, 'RESTORED');
    await load.answered(20);
    await load.stop();
    heads.later = await keepHeads('later.jsonl');
  } finally {
    await server.stop();
  }
  // From here on there is nothing but the backup, the secret, and what was kept elsewhere.
  await original.kill();
  point(restored);
}, 120_000);
afterAll(async () => {
  for (const name of SETTINGS) {
    process.env[name] = before[name];
    if (before[name] === undefined) delete process.env[name];
  }
  await Promise.all([original, restored].map((server) => server?.remove()));
  await rm(folder, { recursive: true });
});

async function tokenOf(organisation: string, purpose: string): Promise<string> {
  const asked = { organisation, purpose } as Parameters<typeof issueDemoToken>[2];
  return issueDemoToken(testConfig({ dataFolder: folder }), openPurposes(await readPolicy()), asked);
}

/** @returns the answer's data, as text */
async function ask(url: string, organisation: string, purpose: string, query: string): Promise<string> {
  const authorization = `Bearer ${await tokenOf(organisation, purpose)}`;
  const headers = { 'content-type': 'application/json', 'x-purpose': purpose, authorization };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  return JSON.stringify(data);
}

/** Callers that go on while the backup is taken, and after it. */
async function busy(url: string) {
  const purpose = 'CASE_COORDINATION';
  const token = await tokenOf('amsterdam', purpose);
  const load = startLoad({ urls: () => [url], token, purpose, query: CASES, callers: 2 });
  await load.answered(20);
  return load;
}

/** The commands from here on are about this server, with the secret that was kept. */
function point({ url }: PostgresServer, secret = SECRET): void {
  Object.assign(process.env, { DATABASE_URL: url, KETENZICHT_SECRET: secret, KETENZICHT_DATA_FOLDER: folder });
}

async function keepHeads(name: string): Promise<string> {
  point(original);
  const path = join(folder, name);
  await writeFile(path, (await run('audit', 'heads')).out);
  return path;
}

describe('a backup that was taken under load, restored into another server', () => {
  it('is not opened with another secret, and nothing of it is changed', async () => {
    point(restored, 'another secret than that of the backup');
    const { exitCode, err } = await run('migrate');
    expect([exitCode, err]).toEqual([
      expect.any(Number),
      expect.stringContaining('KETENZICHT_SECRET is not the secret'),
    ]);
    expect(exitCode).not.toBe(0);
    expect((await run('audit', 'verify')).exitCode).not.toBe(0);
    point(restored);
  });

  it('is brought up to date, and its log is whole up to the heads of then', async () => {
    expect((await run('migrate')).exitCode).toBe(0);
    const { exitCode, out } = await run('audit', 'verify', '--heads', heads.atBackup);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('The audit log is whole')]);
  });

  it('lacks what was written after it, which kept heads tell and nothing else', async () => {
    expect((await run('audit', 'verify')).exitCode).toBe(0);
    expect((await run('audit', 'verify', '--heads', heads.later)).exitCode).toBe(1);
  });

  it('answers the same, and finds the same people in the processing log', async () => {
    const server = await startServerProcess(restored.url, folder);
    try {
      expect(await ask(server.url, 'amsterdam', 'CASE_COORDINATION', CASES)).toBe(answered.cases);
      const report = await ask(server.url, 'privacy-officer', 'SUBJECT_ACCESS', REPORT);
      // The report of before was one more look at her, and is in the backup too.
      expect(summariesOf(answered.report)).toEqual(['amsterdam CASE_COORDINATION']);
      expect(summariesOf(report)).toEqual(['amsterdam CASE_COORDINATION', 'privacy-officer SUBJECT_ACCESS']);
    } finally {
      await server.stop();
    }
    expect((await run('audit', 'verify', '--heads', heads.atBackup)).exitCode).toBe(0);
  });
});

/** Who saw something of the person; how often differs, since the backup was taken while they asked. */
function summariesOf(report: string): string[] {
  const { accessReport } = JSON.parse(report) as {
    accessReport: { summaries: { organisation: string; purpose: string }[] };
  };
  return accessReport.summaries.map(({ organisation, purpose }) => `${organisation} ${purpose}`).sort();
}
