import type postgres from 'postgres';
import { connectOne } from './connect.js';

/**
 * Locks that a process holds for longer than a transaction, each under a name. They hang on one connection of their
 * own: when the process dies, in whatever way, PostgreSQL sees the connection end and gives them to the next who asks.
 * When only the connection is lost they are gone as well, so ask `holds` before each step, and fence what is written.
 */
export interface SessionLocks {
  /** Takes a lock if nobody else holds it. @returns whether it is held now */
  take(name: string): Promise<boolean>;
  /** Takes a lock, and waits for whoever holds it. */
  wait(name: string): Promise<void>;
  release(name: string): Promise<void>;
  holds(name: string): boolean;
  /** Lets go of everything. */
  end(): Promise<void>;
}

const NAMED = `hashtext('ketenzicht session'), hashtext($1)`;

/** Opens the connection of the locks when the first one is asked for. */
export function sessionLocks(admin: postgres.Sql): SessionLocks {
  let held = new Set<string>();
  let client: postgres.Sql | undefined;
  const ask = async (name: string, call: string): Promise<boolean> => {
    client ??= connectOne(admin.options, () => {
      // postgres.js may keep a client that lost its connection from sending again: the next one asks on another.
      held = new Set();
      client = undefined;
    });
    const [row] = await client.unsafe<{ done: unknown }[]>(`select ${call}(${NAMED}) as done`, [name]);
    return row?.done !== false;
  };
  return {
    async take(name) {
      if (held.has(name)) return false;
      const taken = await ask(name, 'pg_try_advisory_lock');
      if (taken) held.add(name);
      return taken;
    },
    async wait(name) {
      await ask(name, 'pg_advisory_lock');
      held.add(name);
    },
    async release(name) {
      if (held.delete(name)) await ask(name, 'pg_advisory_unlock');
    },
    holds: (name) => held.has(name),
    async end() {
      const last = client;
      client = undefined;
      held = new Set();
      await last?.end({ timeout: 5 });
    },
  };
}
