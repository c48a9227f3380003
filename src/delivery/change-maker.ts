import type { TransactionSql } from 'postgres';
import { isCaseId } from '../join/key-query.js';
import { BadUserInput } from '../model/errors.js';
import type { ViewKey } from '../model/purpose.js';
import type { Policy } from '../policy/policy.js';

/** Who changes what is known of a person, and under which policy. */
export interface ChangeMaker {
  readonly organisation: string;
  readonly view: ViewKey;
  readonly policy: Policy;
}

/** How far somebody's clock may be ahead of the database's, in milliseconds. */
const CLOCK_SKEW_MS = 60_000;
const WITH_ZONE = /(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Names the organisation to the conditions of the policy, for this transaction: a change asks the very conditions that
 * row-level security asks of a view, because under the role that writes nothing else would.
 */
export async function actAs(sql: TransactionSql, { organisation }: ChangeMaker): Promise<void> {
  await sql`select set_config('app.organisation', ${organisation}, true)`;
}

/**
 * Holds a case of the organisation's reach until the change is committed, and keeps other changes to its rights waiting.
 * @throws BadUserInput for a case that is out of reach, does not exist, or is none
 */
export async function holdCase(sql: TransactionSql, { organisation }: ChangeMaker, caseId: string): Promise<void> {
  const held = isCaseId(caseId)
    ? await sql`
        select r.case_id, pg_advisory_xact_lock(hashtextextended(r.case_id::text, 0))
        from app.reach r where r.organisation = ${organisation} and r.case_id = ${caseId} for share`
    : [];
  if (held.length === 0) throw new BadUserInput('There is no such case in your reach.');
}

/** The moment by which the database counts: that of this transaction. */
export async function databaseNow(sql: TransactionSql): Promise<Date> {
  const [row] = await sql<{ now: string }[]>`select now() as now`;
  return new Date(row?.now ?? Number.NaN);
}

/** Reads a moment that somebody gave; one without a time zone is UTC, as the schema says. */
export function momentOf(text: string): Date {
  return new Date(WITH_ZONE.test(text) ? text : `${text}Z`);
}

/** Whether a moment lies in the future, clocks that differ a little allowed for. */
export function isAhead(moment: Date, now: Date): boolean {
  return moment.getTime() > now.getTime() + CLOCK_SKEW_MS;
}
