import type { TransactionSql } from 'postgres';

/** Names a stored record. */
export interface RecordKey {
  readonly agency: string;
  readonly organisation: string;
  readonly sourceKey: string;
}

// Joins what a municipality states of a person, one row a file. Unknown (0000) is no evidence of being the same.
const MUNICIPAL_PERSON = `
  shelter.person_name n
  join shelter.person_birth b on b.delivered_by = n.delivered_by and b.source_key = n.source_key
  join shelter.person_nationality p on p.delivered_by = n.delivered_by and p.source_key = n.source_key`;

const SAME_PERSON = `
  n.search_key = q.payload #>> '{identifiers,nameKey}'
  and b.birth_date = q.payload #>> '{identifiers,birthDate}'
  and q.payload #> '{identifiers,nationalities}' ?| array_remove(p.nationalities, '0000')`;

const INSERT = `
  insert into app.match_candidate (agency, organisation, source_key, case_id)
  select distinct q.agency, q.organisation, q.source_key, n.case_id`;

/**
 * Looks for the cases that quarantined records may belong to: name, birth date and nationality agree, which is three
 * of the four identifiers (with the V-number they would have matched). A candidate joins nothing: the municipality's
 * case officer confirms or refuses it. Decisions already taken stay.
 */
export async function findCandidates(sql: TransactionSql, quarantined: readonly RecordKey[]): Promise<void> {
  if (quarantined.length === 0) return;
  const keys = keyColumns(quarantined);
  await sql.unsafe(
    `${INSERT}
     from unnest($1::text[], $2::text[], $3::text[]) k (agency, organisation, source_key)
     join app.quarantine q using (agency, organisation, source_key)
     join (${MUNICIPAL_PERSON}) on ${SAME_PERSON}
     on conflict do nothing`,
    keys,
  );
}

/** Looks for the quarantined records that may belong to these cases: the municipality may deliver last. */
export async function findCandidatesOf(sql: TransactionSql, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await sql.unsafe(
    `${INSERT}
     from ${MUNICIPAL_PERSON} join app.quarantine q on ${SAME_PERSON}
     where n.case_id = any($1::uuid[])
     on conflict do nothing`,
    [[...caseIds]],
  );
}

/** Forgets the undecided candidates of records and cases that changed; what still agrees is found again. */
export async function dropCandidates(
  sql: TransactionSql,
  records: readonly RecordKey[],
  caseIds: readonly string[],
): Promise<void> {
  await sql.unsafe(
    `delete from app.match_candidate c where decision is null and (
       case_id = any($4::uuid[]) or (agency, organisation, source_key) in
         (select * from unnest($1::text[], $2::text[], $3::text[])))`,
    [...keyColumns(records), [...caseIds]],
  );
}

/** The keys as three arrays, for `unnest`. */
export function keyColumns(keys: readonly RecordKey[]): [string[], string[], string[]] {
  return [
    keys.map(({ agency }) => agency),
    keys.map(({ organisation }) => organisation),
    keys.map(({ sourceKey }) => sourceKey),
  ];
}
