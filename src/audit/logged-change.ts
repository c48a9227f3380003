import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { participating } from '../database/participation.js';
import { inTransaction } from '../database/transaction.js';
import type { Category } from '../model/category.js';
import { NotParticipating } from '../model/errors.js';
import { DELIVERY_ROLE, REGISTER_ROLE } from '../policy/role-name.js';
import type { AccessEntry } from './access-entry.js';
import type { AccessLog } from './access-log.js';

/** What a change is logged as, and which database role makes it. */
export interface ChangeFacts {
  /** Name of the mutation. */
  readonly name: string;
  readonly categories: readonly Category[];
  /** `delivery` writes what is known of persons, `register` who may ask for what. */
  readonly as: 'delivery' | 'register';
  /** What the audit log names besides, where a change is about no person (`AuditRecord.about`). */
  readonly about?: string;
}

/** A change's value, and whom it was about. */
export interface Changed<Value> {
  readonly value: Value;
  /** Case that the change is about; absent when it is about no person. */
  readonly caseId?: string;
}

/** What a change runs with. */
export interface ChangeParts {
  readonly database: Pick<Database, 'admin'>;
  readonly log: AccessLog;
  readonly statementTimeoutMs: number;
}

/** Who makes a change, and for what. */
export interface Changing {
  readonly organisation: string;
  readonly purpose: string;
  /** Versioned URI of the processing activity that the policy names for the view. */
  readonly activity: string;
  readonly as: ChangeFacts['as'];
  /** The lines of a change that was about this case, or about no person. */
  readonly entry: (caseId: string | undefined) => AccessEntry;
}

const ROLES = { delivery: DELIVERY_ROLE, register: REGISTER_ROLE } as const;

/**
 * Makes one change: checked, written and logged in one transaction, or not at all. The caller's row-level security does
 * not apply to it: `run` says reach and ownership in its own statements.
 * @param run throws a KetenzichtError to refuse; nothing is then written
 * @throws NotParticipating; LogUnavailable, and then the change is taken back
 */
export async function loggedChange<Value>(
  parts: ChangeParts,
  changing: Changing,
  run: (sql: TransactionSql) => Promise<Changed<Value>>,
): Promise<Value> {
  return changeInOne(parts, { ...changing, admit: (sql) => admit(sql, changing) }, run);
}

/**
 * Makes a change of the operator's at the command line, whom no grant is asked of: who holds the owner's connection.
 * Checked by `run`, written and logged as any other.
 */
export async function operatorChange<Value>(
  parts: ChangeParts,
  changing: Pick<Changing, 'as' | 'entry'>,
  run: (sql: TransactionSql) => Promise<Changed<Value>>,
): Promise<Value> {
  return changeInOne(parts, { ...changing, admit: async () => undefined }, run);
}

async function changeInOne<Value>(
  { database, log, statementTimeoutMs }: ChangeParts,
  changing: Pick<Changing, 'as' | 'entry'> & { readonly admit: (sql: TransactionSql) => Promise<void> },
  run: (sql: TransactionSql) => Promise<Changed<Value>>,
): Promise<Value> {
  const done = await inTransaction(database.admin, async (sql) => {
    await sql`select set_config('statement_timeout', ${String(statementTimeoutMs)}, true)`;
    await changing.admit(sql);
    await sql`select set_config('role', ${ROLES[changing.as]}, true)`;
    const changed = await run(sql);
    await log.writeWithin(sql, changing.entry(changed.caseId));
    return { value: changed.value };
  });
  return done.value as Value;
}

/** Holds the grants, and the activity, until the change is committed: a revocation comes before it or after it, never in between. */
async function admit(sql: TransactionSql, { organisation, purpose, activity }: Changing): Promise<void> {
  const mayAsk = participating({ organisation: '$1', purpose: '$2', activity: '$3' });
  const granted = await sql.unsafe(`${mayAsk} for share`, [organisation, purpose, activity]);
  if (granted.length === 0) throw new NotParticipating();
}
