import type { Database } from '../../database/database.js';
import { BENCH_VIEW } from './operations.js';
import type { Sample } from './workload.js';

const GROUPS = ['name', 'birth', 'nationality'];

/** Whether one agency states a group of facts on the person of `r.case_id` more than once. */
const STATED_TWICE = ['shelter', 'ind']
  .flatMap((agency) => GROUPS.map((group) => `${agency}.person_${group}`))
  .map((table) => `exists (select from ${table} p where p.case_id = r.case_id having count(*) > 1)`)
  .join(' or ');

/**
 * Cases in reach, and family names of some of them, in an order that says nothing of them. Without the few people whom
 * one agency states twice, as two municipalities do where somebody moved: the product goes through all statements,
 * floor and peers read the latest of each agency, and would tell something else of them.
 * @param most cases of the sample at most
 */
export async function sampleOf({ admin }: Pick<Database, 'admin'>, most: number): Promise<Sample> {
  const cases = await admin.unsafe<{ id: string; name: string | null }[]>(
    `select r.case_id as id, (select min(n.family_name) from shelter.person_name n where n.case_id = r.case_id) as name
    from app.reach r where r.organisation = $1 and not (${STATED_TWICE})
    order by md5(r.case_id::text) limit $2`,
    [BENCH_VIEW.organisation, most],
  );
  if (cases.length === 0) throw new Error('the demo holds no case in reach of the organisation that is measured');
  const names = new Set(cases.map(({ name }) => name).filter((name) => name !== null));
  return { ids: cases.map(({ id }) => id), familyNames: [...names] };
}
