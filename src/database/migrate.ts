import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import type postgres from 'postgres';
import { connect } from './connect.js';
import { type Database, GATEWAY_ROLE, LOG_ROLE } from './database.js';
import { DatabaseError, errorCode } from './database-error.js';
import { type AsWriter, fillReach } from './fill-reach.js';
import { checkLogin, refuseOtherSecret } from './login-check.js';
import { participatingFunction } from './participation.js';
import { type Register, registerOrganisations } from './register.js';
import { registerActivities } from './register-activities.js';
import { seedRetentionTerms } from './retention-terms.js';
import { noteRights, rightsStand } from './rights-state.js';
import { scramVerifier } from './scram-verifier.js';

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));
/** An arbitrary number that means "Ketenzicht migrates" in `pg_advisory_lock`. */
const LOCK = 5_838_274_001;
const LEAST_VERSION = 150_000;
/** How long a statement of a migration waits for a table. */
const TABLE_LOCK_WITHIN = '2000ms';

/** The second lock, as `policy/database-grants.ts` makes it of the policy. */
export interface Grants {
  /** The logins that snapshots are opened under. */
  readonly logins: readonly string[];
  /** Makes a transaction one of the role that may write what is kept of every case. */
  readonly asWriter: AsWriter;
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
  // One connection, because the lock belongs to a session.
  const sql = connect(database.adminUrl, 1, {}, { way: database.primary });
  const [login = ''] = grants.logins;
  try {
    await refuseOldServer(sql);
    await sql`select pg_advisory_lock(${LOCK})`;
    await refuseOtherSecret(sql, database, login);
    await changeTables(database);
    await setRights(sql, [participatingFunction(), ...grants.statements]);
    await fillReach(sql, grants.asWriter);
    await inOneTransaction(sql, passwordStatements(database, grants.logins));
    await checkLogin(database, login);
    await registerOrganisations(sql, register);
    await sql.begin((transaction) => registerActivities(transaction, register.activities));
    await seedRetentionTerms(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Runs the migrations that are new here, in one transaction. Who waits for a table holds up all that come after, so it
 * waits a moment only, lets go of all it has, and begins anew a little later.
 */
async function changeTables({ adminUrl, primary }: Database): Promise<void> {
  // A connection of its own, because drizzle changes how its client reads dates.
  const sql = connect(adminUrl, 1, { lock_timeout: TABLE_LOCK_WITHIN }, { way: primary });
  const migrations = drizzle({ client: sql });
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runMigrations(migrations, { migrationsFolder: MIGRATIONS });
      } catch (error) {
        // Drizzle tells of a statement that failed; what failed in it is the cause.
        const code = errorCode(error) ?? errorCode((error as Error).cause);
        if (code !== LOCK_NOT_AVAILABLE || attempt >= LOCK_ATTEMPTS) throw error;
        await pauseAfter(attempt);
      }
    }
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
/** How often the tables are asked for before it is given up: some minutes. */
const LOCK_ATTEMPTS = 300;
/** Less than PostgreSQL waits before it looks for a deadlock: of those who wait for one another it is we who give way. */
const LOCK_WITHIN_MS = 300;

/**
 * Sets the rights where they are not as they were set last: most starts find nothing to do, and hold up nobody. What sets
 * them takes tables from all readers, so it takes them all at once or lets go of them again.
 */
async function setRights(sql: postgres.Sql, statements: readonly string[]): Promise<void> {
  if (await rightsStand(sql, statements)) return;
  await inOneTransaction(sql, [takeTables(), ...statements], (transaction) => noteRights(transaction, statements));
}

/** Takes every table with row policies, in one order. */
function takeTables(): string {
  return `do $do$
declare
  taken text;
begin
  perform set_config('lock_timeout', '${LOCK_WITHIN_MS}ms', true);
  for taken in
    select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relrowsecurity and c.relkind in ('r', 'p') and not c.relispartition order by 1
  loop
    execute 'lock table ' || taken || ' in access exclusive mode';
  end loop;
end $do$`;
}

/**
 * Roles belong to the whole cluster and the lock to one database. When another database of the cluster is migrated at
 * the same time, PostgreSQL refuses one of the two, which then tries again: the statements may be repeated.
 */
async function inOneTransaction(
  sql: postgres.Sql,
  statements: readonly string[],
  last: (transaction: postgres.TransactionSql) => Promise<void> = async () => undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sql.begin(async (transaction) => {
        // Sent as one: there are more than a thousand, and a start waits for each answer.
        if (statements.length > 0) await transaction.unsafe(statements.join(';\n'));
        await last(transaction);
      });
      return;
    } catch (error) {
      const most = errorCode(error) === LOCK_NOT_AVAILABLE ? LOCK_ATTEMPTS : ATTEMPTS;
      if (!isClash(error) || attempt >= most) throw error;
      await pauseAfter(attempt);
    }
  }
}

function pauseAfter(attempt: number): Promise<void> {
  return sleep(PAUSE_MS * Math.min(attempt, ATTEMPTS) * (0.5 + Math.random()));
}

/** SQLSTATE `lock_not_available`: somebody reads or writes, and is let go on. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Duplicate object, unique violation, serialisation failure, deadlock, a lock that somebody has, and `tuple concurrently updated`. */
function isClash(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  if (['42710', '23505', '40001', '40P01', LOCK_NOT_AVAILABLE].includes(code)) return true;
  return code === 'XX000' && String(error).includes('concurrently');
}
