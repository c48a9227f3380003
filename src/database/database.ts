import { createHmac } from 'node:crypto';
import type postgres from 'postgres';
import type { Config } from '../config.js';
import { addressAt, type ServerAddress, serversOf, sessionWanted } from '../model/database-address.js';
import { endSessions } from './client-sessions.js';
import { connect, probe } from './connect.js';
import { CONNECTIONS } from './connection-bounds.js';
import { DatabaseError, errorCode } from './database-error.js';
import { type EmbeddedOptions, openEmbedded } from './embedded.js';
import { Primary } from './primary.js';
import { ViewLogins } from './view-logins.js';

/** Login role of the gateway: owns nothing, is a member of nothing, and reads nothing of a person. */
export const GATEWAY_ROLE = 'ketenzicht_gateway';

/** Login role of the logs: adds to them and reads them, and can change nothing that stands. */
export const LOG_ROLE = 'ketenzicht_log';

const CLOSE_SECONDS = 5;
/**
 * Lines are on the disk when a commit is told. Nothing of it may hang: a write that waits is refused, and a session that
 * holds the logs' lock and says nothing more is ended, so that other processes go on. Milliseconds.
 */
const LOG_SETTINGS = {
  synchronous_commit: 'on',
  statement_timeout: '5000',
  lock_timeout: '2000',
  idle_in_transaction_session_timeout: '5000',
};

/** The open database. Every connection of the process comes from here. */
export interface Database {
  /** The owner's connection, password included: never to be logged. Of several servers the one that was the primary. */
  readonly adminUrl: string;
  /** The way to the primary of `DATABASE_URL`; absent where there is one server. */
  readonly primary?: Primary;
  /** Connects as the owner of the tables: migrations, deliveries, logs. Above the second lock. */
  readonly admin: postgres.Sql;
  /** Connects as the gateway's login role: who takes part, and how far the outbox goes. */
  readonly gateway: postgres.Sql;
  /** Connects as the login of a view, or that of the keys; for `openSnapshot`. */
  readonly views: ViewLogins;
  /**
   * Connects as the role of the two logs; waits for the disk at each commit, whatever the server's default is. Its time
   * limits are those of a write: who reads more sets others for the transaction.
   */
  readonly log: postgres.Sql;
  readonly embedded: boolean;
  /** The gateway role's password, for `migrate` to set; absent when `DATABASE_GATEWAY_URL` brings its own login. */
  readonly gatewayPassword?: string;
  /** The log role's password, likewise; absent when `DATABASE_LOG_URL` brings its own login. */
  readonly logPassword?: string;
  /** Secrets of before: a server that still goes by one of them may be told the one in use. */
  readonly oldSecrets: readonly Uint8Array[];
  /** Ends the connections, and the embedded server if this process started it. */
  close(): Promise<void>;
}

/**
 * What the database needs of the configuration. Where it is not told how long a statement may take, each transaction says
 * so, and nothing is read without one (`single-read.ts`).
 */
export type DatabaseConfig = Pick<
  Config,
  'databaseUrl' | 'databaseGatewayUrl' | 'databaseLogUrl' | 'dataFolder' | 'secret' | 'oldSecrets'
> & { readonly limits?: Pick<Config['limits'], 'statementTimeoutMs'> };

/**
 * Opens the database of `DATABASE_URL`, or the embedded one when that is not set.
 * @throws DatabaseError that names the setting or the folder to look at
 */
export async function openDatabase(config: DatabaseConfig, options?: EmbeddedOptions): Promise<Database> {
  if (config.databaseUrl) return openServer(config, config.databaseUrl);
  const server = await openEmbedded(config.dataFolder, options);
  const database = clientsOf(config, { url: server.url });
  const close = async () => {
    await database.close();
    await server.stop();
  };
  return { ...database, embedded: true, close };
}

async function openServer(config: DatabaseConfig, url: string): Promise<Database> {
  let place: Place | undefined;
  let database: Database | undefined;
  try {
    place = await placeOf(url);
    database = clientsOf(config, place);
    await probe(database.admin);
    return database;
  } catch (error) {
    await database?.close();
    place?.primary?.end();
    throw unreachable(url, error);
  }
}

/** Where logins go: one server, or the primary of several. */
interface Place {
  readonly url: string;
  readonly primary?: Primary;
}

/** @throws DatabaseError or the driver's error where none of several servers is a primary that answers */
async function placeOf(address: string): Promise<Place> {
  const servers = serversOf(address) ?? [];
  if (servers.length < 2 && !sessionWanted(address)) return { url: address };
  const primary = await Primary.find(address, servers);
  return { url: primary.address, primary };
}

function clientsOf(config: DatabaseConfig, owner: Place): Database {
  const { primary, url: adminUrl } = owner;
  const gatewayPassword = config.databaseGatewayUrl ? undefined : passwordFrom(config.secret, GATEWAY_ROLE);
  const logPassword = config.databaseLogUrl ? undefined : passwordFrom(config.secret, LOG_ROLE);
  const gatewayAt = placeOfLogin(owner, config.databaseGatewayUrl, GATEWAY_ROLE, gatewayPassword);
  const logAt = placeOfLogin(owner, config.databaseLogUrl, LOG_ROLE, logPassword);
  const admin = connect(adminUrl, CONNECTIONS.owner, {}, { way: primary });
  const gateway = connect(gatewayAt.url, CONNECTIONS.gateway, {}, { way: gatewayAt.primary });
  const log = connect(logAt.url, CONNECTIONS.log, LOG_SETTINGS, { way: logAt.primary });
  const views = new ViewLogins(gateway, config.secret, config.limits?.statementTimeoutMs);
  const close = async () => {
    for (const place of [owner, gatewayAt, logAt]) place.primary?.end();
    await Promise.all([
      views.end(),
      ...[log, admin].map(endSessions),
      ...[gateway, log, admin].map((client) => client.end({ timeout: CLOSE_SECONDS })),
    ]);
  };
  const passwords = { gatewayPassword, logPassword };
  const { oldSecrets } = config;
  return { adminUrl, primary, admin, gateway, views, log, embedded: false, oldSecrets, ...passwords, close };
}

/**
 * Where a login goes: where the owner does, or to an address of its own. Where that is of the same servers, one look at
 * them is enough.
 */
function placeOfLogin(owner: Place, own: string | undefined, role: string, password = ''): Place {
  if (own === undefined) return { ...owner, url: withLogin(owner.url, role, password) };
  const servers = serversOf(own) ?? [];
  if (servers.length < 2 && !sessionWanted(own)) return { url: own };
  const isSame = owner.primary?.isOf(servers);
  const primary = isSame ? owner.primary : Primary.lookingAt(own, servers);
  return { url: addressAt(own, servers[0] as ServerAddress), primary };
}

/** Derived, so that every process with the same secret knows it and nothing more has to be kept. */
function passwordFrom(secret: Uint8Array, role: string): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('hex');
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
  NO_PRIMARY: 'the servers that answer are standbys, and nothing is done on one; promote it, or is the primary down?',
  '53300': 'the server has no connection left',
};

function unreachable(address: string, error: unknown): DatabaseError {
  const servers = (serversOf(address) ?? []).map(({ host, port }) => `${host}:${port}`).join(',');
  const { pathname, username } = new URL(addressAt(address, { host: 'host', port: 1 }));
  const where = `${servers}${pathname} as ${username || 'the system user'}`;
  const code = errorCode(error) ?? 'no code';
  return new DatabaseError(`DATABASE_URL (${where}): ${ADVICE[code] ?? 'cannot connect'} (${code}).`, { cause: error });
}
