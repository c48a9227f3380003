import { randomBytes } from 'node:crypto';
import type { AccessEntry, SubjectAccess } from '../../src/audit/access-entry.js';
import { appendEntries } from '../../src/audit/append.js';
import { signingKeys } from '../../src/audit/chain.js';
import { endedMonths } from '../../src/audit/chain-lines.js';
import type { LogKeys } from '../../src/audit/chained-lines.js';
import { compareLogs } from '../../src/audit/compare-logs.js';
import { inLogTransaction } from '../../src/audit/log-transaction.js';
import { monthsOf } from '../../src/audit/months-of.js';
import { type ChainReport, verifyChain } from '../../src/audit/verify-chain.js';
import type { Database } from '../../src/database/database.js';
import { testConfig } from '../support/config.js';

const config = testConfig();

/** The keys of the tests' configuration. */
export const KEYS: LogKeys = {
  pseudonyms: config.logKeys[0] as LogKeys['pseudonyms'],
  signing: signingKeys(config.secret),
};

/** What signed before the secret changed: the keys of an old secret, without a space, as settings must have it. */
export const OLD_SECRET = 'the-secret-that-was-in-use-before-of-the-tests';
export const OLD_KEYS: LogKeys = { ...KEYS, signing: signingKeys(Buffer.from(OLD_SECRET)) };

/** An entry as a query makes it. */
export function entry(
  subjects: readonly SubjectAccess[] = [],
  change: Partial<AccessEntry['audit']> = {},
): AccessEntry {
  const trace = { traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex'), flags: '01' };
  const at = new Date();
  const { traceId, spanId } = trace;
  return {
    audit: {
      at: at.toISOString(),
      traceId,
      spanId,
      action: 'query',
      organisation: 'ind',
      categories: [],
      counts: { subjects: subjects.length },
      result: 'OK',
      ...change,
    },
    trace,
    activity: 'https://register.example/activities/ind?v=1',
    name: 'query',
    startedAt: at,
    endedAt: at,
    subjects,
  };
}

/** So many of them. */
export function entries(count: number): AccessEntry[] {
  return Array.from({ length: count }, () => entry());
}

/** Somebody of a case, with what was served of them. */
export function served(caseId: string, ...categories: SubjectAccess['categories']): SubjectAccess {
  return { subject: { caseId }, categories, status: 'OK' };
}

/** Writes them in one transaction, as one group. */
export async function append(
  { log }: Pick<Database, 'log'>,
  group: readonly AccessEntry[],
  keys = KEYS,
): Promise<void> {
  await inLogTransaction(log, async ({ send, commit }) => {
    await appendEntries(send, group, keys);
    await commit();
  });
}

/** What the public keys say of the whole chain, or of a month. */
export function verify(
  { log }: Pick<Database, 'log'>,
  month?: string,
  publicKeys = [KEYS.signing.publicKey],
): Promise<ChainReport> {
  return verifyChain(log, { publicKeys, month });
}

/** Where the two logs differ, such as `UNTOLD 2026-11 7`. @param page lines of each log that are compared at once */
export async function differences({ log }: Pick<Database, 'log'>, page?: number): Promise<string[]> {
  const [live, ended] = [await monthsOf(log, 'audit_record'), await endedMonths(log)];
  const found = await compareLogs(log, { live, ended, page });
  return found.map(({ kind, month, line }) => `${kind} ${month} ${line}`);
}

/** Numbers and months of the audit log's lines. */
export async function places({ admin }: Pick<Database, 'admin'>): Promise<string[]> {
  const rows = await admin<{ place: string }[]>`
    select to_char(month, 'YYYY-MM ') || seq as place from audit.audit_record order by month, seq`;
  return rows.map(({ place }) => place);
}

/** Lines of both logs. */
export async function count({ admin }: Pick<Database, 'admin'>): Promise<{ audit: number; processing: number }> {
  const [row] = await admin<{ audit: number; processing: number }[]>`
    select (select count(*)::int from audit.audit_record) as audit,
      (select count(*)::int from audit.processing_record) as processing`;
  return row ?? { audit: 0, processing: 0 };
}

/** Ends every connection of the logs' login to this database, as an outage would. @returns how many there were */
export async function killLogConnections(
  { admin }: Pick<Database, 'admin'>,
  login = 'ketenzicht_log',
): Promise<number> {
  const rows = await admin`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = ${login}`;
  return rows.length;
}
