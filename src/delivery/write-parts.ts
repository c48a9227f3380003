import { getTableColumns } from 'drizzle-orm';
import type { TransactionSql } from 'postgres';
import type { RecordKey } from '../join/candidates.js';
import { type CaseChanges, HASHED_ROWS, type HashedRows } from '../join/case-changes.js';
import type { Agency } from '../model/agency.js';
import { allParts, sources } from '../sources/index.js';
import { type SourcePart, tableOf } from '../sources/source.js';
import type { PartValues, SourceRecord } from '../sources/source-record.js';
import { refuseMixedOwners } from './one-owner.js';

/** A record with the case it belongs to. */
export interface PlacedRecord {
  readonly record: SourceRecord;
  readonly caseId: string;
}

/** Takes away every row of these records. @param changes is told what went */
export async function deleteRows(sql: TransactionSql, keys: readonly RecordKey[], changes: CaseChanges): Promise<void> {
  const agencies = new Set(keys.map(({ agency }) => agency));
  for (const part of allParts.filter(({ agency }) => agencies.has(agency))) {
    const own = keys.filter(({ agency }) => agency === part.agency);
    const gone = await sql.unsafe<HashedRows[]>(
      hashed(`delete from ${tableOf(part)} t using unnest($1::text[], $2::text[]) k (organisation, source_key)
       where t.delivered_by = k.organisation and t.source_key = k.source_key returning t.*`),
      [own.map(({ organisation }) => organisation), own.map(({ sourceKey }) => sourceKey)],
    );
    changes.gone(partName(part), gone);
  }
}

/**
 * Gives the rows of closed records the moment at which their records were closed: they stay in answers and say so. Rows
 * that were closed before their record keep their own moment.
 * @param changes is told what became different
 */
export async function closeRows(sql: TransactionSql, keys: readonly RecordKey[], changes: CaseChanges): Promise<void> {
  const closed = await sql<RecordKey[]>`
    select agency, organisation, source_key as "sourceKey" from app.record
    where closed_at is not null and (agency, organisation, source_key) in
      (select * from unnest(${keys.map(({ agency }) => agency)}::text[],
        ${keys.map(({ organisation }) => organisation)}::text[], ${keys.map(({ sourceKey }) => sourceKey)}::text[]))`;
  const agencies = new Set(closed.map(({ agency }) => agency));
  for (const part of allParts.filter(({ agency }) => agencies.has(agency))) {
    const own = closed.filter(({ agency }) => agency === part.agency);
    const values = [part.agency, own.map(({ organisation }) => organisation), own.map(({ sourceKey }) => sourceKey)];
    const records = `app.record r join unnest($2::text[], $3::text[]) k (organisation, source_key)
      on r.agency = $1 and r.organisation = k.organisation and r.source_key = k.source_key`;
    const same = 't.delivered_by = r.organisation and t.source_key = r.source_key';
    const before = `select t.* from ${tableOf(part)} t join (select r.* from ${records}) r on ${same}`;
    const after = `update ${tableOf(part)} t set record_closed_at = coalesce(t.record_closed_at, r.closed_at) from ${records} where ${same} returning t.*`;
    changes.gone(partName(part), await sql.unsafe<HashedRows[]>(hashed(before), values));
    changes.come(partName(part), await sql.unsafe<HashedRows[]>(hashed(after), values));
  }
}

/** The table of a part, as the outbox names it. */
export function partName({ schema, table }: SourcePart): string {
  return `${schema}.${table}`;
}

/** A statement that returns whole rows of a source's table, made to tell them as `HashedRows`. */
export function hashed(statement: string): string {
  return `with t as (${statement}) select ${HASHED_ROWS} from t group by 1, 2`;
}

/**
 * Writes the rows of records, one statement a table.
 * @param changes is told what came
 * @throws RangeError when a record holds a part or a value that its agency does not have, or mixes owners
 */
export async function insertRows(
  sql: TransactionSql,
  placed: readonly PlacedRecord[],
  changes: CaseChanges,
): Promise<void> {
  const rows = new Map<SourcePart, Record<string, unknown>[]>();
  for (const { record, caseId } of placed) {
    refuseMixedOwners(record);
    const parts = partsOf(record.agency);
    for (const [name, values] of Object.entries(record.parts)) {
      const part = parts[name];
      if (!part) throw new RangeError(`the ${record.agency} has no part "${name}"`);
      const list = rows.get(part) ?? [];
      rows.set(part, list);
      for (const value of values) list.push(rowOf(part, record, caseId, value));
    }
  }
  // Sent behind one another without waiting: the next one's values are written while the database takes the one before.
  const writing = [...rows].map(async ([part, list]) => {
    if (list.length > 0) changes.come(partName(part), await insertList(sql, part, list));
  });
  await Promise.all(writing);
}

function partsOf(agency: Agency): Readonly<Record<string, SourcePart>> {
  const source = sources.find((candidate) => candidate.agency === agency);
  if (!source) throw new RangeError(`no source of the ${agency}`);
  return source.parts;
}

function rowOf(
  part: SourcePart,
  record: SourceRecord,
  caseId: string,
  { recordKey = '1', organisation = record.organisation, recordClosedAt, ...values }: PartValues,
): Record<string, unknown> {
  const row: Record<string, unknown> = {
    case_id: caseId,
    organisation,
    delivered_by: record.organisation,
    source_key: record.sourceKey,
    record_key: recordKey,
    recorded_at: record.recordedAt,
    record_closed_at: recordClosedAt,
  };
  for (const [field, value] of Object.entries(values)) {
    const column = part.fields[field];
    if (!column) throw new RangeError(`${part.agency}.${part.name} has no "${field}"`);
    row[column] = value ?? null;
  }
  return row;
}

const statements = new WeakMap<SourcePart, string>();

async function insertList(sql: TransactionSql, part: SourcePart, rows: readonly unknown[]): Promise<HashedRows[]> {
  const statement = statements.get(part) ?? insertStatement(part);
  statements.set(part, statement);
  return sql.unsafe<HashedRows[]>(statement, [JSON.stringify(rows)]);
}

/** The moment of receipt is the database's own, one for the whole batch. */
function insertStatement(part: SourcePart): string {
  const columns = Object.values(getTableColumns(part.drizzle)).filter(({ name }) => name !== 'retrieved_at');
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const typed = columns.map((column) => `"${column.name}" ${column.getSQLType()}`).join(', ');
  return hashed(
    `insert into ${tableOf(part)} (${names}) select ${names} from jsonb_to_recordset($1::text::jsonb) r (${typed}) returning *`,
  );
}
