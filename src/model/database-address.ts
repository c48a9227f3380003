/** A server of PostgreSQL, as an address names it. */
export interface ServerAddress {
  /** Name or address of the host; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

const STANDARD_PORT = 5432;
/** Scheme and login; the servers; the rest. */
const PARTS = /^([a-z]+:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/s;
const SESSION_WANTED = /[?&]target_session_attrs=([^&#]*)/;

/**
 * The servers that an address names, in its order: `postgres://user@one:5432,two:5433/database` names two.
 * @returns undefined where one of several is no host and port
 */
export function serversOf(address: string): readonly ServerAddress[] | undefined {
  const [, , hosts = ''] = PARTS.exec(address) ?? [];
  const servers = hosts.split(',').map((each) => {
    // `URL` leaves a port out that is the scheme's own; this scheme has none.
    if (!URL.canParse(`postgres://${each}`)) return undefined;
    const { hostname, port } = new URL(`postgres://${each}`);
    return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || STANDARD_PORT) };
  });
  const isNamed = servers.every((server) => server && (server.host !== '' || servers.length === 1));
  return isNamed ? (servers as ServerAddress[]) : undefined;
}

/** The same address at one server alone. */
export function addressAt(address: string, { host, port }: ServerAddress): string {
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return withoutSessionWanted(address).replace(
    PARTS,
    (_, login: string, _hosts, rest: string) => login + server + rest,
  );
}

/** What kind of session the address wants (`target_session_attrs`), as libpq reads it; undefined when it does not say. */
export function sessionWanted(address: string): string | undefined {
  return SESSION_WANTED.exec(address)?.[1];
}

/** The address without that wish: the driver takes `read-write` for another thing. */
export function withoutSessionWanted(address: string): string {
  const left = address.replace(SESSION_WANTED, '');
  return left.includes('?') ? left : left.replace('&', '?');
}
