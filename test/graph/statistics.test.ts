import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/cli/demo.js';
import type { Absence } from '../../src/model/absence.js';
import { refreshFacts } from '../../src/statistics/facts/refresh.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { askLogged } from './log-lines.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
  await loadDemo(graph.database);
});
afterAll(() => graph?.close());

const RESEARCHER = { organisation: 'wodc' };
const OFFICE = { organisation: 'programme-office' };
const TABLE = `{ pilotResults(until: "2020-11-01") {
  national { sheltered left reasons { reason count } durability { durability count } } } }`;

type Row = Readonly<Record<string, string | number | null>>;
interface Told {
  readonly rows: readonly Row[];
  readonly total: Row;
  readonly nationalTotal?: number;
}
interface Results {
  readonly countedUntil: string;
  readonly sheltered: number | null;
  readonly left: number | null;
  readonly reasons: readonly Row[];
  readonly durability: readonly Row[];
  readonly national: Readonly<Record<string, unknown>>;
}

async function statistics(
  who: { organisation: string },
  input: string,
  fields = 'count',
): Promise<Told & { absences: readonly Absence[] }> {
  const query = `{ statistics(input: ${input}) { rows { period municipality nationalityGroup scenario outcome durability application returnProcedure ${fields} } total { ${fields} } } }`;
  const answer = await graph.ask({ ...who, query });
  expect(answer.errors).toBeUndefined();
  return { ...(answer.data as unknown as { statistics: Told }).statistics, absences: answer.absences };
}

async function results(
  who: { organisation: string },
  query: string,
): Promise<Results & { absences: readonly Absence[] }> {
  const answer = await graph.ask({ ...who, query });
  expect(answer.errors).toBeUndefined();
  return { ...(answer.data as unknown as { pilotResults: Results }).pilotResults, absences: answer.absences };
}

const counts = (rows: readonly Row[], key: string) => Object.fromEntries(rows.map((row) => [row[key], row.count]));

describe('the programme office gets', () => {
  it('the table that was published, from the data', async () => {
    const { national } = await results(OFFICE, TABLE);
    expect(national).toEqual({
      sheltered: 1297,
      left: 537,
      reasons: [
        { reason: 'PERMIT', count: 43 },
        { reason: 'RETURNED', count: 50 },
        { reason: 'THIRD_COUNTRY', count: 2 },
        { reason: 'AWAITING_ASYLUM_DECISION', count: 179 },
        { reason: 'MEDICAL_POSTPONEMENT', count: 0 },
        { reason: 'ENDED_BY_LVV', count: 76 },
        { reason: 'UNKNOWN_DESTINATION', count: 107 },
        { reason: 'OTHER', count: 80 },
      ],
      durability: [
        { durability: 'DURABLE', count: 95 },
        { durability: 'SEMI_DURABLE', count: 179 },
        { durability: 'NONE', count: 263 },
      ],
    });
  });

  it('another one when one person of it changes', async () => {
    const one = `(select case_id from shelter.outflow where reason = 'PERMIT' order by case_id limit 1)`;
    await graph.change(`update shelter.outflow set reason = 'RETURNED' where case_id = ${one}`);
    await refreshFacts(graph.database, { full: true });
    const { national } = await results(OFFICE, TABLE);
    expect(national.reasons).toContainEqual({ reason: 'PERMIT', count: 42 });
    expect(national.reasons).toContainEqual({ reason: 'RETURNED', count: 51 });
    const back = `(select case_id from shelter.outflow where reason = 'RETURNED' order by case_id)`;
    await graph.change(`update shelter.outflow o set reason = 'PERMIT' where o.reason = 'RETURNED'
      and o.case_id in ${back} and o.durability = 'DURABLE' and o.destination is null and o.case_id = (
        select min(case_id::text)::uuid from shelter.outflow where reason = 'RETURNED' and destination is null)`);
    await refreshFacts(graph.database, { full: true });
  });

  it('exact totals of the whole country, and everything finer under disclosure control', async () => {
    const query = `{ statistics(input: { groupBy: [MUNICIPALITY], filter: { municipality: [EINDHOVEN] } }) {
      nationalTotal rows { count } total { count } } }`;
    const { data } = await graph.ask({ ...OFFICE, query });
    expect(data).toEqual({ statistics: { nationalTotal: 1297, rows: [{ count: 50 }], total: { count: 50 } } });
  });

  it('a total of a period, and of a moment', async () => {
    const total = async (input: string) => {
      const { data } = await graph.ask({ ...OFFICE, query: `{ statistics(input: ${input}) { nationalTotal } }` });
      return (data as unknown as { statistics: Told }).statistics.nationalTotal as number;
    };
    expect(await total('{ population: LEFT }')).toBe(537);
    expect(await total('{ population: PRESENT }')).toBe(1297 - 537);
    const [before, after] = [await total('{ until: "2020-01-01" }'), await total('{ from: "2020-01-01" }')];
    expect(before + after).toBe(1297);
    expect(before).toBeGreaterThan(0);
  });
});

