import type postgres from 'postgres';
import { AGENCIES } from '../model/agency.js';

/** How long something is kept. */
export interface RetentionTerm {
  /** A source (`SHELTER`, `IND` …), `reach`, `quarantine`, `changes`, `rejected-rows`, `processing-log` or `audit-log`. */
  readonly what: string;
  readonly days: number;
  /** Why this long. */
  readonly basis: string;
}

const TO_CONFIRM = 'a working term under AVG art. 5(1)(e); each controller confirms its own';
const YEAR = 365;

/**
 * The terms of a new database, in days after the case ended (sources, reach), after receipt (quarantine, rejected
 * rows) or after the month (logs). No public source sets them [?]; `ketenzicht retention set` changes them.
 */
const FIRST_TERMS: readonly RetentionTerm[] = [
  ...AGENCIES.map((what) => ({ what, days: 15 * YEAR, basis: TO_CONFIRM })),
  { what: 'reach', days: 10 * YEAR, basis: TO_CONFIRM },
  {
    what: 'quarantine',
    days: 30,
    basis: 'a municipality confirms a candidate within it, or the agency delivers again',
  },
  { what: 'changes', days: 30, basis: 'a partner that was away for longer reads everything again' },
  { what: 'rejected-rows', days: 90, basis: 'the deliverer corrects its file within it' },
  { what: 'processing-log', days: 5 * YEAR, basis: TO_CONFIRM },
  { what: 'audit-log', days: 7 * YEAR, basis: TO_CONFIRM },
];

/** Gives a database the terms that it lacks; leaves alone those that were set since. */
export async function seedRetentionTerms(sql: postgres.Sql): Promise<void> {
  await sql`insert into app.retention_term ${sql(FIRST_TERMS, 'what', 'days', 'basis')} on conflict do nothing`;
}
