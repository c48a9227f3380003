import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { AccessEntry } from '../../src/audit/access-entry.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { append, differences, entry, served } from './log-entries.js';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());

const RUNS = Number(process.env.RUNS ?? 60);
/** Few traces, as callers may choose them, so that operations share them and ranges meet within one. */
const TRACES = [0, 1, 2].map(() => randomBytes(16).toString('hex'));

/** An operation: about so many people, in one of the traces, and what is taken out of either log afterwards. */
const operation = fc.record({
  people: fc.nat(3),
  trace: fc.nat(TRACES.length - 1),
  isUntold: fc.boolean(),
  lost: fc.nat(3),
});
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

function entryOf({ people, trace }: Operation): AccessEntry {
  const made = entry(Array.from({ length: people }, () => served(randomUUID())));
  const traceId = TRACES[trace] ?? '';
  return { ...made, audit: { ...made.audit, traceId }, trace: { ...made.trace, traceId } };
}

/** Takes lines out of both logs. @returns the findings there must be */
async function takeOut(operations: readonly Operation[], entries: readonly AccessEntry[]): Promise<string[]> {
  const { admin } = opened.database;
  const [lacking, untold]: [number[], number[]] = [[], []];
  for (const [place, { people, isUntold, lost }] of operations.entries()) {
    const spanId = entries[place]?.trace.spanId ?? '';
    await admin`delete from audit.processing_record where id in (
      select id from audit.processing_record where span_id = ${spanId} order by id desc limit ${lost})`;
    if (isUntold) await admin`delete from audit.audit_record where seq = ${place + 1}`;
    if (!isUntold && Math.min(people, lost) > 0) lacking.push(place + 1);
    if (!isUntold) continue;
    const left = await admin<{ id: string }[]>`select id from audit.processing_record where span_id = ${spanId}`;
    untold.push(...left.map(({ id }) => Number(id)));
  }
  const [month] = await admin<{ month: string }[]>`select to_char(now(), 'YYYY-MM') as month`;
  // Where nothing is left of the audit log, the month is found empty as a whole.
  const kind = operations.every(({ isUntold }) => isUntold) ? 'EMPTIED' : 'UNTOLD';
  const found = (what: string, places: readonly number[]) =>
    places.length > 0 ? [`${what} ${month?.month} ${Math.min(...places)}`] : [];
  return [...found(kind, untold), ...found('LACKING', lacking)];
}

test('whatever is taken out of one log, the other tells the first place of it, however small the ranges are', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const many = fc.array(operation, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(many, fc.integer({ min: 1, max: 6 }), async (operations, page) => {
      await opened.database.admin`truncate audit.audit_record, audit.processing_record`;
      const entries = operations.map(entryOf);
      await append(opened.database, entries);
      expect(await differences(opened.database, page)).toEqual([]);
      const expected = await takeOut(operations, entries);
      expect(await differences(opened.database, page)).toEqual(expected);
    }),
    { numRuns: RUNS, seed, endOnFailure: true, verbose: true },
  );
});
