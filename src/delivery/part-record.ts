import type { TransactionSql } from 'postgres';
import type { RecordKey } from '../join/candidates.js';
import type { CaseChanges } from '../join/case-changes.js';
import type { Agency } from '../model/agency.js';
import { sources } from '../sources/index.js';
import { type SourcePart, tableOf } from '../sources/source.js';
import type { ConsentStatement, PartValues, SourceRecord } from '../sources/source-record.js';
import { recordingConsents } from './outbox.js';
import { putAside } from './quarantine.js';
import { deleteRows } from './write-parts.js';

/** A record that is part of a case, as the register has it. */
interface Linked extends RecordKey {
  readonly agency: Agency;
  readonly caseId: string;
  readonly vNumber: string | null;
  readonly version: number;
}

/**
 * Takes a record out of its case and puts it aside again: it turned out to be about somebody else. What it said is kept,
 * with the consents that it brought; delivered again as it was, it is unchanged. Run `refreshCases` on its case.
 * @throws Error when the record is in no case
 */
export async function partRecord(sql: TransactionSql, key: RecordKey, changes: CaseChanges): Promise<void> {
  const [linked] = await sql<Linked[]>`
    select agency, organisation, source_key as "sourceKey", case_id as "caseId", v_number as "vNumber", version
    from app.record where (agency, organisation, source_key) = (${key.agency}, ${key.organisation}, ${key.sourceKey})
      and case_id is not null for update`;
  if (!linked) throw new Error('a record is to be parted that is in no case');
  const record = await readRecord(sql, linked);
  await deleteRows(sql, [key], changes);
  await sql`
    update app.record set case_id = null
    where (agency, organisation, source_key) = (${key.agency}, ${key.organisation}, ${key.sourceKey})`;
  const consents = await takeConsents(sql, linked, changes);
  const reason = linked.vNumber === null ? 'NO_V_NUMBER' : 'NO_CASE_WITH_V_NUMBER';
  await putAside(sql, [{ record: { ...record, consents }, reason }]);
}

/** What municipal files of one batch changed: the cases they are in or left, and the V-numbers they state. */
export interface FileNews {
  readonly caseIds: readonly string[];
  readonly vNumbers: readonly string[];
}

/**
 * Parts the records that an officer had linked and whose own V-number now speaks against it: it is another case's, or
 * their case has come to another one, or its file has gone to another case. Release those that match now afterwards.
 * @returns the cases that they left
 */
export async function partContradicted(
  sql: TransactionSql,
  { caseIds, vNumbers }: FileNews,
  changes: CaseChanges,
): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const contradicted = await sql<(RecordKey & { readonly caseId: string })[]>`
    select r.agency, r.organisation, r.source_key as "sourceKey", r.case_id as "caseId"
    from app.record r join app.case_key k on k.id = r.case_id
    where r.agency <> 'SHELTER' and r.v_number is not null and r.v_number is distinct from k.v_number
      and (r.v_number = any(${[...vNumbers]}::text[]) or (
        r.case_id = any(${[...new Set(caseIds)]}::uuid[]) and (k.v_number is not null or not exists (
          select from app.record f where f.case_id = r.case_id and f.agency = 'SHELTER'))))
    order by 1, 2, 3`;
  for (const key of contradicted) await partRecord(sql, key, changes);
  return contradicted.map(({ caseId }) => caseId);
}

/** Puts a record together again from its rows: the tables hold all that its parts said. */
async function readRecord(sql: TransactionSql, linked: Linked): Promise<SourceRecord> {
  const source = sources.find(({ agency }) => agency === linked.agency);
  const parts: Record<string, PartValues[]> = {};
  let recordedAt: string | null = null;
  for (const [name, part] of Object.entries(source?.parts ?? {})) {
    const rows = await rowsOf(sql, part, linked);
    recordedAt ??= (rows[0]?.recorded_at as string | undefined) ?? null;
    parts[name] = rows.map((row) => valuesOf(part, row));
  }
  const { agency, organisation, sourceKey, version, vNumber } = linked;
  const [said, born, from] = [parts.personName?.[0], parts.personBirth?.[0], parts.personNationality?.[0]];
  return {
    agency,
    organisation,
    sourceKey,
    version,
    recordedAt,
    identifiers: {
      vNumber,
      nameKey: (said?.searchKey as string | undefined) ?? null,
      birthDate: (born?.birthDate as string | undefined) ?? null,
      nationalities: (from?.nationalities as readonly string[] | undefined) ?? [],
    },
    opensCase: false,
    parts,
  };
}

type TableRow = Readonly<Record<string, PartValues[string]>>;

async function rowsOf(sql: TransactionSql, part: SourcePart, linked: Linked): Promise<TableRow[]> {
  const rows = await sql.unsafe<{ row: TableRow }[]>(
    `select to_jsonb(t) as row from ${tableOf(part)} t where delivered_by = $1 and source_key = $2 order by record_key`,
    [linked.organisation, linked.sourceKey],
  );
  return rows.map(({ row }) => row);
}

function valuesOf(part: SourcePart, row: TableRow): PartValues {
  const values = Object.entries(part.fields).map(([field, column]) => [field, row[column]] as const);
  return { ...Object.fromEntries(values), recordKey: String(row.record_key), organisation: String(row.organisation) };
}

/**
 * What the organisation took down of the person it thought this was goes with the record, unless it knows the person of
 * the case by another record. A withdrawal that somebody recorded stays: it must overtake a consent that comes again.
 */
async function takeConsents(
  sql: TransactionSql,
  { caseId, organisation }: Linked,
  changes: CaseChanges,
): Promise<ConsentStatement[]> {
  return recordingConsents(
    sql,
    [caseId],
    changes,
    () => sql<ConsentStatement[]>`
      delete from app.consent c where c.case_id = ${caseId} and c.recorded_by = ${organisation}
        and c.withdrawn_by is null and not exists (
          select from app.record r where r.case_id = ${caseId} and r.organisation = ${organisation})
      returning c.partner_kind as "partnerKind", c.organisation, c.given_at as "givenAt",
        c.withdrawn_at as "withdrawnAt"`,
  );
}
