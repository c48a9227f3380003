import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { Sql } from 'postgres';
import { GROUND, INSERT_ALONE, INSERT_LINES, STANDS, V_NUMBERS } from '../../src/audit/append-sql.js';
import { growCases } from '../../src/cli/bench/grow.js';
import {
  BENCH_VIEW,
  CASE_DOCUMENT,
  LIST_DOCUMENT,
  PAGE_DOCUMENT,
  RESEARCHER,
  STATISTIC_DOCUMENT,
} from '../../src/cli/bench/operations.js';
import { loadDemo } from '../../src/cli/demo.js';
import { roleName } from '../../src/policy/role-name.js';
import { readModels } from '../../src/sources/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';

/** 1,297 cases and ten copies of each: enough that reading a table whole looks dear to the planner as well. */
const COPIES = 10;
const MANY_ROWS = 5_000;

let graph: TestGraph;
let known: { id: string; vNumber: string };
let large: ReadonlySet<string>;
let linesOfFew: readonly Plan[];

beforeAll(async () => {
  graph = await startGraph();
  await loadDemo(graph.database);
  linesOfFew = await keptPlans(graph.database.log, INSERT_LINES);
  await growCases(graph.database, COPIES, () => undefined);
  await letReachBeWritten();
  const tables = await graph.database.admin<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and reltuples > ${MANY_ROWS}`;
  large = new Set(tables.map(({ name }) => name));
  const [row] = await graph.database.admin<{ id: string; vNumber: string }[]>`
    select v.case_id as id, v.v_number as "vNumber" from app.case_v_number v
    join app.reach r on r.case_id = v.case_id and r.organisation = 'ind' order by v.v_number limit 1`;
  if (!row) throw new Error('the demo holds no V-number in reach of the IND');
  known = row;
}, 300_000);
afterAll(() => graph?.close());

/**
 * As in every database that is in use, a page of reach was written since the last vacuum, and the planner knows. Where
 * none was, an index costs it nothing, and it takes the first.
 */
async function letReachBeWritten(): Promise<void> {
  const { admin } = graph.database;
  await admin`update app.reach set status = status where ctid = (select ctid from app.reach limit 1)`;
  await admin`analyze app.reach`;
  const [reach] = await admin`select from pg_class where oid = 'app.reach'::regclass and relallvisible < relpages`;
  expect(reach).toBeDefined();
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Parent Relationship'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Plan Rows'?: number;
  readonly Plans?: readonly Plan[];
}

/** Every reading of a table that grows. */
function reads(plan: Plan): string[] {
  const name = plan['Relation Name'];
  const here = name !== undefined && large.has(name) ? [name] : [];
  return [...here, ...(plan.Plans ?? []).flatMap(reads)];
}

function readWhole(plan: Plan): string[] {
  const name = plan['Relation Name'];
  const here = plan['Node Type'] === 'Seq Scan' && name !== undefined && large.has(name) ? [name] : [];
  return [...here, ...(plan.Plans ?? []).flatMap(readWhole)];
}

/** How row-level security asks reach, in the plans of subqueries that are asked for each row. */
function probesOf(plan: Plan): Plan[] {
  const isProbe = plan['Parent Relationship'] === 'SubPlan' && plan['Relation Name'] === 'reach';
  return [...(isProbe ? [plan] : []), ...(plan.Plans ?? []).flatMap(probesOf)];
}

async function eachReadModel(set: string | ((shape: string) => string)): Promise<void> {
  for (const { table, shape } of readModels) {
    await graph.database.admin.unsafe(`update ${table} set ${typeof set === 'string' ? set : set(shape)}`);
  }
}

/** The keys of reach: an index that names one case of one organisation, or none. */
async function keysOfReach(): Promise<string[]> {
  const rows = await graph.database.admin<{ name: string }[]>`
    select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = 'app.reach'::regclass and i.indisunique`;
  return rows.map(({ name }) => name);
}

/** The plans that PostgreSQL keeps for a statement. */
async function keptPlans(sql: Sql, text: string): Promise<Plan[]> {
  const [row] = await sql.unsafe<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(`explain (generic_plan, format json) ${text}`);
  return (row?.['QUERY PLAN'] ?? []).map(({ Plan }) => Plan);
}

/** The plans that PostgreSQL keeps for the statements of an operation, under the caller's own login. */
async function plansOf(query: string, variables: object, { organisation, view } = BENCH_VIEW): Promise<Plan[]> {
  graph.statements.length = 0;
  const answer = await graph.ask({ organisation, query, variables: { ...variables } });
  expect(answer.errors).toBeUndefined();
  const texts = [...graph.statements];
  expect(texts.length).toBeGreaterThan(0);
  const session = await graph.database.views.take(roleName(view));
  try {
    const plans: Plan[] = [];
    for (const text of texts) plans.push(...(await keptPlans(session.client, text)));
    return plans;
  } finally {
    graph.database.views.give(session);
  }
}

const FILTERED = `query ($from: Date) { cases(first: 50, filter: { arrivedAt: { from: $from } }) { edges { node {
  id applications { kind } plan { scenario } } } } }`;
const ORDERED = `query ($field: CaseOrderField!, $direction: OrderDirection!) {
  cases(first: 50, orderBy: { field: $field, direction: $direction }) { edges { node { id status } } } }`;
const CHANGES = '{ changes(first: 50) { edges { node { caseId kind areas } } } }';
const FIND = `query ($v: VNumber!) { findPerson(input: { name: "Nobody", birthDate: "1990-05-17", vNumber: $v }) {
  id applications { kind } } }`;
const BY_V_NUMBER =
  'query ($v: VNumber!) { caseByVNumber(vNumber: $v) { id applications { kind } plan { scenario } } }';

describe('no table that grows is read whole', () => {
  it('among them those that hold cases and records', () => {
    expect([...large]).toEqual(
      expect.arrayContaining(['case_index', 'reach', 'application', 'case_file', 'change', 'fact', 'stay']),
    );
  });

  test.each<[string, string, () => object]>([
    ['a page of fifty', PAGE_DOCUMENT, () => ({ first: 50 })],
    ['one case', CASE_DOCUMENT, () => ({ id: known.id })],
    ['one case by its V-number', BY_V_NUMBER, () => ({ v: known.vNumber })],
    ['a filtered page', FILTERED, () => ({ from: '2019-01-01' })],
    ['changes', CHANGES, () => ({})],
    ['a person who is looked for', FIND, () => ({ v: known.vNumber })],
  ])('for %s', async (_, query, variables) => {
    const plans = await plansOf(query, variables());
    expect(plans.flatMap(readWhole)).toEqual([]);
  });

  test.each([
    ['that are added', INSERT_LINES],
    ['that are added in one statement', INSERT_ALONE],
    ['where they go on', GROUND],
    ['that may stand already', STANDS],
    ['of cases, for their V-numbers', V_NUMBERS],
  ])('for the lines of the logs %s', async (_, text) => {
    expect((await keptPlans(graph.database.log, text)).flatMap(readWhole)).toEqual([]);
  });

  it('for them not even where it holds a thousand cases: all writers wait for that statement', () => {
    expect(large.has('case_key')).toBe(true);
    expect(linesOfFew.flatMap(readWhole)).toEqual([]);
  });

  it('save the facts that a statistic counts: those once, and nothing else that grows', async () => {
    const plans = await plansOf(STATISTIC_DOCUMENT, {}, RESEARCHER);
    expect(plans.flatMap(reads)).toEqual(['fact']);
  });

  it('and a page of long ago does not walk through everybody who arrived since', async () => {
    const query = '{ cases(filter: { arrivedAt: { until: "2001-01-01" } }) { edges { node { id } } } }';
    const plans = await plansOf(query, {});
    expect(JSON.stringify(plans)).toMatch(/"Index Name":"reach_arrived"[^{]*"Index Cond":"[^"]*arrived_at <= /);
  });

  test.each([
    ['ARRIVED_AT', 'reach_arrived'],
    ['LEFT_AT', 'reach_left'],
    ['STATUS', 'reach_status'],
    ['MUNICIPALITY', 'reach_municipality'],
  ])(
    'and a page by %s goes along an index in both directions: what is in reach is not sorted',
    async (field, index) => {
      for (const direction of ['ASC', 'DESC']) {
        const plans = JSON.stringify(await plansOf(ORDERED, { field, direction }));
        expect(plans).toContain(`"Index Name":"${index}"`);
        expect(plans).not.toContain('"Sort Key":["r.');
      }
    },
  );

  it('nor is it for a list of those who left, the latest first', async () => {
    const plans = JSON.stringify(await plansOf(LIST_DOCUMENT, { first: 50, until: '2020-06-30' }));
    expect(plans).toContain('"Index Name":"reach_left"');
    expect(plans).not.toContain('"Sort Key":["r.');
  });

  describe.each<[string, string, () => object]>([
    ['a page of fifty', PAGE_DOCUMENT, () => ({ first: 50 })],
    ['one case', CASE_DOCUMENT, () => ({ id: known.id })],
  ])('and for %s', (_, query, variables) => {
    /** No organisation is set while these plans are made: by its value the planner would expect nobody in reach. */
    const expectProbes = async (plans: readonly Plan[], atLeast: number) => {
      const probes = plans.flatMap(probesOf);
      expect(probes.length).toBeGreaterThanOrEqual(atLeast);
      const keys = await keysOfReach();
      for (const probe of probes) {
        expect(keys).toContain(probe['Index Name'] ?? probe['Node Type']);
        // By the whole key: a part of it would be a range that is walked through.
        expect(probe['Index Cond']).toMatch(/\bcase_id = /);
        expect(probe['Index Cond']).toMatch(/\borganisation = /);
      }
      expect(JSON.stringify(plans)).not.toContain('hashed SubPlan');
    };

    it('reach is asked by key, once a source, also by a plan that was made for an organisation without cases', async () => {
      await expectProbes(await plansOf(query, variables()), 4);
    });

    it('and once a table, no table whole, where what sources keep by case is outdated', async () => {
      await eachReadModel('made_as = null');
      try {
        const plans = await plansOf(query, variables());
        expect(plans.flatMap(readWhole)).toEqual([]);
        await expectProbes(plans, 21);
      } finally {
        await eachReadModel((shape) => `made_as = '${shape}'`);
      }
    });
  });

  it('not even by a plan that is made before anybody asks, or for who was not there yet: it expects cases for all', async () => {
    const organisations = await graph.database.admin`select distinct organisation from app.reach`;
    const [reach] = await graph.database.admin<{ rows: number }[]>`
      select reltuples::int as rows from pg_class where oid = 'app.reach'::regclass`;
    const session = await graph.database.views.take(roleName(BENCH_VIEW.view));
    try {
      for (const organisation of ['', 'nobody-yet']) {
        await session.client`select set_config('app.organisation', ${organisation}, false)`;
        const [plan] = await keptPlans(session.client, 'select from app.reach');
        expect(plan?.['Plan Rows']).toBeGreaterThanOrEqual(Math.floor((reach?.rows ?? 0) / organisations.length));
      }
    } finally {
      await session.client`select set_config('app.organisation', '', false)`;
      graph.database.views.give(session);
    }
  });

  it('which this test would see', async () => {
    const session = await graph.database.views.take(roleName('IND/RESIDENCE_DECISION'));
    try {
      const plans = await keptPlans(session.client, 'select status from shelter.case_file');
      expect(plans.flatMap(readWhole)).toEqual(['case_file']);
    } finally {
      graph.database.views.give(session);
    }
  });
});
