import type postgres from 'postgres';
import type { Database } from '../../../src/database/database.js';
import type { ViewKey } from '../../../src/model/purpose.js';
import { SOMEBODY_ELSE } from '../guarded-rows.js';
import { type Asker, asAsker, askFor, organisationsOf } from './asker.js';
import { byTable, type CatalogueColumn, catalogueColumns } from './catalogue.js';
import { permissionOf, READABLE } from './oracle.js';
import { type Row, readWorld, rowsOf, selectText, type World } from './world.js';

/** Where the database does something else than the policy says. It names no value. */
export interface Difference {
  readonly view: string;
  readonly organisation: string | null;
  /** `schema.table.column`, or `schema.table` where whole rows were read. */
  readonly place: string;
  readonly promised: string;
  readonly found: string;
}

/** How far both locks were compared, and where they are not equal. */
export interface Comparison {
  readonly views: number;
  readonly columns: number;
  /** Columns that gave rows without an error, over all views. */
  readonly permitted: number;
  /** Columns refused with 42501, over all views. */
  readonly denied: number;
  readonly differences: readonly Difference[];
}

/** What came of a statement: the rows, or the SQLSTATE with which it was refused. */
type Outcome = readonly Row[] | string;

const DENIED = '42501';

/**
 * Asks the database, under each view's login, for every column of every table of ours, and compares what comes with
 * what the policy's cells promise: the very values, or a refusal. Also for organisations whose rows these are not.
 */
export async function compareLocks(
  database: Pick<Database, 'admin' | 'views'>,
  views: readonly ViewKey[],
): Promise<Comparison> {
  const columns = await catalogueColumns(database.admin);
  const world = await readWorld(database.admin, columns, READABLE);
  const parts: Omit<Comparison, 'views' | 'columns'>[] = [];
  for (const view of views) {
    const asker = { view, organisation: organisationsOf(view)[0] ?? null };
    parts.push(await asAsker(database, asker, (session) => compareView(session, asker, columns, world)));
  }
  return {
    views: views.length,
    columns: columns.length,
    permitted: parts.reduce((sum, part) => sum + part.permitted, 0),
    denied: parts.reduce((sum, part) => sum + part.denied, 0),
    differences: parts.flatMap(({ differences }) => differences),
  };
}

async function compareView(session: postgres.Sql, asker: Asker, columns: readonly CatalogueColumn[], world: World) {
  const { view, organisation } = asker;
  const [, ...others] = organisationsOf(view);
  const single = await Promise.all(columns.map((column) => read(session, column.table, [column])));
  const promised = promises(asker, world);
  const differences = columns.flatMap((column, place) =>
    differenceOf(asker, `${column.table}.${column.column}`, promised([column]), single[place] as Outcome),
  );
  for (const other of new Set([organisation, others[0] ?? '', '', SOMEBODY_ELSE, null])) {
    differences.push(...(await compareRows(session, { view, organisation: other }, columns, world)));
  }
  const denied = single.filter((outcome) => outcome === DENIED).length;
  return { permitted: single.filter((outcome) => typeof outcome !== 'string').length, denied, differences };
}

/** Compares whole rows: all permitted columns of each table together. */
async function compareRows(
  session: postgres.Sql,
  asker: Asker,
  columns: readonly CatalogueColumn[],
  world: World,
): Promise<Difference[]> {
  await askFor(session, asker.organisation);
  const tables = [...byTable(columns)].flatMap(([table, known]) => {
    const permission = permissionOf(asker, table);
    const selected = known.filter(({ column }) => permission?.columns.includes(column));
    return selected.length > 0 ? [{ table, selected }] : [];
  });
  const promised = promises(asker, world);
  const found = await Promise.all(tables.map(({ table, selected }) => read(session, table, selected)));
  return tables.flatMap(({ table, selected }, place) =>
    differenceOf(asker, table, promised(selected), found[place] as Outcome),
  );
}

/** What the policy promises an asker of some columns of a table; the rows of each table are worked out once. */
function promises(asker: Asker, world: World): (columns: readonly CatalogueColumn[]) => Outcome {
  const known = new Map<string, readonly Row[]>();
  return (columns) => {
    const table = columns[0]?.table ?? '';
    const permission = permissionOf(asker, table);
    if (!permission || !columns.every(({ column }) => permission.columns.includes(column))) return DENIED;
    const rows = known.get(table) ?? rowsOf(world, table).filter((row) => permission.shows(row, world));
    known.set(table, rows);
    return rows.map((row) => Object.fromEntries(columns.map(({ column }) => [column, row[column] ?? null])));
  };
}

async function read(session: postgres.Sql, table: string, columns: readonly CatalogueColumn[]): Promise<Outcome> {
  return session.unsafe<Row[]>(selectText(table, columns)).then(
    (rows) => [...rows],
    (error: { code?: string }) => error.code ?? String(error),
  );
}

function differenceOf(asker: Asker, place: string, promised: Outcome, found: Outcome): Difference[] {
  if (inOrder(promised) === inOrder(found)) return [];
  const [said, came] = [described(promised), described(found)];
  return [{ ...asker, place, promised: said, found: came === said ? `${came}, but others` : came }];
}

function inOrder(outcome: Outcome): string {
  return typeof outcome === 'string'
    ? outcome
    : outcome
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n');
}

function described(outcome: Outcome): string {
  return typeof outcome === 'string' ? outcome : `${outcome.length} rows`;
}
