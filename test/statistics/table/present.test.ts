import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadDemo } from '../../../src/cli/demo.js';
import { flatAxis } from '../../../src/statistics/table/coded-axis.js';
import { countPresent, type Query, THERE } from '../../../src/statistics/table/count.js';
import { firstDayOf, monthOf } from '../../../src/statistics/table/time-axis.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await loadDemo(db.database);
  // What a source may have wrong: who left before they came, and who left and came on no known day.
  await db.database.admin`
    insert into statistics.fact (municipality, arrived_month, left_month, nationality_group, scenario, application, return_procedure)
    values ('UTRECHT', '2020-05-01', '2020-02-01', 'OTHER', 'NONE', 'NONE', 'NONE'),
      ('UTRECHT', null, '2020-02-01', 'OTHER', 'NONE', 'NONE', 'NONE'),
      ('UTRECHT', null, null, 'OTHER', 'NONE', 'NONE', 'NONE')`;
});
afterAll(() => db?.close());

const CITIES = ['AMSTERDAM', 'ROTTERDAM', 'UTRECHT', 'EINDHOVEN', 'GRONINGEN'];
const query: Query = async (text, values) => [...(await db.database.admin.unsafe(text, values as never[]))] as never;

it('who was there is the same, counted from comings and goings and looked up moment by moment', async () => {
  const moments = Array.from({ length: 24 }, (_, place) => monthOf('2019-03-01') + place);
  const tables = await countPresent(query, new Map([['MUNICIPALITY', flatAxis(CITIES)]]), moments);
  for (const [place, moment] of moments.entries()) {
    const rows = await db.database.admin.unsafe<{ municipality: string; persons: number }[]>(
      `select municipality, count(*)::int as persons from statistics.fact where ${THERE} group by 1`,
      [firstDayOf(moment)],
    );
    const looked = CITIES.map((city) => rows.find(({ municipality }) => municipality === city)?.persons ?? 0);
    expect({ moment, counts: tables[place]?.counts }).toEqual({ moment, counts: looked });
  }
});

it('nobody was there before the first came, and at no moment is nothing asked', async () => {
  const axes = new Map([['MUNICIPALITY', flatAxis(CITIES)]] as const);
  expect((await countPresent(query, axes, [0]))[0]?.counts).toEqual([0, 0, 0, 0, 0]);
  expect(await countPresent(query, axes, [])).toEqual([]);
});
