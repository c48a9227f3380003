import type postgres from 'postgres';
import { errorCode } from '../../src/database/database-error.js';

/** What PostgreSQL says where another database of the cluster sets rights of the same roles: deadlock, duplicate, clash. */
const CLASHES = ['40P01', '40001', '42710', '23505', 'XX000'];
const ATTEMPTS = 8;

/** Runs statements that set rights in one transaction, and again where they clash: roles belong to the whole cluster. */
export async function applyRights(admin: postgres.Sql, statements: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.begin(async (sql) => {
        for (const statement of statements) await sql.unsafe(statement);
      });
      return;
    } catch (error) {
      if (attempt >= ATTEMPTS || !CLASHES.includes(errorCode(error) ?? '')) throw error;
    }
  }
}