describe('a researcher gets', () => {
  it('the table under disclosure control: rounded, and suppressed where it would tell of few', async () => {
    const told = await results(
      RESEARCHER,
      '{ pilotResults(until: "2020-11-01") { countedUntil sheltered left reasons { outcome count } durability { durability count } } }',
    );
    expect(told).toMatchObject({ countedUntil: '2020-11-01', sheltered: 1290, left: 530 });
    expect(counts(told.reasons, 'outcome')).toEqual({
      ...{ PERMIT: 40, RETURNED: 50, THIRD_COUNTRY: null, AWAITING_ASYLUM_DECISION: 180, MEDICAL_POSTPONEMENT: null },
      ...{ ENDED_BY_LVV: 75, UNKNOWN_DESTINATION: 105, OTHER: null },
    });
    expect(told.absences).toContainEqual(
      expect.objectContaining({ path: 'pilotResults.reasons.*.count', reason: 'SUPPRESSED' }),
    );
    expect(counts(told.durability, 'durability').DURABLE).toBeNull();
  });

  it('a day within a month as its beginning, and says so', async () => {
    expect((await results(RESEARCHER, '{ pilotResults(until: "2020-11-17") { countedUntil } }')).countedUntil).toBe(
      '2020-11-01',
    );
  });

  it('the same number for the same group, however it is asked for', async () => {
    const grouped = counts((await statistics(RESEARCHER, '{ groupBy: [MUNICIPALITY] }')).rows, 'municipality');
    for (const [municipality, count] of Object.entries(grouped)) {
      const filtered = await statistics(RESEARCHER, `{ filter: { municipality: [${municipality}] } }`);
      expect(filtered.total.count).toBe(count);
    }
    const years = counts((await statistics(RESEARCHER, '{ groupBy: [PERIOD] }')).rows, 'period');
    const months = await statistics(
      RESEARCHER,
      '{ groupBy: [PERIOD], grain: MONTH, from: "2020-01-01", until: "2021-01-01" }',
    );
    expect(months.total.count).toBe(years['2020']);
    const all = 'EAST_AFRICA, WEST_AFRICA, NORTH_AFRICA, MIDDLE_EAST_AND_CENTRAL_ASIA, STATELESS_OR_UNKNOWN, OTHER';
    expect((await statistics(RESEARCHER, `{ filter: { nationalityGroup: [${all}] } }`)).total.count).toBe(1290);
  });

  it('no number that is no multiple of five, and none from 1 to 4', async () => {
    const { rows } = await statistics(RESEARCHER, '{ groupBy: [MUNICIPALITY, NATIONALITY_GROUP] }');
    expect(rows).toHaveLength(5 * 6);
    const told = rows.flatMap(({ count }) => (count === null ? [] : [Number(count)]));

    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((count) => count % 5 !== 0 || count === 0)).toEqual([]);
  });

  it('a median where the number is told, of people who left, rounded to five days; else the reason why not', async () => {
    const { rows, absences } = await statistics(
      RESEARCHER,
      '{ population: LEFT, groupBy: [OUTCOME] }',
      'count medianDays',
    );
    for (const { count, medianDays } of rows) {
      if (count === null) expect(medianDays).toBeNull();
      else expect(Number(medianDays) % 5).toBe(0);
    }
    expect(absences).toContainEqual(
      expect.objectContaining({ path: 'statistics.rows.*.medianDays', reason: 'SUPPRESSED' }),
    );
    const entered = await statistics(RESEARCHER, '{ groupBy: [MUNICIPALITY] }', 'medianDays');
    expect([entered.rows.every(({ medianDays }) => medianDays === null), entered.absences]).toEqual([true, []]);
  });

  it('no median of groups put together', async () => {
    const { total, absences } = await statistics(
      RESEARCHER,
      '{ population: LEFT, filter: { municipality: [AMSTERDAM, UTRECHT] } }',
      'count medianDays',
    );
    expect([typeof total.count, total.medianDays]).toEqual(['number', null]);
    expect(absences).toEqual([{ path: 'statistics.total.medianDays', reason: 'SUPPRESSED' }]);
  });

  it('shares of what is told', async () => {
    const { rows, total } = await statistics(RESEARCHER, '{ groupBy: [MUNICIPALITY] }', 'count share');
    for (const { count, share } of rows) expect(share).toBeCloseTo(Number(count) / Number(total.count), 2);
  });

  it('who was there at the end of each quarter', async () => {
    const { rows } = await statistics(
      RESEARCHER,
      '{ population: PRESENT, groupBy: [PERIOD], grain: QUARTER, from: "2019-07-01", until: "2020-11-01" }',
    );
    expect(rows.map(({ period }) => period)).toEqual([
      '2019-Q3',
      '2019-Q4',
      '2020-Q1',
      '2020-Q2',
      '2020-Q3',
      '2020-Q4',
    ]);
    expect(rows.at(-1)?.count).toBe(765);
  });

  it('a line in the audit log, and none about a person', async () => {
    const { answer, audit, processing } = await askLogged(graph, {
      ...RESEARCHER,
      query: '{ statistics(input: {}) { total { count } } }',
    });
    expect(answer.errors).toBeUndefined();
    expect(audit.map(({ categories, organisation }) => [categories, organisation])).toEqual([
      [['statistics.protected'], 'wodc'],
    ]);
    expect(processing).toEqual([]);
  });

  it('and its office one that says that a national total was given', async () => {
    const { audit } = await askLogged(graph, { ...OFFICE, query: TABLE });
    expect(audit.map(({ categories }) => categories)).toEqual([['statistics.national', 'statistics.protected']]);
  });
});
