import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { storeRecords } from '../../src/delivery/store.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { againstLogs, startLoad, tally } from '../support/load.js';
import { copyProject } from '../support/project-copy.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { WORLD } from '../support/world.js';

const PURPOSE = 'CASE_COORDINATION';
const QUERY = '{ cases(first: 5) { totalCount edges { node { id status person { vNumber } } } } }';
const BIRTH = '{ cases(first: 1) { edges { node { person { birthDate } } } } }';
const ACTIVITY = 'municipality-case-coordination';

let test: TestDatabase;
let top: string;
let server: ServerProcess;
let token: string;
beforeAll(async () => {
  test = await testDatabase();
  top = mkdtempSync(join(tmpdir(), 'ketenzicht-reload-'));
  copyProject(join(top, 'app'));
  await storeRecords(test.database, WORLD);
  server = await startServerProcess(test.adminUrl, join(top, 'data'), {}, { project: join(top, 'app') });
  const asked = { organisation: 'amsterdam', purpose: PURPOSE } as const;
  const config = testConfig({ dataFolder: join(top, 'data') });
  token = await issueDemoToken(config, openPurposes(await readPolicy()), asked);
}, 120_000);
afterAll(async () => {
  await server?.kill();
  await test.close();
  rmSync(top, { recursive: true });
});

/** Changes a file of the installed program. */
function edit(path: string, change: (text: string) => string): void {
  const file = join(top, 'app', path);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}
const editPolicy = (change: (text: string) => string) => edit('src/policy/policy.csv', change);

/** Birth is no longer for municipalities that direct: the first cell of its row. */
const narrowed = (text: string) =>
  text.replace(/^(person\.birth,"[^"]*"),yes/m, '$1,no').replace(`${ACTIVITY}/v2`, `${ACTIVITY}/v3`);
const withVersion = (version: string) => (text: string) => text.replace(/^# version: .*$/m, `# version: ${version}`);

async function ask(query: string, { url } = server) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-purpose': PURPOSE };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const {
    data,
    errors = [],
    extensions,
  } = (await answer.json()) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
    extensions?: { decision: { policyVersion: string } };
  };
  return { data, codes: errors.map((error) => error.extensions.code), version: extensions?.decision.policyVersion };
}
const figure = async (name: string, { healthUrl } = server) => {
  const text = await (await fetch(`${healthUrl}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length),
  );
};
const hangUp = async (words: RegExp) => {
  server.process.kill('SIGHUP');
  await server.wrote(words);
};

/** Subscribes; settles with why the socket was closed. */
async function untilClosed(): Promise<{ ended: Promise<{ code: number; reason: string }> }> {
  const client = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}`, purpose: PURPOSE },
  });
  const ended = new Promise<{ code: number; reason: string }>((resolve) => {
    client.on('closed', (event) => resolve(event as { code: number; reason: string }));
  });
  const opened = new Promise<void>((resolve) => client.on('connected', () => resolve()));
  const sink = { next: () => undefined, error: () => undefined, complete: () => undefined };
  client.subscribe({ query: 'subscription { caseChanged { cursor } }' }, sink);
  await opened;
  return { ended };
}

describe('on SIGHUP, a server', () => {
  it('keeps the old policy when the new one cannot be read, with an alarm', async () => {
    const { version } = await ask(BIRTH);
    editPolicy((text) => text.replace('person.birth', 'person.birth.of.nobody'));
    await hangUp(/"level":"error".*not reloaded/);
    expect(await figure('ketenzicht_reload_failed')).toBe(1);
    expect(await ask(BIRTH)).toMatchObject({ codes: [], version });
    editPolicy((text) => text.replace('person.birth.of.nobody', 'person.birth'));
  });

  it('keeps it when the text changed and the version did not: a version means one text for ever', async () => {
    editPolicy(narrowed);
    await hangUp(/"reason":"policy file: The policy changed and its version did not/);
    expect(await ask(BIRTH)).toMatchObject({ codes: [] });
  });

  it('keeps it when policy and register of activities do not fit each other', async () => {
    editPolicy(withVersion('2099-01-01.1'));
    await hangUp(/"reason":"The policy names [^"]*v3/);
    expect(await ask(BIRTH)).toMatchObject({ codes: [] });
  });

  it('goes by the new policy from one request to the next, loses none, and ends subscriptions', async () => {
    edit('src/processing-activities.json', (text) => text.replace(`${ACTIVITY}/v2`, `${ACTIVITY}/v3`));
    const { ended } = await untilClosed();
    const load = startLoad({ urls: () => [server.url], token, purpose: PURPOSE, query: QUERY, callers: 6 });
    await load.answered(30);
    await hangUp(/"level":"warn".*"policyVersion":"2099-01-01.1".*reloaded/);
    await load.answered(30);
    const outcomes = await load.stop();
    expect(Object.keys(tally(outcomes))).toEqual(['200']);
    expect(await againstLogs(test.database.admin, outcomes)).toEqual({ unlogged: [], lost: [] });
    expect(await ended).toMatchObject({ code: 1001 });
    expect((await ask(BIRTH)).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await ask(QUERY)).toMatchObject({ codes: [], version: '2099-01-01.1' });
    expect([await figure('ketenzicht_reload_failed'), await figure('ketenzicht_reloads_total')]).toEqual([0, 1]);
  });

  it('has taken the right from the database too', async () => {
    const [row] = await test.database.admin<{ may: boolean }[]>`
      select has_table_privilege('ketenzicht_municipality_case_coordination', 'shelter.person_birth', 'select')
        or has_any_column_privilege('ketenzicht_municipality_case_coordination', 'shelter.person_birth', 'select') as may`;
    expect(row).toEqual({ may: false });
  });

  it('begins no count anew: who may ask no more before it may not after it', async () => {
    const limited = { KETENZICHT_RATE_PER_CLIENT: '3' };
    const strict = await startServerProcess(test.adminUrl, join(top, 'data'), limited, { project: join(top, 'app') });
    try {
      const at = async () => (await ask(QUERY, strict)).codes;
      expect([await at(), await at(), await at(), await at()]).toEqual([[], [], [], ['RATE_LIMITED']]);
      strict.process.kill('SIGHUP');
      await strict.wrote(/"msg":"reloaded"/);
      expect(await at()).toEqual(['RATE_LIMITED']);
      expect(await figure('ketenzicht_requests_rate_limited_total{limit="client"}', strict)).toBe(2);
    } finally {
      await strict.kill();
    }
  });

  it('stops as before', async () => {
    await server.stop();
    expect(server.process.exitCode).toBe(0);
  });
});
