import { getTableColumns } from 'drizzle-orm';
import type { TransactionSql } from 'postgres';
import type { RecordKey } from '../join/candidates.js';
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

/** Takes away every row of these records. */
export async function deleteRows(sql: TransactionSql, keys: readonly RecordKey[]): Promise<void> {
  const agencies = new Set(keys.map(({ agency }) => agency));
  for (const part of allParts.filter(({ agency }) => agencies.has(agency))) {
    const own = keys.filter(({ agency }) => agency === part.agency);
    await sql.unsafe(
      `delete from ${tableOf(part)} t using unnest($1::text[], $2::text[]) k (organisation, source_key)
       where t.delivered_by = k.organisation and t.source_key = k.source_key`,
      [own.map(({ organisation }) => organisation), own.map(({ sourceKey }) => sourceKey)],
    );
  }
}

/**
 * Writes the rows of records, one statement a table.
 * @throws RangeError when a record holds a part or a value that its agency does not have, or mixes owners
 */
export async function insertRows(sql: TransactionSql, placed: readonly PlacedRecord[]): Promise<void> {
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
  for (const [part, list] of rows) if (list.length > 0) await insertList(sql, part, list);
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
  { recordKey = '1', organisation = record.organisation, ...values }: PartValues,
): Record<string, unknown> {
  const row: Record<string, unknown> = {
    case_id: caseId,
    organisation,
    delivered_by: record.organisation,
    source_key: record.sourceKey,
    record_key: recordKey,
    recorded_at: record.recordedAt,
  };
  for (const [field, value] of Object.entries(values)) {
    const column = part.fields[field];
    if (!column) throw new RangeError(`${part.agency}.${part.name} has no "${field}"`);
    row[column] = value ?? null;
  }
  return row;
}

const statements = new WeakMap<SourcePart, string>();

async function insertList(sql: TransactionSql, part: SourcePart, rows: readonly unknown[]): Promise<void> {
  const statement = statements.get(part) ?? insertStatement(part);
  statements.set(part, statement);
  await sql.unsafe(statement, [JSON.stringify(rows)]);
}

/** The moment of receipt is the database's own, one for the whole batch. */
function insertStatement(part: SourcePart): string {
  const columns = Object.values(getTableColumns(part.drizzle)).filter(({ name }) => name !== 'retrieved_at');
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const typed = columns.map((column) => `"${column.name}" ${column.getSQLType()}`).join(', ');
  return `insert into ${tableOf(part)} (${names}) select ${names} from jsonb_to_recordset($1::text::jsonb) r (${typed})`;
}
