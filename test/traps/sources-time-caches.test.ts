import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicy } from '../../src/cli/policy-file.js';
import { openGraph } from '../../src/graph/open-graph.js';
import { asView } from '../support/as-view.js';
import { testConfig } from '../support/database.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { ASKERS, CASE_VIEWS } from '../support/policy-matrix.js';
import { WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const SCHEMAS = ['shelter', 'guidance', 'ind', 'dtv', 'avim'];

describe('sources, time, caches', () => {
  it('trap 35: with every source gone, what is not theirs still answers, and a start does not fail', async () => {
    for (const schema of SCHEMAS) await graph.change(`alter schema ${schema} rename to ${schema}_away`);
    try {
      const silent = { warn: () => undefined, error: () => undefined };
      const restarted = await openGraph({
        config: testConfig(),
        database: graph.database,
        policy: await readPolicy(),
        log: silent,
      });
      await restarted.close();
      const query = '{ me { organisation } cases { totalCount edges { node { id status applications { kind } } } } }';
      const answer = await graph.ask({ ...AMSTERDAM, query });
      expect(answer.data.cases.totalCount).toBe(10);
      expect(answer.data.cases.edges.every(({ node }) => node.id && !node.status && !node.applications)).toBe(true);
      expect(codesOf(answer)).toEqual(['SOURCE_UNAVAILABLE', 'SOURCE_UNAVAILABLE']);
    } finally {
      for (const schema of SCHEMAS) await graph.change(`alter schema ${schema}_away rename to ${schema}`);
    }
  });

  it('trap 38: callers at the same time never see each other’s cases', async () => {
    const query = `query ($id: ID!) { me { organisation } case(id: $id) { id person { vNumber bsn } applications { kind } }
      cases { totalCount edges { node { id } } } }`;
    const ask = async (view: string, person: string) =>
      (
        await graph.ask({
          ...ASKERS[view]!,
          query: query.replace('vNumber bsn', view.startsWith('MUN') ? 'bsn' : 'givenNames'),
          variables: { id: graph.id(person) },
        })
      ).text;
    const views = CASE_VIEWS.filter((view) => !view.includes('SHELTER_OP') && !view.includes('IDENTIFICATION'));
    const questions = views.flatMap((view) => ['amal', 'dawit', 'hana'].map((person) => [view, person] as const));
    const alone: string[] = [];
    for (const [view, person] of questions) alone.push(await ask(view, person));
    expect(new Set(alone).size).toBeGreaterThan(views.length);
    const crowd = Array.from({ length: 4 }, () => questions).flat();
    const together = await Promise.all(crowd.map(([view, person]) => ask(view, person)));
    expect(together).toEqual(crowd.map((_, place) => alone[place % questions.length]));
  });

  const inTransaction = async () => {
    const open = await graph.database.admin<{ n: string }[]>`
      select count(*)::text as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
    return open[0]?.n;
  };

  it('trap 39: no right stays behind on a connection, after a failure neither', async () => {
    const count = '{ cases { totalCount } }';
    const broken = '{ cases(filter: { status: { in: [LEFT] } }) { totalCount } }';
    const organisations = ['ind', 'ngo-de-haven', 'ngo-het-anker', 'dtv', 'ngo-domhof'];
    const totals = new Map<string, number>();
    for (const organisation of organisations) {
      totals.set(organisation, Number((await graph.ask({ organisation, query: count })).data.cases.totalCount));
    }
    expect(new Set(totals.values()).size).toBeGreaterThan(3);
    await graph.change('alter table app.reach rename column status to gone');
    const crowd = Array.from({ length: 60 }, (_, turn) => ({
      organisation: organisations[turn % 5]!,
      fails: turn % 4 === 0,
    }));
    const answers = await Promise.all(
      crowd.map(({ organisation, fails }) => graph.ask({ organisation, query: fails ? broken : count })),
    );
    await graph.change('alter table app.reach rename column gone to status');
    answers.forEach((answer, turn) => {
      const { organisation, fails } = crowd[turn]!;
      if (fails) expect(codesOf(answer)).toHaveLength(1);
      else expect(answer.data.cases.totalCount).toBe(totals.get(organisation));
    });
    // A snapshot ends behind its answer; should one stay open, the time of this test ends.
    for (let open = await inTransaction(); open !== '0'; ) open = await inTransaction();
    expect(await inTransaction()).toBe('0');
  });

  it('trap 40: there is no view to go around row-level security, and one function that runs as its owner: it says who may ask', async () => {
    const rows = await graph.database.admin<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any (${[...SCHEMAS, 'app']}) and c.relkind in ('v', 'm')
        and not coalesce(c.reloptions::text like '%security_invoker=true%', false)
      union all
      select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any (${[...SCHEMAS, 'app', 'public']}) and p.prosecdef`;
    expect(rows).toEqual([{ name: 'participating' }]);
    const visible = await asView(
      graph.database.views,
      'ketenzicht_ind_residence_decision',
      null,
      (sql) =>
        sql`select 1 from ind.application union all select 1 from app.reach union all select 1 from shelter.case_file`,
    );
    expect(visible).toHaveLength(0);
  });

  it('trap 41: a record that is only repeated does not look newer than it is', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { applications { provenance { retrievedAt recordedAt } } } }';
    const ask = async () =>
      (await graph.ask({ organisation: 'ind', query, variables: { id: graph.id('farid') } })).text;
    const before = await ask();
    const record = WORLD.find(({ agency, sourceKey }) => agency === 'IND' && sourceKey === 'farid')!;
    await graph.store([record]);
    expect(await ask()).toBe(before);
    await graph.store([{ ...record, recordedAt: '2024-07-01T00:00:00.000Z' }]);
    const after = await ask();
    expect(after).not.toBe(before);
    expect(after).toContain('2024-07-01T00:00:00');
  });
});
