import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storeRecords } from '../../src/delivery/store.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { decideAs, emptyStore, indRecord, matchId, ngoRecord, type Person, shelterFile } from './match-world.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

const empty = () => emptyStore(test.database);
beforeEach(empty);

const caseOf = async (sourceKey: string) =>
  (await test.database.admin`select case_id from app.record where source_key = ${sourceKey}`)[0]?.case_id ?? null;
const candidates = async () =>
  (await test.database.admin`select source_key from app.match_candidate order by 1`).map((row) => row.source_key);
const store = (...records: SourceRecord[]) => storeRecords(test.database, records);

describe('records join by V-number alone', () => {
  it('two municipalities with the same V-number share one case', async () => {
    await store(shelterFile('amsterdam', 'A1', { vNumber: '0000000001' }));
    await store(shelterFile('utrecht', 'U1', { vNumber: '0000000001', nameKey: 'another name' }));
    expect(await caseOf('U1')).toBe(await caseOf('A1'));
  });

  it('two files without a V-number never share one, however alike', async () => {
    await store(shelterFile('amsterdam', 'A1', {}), shelterFile('utrecht', 'U1', {}));
    expect(await caseOf('U1')).not.toBe(await caseOf('A1'));
  });

  it('all other identifiers together only make a candidate', async () => {
    await store(shelterFile('amsterdam', 'A1', { vNumber: '0000000001' }), ngoRecord('N1', {}));
    expect(await caseOf('N1')).toBeNull();
    expect(await candidates()).toEqual(['N1']);
    expect(await test.database.admin`select from guidance.trajectory`).toHaveLength(0);
  });

  it.each<[string, Person]>([
    ['another birth date', { birthDate: '1955-05-07' }],
    ['a birth date less precise', { birthDate: '1955' }],
    ['no birth date', { birthDate: null }],
    ['another name', { nameKey: 'selam bary' }],
    ['another nationality', { nationalities: ['0114'] }],
    ['no nationality', { nationalities: [] }],
  ])('two of four are no candidate: %s', async (_name, person) => {
    await store(shelterFile('amsterdam', 'A1', {}), ngoRecord('N1', person));
    expect(await candidates()).toEqual([]);
  });

  it('another V-number speaks against it, whatever else agrees; one that nobody else has does not', async () => {
    await store(shelterFile('amsterdam', 'A1', { vNumber: '0000000001' }), ngoRecord('N1', { vNumber: '0000000009' }));
    expect(await candidates()).toEqual([]);
    await store(shelterFile('amsterdam', 'A2', {}));
    expect(await candidates()).toEqual(['N1']);
    await store(shelterFile('amsterdam', 'A2', { vNumber: '0000000002' }));
    expect(await candidates()).toEqual([]);
  });

  it('"unknown" on both sides is no evidence of being the same', async () => {
    const unknown = { nationalities: ['0000'] };
    await store(shelterFile('amsterdam', 'A1', unknown), ngoRecord('N1', unknown));
    expect(await candidates()).toEqual([]);
  });

  it('the municipality may deliver last: candidates are found all the same', async () => {
    await store(ngoRecord('N1', {}));
    await store(shelterFile('amsterdam', 'A1', { nationalities: ['0114', '0084'] }));
    expect(await candidates()).toEqual(['N1']);
  });
});

