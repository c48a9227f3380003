import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { append, entries, KEYS, verify } from './log-entries.js';

/** Set it to 1000000 to prove a million; the memory that is allowed stays the same. */
const LINES = Number(process.env.LINES ?? 20_000);
const GROUP = 2_000;
const MEGABYTES = 60;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  for (let written = 0; written < LINES; written += GROUP) {
    await append(opened.database, entries(Math.min(GROUP, LINES - written)));
  }
  // Some are signed each by itself, as a quiet night leaves them.
  for (let lone = 0; lone < 20; lone += 1) await append(opened.database, entries(1));
}, 1_200_000);
afterAll(() => opened?.close());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = () => {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
};

test('a long chain is verified in memory that does not grow with it, and its last line is found wrong', async () => {
  const begun = performance.now();
  const before = heap();
  let most = 0;
  const onProgress = () => {
    most = Math.max(most, heap() - before);
  };
  const report = await verifyChain(opened.database.log, { publicKeys: [KEYS.signing.publicKey], onProgress });
  const seconds = (performance.now() - begun) / 1_000;
  expect(report).toMatchObject({ findings: [], months: [{ lines: LINES + 20 }] });
  expect(most).toBeLessThan(MEGABYTES);
  console.info(`${LINES + 20} lines in ${seconds.toFixed(1)} s, at most ${most.toFixed(1)} MB more heap`);
  await opened.database.admin`update audit.audit_record set body = body || ' ' where seq = ${LINES + 20}`;
  expect((await verify(opened.database)).findings).toMatchObject([{ kind: 'CHANGED', line: BigInt(LINES + 20) }]);
}, 600_000);
