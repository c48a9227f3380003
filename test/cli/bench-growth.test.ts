import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copiesOf, growCases } from '../../src/cli/bench/grow.js';
import { loadDemo } from '../../src/cli/demo.js';
import { allParts, readModels } from '../../src/sources/index.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const COPIES = 2;

let test: TestDatabase;
let before: Record<string, number>;
let originals: string[];
let keysBefore: string[];

const TABLES = [
  ...allParts.map(({ schema, table }) => `${schema}.${table}`),
  ...readModels.map(({ schema }) => `${schema}.read_model`),
  'statistics.fact',
  ...['case_key', 'case_index', 'case_v_number', 'reach', 'consent', 'change'].map((table) => `app.${table}`),
];

async function rowCounts(): Promise<Record<string, number>> {
  const counts = TABLES.map((table) => `(select count(*)::int from ${table}) as "${table}"`);
  const [row] = await test.database.admin.unsafe<Record<string, number>[]>(`select ${counts.join(', ')}`);
  return { ...row };
}

/** Indexes and constraints, whole and valid, as PostgreSQL writes them. */
async function keys(): Promise<string[]> {
  const rows = await test.database.admin<{ key: string }[]>`
    select schemaname || ' ' || indexdef as key from pg_indexes where schemaname not in ('pg_catalog', 'information_schema')
    union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where convalidated order by 1`;
  return rows.map(({ key }) => key);
}

beforeAll(async () => {
  test = await testDatabase();
  await loadDemo(test.database);
  [before, keysBefore] = [await rowCounts(), await keys()];
  const rows = await test.database.admin<{ id: string }[]>`select id from app.case_key order by id limit 5`;
  originals = rows.map(({ id }) => id);
  await growCases(test.database, COPIES, () => undefined);
});
afterAll(() => test?.close());

describe('a grown database', () => {
  it('has every table so many times over', async () => {
    const expected = Object.entries(before).map(([table, count]) => [table, count * (1 + COPIES)]);
    expect(await rowCounts()).toEqual(Object.fromEntries(expected));
    expect(Math.min(...TABLES.map((table) => before[table] ?? 0))).toBeGreaterThan(0);
  });

  it('has its indexes and keys again', async () => {
    expect(await keys()).toEqual(keysBefore);
  });

  it('gives every copy an id and a V-number of its own, of ten digits', async () => {
    const { admin } = test.database;
    const [row] = await admin`
      select count(distinct v_number)::int as distinct_numbers, count(v_number)::int as numbers,
        bool_and(v_number ~ '^[0-9]{10}$') as ten_digits from app.case_key`;
    expect(row).toEqual({
      distinct_numbers: row?.numbers,
      numbers: (before['app.case_v_number'] ?? 0) * 3,
      ten_digits: true,
    });
  });

  it('keeps the rows of a case together, and the newest page the same', async () => {
    const copies = await copiesOf(test.database, originals);
    const shape = (ids: readonly string[]) => test.database.admin`
      select (select count(*)::int from ind.application a where a.case_id = k.id) as applications,
        (select count(*)::int from shelter.stay s where s.case_id = k.id) as stays,
        (select count(*)::int from app.reach r where r.case_id = k.id) as reach
      from unnest(${[...ids]}::uuid[]) with ordinality k(id, n) order by k.n`;
    expect([...(await shape(copies))]).toEqual([...(await shape(originals))]);
    expect(new Set([...copies, ...originals]).size).toBe(originals.length * 2);
    const [newest] = await test.database.admin`
      select bool_and(not exists (select from app.bench_copy b where b.new_id = p.case_id)) as originals
      from (select case_id from app.reach where organisation = 'ind' order by arrived_at desc, case_id desc limit 50) p`;
    expect(newest?.originals).toBe(true);
  });
});
