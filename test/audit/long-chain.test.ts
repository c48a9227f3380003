import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChainReport, verifyChain } from '../../src/audit/verify-chain.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { append, entries, entry, KEYS, served } from './log-entries.js';

/** Set it to 1000000 to prove a million; the memory that is allowed stays the same. */
const LINES = Number(process.env.LINES ?? 20_000);
const GROUP = 2_000;
/** Of each write so many are about a person each, so that both logs are long. */
const ABOUT_PEOPLE = 500;
const LONE = 20;
const ALL = LINES + LONE;
const MEGABYTES = 60;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  for (let written = 0; written < LINES; written += GROUP) {
    const size = Math.min(GROUP, LINES - written);
    const people = Array.from({ length: Math.min(size, ABOUT_PEOPLE) }, () => entry([served(randomUUID())]));
    await append(opened.database, [...people, ...entries(size - people.length)]);
  }
  // Some are signed each by itself, as a quiet night leaves them.
  for (let lone = 0; lone < LONE; lone += 1) await append(opened.database, entries(1));
}, 1_800_000);
afterAll(() => opened?.close());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = () => {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
};

/** Verifies all of both logs within the memory that is allowed, and prints what it took. */
async function measured(what: string): Promise<ChainReport> {
  const begun = performance.now();
  const before = heap();
  let most = 0;
  const onProgress = () => {
    most = Math.max(most, heap() - before);
  };
  const report = await verifyChain(opened.database.log, { publicKeys: [KEYS.signing.publicKey], onProgress });
  const seconds = (performance.now() - begun) / 1_000;
  console.info(`${what}: ${ALL} lines in ${seconds.toFixed(1)} s, at most ${most.toFixed(1)} MB more heap`);
  expect(most).toBeLessThan(MEGABYTES);
  return report;
}

const sql = (statement: string) => opened.database.admin.unsafe(statement);
/** Swaps two lines; done twice, they stand where they stood. */
const swap = (one: number, other: number) =>
  sql(`update audit.audit_record set seq = -seq where seq in (${one}, ${other});
    update audit.audit_record set seq = ${one} + ${other} + seq where seq < 0`);
const [EARLY, LATE] = [Math.floor(LINES / 100), LINES - 2];
/** A line about a person: the processing log tells that it is missing, too. */
const MIDDLE = Math.floor(LINES / 2 / GROUP) * GROUP + 10;
/** Where the last write of many begins, and with it its people. */
const LAST_GROUP = Math.floor((LINES - 1) / GROUP) * GROUP;
const LAST_PERSON = Math.min(LAST_GROUP + ABOUT_PEOPLE, LINES);

test('a long chain is whole, in memory that does not grow with it', async () => {
  expect(await measured('whole')).toMatchObject({ findings: [], months: [{ lines: ALL }] });
}, 600_000);

const tamperings: [what: string, places: string, tamper: () => unknown, restore: () => unknown, found: object[]][] = [
  [
    'changed',
    'the last line of all',
    () => sql(`update audit.audit_record set body = body || ' ' where seq = ${ALL}`),
    () => sql(`update audit.audit_record set body = rtrim(body) where seq = ${ALL}`),
    [{ kind: 'CHANGED', line: BigInt(ALL) }],
  ],
  [
    'missing',
    'one in the middle',
    () =>
      sql(`create table audit.taken_out as select * from audit.audit_record where seq = ${MIDDLE};
      delete from audit.audit_record where seq = ${MIDDLE}`),
    () => sql('insert into audit.audit_record select * from audit.taken_out; drop table audit.taken_out'),
    [
      { kind: 'MISSING', line: BigInt(MIDDLE) },
      { kind: 'UNTOLD', log: 'processing' },
    ],
  ],
  [
    'swapped',
    'one near the beginning with one near the end',
    () => swap(EARLY, LATE),
    () => swap(EARLY, LATE),
    [{ kind: 'SWAPPED', line: BigInt(EARLY), text: expect.stringContaining(`line ${LATE}`) }],
  ],
  [
    'lost by the processing log',
    'the last that is about a person',
    () =>
      sql(`create table audit.taken_out as select * from audit.processing_record order by id desc limit 1;
      delete from audit.processing_record where id = (select max(id) from audit.processing_record)`),
    () => sql('insert into audit.processing_record select * from audit.taken_out; drop table audit.taken_out'),
    [{ kind: 'LACKING', line: BigInt(LAST_PERSON) }],
  ],
];

test.each(tamperings)(
  'a line that was %s is named in a long chain: %s',
  async (what, _places, tamper, restore, found) => {
    await tamper();
    const report = await measured(what).finally(restore);
    expect(report.findings).toEqual(found.map((each) => expect.objectContaining(each)));
  },
  600_000,
);

test('a long chain that was put right again is whole again', async () => {
  expect((await measured('restored')).findings).toEqual([]);
}, 600_000);
