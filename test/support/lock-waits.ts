import type postgres from 'postgres';

/**
 * Settles when a statement of this database waits for somebody's lock: what was started has come as far as it can.
 * @param words which stand in that statement; any statement when absent
 */
export async function somebodyWaits(client: postgres.Sql, words = ''): Promise<void> {
  while ((await waitingForLocks(client, words)) === 0);
}

/** How many statements of this database wait for a lock, of any login. */
export async function waitingForLocks(client: postgres.Sql, words = ''): Promise<number> {
  const waiting = await client`
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and position(${words} in query) > 0`;
  return waiting.length;
}
