import { createHmac } from 'node:crypto';
import type postgres from 'postgres';
import type { Config } from '../config.js';
import { connect, probe } from './connect.js';
import { DatabaseError, errorCode } from './database-error.js';
import { type EmbeddedOptions, openEmbedded } from './embedded.js';
import { endSessions } from './session-pool.js';

/** Login role of the gateway: owns nothing, inherits nothing, may take the role of each view. */
const GATEWAY_ROLE = 'ketenzicht_gateway';

/** Connections of each of the two clients. */
const POOL_SIZE = 8;
const CLOSE_SECONDS = 5;

/** The open database. Every connection of the process comes from here. */
export interface Database {
  /** The owner's connection, password included: never to be logged. */
  readonly adminUrl: string;
  /** Connects as the owner of the tables: migrations, deliveries, logs. Above the second lock. */
  readonly admin: postgres.Sql;
  /** Connects as the gateway's login role, which may read nothing by itself; for `openSnapshot`. */
  readonly gateway: postgres.Sql;
  readonly embedded: boolean;
  /** The gateway role's password, for `migrate` to set; absent when `DATABASE_GATEWAY_URL` brings its own login. */
  readonly gatewayPassword?: string;
  /** Ends the connections, and the embedded server if this process started it. */
  close(): Promise<void>;
}

/** What the database needs of the configuration. */
export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'databaseGatewayUrl' | 'dataFolder' | 'secret'>;

/**
 * Opens the database of `DATABASE_URL`, or the embedded one when that is not set.
 * @throws DatabaseError that names the setting or the folder to look at
 */
export async function openDatabase(config: DatabaseConfig, options?: EmbeddedOptions): Promise<Database> {
  if (config.databaseUrl) return openServer(config, config.databaseUrl);
  const server = await openEmbedded(config.dataFolder, options);
  const database = clientsOf(config, server.url);
  const close = async () => {
    await database.close();
    await server.stop();
  };
  return { ...database, embedded: true, close };
}

async function openServer(config: DatabaseConfig, url: string): Promise<Database> {
  const database = clientsOf(config, url);
  try {
    await probe(database.admin);
    return database;
  } catch (error) {
    await database.close();
    throw unreachable(url, error);
  }
}

function clientsOf(config: DatabaseConfig, adminUrl: string): Database {
  const gatewayPassword = config.databaseGatewayUrl ? undefined : passwordFrom(config.secret);
  const gatewayUrl = config.databaseGatewayUrl ?? withLogin(adminUrl, GATEWAY_ROLE, gatewayPassword ?? '');
  const admin = connect(adminUrl, POOL_SIZE);
  const gateway = connect(gatewayUrl, POOL_SIZE);
  const close = async () => {
    await Promise.all([
      endSessions(gateway),
      gateway.end({ timeout: CLOSE_SECONDS }),
      admin.end({ timeout: CLOSE_SECONDS }),
    ]);
  };
  return { adminUrl, admin, gateway, embedded: false, gatewayPassword, close };
}

/** Derived, so that every process with the same secret knows it and nothing more has to be kept. */
function passwordFrom(secret: Uint8Array): string {
  return createHmac('sha256', secret).update('database role ketenzicht_gateway').digest('hex');
}

function withLogin(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.toString();
}

const ADVICE: Record<string, string> = {
  ENOTFOUND: 'there is no host of that name',
  ECONNREFUSED: 'nothing answers there; is the server running, and is the port right?',
  CONNECT_TIMEOUT: 'nothing answers there; is the address right, and open for this machine?',
  '28P01': 'the server refuses that user or password',
  '28000': 'the server refuses that user from this machine',
  '3D000': 'there is no database of that name; make it first',
  '53300': 'the server has no connection left',
};

function unreachable(url: string, error: unknown): DatabaseError {
  const { hostname, port, pathname, username } = new URL(url);
  const where = `${hostname}:${port || 5432}${pathname} as ${username || 'the system user'}`;
  const code = errorCode(error) ?? 'no code';
  return new DatabaseError(`DATABASE_URL (${where}): ${ADVICE[code] ?? 'cannot connect'} (${code}).`, { cause: error });
}
