import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { storeRecords } from '../../src/delivery/store.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { decideAs, emptyStore, indRecord, ngoRecord, shelterFile } from '../join/match-world.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.RUNS ?? 25);

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());

/** Whom each record of the NGO is about, as the officers know: a case by its V-number, or by the key of its only file. */
type Truth = Readonly<Record<string, string>>;

interface OpenMatch {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly municipality: string;
}

/** Officers decide on all that is open, until nothing is. */
async function decideAll(truth: Truth): Promise<void> {
  for (;;) {
    const [next] = await opened.database.admin<OpenMatch[]>`
      select c.id, c.source_key as key, coalesce(k.v_number, f.source_key) as label, f.organisation as municipality
      from app.match_candidate c join app.case_key k on k.id = c.case_id
      join app.record f on f.case_id = c.case_id and f.agency = 'SHELTER'
      where c.decision is null order by c.id, f.organisation limit 1`;
    if (!next) return;
    const word = truth[next.key] === next.label ? 'confirm' : 'reject';
    await decideAs(opened.database, next.municipality, word, next.id);
  }
}

/** Which records are together, for whom each case exists, and what was confirmed: without the random ids. */
async function state(): Promise<string> {
  const { admin } = opened.database;
  const together = await admin`
    select string_agg(r.agency || r.organisation || r.source_key, ',' order by r.agency, r.organisation, r.source_key) as t
    from app.record r group by coalesce(r.case_id::text, r.source_key) order by 1`;
  const reach = await admin`
    select h.organisation, min(r.organisation || r.source_key) as file from app.reach h
    join app.record r on r.case_id = h.case_id and r.agency = 'SHELTER' group by h.case_id, h.organisation order by 2, 1`;
  const confirmed = await admin`
    select c.source_key from app.match_candidate c join app.record r using (agency, organisation, source_key, case_id)
    where c.decision = 'CONFIRMED' order by 1`;
  return JSON.stringify([together, reach, confirmed]);
}

/** Records that are part of a case without its V-number and without an officer's word. */
async function weaklyJoined(): Promise<string[]> {
  const rows = await opened.database.admin<{ key: string }[]>`
    select r.source_key as key from app.record r join app.case_key k on k.id = r.case_id
    where r.agency <> 'SHELTER' and r.v_number is distinct from k.v_number and not exists (
      select from app.match_candidate c where c.decision = 'CONFIRMED' and c.case_id = r.case_id
        and (c.agency, c.organisation, c.source_key) = (r.agency, r.organisation, r.source_key))`;
  return rows.map(({ key }) => key);
}

const V_NUMBERS = ['0000000001', '0000000002'];
/** Mostly people who look alike, mostly without a V-number: that is what officers decide on. */
const person = fc.record({
  vNumber: fc.constantFrom(null, null, null, ...V_NUMBERS),
  nameKey: fc.constantFrom('a b', 'a b', 'a b', 'a b', 'c d'),
  birthDate: fc.constantFrom('1980', '1980', '1980', '1980', null),
  nationalities: fc.constantFrom(['0084'], ['0084', '0114'], ['0084'], ['0000']),
});
const file = fc
  .tuple(fc.constantFrom('amsterdam', 'utrecht'), fc.constantFrom('1', '2'), person)
  .map(([city, key, who]) => shelterFile(city, `${city} ${key}`, who));
const guided = fc.tuple(fc.constantFrom('N1', 'N2'), person).map(([key, who]) => ngoRecord(key, who));
const keyOf = (item: SourceRecord) => `${item.agency} ${item.organisation} ${item.sourceKey}`;
const some = (records: fc.Arbitrary<SourceRecord>, most: number) =>
  fc.uniqueArray(records, { selector: keyOf, minLength: 1, maxLength: most });
const labelOf = ({ identifiers, sourceKey }: SourceRecord) => identifiers.vNumber ?? sourceKey;
const histories = fc
  .record({
    files: some(file, 3),
    guided: some(guided, 2),
    decided: some(fc.constantFrom(...V_NUMBERS).map(indRecord), 2),
    who: fc.tuple(fc.nat(), fc.nat()),
    order: fc.infiniteStream(fc.nat()),
    size: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ files, who, ...rest }) => {
    const about = (place: number) => labelOf(files[place % files.length] as SourceRecord);
    return {
      ...rest,
      all: [...files, ...rest.guided, ...rest.decided],
      truth: { N1: about(who[0]), N2: about(who[1]) },
    };
  });

test('decisions and deliveries in any order come to the same, and nothing joins without the one or a V-number', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ all, truth, order, size }) => {
      await emptyStore(opened.database);
      await storeRecords(opened.database, all);
      expect(await weaklyJoined()).toEqual([]);
      await decideAll(truth);
      const expected = await state();
      await emptyStore(opened.database);
      const shuffled = all.map((item) => ({ item, at: order.next().value })).sort((a, b) => a.at - b.at);
      for (let at = 0; at < shuffled.length; at += size) {
        await storeRecords(
          opened.database,
          shuffled.slice(at, at + size).map(({ item }) => item),
        );
        await decideAll(truth);
        expect(await weaklyJoined()).toEqual([]);
      }
      await storeRecords(opened.database, all);
      expect(await state()).toBe(expected);
    }),
    { numRuns, seed, endOnFailure: true, verbose: true },
  );
}, 120_000);
