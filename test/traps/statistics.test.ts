import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/cli/demo.js';
import { refreshFacts } from '../../src/statistics/facts/refresh.js';
import { startGraph, type TestGraph } from '../support/graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
  await loadDemo(graph.database);
});
afterAll(() => graph?.close());

const RESEARCHER = { organisation: 'wodc' };
const ask = async (query: string) => graph.ask({ ...RESEARCHER, query });
const namesOf = async () => {
  const { data } = await ask(
    '{ __schema { types { name fields { name } inputFields { name } enumValues { name } } } }',
  );
  type Named = { name: string };
  type Listed = Named & { fields?: Named[]; inputFields?: Named[]; enumValues?: Named[] };
  const types = (data as unknown as { __schema: { types: Listed[] } }).__schema.types;
  const own = types.filter(({ name }) => !name.startsWith('__'));
  return own.flatMap(({ name, fields, inputFields, enumValues }) => [
    name,
    ...[...(fields ?? []), ...(inputFields ?? []), ...(enumValues ?? [])].map((member) => member.name),
  ]);
};

describe('statistics', () => {
  it('trap 6: there is no least and no greatest value, of which each is one person', async () => {
    expect((await namesOf()).filter((name) => /min|max|least|greatest|sum|avg|average/i.test(name))).toEqual([]);
    for (const field of ['minDays', 'maxDays', 'avgDays']) {
      const { errors } = await ask(`{ statistics(input: { population: LEFT }) { total { ${field} } } }`);
      expect(errors?.map(({ message }) => message)).toEqual([`Cannot query field "${field}" on type "StatisticsRow".`]);
    }
  });

  it('trap 7: labels of groups are the lists of the schema, whoever is in them, and tell of nobody', async () => {
    const labels = async () => {
      const { data } = await ask(
        '{ statistics(input: { groupBy: [NATIONALITY_GROUP, SCENARIO] }) { rows { nationalityGroup scenario } } }',
      );
      return data;
    };
    const before = await labels();
    await graph.change(`update shelter.person_nationality set nationalities = '{9999}' where case_id = (
      select case_id from shelter.person_nationality order by case_id limit 1)`);
    await refreshFacts(graph.database, { full: true });
    expect(await labels()).toEqual(before);
  });

  it('trap 9: a number of people is under the same rule as any other field: one category, one decision', async () => {
    const { errors } = await graph.ask({
      organisation: 'ind',
      query: '{ statistics(input: {}) { total { count } } pilotResults(until: "2020-11-01") { left } }',
    });
    expect(errors?.map(({ message }) => message)).toEqual([
      'Cannot query field "statistics" on type "Query".',
      'Cannot query field "pilotResults" on type "Query".',
    ]);
  });

  it('trap 10: no name of a type, a field or a value tells of what only others may see', async () => {
    const names = (await namesOf()).join(' ');
    expect(names).not.toMatch(/bsn|vNumber|VNumber|familyName|address|room|telephone|birth|laissez|detention/i);
    expect(names).not.toMatch(/National(Results|Reason|Durability|Total)/);
  });

  it('trap 45: what is suppressed is null and says so, and is never 0', async () => {
    const { data, absences } = await ask(
      '{ statistics(input: { population: LEFT, groupBy: [OUTCOME] }) { rows { outcome count } } }',
    );
    const rows = (data as unknown as { statistics: { rows: { count: number | null }[] } }).statistics.rows;
    const missing = rows.flatMap(({ count }, place) => (count === null ? [place] : []));
    expect(rows.filter(({ count }) => count === 0)).toEqual([]);
    expect(absences).toEqual([{ path: 'statistics.rows.*.count', reason: 'SUPPRESSED', at: missing }]);
  });

  it('trap 46: one row more or less is not told by two questions that differ in it', async () => {
    const numbers = async () => {
      const groups =
        '{ statistics(input: { population: LEFT, groupBy: [MUNICIPALITY] }) { rows { count } total { count } } }';
      const few =
        '{ statistics(input: { population: LEFT, filter: { outcome: [THIRD_COUNTRY] } }) { total { count } } }';
      const rest = `{ statistics(input: { population: LEFT, filter: { outcome: [OTHER, NOT_STATED, PERMIT, RETURNED,
        AWAITING_ASYLUM_DECISION, MEDICAL_POSTPONEMENT, ENDED_BY_LVV, UNKNOWN_DESTINATION] } }) { total { count } } }`;
      return Promise.all([groups, few, rest].map(async (query) => (await ask(query)).data));
    };
    const [, few, rest] = (await numbers()) as unknown as { statistics: { total: { count: number | null } } }[];
    // Everybody but the two who left for a third country: their number would follow from the total.
    expect([few?.statistics.total.count, rest?.statistics.total.count]).toEqual([null, null]);
  });

  it('trap 48: where the number is suppressed, so are share and median', async () => {
    const { data } = await ask(
      '{ statistics(input: { population: LEFT, groupBy: [MUNICIPALITY, OUTCOME] }) { rows { count share medianDays } } }',
    );
    const rows = (data as unknown as { statistics: { rows: Record<string, number | null>[] } }).statistics.rows;
    const hidden = rows.filter(({ count }) => count === null);
    expect(hidden.length).toBeGreaterThan(5);
    expect(hidden.filter(({ share, medianDays }) => share !== null || medianDays !== null)).toEqual([]);
  });
});
