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

// Two V-numbers that differ speak against it, whatever else agrees.
const SAME_PERSON = `
  (q.v_number is null or not exists (
    select from app.case_key k where k.id = n.case_id and k.v_number is not null))
  and n.search_key = q.payload #>> '{identifiers,nameKey}'
  and b.birth_date = q.payload #>> '{identifiers,birthDate}'
  and q.payload #> '{identifiers,nationalities}' ?| array_remove(p.nationalities, '0000')`;

const INSERT = `
  insert into app.match_candidate (agency, organisation, source_key, case_id, agrees)
  select distinct q.agency, q.organisation, q.source_key, n.case_id, array['NAME', 'BIRTH_DATE', 'NATIONALITY']`;

/**
 * Looks for the cases that quarantined records may belong to: name, birth date and nationality agree, which is three
 * of the four identifiers (the fourth is the V-number, by which records match without asking). A candidate joins
 * nothing: the municipality's case officer confirms or rejects it. Decisions already taken stay.
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

/**
 * Takes the decisions on a case along, when all that the officer knew of it goes to another case. What was decided there
 * by itself stays; an open question is answered by what was decided here.
 */
export async function moveDecisions(sql: TransactionSql, from: string, to: string): Promise<void> {
  await sql`
    delete from app.match_candidate o using app.match_candidate c
    where c.case_id = ${from} and c.decision is not null and o.case_id = ${to} and o.decision is null
      and (o.agency, o.organisation, o.source_key) = (c.agency, c.organisation, c.source_key)`;
  await sql`
    update app.match_candidate c set case_id = ${to} where case_id = ${from} and decision is not null and not exists (
      select from app.match_candidate o where o.case_id = ${to}
        and (o.agency, o.organisation, o.source_key) = (c.agency, c.organisation, c.source_key))`;
}

/** The keys as three arrays, for `unnest`. */
export function keyColumns(keys: readonly RecordKey[]): [string[], string[], string[]] {
  return [
    keys.map(({ agency }) => agency),
    keys.map(({ organisation }) => organisation),
    keys.map(({ sourceKey }) => sourceKey),
  ];
}

/** Names a record in one string. */
export function keyText({ agency, organisation, sourceKey }: RecordKey): string {
  return `${agency}\u0000${organisation}\u0000${sourceKey}`;
}
