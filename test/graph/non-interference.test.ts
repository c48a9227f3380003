import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { allParts } from '../../src/sources/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { ASKERS, CASE_VIEWS, cellOf } from '../support/policy-matrix.js';
import { V, WORLD } from '../support/world.js';

/**
 * The final judge: two worlds that differ only in what is denied to a partner give it byte-identical answers. Which
 * rows are denied is said here a second time, from the policy's cells and from who consented to whom.
 */
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env.RUNS ?? 60);

/** The people whose consent stands for who asks in each view. */
const CONSENTED: Readonly<Record<string, readonly string[]>> = {
  'NGO/GUIDANCE': [V.amal],
  'DTV/RETURN': [V.dawit],
};

interface GuardedColumns {
  readonly table: string;
  readonly caseColumn: string;
  readonly categories: readonly string[];
  readonly columns: readonly string[];
}

const KEYS = ['case_id', 'organisation', 'delivered_by', 'source_key', 'record_key', 'retrieved_at'];
const TABLES: readonly GuardedColumns[] = [
  ...allParts.map(({ schema, table, categories, columns, caseColumn }) => ({
    table: `${schema}.${table}`,
    caseColumn,
    categories,
    columns: columns.filter((column) => !KEYS.includes(column)),
  })),
  { table: 'app.case_v_number', caseColumn: 'case_id', categories: ['person.v_number'], columns: ['v_number'] },
  {
    table: 'app.case_index',
    caseColumn: 'id',
    categories: ['case.status'],
    columns: ['status', 'municipality', 'left_at'],
  },
];

let graph: TestGraph;
const schemas = new Map<string, GraphQLSchema>();
beforeAll(async () => {
  graph = await startGraph(WORLD);
  for (const { table } of TABLES) await graph.change(`create table "${table}_kept" as table ${table}`);
  for (const view of CASE_VIEWS) {
    const { data } = await graph.ask({ ...ASKERS[view]!, query: getIntrospectionQuery() });
    schemas.set(view, buildClientSchema(data as never));
  }
});
afterAll(() => graph?.close());

/** SQL that holds for the rows that the view's asker may not see. */
function isDenied(view: string, { caseColumn, categories }: GuardedColumns): string {
  const { organisation } = ASKERS[view]!;
  const cells = categories.map((category) => cellOf(view, category));
  if (cells.includes('no')) return 'true';
  const consenting = (CONSENTED[view] ?? []).map((number) => `'${number}'`).join(', ') || 'null';
  return [
    `not exists (select from app.reach r where r.organisation = '${organisation}' and r.case_id = t.${caseColumn})`,
    ...(cells.includes('own') ? [`t.organisation is distinct from '${organisation}'`] : []),
    ...(cells.includes('consent')
      ? [`not exists (select from app.case_key k where k.id = t.${caseColumn} and k.v_number in (${consenting}))`]
      : []),
  ].join(' or ');
}

/** A change of denied rows only: other values, or none at all. */
type Change = { readonly column: number; readonly value: number; readonly remove: boolean };

async function applyChange(view: string, table: GuardedColumns, change: Change): Promise<void> {
  const denied = isDenied(view, table);
  const column = table.columns[change.column % table.columns.length] as string;
  if (change.remove) return graph.change(`delete from ${table.table} t where ${denied}`);
  const [type] = await graph.database.admin<{ type: string }[]>`
    select format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table.table}::regclass and attname = ${column}`;
  const unique =
    column === 'v_number'
      ? `lpad((${change.value} + row_number() over ())::text, 10, '8')`
      : sampleOf(type!.type, change.value);
  return graph.change(`update ${table.table} t set ${column} = n.value from
    (select t.ctid as at, ${unique} as value from ${table.table} t where ${denied}) n where n.at = t.ctid`);
}

function sampleOf(type: string, number: number): string {
  if (type === 'boolean') return String(number % 2 === 0);
  if (type === 'smallint') return `${(number % 8) + 1}::smallint`;
  if (type === 'date') return `date '2001-01-01' + ${number % 9000}`;
  if (type.startsWith('timestamp')) return `timestamptz '2001-01-01' + interval '${number % 9000} days'`;
  return type === 'text[]' ? `array['${number}']` : `'${number}'`;
}

async function restore(table: GuardedColumns): Promise<void> {
  await graph.change(`truncate ${table.table}; insert into ${table.table} select * from "${table.table}_kept"`);
}

