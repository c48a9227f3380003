import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepReach } from '../../src/delivery/keep-reach.js';
import { storeRecords } from '../../src/delivery/store.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { caseFile, file, named } from '../support/records.js';

let test: TestDatabase;
let amal: string;
beforeAll(async () => {
  test = await testDatabase();
  await storeRecords(test.database, [
    file('amsterdam', 'amal', {
      caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
      personName: named('Amal', 'Abdi'),
    }),
  ]);
  const [row] = await test.database.admin<{ id: string }[]>`select id from app.case_key`;
  amal = row?.id ?? '';
});
afterAll(() => test?.close());

async function reachOf(organisation: string): Promise<boolean> {
  const rows = await test.database.admin`select from app.reach where organisation = ${organisation}`;
  return rows.length === 1;
}

/** A participation as it was recorded ahead; the moments are told in days from now. */
async function participation(organisation: string, begun: number, ended: number | null): Promise<void> {
  await test.database.admin`
    insert into app.participation (case_id, organisation, begun_at, ended_at, recorded_by)
    values (${amal}, ${organisation}, now() + make_interval(days => ${begun}),
      now() + make_interval(days => ${ended}), 'amsterdam')
    on conflict (case_id, organisation) do update set begun_at = excluded.begun_at, ended_at = excluded.ended_at`;
}

describe('the calendar counts without a delivery', () => {
  it('a participation begins on its day, and not before', async () => {
    await participation('ind', 1, null);
    await keepReach(test.database);
    expect(await reachOf('ind')).toBe(false);
    await participation('ind', -1, null);
    await keepReach(test.database);
    expect(await reachOf('ind')).toBe(true);
  });

  it('a participation ends on its day, and not before', async () => {
    await participation('ind', -2, 1);
    await keepReach(test.database);
    expect(await reachOf('ind')).toBe(true);
    await participation('ind', -2, -1);
    await keepReach(test.database);
    expect(await reachOf('ind')).toBe(false);
  });

  it('a case table’s decision that was dated ahead brings in the agencies when its day has come', async () => {
    await test.database.admin`
      insert into shelter.plan (case_id, organisation, delivered_by, source_key, record_key, scenario, decided_at)
      values (${amal}, 'amsterdam', 'amsterdam', 'amal', '1', 'RETURN', current_date + 1)`;
    await keepReach(test.database);
    expect(await reachOf('dtv')).toBe(false);
    await test.database.admin`update shelter.plan set decided_at = current_date`;
    await keepReach(test.database);
    expect(await reachOf('dtv')).toBe(true);
    // Ended by the municipality's word, and that overrides the decision.
    expect(await reachOf('ind')).toBe(false);
  });

  it('the municipality keeps its own case through all of it', async () => {
    expect(await reachOf('amsterdam')).toBe(true);
    expect(await reachOf('utrecht')).toBe(false);
  });
});
