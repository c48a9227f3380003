import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { publicKeysOf } from '../../src/audit/chain.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { storeRecords } from '../../src/delivery/store.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { againstLogs, isAnswer, type Load, startLoad, tally } from '../support/load.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { WORLD } from '../support/world.js';

/** `ROUNDS=20 npm test -- test/cli/replicas` for a night of it. */
const ROUNDS = Number(process.env.ROUNDS ?? 1);
const CALLERS = 9;
const QUERY = '{ cases(first: 5) { totalCount edges { node { id status person { vNumber } } } } }';
const PURPOSE = 'CASE_COORDINATION';

let test: TestDatabase;
let folder: string;
let servers: ServerProcess[] = [];
const all: ServerProcess[] = [];
let load: Load;
beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-replicas-'));
  await storeRecords(test.database, WORLD);
  servers = await Promise.all([start(), start(), start()]);
  const asked = { organisation: 'amsterdam', purpose: PURPOSE } as const;
  const token = await issueDemoToken(testConfig({ dataFolder: folder }), openPurposes(await readPolicy()), asked);
  load = startLoad({
    urls: () => servers.map(({ url }) => url),
    token,
    purpose: PURPOSE,
    query: QUERY,
    callers: CALLERS,
  });
}, 120_000);
afterAll(async () => {
  await load?.stop();
  await Promise.all(servers.map((server) => server.kill()));
  await test.close();
  await rm(folder, { recursive: true });
});

async function start(): Promise<ServerProcess> {
  const server = await startServerProcess(test.adminUrl, folder, { KETENZICHT_STOP_DELAY_MS: '500' });
  all.push(server);
  return server;
}

/** Takes one out of the turn, as a load balancer does that hears that it is not ready, or that nobody is there. */
const withdraw = (server: ServerProcess) => {
  servers = servers.filter((one) => one !== server);
};

/** As after the death of a machine: callers notice, and another process comes in its place. */
async function killOne(): Promise<void> {
  const [victim] = servers as [ServerProcess];
  await victim.kill();
  withdraw(victim);
  servers.push(await start());
}

/** As a release does: a new one beside the old, and then the old one stops. */
async function replaceOne(): Promise<void> {
  const [old] = servers as [ServerProcess];
  servers.push(await start());
  old.process.kill('SIGTERM');
  // Not ready, or gone already: to a load balancer that is the same.
  await old.says('ready', 503).catch(() => undefined);
  withdraw(old);
  await old.stop();
}

it(
  'three processes on one database lose and confuse nothing while they are killed and replaced',
  async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await load.answered(100);
      await killOne();
      await load.answered(100);
      for (const _each of [1, 2, 3]) await replaceOne();
    }
    await load.answered(100);
    const outcomes = await load.stop();
    const counted = tally(outcomes);
    expect(all.flatMap((server) => server.said().match(/"failure":\[[^\]]*\]/g) ?? [])).toEqual([]);
    process.stdout.write(`replicas: ${JSON.stringify(counted)}\n`);
    expect(Object.keys(counted).filter((name) => !/^(200|CUT ECONNRESET|REFUSED ECONNREFUSED)$/.test(name))).toEqual(
      [],
    );
    expect(new Set(outcomes.filter(isAnswer).map(({ data }) => data)).size).toBe(1);
    const { unlogged, lost } = await againstLogs(test.database.admin, outcomes);
    expect(unlogged).toEqual([]);
    // A kill may come between the line in the log and the answer: a line too many, for callers of that one process only.
    expect(lost.filter(({ kind }) => kind !== 'CUT')).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(CALLERS * ROUNDS);
  },
  120_000 * ROUNDS + 60_000,
);

it('and leave one whole chain in the audit log', async () => {
  const report = await verifyChain(test.database.log, { publicKeys: publicKeysOf(testConfig()) });
  expect(report).toMatchObject({ months: [{ lines: expect.any(Number) }], findings: [] });
});
