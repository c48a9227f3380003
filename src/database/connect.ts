import type { Socket } from 'node:net';
import postgres from 'postgres';

/** `date`: as PostgreSQL writes it. A JavaScript `Date` would move a day across time zones. */
const DATE = 1082;
/** `timestamptz` and `timestamp`. */
const MOMENTS = [1184, 1114];

const asItIs = (value: unknown) => String(value);

/** `2020-01-31 10:00:00.123456+00` → `2020-01-31T10:00:00.123456Z`. Sessions run in UTC. */
const toIso = (value: string) => value.replace(' ', 'T').replace(/\+00$/, 'Z');

/** Connection settings that hold for every client of this process. */
const OPTIONS: postgres.Options<Record<string, postgres.PostgresType>> = {
  connect_timeout: 10,
  // Without this, postgres.js waits up to 20 seconds before it tries again after an outage.
  backoff: () => 0.05,
  // Notices go nowhere: they would be printed, and may repeat values.
  onnotice: () => undefined,
  connection: { application_name: 'ketenzicht', TimeZone: 'UTC' },
  types: {
    date: { to: DATE, from: [DATE], serialize: asItIs, parse: asItIs },
    moment: { to: MOMENTS[0] as number, from: MOMENTS, serialize: asItIs, parse: toIso },
  },
};

/** What the server's certificate is held against, beside being of a trusted authority. */
export interface VerifiedTls {
  /** The host that it must be for. */
  readonly host: string;
  /** Authorities in PEM to trust instead of the public ones. */
  readonly ca?: string;
}

/** The way to the primary among several servers. */
export interface Way {
  /** A connection to it. */
  readonly socket: () => Socket;
  /** Told when a connection ended. */
  readonly doubt: () => void;
}

/** In which a client may differ from what its address says. */
export interface Differing {
  /** TLS and nothing else. */
  readonly ssl?: VerifiedTls;
  /** Taken in place of the address's host, for a server that is a primary. */
  readonly way?: Way;
  /** The server is never asked for its types: no list is sent or read. */
  readonly typeless?: true;
}

/**
 * A client with up to `size` connections, each opened when it is first needed. Dates come as `YYYY-MM-DD` and
 * moments in ISO 8601, UTC, with all their digits; `bigint` comes as a string.
 * @param settings of PostgreSQL, for each session
 */
export function connect(
  url: string,
  size: number,
  settings: Readonly<Record<string, string>> = {},
  { ssl, way, typeless }: Differing = {},
): postgres.Sql {
  const connection = { ...OPTIONS.connection, ...settings };
  const differing = { ...(ssl ? { ssl } : {}), ...(way ? waysOptions(way) : {}), fetch_types: !typeless };
  const options = { ...OPTIONS, connection, max: size, ...differing };
  const client = postgres(url, options) as unknown as postgres.Sql;
  askTypesOnce(client.options);
  return client;
}

/** The driver ends a connection to a standby before anything is asked there: on one nothing may be read. */
function waysOptions({ socket, doubt }: Way) {
  return { socket, onclose: doubt, target_session_attrs: 'primary' } as const;
}

/** A client with one connection. Calls `onClose` when it is lost; the next statement opens another. */
export function connectOne(parsed: postgres.Sql['options'], onClose: () => void): postgres.Sql {
  // The driver takes its own parsed options back, as it does itself for `listen`.
  const { onclose: told } = parsed as { onclose?: (id: number) => void };
  const onclose = (id: number) => {
    told?.(id);
    onClose();
  };
  const options = { ...parsed, max: 1, max_lifetime: null, idle_timeout: null, onclose };
  askTypesOnce(options);
  return postgres(
    options as unknown as postgres.Options<Record<string, postgres.PostgresType>>,
  ) as unknown as postgres.Sql;
}

/**
 * The driver asks the server for its types by itself, on each connection. Where that one is lost in the midst of it nobody
 * handles the failure, which ends the process. So it asks only until it knows them, and whoever takes over the options of
 * a client knows what that one knows. Its `reserve` waits for ever then; `client-sessions.ts` gives a connection instead.
 */
function askTypesOnce(options: Pick<postgres.Sql['options'], 'fetch_types'>): void {
  const { fetch_types: asks, shared } = options as typeof options & { shared: { readonly typeArrayMap: object } };
  const get = () => asks && Object.keys(shared.typeArrayMap).length === 0;
  Object.defineProperty(options, 'fetch_types', { get, enumerable: true });
}

/** Settles when the server takes the login. @throws the driver's error */
export async function probe(sql: postgres.Sql): Promise<void> {
  await sql`select 1`;
}
