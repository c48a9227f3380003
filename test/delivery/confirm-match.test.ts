import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deleteQuarantined } from '../../src/audit/retention/leftovers.js';
import { storeRecords } from '../../src/delivery/store.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import {
  type Decision,
  decideAs,
  emptyStore,
  indRecord,
  matchId,
  ngoRecord,
  shelterFile,
} from '../join/match-world.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { consent } from '../support/records.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());
beforeEach(() => emptyStore(test.database));

const FILE = { vNumber: '0000000001' };
const GONE = 'There is no such possible match in your work list.';
const store = (...records: SourceRecord[]) => storeRecords(test.database, records);
const decide = (decision: Decision, id: string, organisation = 'amsterdam') =>
  decideAs(test.database, organisation, decision, id);
const idOf = (record: string, file: string) => matchId(test.database, record, file);
const caseOf = async (key: string) =>
  (await test.database.admin`select case_id from app.record where source_key = ${key}`)[0]?.case_id ?? null;
const open = async () =>
  (await test.database.admin`select source_key as key from app.match_candidate where decision is null order by 1`).map(
    ({ key }) => key,
  );
const phases = async () =>
  (await test.database.admin`select phase from guidance.trajectory order by 1`).map(({ phase }) => phase);
const consents = async () => test.database.admin`select case_id, given_at, withdrawn_at from app.consent`;

describe('a confirmed match', () => {
  it('joins at once, and stays when the record is delivered anew, as it was or changed', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    const decided = await decide('confirm', await idOf('N1', 'A1'));
    expect(decided).toMatchObject({ decision: 'CONFIRMED', decidedBy: 'amsterdam', source: 'GUIDANCE' });
    expect(decided).not.toHaveProperty('sourceKey');
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
    expect(await store(ngoRecord('N1', {}))).toMatchObject({ unchanged: 1 });
    await store(ngoRecord('N1', {}, 'ENDED'));
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
    expect(await phases()).toEqual(['ENDED']);
  });

  it('holds when the file changes, and when the two no longer look alike', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    await decide('confirm', await idOf('N1', 'A1'));
    await store(shelterFile('amsterdam', 'A1', { ...FILE, nameKey: 'quite another' }), ngoRecord('N1', {}, 'ENDED'));
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
  });

  it('holds for a record that came with a wrong V-number in between', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    await decide('confirm', await idOf('N1', 'A1'));
    await store(ngoRecord('N1', { vNumber: '0000000002' }));
    expect(await caseOf('N1')).toBeNull();
    expect(await phases()).toEqual([]);
    await store(ngoRecord('N1', {}, 'AFTERCARE'));
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
  });

  it('holds while the V-number that the record brings is not contradicted, and ends when it is', async () => {
    await store(shelterFile('amsterdam', 'A1', {}), ngoRecord('N1', {}));
    await decide('confirm', await idOf('N1', 'A1'));
    await store(ngoRecord('N1', { vNumber: '0000000002' }));
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
    await store(shelterFile('amsterdam', 'A1', FILE));
    expect(await caseOf('N1')).toBeNull();
    expect(await phases()).toEqual([]);
    await store(shelterFile('utrecht', 'U1', { vNumber: '0000000002' }));
    expect(await caseOf('N1')).toBe(await caseOf('U1'));
    expect(await phases()).toEqual(['GUIDANCE']);
  });

  it('holds for a record with a V-number of which the file knows none, until a file has that number', async () => {
    const record = ngoRecord('N1', { vNumber: '0000000002' });
    await store(shelterFile('amsterdam', 'A1', {}), record);
    await decide('confirm', await idOf('N1', 'A1'));
    await store(ngoRecord('N1', { vNumber: '0000000002' }, 'AFTERCARE'));
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
    const left = await caseOf('A1');
    await store(shelterFile('utrecht', 'U1', { vNumber: '0000000002', nameKey: 'another' }));
    expect(await caseOf('N1')).toBe(await caseOf('U1'));
    expect(await phases()).toEqual(['AFTERCARE']);
    const reach = await test.database.admin`
      select from app.reach where organisation = 'ngo-de-haven' and case_id = ${left}`;
    expect(reach).toHaveLength(0);
  });

  it('makes the other candidates of the record go', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), shelterFile('amsterdam', 'A2', {}), ngoRecord('N1', {}));
    const other = await idOf('N1', 'A2');
    await decide('confirm', await idOf('N1', 'A1'));
    expect(await open()).toEqual([]);
    await expect(decide('confirm', other)).rejects.toThrow(GONE);
  });
});

describe('a rejected match', () => {
  it('keeps the record apart, and is never proposed again, whoever is delivered anew', async () => {
    await store(shelterFile('amsterdam', 'A1', {}), ngoRecord('N1', {}));
    await decide('reject', await idOf('N1', 'A1'));
    await store(shelterFile('amsterdam', 'A1', { nationalities: ['0084', '0114'] }));
    await store(ngoRecord('N1', {}, 'ENDED'));
    expect(await open()).toEqual([]);
    expect(await caseOf('N1')).toBeNull();
  });

  it('outlives the record: what was deleted after its term and comes again is not proposed again', async () => {
    await store(shelterFile('amsterdam', 'A1', {}), ngoRecord('N1', {}), ngoRecord('N2', {}));
    await decide('reject', await idOf('N1', 'A1'));
    await test.database.admin`update app.quarantine set received_at = now() - interval '10 years'`;
    await test.database.admin.begin((sql) => deleteQuarantined(sql));
    expect(await open()).toEqual([]);
    expect(await store(ngoRecord('N1', {}), ngoRecord('N2', {}))).toMatchObject({ added: 2, quarantined: 2 });
    expect(await open()).toEqual(['N2']);
  });

  it('goes along when the file turns out to be of another case', async () => {
    await store(shelterFile('utrecht', 'U1', FILE), shelterFile('amsterdam', 'A1', { nameKey: 'x y' }));
    await store(ngoRecord('N1', { nameKey: 'x y' }));
    await decide('reject', await idOf('N1', 'A1'));
    await store(shelterFile('amsterdam', 'A1', { nameKey: 'x y', ...FILE }));
    await store(ngoRecord('N1', { nameKey: 'x y' }, 'ENDED'));
    expect(await caseOf('A1')).toBe(await caseOf('U1'));
    expect([await open(), await caseOf('N1')]).toEqual([[], null]);
  });

  it('says nothing against a V-number: with the same one the record joins', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    await decide('reject', await idOf('N1', 'A1'));
    await store(ngoRecord('N1', FILE));
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
  });
});

