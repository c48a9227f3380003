import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import type postgres from 'postgres';
import { connect } from './connect.js';
import { type Database, GATEWAY_ROLE, LOG_ROLE } from './database.js';
import { DatabaseError, errorCode } from './database-error.js';
import { checkLogin, refuseOtherSecret } from './login-check.js';
import { participatingFunction } from './participation.js';
import { type Register, registerOrganisations } from './register.js';
import { registerActivities } from './register-activities.js';
import { seedRetentionTerms } from './retention-terms.js';
import { scramVerifier } from './scram-verifier.js';

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));
/** An arbitrary number that means "Ketenzicht migrates" in `pg_advisory_lock`. */
const LOCK = 5_838_274_001;
const LEAST_VERSION = 150_000;

/** The second lock, as `policy/database-grants.ts` makes it of the policy. */
export interface Grants {
  /** The logins that snapshots are opened under. */
  readonly logins: readonly string[];
  /** The statements that make the roles and give them their rights. */
  readonly statements: readonly string[];
}

/**
 * Brings the database up to date: the tables, then roles, rights and passwords, then the registers. Safe to
 * run again, and by several processes at once; a second run changes nothing.
 * @throws DatabaseError for a server that is too old, that goes by another secret, or that refuses a view's login; else
 * the driver's error, and then nothing of that step is done
 */
export async function migrate(database: Database, grants: Grants, register: Register): Promise<void> {
  if (!existsSync(MIGRATIONS)) throw new DatabaseError(`The migrations are missing: ${MIGRATIONS}`);
  // One connection, because the lock belongs to a session; drizzle also changes how its client reads dates.
  const sql = connect(database.adminUrl, 1);
  const [login = ''] = grants.logins;
  try {
    await refuseOldServer(sql);
    await sql`select pg_advisory_lock(${LOCK})`;
    await refuseOtherSecret(sql, database, login);
    await runMigrations(drizzle({ client: sql }), { migrationsFolder: MIGRATIONS });
    const passwords = passwordStatements(database, grants.logins);
    await inOneTransaction(sql, [participatingFunction(), ...grants.statements, ...passwords]);
    await checkLogin(database, login);
    await registerOrganisations(sql, register);
    await sql.begin((transaction) => registerActivities(transaction, register.activities));
    await seedRetentionTerms(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function refuseOldServer(sql: postgres.Sql): Promise<void> {
  const [server] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
  if ((server?.version ?? 0) >= LEAST_VERSION) return;
  throw new DatabaseError('DATABASE_URL: that PostgreSQL is too old; version 15 or later is needed.');
}

function passwordStatements(database: Database, viewLogins: readonly string[]): string[] {
  const { gatewayPassword, logPassword, views } = database;
  const given = { [GATEWAY_ROLE]: gatewayPassword, [LOG_ROLE]: logPassword };
  const others = Object.entries(given).flatMap(([role, password]) =>
    password ? [[role, scramVerifier(password)]] : [],
  );
  const all = [...others, ...viewLogins.map((role) => [role, views.verifierOf(role)])];
  return all.map(([role, verifier]) => `alter role ${role} password '${verifier}'`);
}

const ATTEMPTS = 8;
const PAUSE_MS = 50;

/**
 * Roles belong to the whole cluster and the lock to one database. When another database of the cluster is migrated at
 * the same time, PostgreSQL refuses one of the two, which then tries again: the statements may be repeated.
 */
async function inOneTransaction(sql: postgres.Sql, statements: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sql.begin(async (transaction) => {
        for (const statement of statements) await transaction.unsafe(statement);
      });
      return;
    } catch (error) {
      if (!isClash(error) || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS * attempt * (0.5 + Math.random()));
    }
  }
}

/** Duplicate object, unique violation, serialisation failure, deadlock, and `tuple concurrently updated`. */
function isClash(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  if (['42710', '23505', '40001', '40P01'].includes(code)) return true;
  return code === 'XX000' && String(error).includes('concurrently');
}