describe('a V-number that comes, goes or is put right', () => {
  it('comes later: quarantined records join then', async () => {
    await store(indRecord('0000000001'), shelterFile('amsterdam', 'A1', {}));
    expect(await caseOf('0000000001')).toBeNull();
    const before = await caseOf('A1');
    await store(shelterFile('amsterdam', 'A1', { vNumber: '0000000001' }));
    expect(await caseOf('A1')).toBe(before);
    expect(await caseOf('0000000001')).toBe(before);
    expect(await test.database.admin`select from app.quarantine`).toHaveLength(0);
  });

  it('comes later and is another case: the two become one, and what was linked comes along', async () => {
    await store(
      shelterFile('utrecht', 'U1', { vNumber: '0000000001' }),
      shelterFile('amsterdam', 'A1', { nameKey: 'x y' }),
    );
    await store(ngoRecord('N1', { nameKey: 'x y' }));
    const caseId = await caseOf('A1');
    await decideAs(test.database, 'amsterdam', 'confirm', await matchId(test.database, 'N1', 'A1'));
    await store(shelterFile('amsterdam', 'A1', { nameKey: 'x y', vNumber: '0000000001' }));
    expect(await caseOf('A1')).toBe(await caseOf('U1'));
    expect(await caseOf('N1')).toBe(await caseOf('U1'));
    expect(await test.database.admin`select from app.case_index`).toHaveLength(1);
    expect(await test.database.admin`select from app.reach where case_id = ${caseId}`).toHaveLength(0);
  });

  it('is put right: what came under the wrong number does not follow, and nobody sees it', async () => {
    await store(shelterFile('amsterdam', 'A1', { vNumber: '0000000001' }), indRecord('0000000001'));
    await store(shelterFile('amsterdam', 'A1', { vNumber: '0000000002' }));
    expect(await caseOf('0000000001')).not.toBe(await caseOf('A1'));
    const visible = await test.database.admin`
      select from ind.application a join app.reach r on r.case_id = a.case_id`;
    expect(visible).toHaveLength(0);
    await store(shelterFile('utrecht', 'U1', { vNumber: '0000000001' }));
    expect(await caseOf('U1')).toBe(await caseOf('0000000001'));
  });
});

describe('the order of deliveries does not matter', () => {
  const state = async () => {
    const rows = await test.database.admin`
      select string_agg(r.agency || r.organisation || r.source_key, ',' order by r.agency, r.organisation, r.source_key) as together
      from app.record r group by coalesce(r.case_id::text, r.source_key) order by 1`;
    const reach = await test.database.admin`
      select h.organisation, min(r.organisation || r.source_key) as file from app.reach h
      join app.record r on r.case_id = h.case_id and r.agency = 'SHELTER' group by h.case_id, h.organisation order by 2, 1`;
    const proposed = await test.database.admin`
      select c.source_key, min(r.organisation || r.source_key) as file from app.match_candidate c
      join app.record r on r.case_id = c.case_id and r.agency = 'SHELTER' group by c.source_key, c.case_id order by 1, 2`;
    return JSON.stringify([rows, reach, proposed]);
  };

  const vNumber = fc.constantFrom(null, '0000000001', '0000000002', '0000000003');
  const person = fc.record({
    vNumber,
    nameKey: fc.constantFrom('a b', 'c d'),
    birthDate: fc.constantFrom('1980', null),
    nationalities: fc.constantFrom(['0084'], ['0000'], ['0084', '0114']),
  });
  const record = fc.oneof(
    fc
      .tuple(fc.constantFrom('amsterdam', 'utrecht'), fc.constantFrom('F1', 'F2', 'F3'), person)
      .map(([o, k, p]) => shelterFile(o, k, p)),
    fc.tuple(fc.constantFrom('N1', 'N2'), person).map(([k, p]) => ngoRecord(k, p)),
    vNumber.filter((value) => value !== null).map((value) => indRecord(value)),
  );
  const keyOf = (item: SourceRecord) => `${item.agency} ${item.organisation} ${item.sourceKey}`;
  const deliveries = fc
    .uniqueArray(record, { selector: keyOf, minLength: 2, maxLength: 8 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.integer({ min: 1, max: 8 })),
    );

  it('nor how they are cut into deliveries, nor sending them twice', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    await fc.assert(
      fc.asyncProperty(deliveries, async ([all, shuffled, size]) => {
        await empty();
        await store(...all);
        const expected = await state();
        await empty();
        for (let at = 0; at < shuffled.length; at += size) await store(...shuffled.slice(at, at + size));
        const twice = await store(...all);
        expect(twice).toMatchObject({ added: 0, changed: 0, unchanged: all.length });
        expect(await state()).toBe(expected);
      }),
      { numRuns: 25, seed, endOnFailure: true, verbose: true },
    );
  });
});
