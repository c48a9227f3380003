import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DemoRefused, demoCommand, loadDemo } from '../../../src/cli/demo.js';
import type { StoreReport } from '../../../src/delivery/store.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { ofAgency, records } from './demo-world.js';

let place: TestDatabase;
let report: StoreReport;
const progress: (readonly [number, number])[] = [];

beforeAll(async () => {
  place = await testDatabase();
  report = await loadDemo(place.database, { onProgress: (done, total) => progress.push([done, total]) });
}, 120_000);

afterAll(() => place?.close());

async function counts(statement: string): Promise<Record<string, number>> {
  const rows = await place.database.admin.unsafe<{ name: string; count: number }[]>(statement);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

describe('the demo in a database', () => {
  test('every record arrives once, and the progress ends at all of them', () => {
    expect(report).toMatchObject({ received: records.length, added: records.length, changed: 0, superseded: 0 });
    expect(progress.at(-1)).toEqual([records.length, records.length]);
  });

  test('1,297 cases, 537 of them left', async () => {
    const statuses = await counts('select status as name, count(*)::int from app.case_index group by 1');
    expect(Object.values(statuses).reduce((sum, count) => sum + count)).toBe(1297);
    expect(statuses).toMatchObject({ LEFT: 537 });
    expect(statuses).not.toHaveProperty('REFERRED');
  });

  test('the published reasons, in SQL, by case', async () => {
    expect(
      await counts('select reason as name, count(distinct case_id)::int as count from shelter.outflow group by 1'),
    ).toEqual({
      PERMIT: 43,
      RETURNED: 50,
      THIRD_COUNTRY: 2,
      ENDED_BY_LVV: 76,
      AWAITING_ASYLUM_DECISION: 179,
      UNKNOWN_DESTINATION: 107,
      OTHER: 80,
    });
    const [odd] = await place.database.admin.unsafe(`
      select count(*)::int as count from app.case_index i full join shelter.outflow o on o.case_id = i.id
      where (i.status = 'LEFT') is distinct from (o.case_id is not null) or o.left_at is distinct from i.left_at`);
    expect(odd?.count).toBe(0);
  });

  test('two files of one person are one case, with the later municipality', async () => {
    const files = await place.database.admin.unsafe<{ municipality: string; latest: string; count: number }[]>(`
      select i.municipality, (array_agg(f.municipality order by f.arrived_at desc))[1] as latest, count(*)::int
      from app.case_index i join shelter.case_file f on f.case_id = i.id group by i.id, i.municipality having count(*) > 1`);
    expect(files.length).toBe(ofAgency('SHELTER').length - 1297);
    expect(files.filter(({ municipality, latest }) => municipality !== latest)).toEqual([]);
  });

  test('who is in no shelter, and who came without a known V-number, is in quarantine and in no case', async () => {
    const known = new Set(ofAgency('SHELTER').flatMap(({ identifiers }) => identifiers.vNumber ?? []));
    const unmatched = ofAgency('GUIDANCE').filter(({ identifiers }) => !known.has(identifiers.vNumber ?? ''));
    const aside = await counts('select agency as name, count(*)::int from app.quarantine group by 1');
    expect(aside).toEqual({ AVIM: 5, DTV: 5, IND: 5, GUIDANCE: unmatched.length });
    expect(report.quarantined).toBe(unmatched.length + 15);
    const [joined] = await place.database.admin`
      select count(*)::int as count from app.quarantine q join guidance.trajectory t
        on t.delivered_by = q.organisation and t.source_key = q.source_key`;
    expect(joined?.count).toBe(0);
  });

  test('some of those set aside are candidates for a case, for a case officer to decide', async () => {
    const [found] = await place.database.admin`
      select count(distinct source_key)::int as count, count(decision)::int as decided from app.match_candidate`;
    expect(found?.count).toBeGreaterThan(20);
    expect(found?.decided).toBe(0);
  });

  test('the showcase without V-number has its one candidate', async () => {
    const found = await place.database.admin`
      select c.organisation, f.organisation as file from app.match_candidate c
        join shelter.person_name f on f.case_id = c.case_id where f.search_key = 'hodan warfaa'`;
    expect([...found]).toEqual([{ organisation: 'ngo-maashuis', file: 'rotterdam' }]);
  });

  test('every organisation that takes part reaches some cases, and none of the others any', async () => {
    const reached = await counts('select organisation as name, count(*)::int from app.reach group by 1');
    expect(Object.keys(reached).sort()).toEqual(
      [
        ...['amsterdam', 'rotterdam', 'utrecht', 'eindhoven', 'groningen', 'ind', 'dtv', 'avim'],
        ...['ngo-de-haven', 'ngo-het-anker', 'ngo-maashuis', 'ngo-de-linde', 'ngo-domhof', 'ngo-de-brug'],
        'ngo-noorderlicht',
      ].sort(),
    );
    expect(Math.min(...Object.values(reached))).toBeGreaterThan(20);
  });

  test('every source was delivered, whole, by each of its organisations', async () => {
    const fresh = await counts('select agency as name, count(*)::int from app.freshness group by 1');
    expect(fresh).toEqual({ SHELTER: 1, GUIDANCE: 1, IND: 1, DTV: 1, AVIM: 1 });
    const delivered = await counts(
      "select organisation as name, received as count from app.delivery where state = 'DONE' and complete and rejected = 0",
    );
    const byOrganisation: Record<string, number> = {};
    for (const { organisation } of records) byOrganisation[organisation] = (byOrganisation[organisation] ?? 0) + 1;
    expect(delivered).toEqual(byOrganisation);
  });

  test('loading it a second time is refused and changes nothing', async () => {
    const before = await counts(`select 'records' as name, count(*)::int from app.record`);
    await expect(loadDemo(place.database)).rejects.toThrow(DemoRefused);
    const result = await demoCommand(place.database);
    expect(result.exitCode).toBe(1);
    expect(result.text).toContain('DATABASE_URL');
    expect(await counts(`select 'records' as name, count(*)::int from app.record`)).toEqual(before);
  });
});
