import type { Database } from '../../../src/database/database.js';

/** The id of the demo's case with this V-number. */
export async function demoCaseId({ admin }: Database, vNumber: string): Promise<string> {
  const [row] = await admin<{ id: string }[]>`select id from app.case_key where v_number = ${vNumber}`;
  if (!row) throw new Error('the demo has no such case');
  return row.id;
}
