import type { Snapshot } from '../database/snapshot.js';

/** Runs under a role of its own that reads this and nothing else, and of it the cases in the organisation's reach. */
const V_NUMBERS = `select case_id as id, v_number as "vNumber" from app.case_v_number where case_id = any($1::uuid[])`;

/**
 * The V-numbers of cases: what an agency's own system is asked by. They go to that agency and into no answer; whether
 * the view may show them is decided apart. In a snapshot of its own, which ends before an agency is asked.
 * @param openKeys opens a snapshot under the role of the keys
 * @returns by case id; a case that is out of reach, or has no V-number, is not in it
 */
export async function readVNumbers(
  openKeys: () => Promise<Snapshot>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const snapshot = await openKeys();
  try {
    const rows = await snapshot.query<{ id: string; vNumber: string }>(V_NUMBERS, [ids]);
    return new Map(rows.map(({ id, vNumber }) => [id, vNumber]));
  } finally {
    void snapshot.end();
  }
}
