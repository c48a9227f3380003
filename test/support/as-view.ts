import type postgres from 'postgres';
import type { ViewLogins } from '../../src/database/view-logins.js';

/**
 * Reads under a role's own login, in one transaction, as a snapshot does but by statements of the test's choice.
 * @param organisation null: none is set
 */
export async function asView<Value>(
  views: ViewLogins,
  role: string,
  organisation: string | null,
  read: (sql: postgres.TransactionSql) => Promise<Value>,
): Promise<Value> {
  const session = await views.take(role);
  try {
    const done = await session.client.begin(async (sql) => {
      if (organisation !== null) await sql`select set_config('app.organisation', ${organisation}, true)`;
      return { value: await read(sql) };
    });
    return done.value as Value;
  } finally {
    views.give(session);
  }
}