/** A selection of everything below a type. */
function everything(schema: GraphQLSchema, typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return '';
  return `{ ${Object.values(type.getFields())
    .map((field) => `${field.name} ${everything(schema, getNamedType(field.type).name)}`)
    .join(' ')} }`;
}

interface Operation {
  readonly field: number;
  readonly edge: number;
  readonly order: number;
  readonly backwards: boolean;
  readonly size: number;
}

const VALUES: Readonly<Record<string, string>> = {
  DateRange: '{ from: "2001-01-01", until: "2024-03-10" }',
  TruthFilter: '{ is: true }',
  LevelFilter: '{ in: [1, 2, 3] }',
  TextFilter: '{ in: ["5", "Abdi", "0084", "De Oever", "Eritrea"] }',
  VNumberFilter: `{ in: ["${V.amal}", "8888888889"] }`,
  PartialDateFilter: '{ in: ["1990-05-17", "1988"] }',
};

/** A random filter of the view: on an edge or on the case itself, by any field it has. */
function filterOf(schema: GraphQLSchema, typeName: string, operation: Operation): string {
  const type = schema.getType(typeName);
  if (!isInputObjectType(type)) return '';
  const fields = Object.values(type.getFields());
  const field = fields[(typeName === 'CaseFilter' ? operation.edge : operation.field) % fields.length]!;
  const named = getNamedType(field.type);
  const condition =
    VALUES[named.name] ?? (isInputObjectType(named) && 'in' in named.getFields() ? enumCondition(named) : undefined);
  return `{ ${field.name}: ${condition ?? filterOf(schema, named.name, operation)} }`;
}

function enumCondition(type: unknown): string {
  const item = isInputObjectType(type) ? getNamedType(type.getFields().in!.type) : undefined;
  const values = (item as { getValues?(): readonly { name: string }[] }).getValues?.() ?? [];
  return `{ in: [${values
    .slice(0, 2)
    .map(({ name }) => name)
    .join(', ')}] }`;
}

function queryOf(view: string, operation: Operation): string {
  const schema = schemas.get(view)!;
  const orders = (schema.getType('CaseOrderField') as unknown as { getValues(): { name: string }[] }).getValues();
  const order = orders[operation.order % orders.length]!.name;
  const paging = operation.backwards ? `last: ${operation.size}` : `first: ${operation.size}`;
  const findable = schema.getQueryType()?.getFields().findPerson;
  const byNumber = schema.getQueryType()?.getFields().caseByVNumber;
  return `{
    found: cases(filter: ${filterOf(schema, 'CaseFilter', operation)}) { totalCount edges { node { id } } }
    cases(${paging}, orderBy: { field: ${order}, direction: DESC }) ${everything(schema, 'CaseConnection')}
    ${findable ? '{x}' : ''} ${byNumber ? `caseByVNumber(vNumber: "${V.bilal}") { id }` : ''}
  }`.replace('{x}', 'findPerson(input: { name: "Bilal Haile", birthDate: "1988", nationality: "0084" }) { id }');
}

const operations = fc.record({
  field: fc.nat(50),
  edge: fc.nat(50),
  order: fc.nat(50),
  backwards: fc.boolean(),
  size: fc.integer({ min: 1, max: 12 }),
});
const changes = fc.record({ column: fc.nat(20), value: fc.nat(100_000), remove: fc.boolean() });

test(
  `what is denied to a partner changes no byte of its answers (seed ${SEED})`,
  async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...CASE_VIEWS),
      fc.constantFrom(...TABLES),
      changes,
      operations,
      async (view, table, change, operation) => {
        const question = { ...ASKERS[view]!, query: queryOf(view, operation) };
        const before = await graph.ask(question);
        expect(before.errors).toBeUndefined();
        await applyChange(view, table, change);
        try {
          expect((await graph.ask(question)).text).toBe(before.text);
        } finally {
          await restore(table);
        }
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: RUNS });
  },
  30_000 + RUNS * 1_000,
);

test('and what is permitted does: the judge would see a leak', async () => {
  const question = {
    ...ASKERS['IND/RESIDENCE_DECISION']!,
    query: '{ cases { edges { node { applications { kind } } } } }',
  };
  const before = await graph.ask(question);
  await graph.change(`delete from ind.application where source_key = 'amal'`);
  expect((await graph.ask(question)).text).not.toBe(before.text);
});
