import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { SourceRecord } from '../sources/source-record.js';
import { keyColumns, keyText } from './candidates.js';

/** What is known of a record from an earlier delivery. */
export interface KnownRecord {
  /** Null while it was quarantined. */
  readonly caseId: string | null;
  readonly vNumber: string | null;
}

/** A record to be matched, with what is known of it. */
export interface MatchRequest {
  readonly record: SourceRecord;
  readonly known: KnownRecord | null;
}

/** Why a record matches no case. */
export type NoMatch = 'NO_V_NUMBER' | 'NO_CASE_WITH_V_NUMBER';

/** Where a record belongs. */
export type Match =
  | { readonly caseId: string; readonly movedFrom: string | null }
  | { readonly caseId: null; readonly reason: NoMatch };

/** The cases that a matching can see: what V-number each has. */
interface KnownCases {
  readonly byVNumber: Map<string, string>;
  readonly vNumberOf: Map<string, string | null>;
  /** The case that an officer confirmed for a record, by the record's key. */
  readonly confirmed: ReadonlyMap<string, string>;
}

/**
 * Finds the case of each record, and opens the cases that municipal files need. Only a V-number or an earlier
 * confirmed link joins; name, birth date and nationality never do.
 * @returns a match per request, in their order
 */
export async function matchRecords(sql: TransactionSql, requests: readonly MatchRequest[]): Promise<Match[]> {
  const cases = await readCases(sql, requests);
  const opened = new Set<string>();
  const matches = new Map<MatchRequest, Match>();
  // Municipal files first: they open the cases that the others look for.
  for (const request of requests) if (request.record.opensCase) matches.set(request, matchFile(request, cases, opened));
  for (const request of requests) if (!request.record.opensCase) matches.set(request, matchOther(request, cases));
  await writeCases(sql, cases, opened);
  return requests.map((request) => matches.get(request) as Match);
}

/**
 * A municipal file stays in its case while its V-number allows; with the V-number of another case it belongs there;
 * with a corrected V-number that nobody has yet it leaves for a case of its own, because the records that came under
 * the old number are not this person's.
 */
function matchFile({ record, known }: MatchRequest, cases: KnownCases, opened: Set<string>): Match {
  const { vNumber } = record.identifiers;
  const current = known?.caseId ?? null;
  const owner = vNumber === null ? undefined : cases.byVNumber.get(vNumber);
  if (owner) return { caseId: owner, movedFrom: current === owner ? null : current };
  const currentVNumber = current === null ? null : (cases.vNumberOf.get(current) ?? null);
  if (current !== null && (vNumber === null || currentVNumber === null)) {
    if (vNumber !== null) claim(cases, current, vNumber);
    return { caseId: current, movedFrom: null };
  }
  const caseId = randomUUID();
  opened.add(caseId);
  claim(cases, caseId, vNumber);
  return { caseId, movedFrom: current };
}

/**
 * By its V-number; a record without one by an officer's decision, whenever that was taken. A V-number that comes later
 * speaks against the decision only where the case has another one.
 */
function matchOther({ record }: MatchRequest, cases: KnownCases): Match {
  const { vNumber } = record.identifiers;
  const owner = vNumber === null ? undefined : cases.byVNumber.get(vNumber);
  if (owner) return { caseId: owner, movedFrom: null };
  const confirmed = cases.confirmed.get(keyText(record));
  if (confirmed && (vNumber === null || !cases.vNumberOf.get(confirmed))) return { caseId: confirmed, movedFrom: null };
  return { caseId: null, reason: vNumber === null ? 'NO_V_NUMBER' : 'NO_CASE_WITH_V_NUMBER' };
}

function claim(cases: KnownCases, caseId: string, vNumber: string | null): void {
  cases.vNumberOf.set(caseId, vNumber);
  if (vNumber !== null) cases.byVNumber.set(vNumber, caseId);
}

async function readCases(sql: TransactionSql, requests: readonly MatchRequest[]): Promise<KnownCases> {
  const vNumbers = requests.flatMap(({ record }) => record.identifiers.vNumber ?? []);
  const confirmed = await readConfirmed(sql, requests);
  const ids = [...requests.flatMap(({ known }) => known?.caseId ?? []), ...confirmed.values()];
  const rows = await sql<{ id: string; vNumber: string | null }[]>`
    select id, v_number as "vNumber" from app.case_key
    where v_number = any(${vNumbers}::text[]) or id = any(${ids}::uuid[])`;
  const cases: KnownCases = { byVNumber: new Map(), vNumberOf: new Map(), confirmed };
  for (const { id, vNumber } of rows) claim(cases, id, vNumber);
  return cases;
}

async function readConfirmed(
  sql: TransactionSql,
  requests: readonly MatchRequest[],
): Promise<ReadonlyMap<string, string>> {
  const others = requests.flatMap(({ record }) => (record.opensCase ? [] : [record]));
  if (others.length === 0) return new Map();
  const [agencies, organisations, sourceKeys] = keyColumns(others);
  const rows = await sql<{ agency: string; organisation: string; sourceKey: string; caseId: string }[]>`
    select c.agency, c.organisation, c.source_key as "sourceKey", c.case_id as "caseId"
    from unnest(${agencies}::text[], ${organisations}::text[], ${sourceKeys}::text[])
      k (agency, organisation, source_key)
    join app.match_candidate c using (agency, organisation, source_key) where c.decision = 'CONFIRMED'`;
  return new Map(rows.map((row) => [keyText(row), row.caseId]));
}

async function writeCases(sql: TransactionSql, cases: KnownCases, opened: ReadonlySet<string>): Promise<void> {
  const known = [...cases.vNumberOf];
  const fresh = known.filter(([id]) => opened.has(id));
  const numbered = known.filter(([id, vNumber]) => !opened.has(id) && vNumber !== null);
  if (fresh.length > 0) {
    await sql`
      insert into app.case_key (id, v_number)
      select * from unnest(${fresh.map(([id]) => id)}::uuid[], ${fresh.map(([, vNumber]) => vNumber)}::text[])`;
  }
  if (numbered.length > 0) {
    await sql`
      update app.case_key c set v_number = n.v_number
      from unnest(${numbered.map(([id]) => id)}::uuid[], ${numbered.map(([, vNumber]) => vNumber)}::text[]) n (id, v_number)
      where c.id = n.id and c.v_number is null`;
  }
}
