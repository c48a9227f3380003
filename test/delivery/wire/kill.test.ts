import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { drawing } from '../../../src/cli/bench/workload.js';
import { openPurposes, readPolicy } from '../../../src/cli/policy-file.js';
import { issueDemoToken } from '../../../src/identity/demo-issuer.js';
import { testConfig } from '../../support/config.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { delivererOn, type Sent } from '../../support/deliverer.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { type ServerProcess, startServerProcess } from '../../support/server-process.js';
import { bodyOf, dumpOf, type KillBody } from './kill-world.js';

/** `KILLS=20 SEED=… npm test -- test/delivery/wire/kill` for as many as one wants, at the same moments. */
const KILLS = Number(process.env.KILLS ?? 3);
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
const ROWS = 1_200;
/** A kill comes within so many milliseconds after the sending begins: while bytes come in, or while rows are stored. */
const WITHIN_MS = 1_500;

let killed: TestDatabase;
let undisturbed: TestGraph;
let folder: string;
let server: ServerProcess | undefined;
beforeAll(async () => {
  killed = await testDatabase();
  undisturbed = await startGraph();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-kill-'));
});
afterAll(async () => {
  await server?.kill();
  await undisturbed?.close();
  await killed?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const purposeOf = ({ organisation }: KillBody) => (organisation === 'ind' ? undefined : 'CASE_COORDINATION');

/** Sends what is left of a delivery, or asks for its end; what a killed server leaves unsaid is asked anew. */
async function goOn(deliverer: ReturnType<typeof delivererOn>, key: string, one: KillBody): Promise<Sent> {
  const asker = { organisation: one.organisation, purpose: purposeOf(one), headers: { prefer: 'wait=30' } };
  const known = await deliverer.get(`/deliveries/by-key/${key}`, asker);
  if (known.status === 200 && known.report.state !== 'RECEIVING') return known;
  const offset = known.report.bytesReceived ?? 0;
  const headers = { 'upload-offset': String(offset), 'delivery-mode': one.mode };
  return deliverer.send({ ...asker, key, headers, body: slowly(one.body.subarray(offset)) });
}

/** In many small pieces, so that a kill may fall between any two. */
function slowly(body: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(to) {
      await new Promise(setImmediate);
      if (at >= body.length) return to.close();
      to.enqueue(body.subarray(at, at + 2_000));
      at += 2_000;
    },
  });
}

async function deliveredInSpiteOf(kills: number): Promise<KillBody[]> {
  const purposes = openPurposes(await readPolicy());
  const config = testConfig({ dataFolder: folder, organisations: testConfig().organisations });
  const token = (organisation: string) => issueDemoToken(config, purposes, { organisation });
  const draw = drawing(SEED);
  const bodies: KillBody[] = [];
  let left = kills;
  for (let round = 0; left > 0 || round % 4 !== 0; round += 1) {
    const one = bodyOf(round, ROWS);
    bodies.push(one);
    for (let done = false; !done; ) {
      server ??= await startServerProcess(killed.adminUrl, folder);
      const deliverer = delivererOn({ url: `${server.url}/graphql`, token });
      const timer = left > 0 ? setTimeout(() => server?.process.kill('SIGKILL'), draw() * WITHIN_MS) : undefined;
      const sent = await goOn(deliverer, `round-${round}`, one).catch(() => undefined);
      clearTimeout(timer);
      done = sent?.report.state === 'DONE';
      if (sent === undefined || server.process.killed) {
        await server.kill();
        server = undefined;
        left -= 1;
      } else {
        expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('"DONE"')]);
      }
    }
  }
  return bodies;
}

const reportsOf = async ({ admin }: { admin: TestDatabase['database']['admin'] }) =>
  (
    await admin`
      select idempotency_key, state, received, added, changed, unchanged, superseded, quarantined, rejected, waiting,
        closed, to_close, bytes_received::int, body_hash from app.delivery order by started_at`
  ).map((row) => ({ ...row }));

it(
  `a server killed ${KILLS} times on the way (SEED=${SEED}) leaves what an undisturbed one does: no row lost or doubled`,
  async () => {
    console.info(`KILLS=${KILLS} SEED=${SEED}`);
    const bodies = await deliveredInSpiteOf(KILLS);
    const deliverer = delivererOn(undisturbed);
    for (const [round, one] of bodies.entries()) {
      const headers = { 'delivery-mode': one.mode };
      const sending = { organisation: one.organisation, purpose: purposeOf(one), key: `round-${round}`, headers };
      expect((await deliverer.send({ ...sending, body: one.body })).report.state).toBe('DONE');
    }
    expect(await reportsOf(killed.database)).toEqual(await reportsOf(undisturbed.database));
    expect(await dumpOf(killed.database)).toEqual(await dumpOf(undisturbed.database));
  },
  120_000 + KILLS * 30_000,
);
