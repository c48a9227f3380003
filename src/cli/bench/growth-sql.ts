import type { GuardedTable } from '../../model/guarded-table.js';
import { sqlName, sqlTable } from '../../policy/sql-text.js';
import { FACT_COLUMNS } from '../../policy/statistics-grants.js';

/** A table that grows with the number of cases. */
export type GrowingTable = Pick<GuardedTable, 'schema' | 'table' | 'caseColumn' | 'columns'>;

/** The gateway's tables that an answer touches and that no policy describes by its columns. */
export const GATEWAY_ROWS: readonly GrowingTable[] = [
  { schema: 'app', table: 'case_key', caseColumn: 'id', columns: ['id', 'v_number', 'created_at'] },
  { schema: 'app', table: 'reach', caseColumn: 'case_id', columns: ['organisation', 'case_id'] },
  {
    schema: 'app',
    table: 'consent',
    caseColumn: 'case_id',
    columns: ['case_id', 'partner_kind', 'organisation', 'given_at', 'withdrawn_at', 'recorded_by'],
  },
  {
    schema: 'app',
    table: 'change',
    caseColumn: 'case_id',
    columns: ['position', 'part', 'organisation', 'case_id', 'kind', 'recorded_at'],
  },
];

/** Copies arrive longer ago than their originals, so that the first page stays the same fifty cases. */
const DAYS_BETWEEN_COPIES = 1_000;

/** Which case is copied to which; `copy` counts from 1. */
export const COPIES = 'app.bench_copy';

/** Statement that plans so many copies of every case, each with an id and, where the case has one, a V-number of its own. */
export function planCopies(copies: number): string {
  return (
    `create table ${COPIES} as select k.id as old_id, gen_random_uuid() as new_id, n as copy, ` +
    'case when k.v_number is not null then lpad((m.highest + row_number() over ())::text, 10, $$0$$) end as v_number ' +
    `from app.case_key k cross join generate_series(1, ${Math.trunc(copies)}) n ` +
    'cross join (select coalesce(max(v_number::bigint), 0) as highest from app.case_key) m'
  );
}

/** Changes of copies come behind all that the outbox held, in the order of the copies. */
const LAST_POSITION = '(select max(position) from app.change)';

/** Statement that copies a table's rows for every planned copy; keys and V-numbers stay distinct. */
export function copyRows({ schema, table, caseColumn, columns }: GrowingTable): string {
  const values = columns.map((column) => {
    if (column === caseColumn) return 'c.new_id';
    if (column === 'source_key') return "t.source_key || '~' || c.copy";
    if (column === 'v_number') return 'c.v_number';
    if (column === 'position') return `t.position + c.copy * ${LAST_POSITION}`;
    if (column === 'arrived_at') return `t.arrived_at - c.copy * ${DAYS_BETWEEN_COPIES}`;
    return `t.${sqlName(column)}`;
  });
  const from = `from ${sqlTable(schema, table)} t join ${COPIES} c on c.old_id = t.${sqlName(caseColumn)}`;
  return `insert into ${sqlTable(schema, table)} (${columns.map(sqlName).join(', ')}) select ${values.join(', ')} ${from}`;
}

/** Runs a statement without what a change of the table sets off: its read model is copied as well. */
export function unwatched({ schema, table }: GrowingTable, statement: string): string {
  const triggers = (how: string) => `alter table ${sqlTable(schema, table)} ${how} trigger user`;
  return [triggers('disable'), statement, triggers('enable')].join('; ');
}

/** Statement that adds so many copies of every fact of the statistics. */
export function copyFacts(copies: number): string {
  const columns = FACT_COLUMNS.map(sqlName).join(', ');
  const copied = `statistics.fact cross join generate_series(1, ${Math.trunc(copies)})`;
  return `insert into statistics.fact (${columns}) select ${columns} from ${copied}`;
}
