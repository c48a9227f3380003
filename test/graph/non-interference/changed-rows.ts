import { createHash } from 'node:crypto';
import { deniedRow, isConditional, outOfReach } from './denied.js';
import type { Draw } from './draw.js';
import type { JudgedView } from './judged-views.js';
import { type GuardedTable, guardedOf, ofCases, type StoredColumn, type StoredTable } from './stored-tables.js';
import { DAYS, textsOf } from './words.js';

/** A statement that changes one table. */
export interface Statement {
  readonly table: string;
  readonly sql: string;
}

/** Makes a second world: statements that change only what the view denies. */
export type Change = (view: JudgedView, tables: readonly StoredTable[], draw: Draw) => readonly Statement[];

const OTHERS = ['ngo-het-anker', 'rotterdam', 'ngo-de-brug', 'ind', 'dtv'];
/** Keys of a row, which stay unique when something is put behind them. */
const KEYS = ['record_key', 'source_key', 'delivered_by'];

/** Other values in denied rows: any columns, also whose it is, when it came, and what it is called. */
export const changeValues: Change = (view, tables, draw) => [
  valuesIn(view, draw.pick(likelyTables(view, tables, draw)), draw),
];

/** Denied rows taken away: all of them, or some. */
export const removeRows: Change = (view, tables, draw) => [
  removedFrom(view, draw.pick(likelyTables(view, tables, draw)), someOf(draw)('t')),
];

/** Denied rows added: of cases in reach as well, where the cell or whose row it is denies it. */
export const addRows: Change = (view, tables, draw) => {
  const table = draw.pick(likelyTables(view, tables, draw));
  return draw.several(1, 3, () => addedTo(view, table, draw));
};

/** A statement that gives the denied rows of a table other values. */
export function valuesIn(view: JudgedView, table: GuardedTable, draw: Draw): Statement {
  const columns = draw.some(table.columns.filter(({ name }) => name !== table.caseColumn));
  const values = columns.map((column) => `${newValue(column, view, draw)} as ${column.name}`).join(', ');
  const set = columns.map(({ name }) => `${name} = n.${name}`).join(', ');
  const sql = `update ${table.name} t set ${set} from (
    select t.ctid as at, ${values} from ${table.name} t where ${deniedIn(view, table)}) n where n.at = t.ctid`;
  return { table: table.name, sql };
}

/** A statement that takes denied rows of a table away. */
export function removedFrom(view: JudgedView, table: GuardedTable, which = 'true'): Statement {
  return { table: table.name, sql: `delete from ${table.name} t where ${deniedIn(view, table)} and ${which}` };
}

/** A statement that adds a row to a table for every case for which it is denied. */
export function addedTo(view: JudgedView, table: GuardedTable, draw: Draw): Statement {
  return { table: table.name, sql: newRow(view, table, draw) };
}

/** Whole people out of reach taken away, everywhere. */
export const removePeople: Change = (view, tables, draw) => {
  const gone = someOf(draw);
  return ofCases(tables).map(({ name, caseColumn }) => {
    const caseId = `t.${caseColumn}`;
    return { table: name, sql: `delete from ${name} t where ${outOfReach(view, caseId)} and ${gone(caseId)}` };
  });
};

/** Whole people added out of reach: doubles of those who are there, with the same names and records at every agency. */
export const addPeople: Change = (view, tables, draw) => {
  const doubled = someOf(draw);
  return ofCases(tables).map((table) => ({ table: table.name, sql: doubleRows(view, table, doubled) }));
};

/** As often as all tables together: those of which the view may read some rows and not others. */
function likelyTables(view: JudgedView, tables: readonly StoredTable[], draw: Draw): readonly GuardedTable[] {
  const all = guardedOf(tables);
  const split = all.filter(({ categories }) => isConditional(view, categories));
  return split.length > 0 && draw.oneIn(2) ? split : all;
}

function deniedIn(view: JudgedView, table: GuardedTable): string {
  return deniedRow(view, table.categories, table.caseColumn);
}

/** A condition that holds for all values of an expression, or for some of them. */
function someOf(draw: Draw): (expression: string) => string {
  const one = 1 + draw.below(3);
  return (expression) => `abs(hashtext(${expression}::text)) % ${one} = 0`;
}

function doubleRows(
  view: JudgedView,
  table: StoredTable & { readonly caseColumn: string },
  doubled: (expression: string) => string,
): string {
  const values = table.columns.map(({ name }) => {
    if (name === table.caseColumn) return `md5('double' || t.${name})::uuid`;
    if (name === 'id') return 'gen_random_uuid()';
    if (name === 'source_key') return `'double of ' || t.source_key`;
    return name === 'v_number' ? `'7' || substr(t.v_number, 2)` : `t.${name}`;
  });
  const names = table.columns.map(({ name }) => name).join(', ');
  const caseId = `t.${table.caseColumn}`;
  const others = table.name === 'app.reach' ? `t.organisation <> '${view.organisation}'` : 'true';
  return `insert into ${table.name} (${names}) select ${values.join(', ')} from ${table.name} t
    where ${caseId} is not null and ${others} and ${doubled(caseId)} on conflict do nothing`;
}

/** The id of somebody's double. */
export function doubledId(caseId: string): string {
  const hex = createHash('md5').update(`double${caseId}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A row of every case for which it is denied. */
function newRow(view: JudgedView, table: GuardedTable, draw: Draw): string {
  const key = `added-${draw.below(1000)}`;
  const values = table.columns.map((column) => {
    if (column.name === table.caseColumn) return `t.id as ${column.name}`;
    if (KEYS.includes(column.name)) return `'${key}' || t.id as ${column.name}`;
    if (column.name === 'organisation') return `'${draw.pick([view.organisation, ...OTHERS])}' as organisation`;
    return `${newValue(column, view, draw)} as ${column.name}`;
  });
  const names = table.columns.map(({ name }) => name).join(', ');
  return `insert into ${table.name} (${names}) select ${names} from (select ${values.join(', ')} from app.case_key t) t
    where ${deniedIn(view, table)} on conflict do nothing`;
}

/** SQL of a new value for a column, not the same for every row. */
function newValue(column: StoredColumn, view: JudgedView, draw: Draw): string {
  if (column.name === 'v_number') return `lpad((${draw.below(100_000)} + row_number() over ())::text, 10, '8')`;
  if (KEYS.includes(column.name)) return `t.${column.name} || '~${draw.below(10)}'`;
  if (column.name === 'organisation') return `'${draw.pick(OTHERS.filter((other) => other !== view.organisation))}'`;
  const values = draw.several(1, 3, () => sqlValue(column, draw));
  const cases = values.map((value, place) => `when ${place} then ${value}`).join(' ');
  return `case row_number() over () % ${values.length} ${cases} end`;
}

function sqlValue({ name, type, required }: StoredColumn, draw: Draw): string {
  if (!required && draw.oneIn(5)) return `null::${type}`;
  if (type === 'boolean') return String(draw.oneIn(2));
  if (type === 'smallint' || type === 'integer') return `${1 + draw.below(8)}::${type}`;
  if (type === 'date' || type.startsWith('timestamp')) return `'${draw.pick(DAYS)}'::${type}`;
  const text = draw.pick(textsOf(name)).replaceAll("'", "''");
  return type === 'text[]' ? `array['${text}']` : `'${text}'::${type}`;
}
