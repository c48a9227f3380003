import type { Database } from '../../database/database.js';
import { MADE_AS, READ_MODEL } from '../../model/read-model.js';
import { GATEWAY_TABLES } from '../../policy/gateway-tables.js';
import { allParts, readModels } from '../../sources/index.js';
import { COPIES, copyFacts, copyRows, GATEWAY_ROWS, type GrowingTable, planCopies, unwatched } from './growth-sql.js';
import { withoutIndexes } from './without-indexes.js';

/** The case index before reach, which repeats it. */
const GATEWAY: readonly GrowingTable[] = [...GATEWAY_TABLES, ...GATEWAY_ROWS];

/** What a read model repeats of keys that are other ones in the copies stays as it was: they join rows of one case only. */
const READ_MODELS: readonly GrowingTable[] = readModels.map(({ schema, parts }) => ({
  schema,
  table: READ_MODEL,
  caseColumn: 'case_id',
  columns: ['case_id', MADE_AS, ...parts.map(({ table }) => table)],
}));

const FACTS = { schema: 'statistics', table: 'fact' };

/**
 * Grows a database to (1 + copies) times its cases, inside the database. Only for one that is thrown away: what the
 * copies are made of is made up, and no delivery stands behind them.
 * @returns the number of cases then
 */
export async function growCases(
  database: Pick<Database, 'admin'>,
  copies: number,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const { admin } = database;
  const filled = (table: Pick<GrowingTable, 'schema' | 'table'>, statement: string) => () =>
    withoutIndexes(database, table, () => admin.unsafe(statement));
  const steps = [
    () => admin.unsafe(planCopies(copies)),
    ...[...GATEWAY, ...READ_MODELS].map((table) => filled(table, copyRows(table))),
    ...allParts.map((part) => filled(part, unwatched(part, copyRows(part)))),
    filled(FACTS, copyFacts(copies)),
    () => admin.unsafe('vacuum analyze'),
    // Else those who are measured wait for the disk to take what growing wrote.
    () => admin.unsafe('checkpoint'),
  ];
  for (const [done, step] of steps.entries()) {
    onProgress(done, steps.length);
    await step();
  }
  onProgress(steps.length, steps.length);
  return numberOfCases(database);
}

/** The copies of these cases, each of another turn, so that they lie scattered over the tables. */
export async function copiesOf({ admin }: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await admin.unsafe<{ id: string }[]>(
    `select c.new_id as id from unnest($1::uuid[]) with ordinality o(id, n)
     join ${COPIES} c on c.old_id = o.id and c.copy = 1 + o.n % (select max(copy) from ${COPIES}) order by o.n`,
    [[...ids]],
  );
  return rows.map(({ id }) => id);
}

/** How many cases there are. */
export async function numberOfCases({ admin }: Pick<Database, 'admin'>): Promise<number> {
  const [row] = await admin<{ count: number }[]>`select count(*)::int as count from app.case_key`;
  return row?.count ?? 0;
}

/** How many people statistics count. */
export async function numberOfFacts({ admin }: Pick<Database, 'admin'>): Promise<number> {
  const [row] = await admin<{ count: number }[]>`select count(*)::int as count from statistics.fact`;
  return row?.count ?? 0;
}
