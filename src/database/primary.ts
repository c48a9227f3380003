import { connect as connectSocket, type Socket } from 'node:net';
import { addressAt, type ServerAddress } from '../model/database-address.js';
import { connect } from './connect.js';
import { DatabaseError } from './database-error.js';

/** How often the servers are looked at, and how soon again when a connection ended. Milliseconds. */
const LOOKS_EVERY_MS = 5_000;
const LOOKS_AGAIN_MS = 250;
/** What a server may take to say what it is. */
const ANSWERS_WITHIN_MS = 2_000;

/** The timeline that a primary writes; nothing of a standby. A promotion begins the next one. */
const TIMELINE = `select case when not pg_is_in_recovery()
  then ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end as timeline`;

/** What a server said of itself: the timeline that it writes, that it is a standby, or why it said nothing. */
type Said = { readonly timeline: number } | 'STANDBY' | { readonly failure: unknown };

/**
 * Which of several servers is the primary, and the way there. The driver can choose among servers itself, but begins
 * with the first of them on every connection, waits for one that is switched off, and asks on and on without an end
 * while none is the primary. This looks at all of them now and then, and at once when a connection ended; connections
 * go to the one it found last, and fail at once where that is gone.
 *
 * Of two that both say they are the primary, the one whose timeline is later was promoted: the other came back without
 * being told. Connections to it are cut, so nothing of this process goes there any more.
 */
export class Primary {
  readonly #address: string;
  readonly #servers: readonly ServerAddress[];
  readonly #sockets = new Map<Socket, ServerAddress>();
  /** Told when the primary is another server than before. */
  onMove: () => void = () => undefined;
  #at: ServerAddress;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;
  /** Set until the next look begins: whoever doubts again does not put it off. */
  #inDoubt = false;
  #isEnded = false;

  private constructor(address: string, servers: readonly ServerAddress[]) {
    this.#address = address;
    this.#servers = servers;
    this.#at = servers[0] as ServerAddress;
  }

  /**
   * Finds the primary, and goes on looking.
   * @throws DatabaseError with code `NO_PRIMARY` when there are only standbys; the driver's error when none answers
   */
  static async find(address: string, servers: readonly ServerAddress[]): Promise<Primary> {
    const primary = new Primary(address, servers);
    const failure = await primary.#look();
    if (failure) throw failure;
    primary.#lookAfter(LOOKS_EVERY_MS);
    return primary;
  }

  /** Goes to the first server until it has found the primary. */
  static lookingAt(address: string, servers: readonly ServerAddress[]): Primary {
    const primary = new Primary(address, servers);
    primary.#lookAfter(0);
    return primary;
  }

  /** Whether it looks at just these servers. */
  isOf(servers: readonly ServerAddress[]): boolean {
    const said = (all: readonly ServerAddress[]) => all.map(({ host, port }) => `${host}:${port}`).join();
    return said(servers) === said(this.#servers);
  }

  /** The address at the server that is the primary, as far as is known. */
  get address(): string {
    return addressAt(this.#address, this.#at);
  }

  /** A connection to it, for the driver, which verifies that it is one. */
  readonly socket = (): Socket => {
    const { host, port } = this.#at;
    // The driver holds the server's certificate against this name.
    const socket = Object.assign(connectSocket(port, host), { host, port });
    socket.once('error', this.doubt);
    // Not by listening to them: with TLS the driver takes off whoever does.
    for (const known of this.#sockets.keys()) if (known.destroyed) this.#sockets.delete(known);
    this.#sockets.set(socket, this.#at);
    return socket;
  };

  /** A connection ended: perhaps the primary is another one now. */
  readonly doubt = (): void => {
    if (this.#inDoubt) return;
    this.#inDoubt = true;
    if (!this.#looking) this.#lookAfter(LOOKS_AGAIN_MS);
  };

  /** Looks no more. */
  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  #lookAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#isEnded) return;
    this.#timer = setTimeout(async () => {
      this.#looking = true;
      this.#inDoubt = false;
      const failure = await this.#look();
      this.#looking = false;
      this.#inDoubt ||= failure !== undefined;
      this.#lookAfter(this.#inDoubt ? LOOKS_AGAIN_MS : LOOKS_EVERY_MS);
    }, milliseconds).unref();
  }

  /** @returns why none was found */
  async #look(): Promise<unknown> {
    const said = await Promise.all(this.#servers.map((server) => ask(addressAt(this.#address, server))));
    const found = latest(this.#servers, said);
    if (!found) return failureOf(said);
    if (found === this.#at || this.#isEnded) return undefined;
    this.#at = found;
    for (const [socket, at] of this.#sockets) if (at !== found) socket.destroy();
    this.onMove();
    return undefined;
  }
}

function latest(servers: readonly ServerAddress[], said: readonly Said[]): ServerAddress | undefined {
  const timelines = said.map((each) => (typeof each === 'object' && 'timeline' in each ? each.timeline : 0));
  const highest = Math.max(...timelines);
  return highest === 0 ? undefined : servers[timelines.indexOf(highest)];
}

function failureOf(said: readonly Said[]): unknown {
  const failures = said.flatMap((each) => (typeof each === 'object' && 'failure' in each ? [each.failure] : []));
  if (failures.length === said.length) return failures[0];
  return Object.assign(new DatabaseError('None of the servers is a primary.'), { code: 'NO_PRIMARY' });
}

async function ask(address: string): Promise<Said> {
  // It may be dying: on a connection that is lost while the driver asks for types, the process would end.
  const client = connect(address, 1, {}, { typeless: true });
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('no answer'), { code: 'CONNECT_TIMEOUT' })),
      ANSWERS_WITHIN_MS,
    );
  });
  try {
    const [row] = await Promise.race([client.unsafe<{ timeline: number | null }[]>(TIMELINE), over]);
    return row?.timeline ? { timeline: row.timeline } : 'STANDBY';
  } catch (failure) {
    return { failure };
  } finally {
    clearTimeout(timer);
    client.end({ timeout: 0 }).catch(() => undefined);
  }
}