describe('a decision that is undone', () => {
  it('parts the record with all it said; the pair waits again, and can be confirmed again', async () => {
    const record = { ...ngoRecord('N1', {}), consents: [consent('NGO', 'ngo-de-haven')] };
    await store(shelterFile('amsterdam', 'A1', FILE), record);
    const id = await idOf('N1', 'A1');
    await decide('confirm', id);
    const [joined, given] = [await test.database.admin`table guidance.trajectory`, await consents()];
    expect(given).toHaveLength(1);
    expect(await decide('undo', id)).toMatchObject({ decision: null, decidedBy: null, decidedAt: null });
    expect([await caseOf('N1'), await phases(), await open()]).toEqual([null, [], ['N1']]);
    expect(await consents()).toEqual([]);
    const reach = await test.database.admin`select from app.reach where organisation = 'ngo-de-haven'`;
    expect(reach).toHaveLength(0);
    expect(await store(record)).toMatchObject({ unchanged: 1, quarantined: 0 });
    await decide('confirm', id);
    const again = await test.database.admin`table guidance.trajectory`;
    expect(again.map((row) => ({ ...row, retrieved_at: null }))).toEqual(
      joined.map((row) => ({ ...row, retrieved_at: null })),
    );
    expect(await consents()).toEqual(given);
  });

  it('rejected: the pair waits again; and one may now decide the other way', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    const id = await idOf('N1', 'A1');
    await decide('reject', id);
    await expect(decide('confirm', id)).rejects.toThrow(/Undo that decision first/);
    await decide('undo', id);
    await decide('confirm', id);
    await expect(decide('reject', id)).rejects.toThrow(/Undo that decision first/);
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
  });

  it('leaves a record where its V-number joined it in the meantime, and asks nobody any more', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    const id = await idOf('N1', 'A1');
    await decide('confirm', id);
    await store(ngoRecord('N1', FILE));
    await decide('undo', id);
    expect(await caseOf('N1')).toBe(await caseOf('A1'));
    expect(await open()).toEqual([]);
    await expect(decide('undo', id)).rejects.toThrow(GONE);
  });

  it('keeps a withdrawal that somebody recorded: the consent does not come back with the record', async () => {
    const record = { ...ngoRecord('N1', {}), consents: [consent('NGO', 'ngo-de-haven')] };
    await store(shelterFile('amsterdam', 'A1', FILE), record);
    const id = await idOf('N1', 'A1');
    await decide('confirm', id);
    await test.database.admin`update app.consent set withdrawn_at = '2024-02-01', withdrawn_by = 'amsterdam'`;
    await decide('undo', id);
    await decide('confirm', id);
    expect((await consents()).filter((row) => row.withdrawn_at === null)).toEqual([]);
  });
});

describe('deciding', () => {
  it.each<[Decision]>([['confirm'], ['reject'], ['undo']])(
    'to %s twice changes nothing the second time',
    async (word) => {
      await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
      const id = await idOf('N1', 'A1');
      const first = await decide(word, id);
      expect(await decide(word, id)).toEqual(first);
    },
  );

  it.each<[string, string, () => Promise<string>]>([
    ['a municipality without a file of the person', 'utrecht', () => idOf('N1', 'A1')],
    ['an NGO', 'ngo-de-haven', () => idOf('N1', 'A1')],
    ['anybody, about what does not exist', 'amsterdam', async () => '00000000-0000-4000-8000-000000000000'],
    ['anybody, about what is no id', 'amsterdam', async () => "'; --"],
  ])('is refused to %s, in one and the same text', async (_who, organisation, id) => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    for (const word of ['confirm', 'reject', 'undo'] as const) {
      await expect(decide(word, await id(), organisation)).rejects.toThrow(GONE);
    }
    expect([await caseOf('N1'), await open()]).toEqual([null, ['N1']]);
  });

  it('is refused when the case left the reach, or the record joined by its V-number', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    const id = await idOf('N1', 'A1');
    await test.database.admin`delete from app.reach`;
    await expect(decide('confirm', id)).rejects.toThrow(GONE);
    await store(ngoRecord('N1', FILE), indRecord('0000000001'));
    await expect(decide('confirm', id)).rejects.toThrow(GONE);
  });

  it('two officers at once: one decides, the other is told so or that nothing had to change', async () => {
    await store(shelterFile('amsterdam', 'A1', FILE), ngoRecord('N1', {}));
    const id = await idOf('N1', 'A1');
    const same = await Promise.all([decide('confirm', id), decide('confirm', id)]);
    expect(same[0]).toEqual(same[1]);
    await decide('undo', id);
    const other = await Promise.allSettled([decide('confirm', id), decide('reject', id)]);
    expect(other.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [row] = await test.database.admin`select decision from app.match_candidate`;
    expect((await caseOf('N1')) !== null).toBe(row?.decision === 'CONFIRMED');
  });
});
