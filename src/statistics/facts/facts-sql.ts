import { caseEnd } from '../../join/case-end.js';
import { dtvParts } from '../../sources/dtv/index.js';
import { indParts } from '../../sources/ind/index.js';
import { allParts } from '../../sources/index.js';
import { inCurrentFile, latestFirst } from '../../sources/row-order.js';
import { shelterParts } from '../../sources/shelter/index.js';
import { type SourcePart, tableOf } from '../../sources/source.js';
import { nationalityGroup } from './nationality-groups.js';

const OF_THE_CASE = 't.case_id = i.id';

/**
 * SQL for the facts of cases: `case_id`, then the values of a fact (`FACT_COLUMNS` of `policy/statistics-grants.ts`). Nobody is counted who was only referred. A case has
 * left when it ended (`join/case-end.ts`), and everything else is what its answer shows as the latest. What is read live
 * from an agency's own system is not here and not counted.
 * @param ids SQL for an array of case ids
 */
export function factsOf(ids: string): string {
  return `
    select i.id as case_id, i.municipality, ${monthOf('i.arrived_at')} as arrived_month,
      ${monthOf('e.ended_at')} as left_month, ${nationalityGroup('n.code')} as nationality_group,
      coalesce((${latest(shelterParts.plan, 'scenario')}), 'NONE') as scenario,
      case when e.ended_at is not null then coalesce((${latest(shelterParts.outflow, 'reason')}), 'NOT_STATED') end
        as outcome,
      coalesce((${latest(indParts.application, APPLICATION, "t.kind <> 'ART64_MEDICAL'")}), 'NONE') as application,
      coalesce((${latest(dtvParts.procedure, 'state')}), 'NONE') as return_procedure,
      case when e.ended_at >= i.arrived_at then e.ended_at - i.arrived_at end as stay_days
    from app.case_index i
      -- offset and limit keep each of the two one look-up, however often its value is used
      cross join lateral (select ${caseEnd('i.id')} as ended_at offset 0) e
      left join lateral (${NATIONALITY}) n on true
    where i.id = any(${ids}) and i.status <> 'REFERRED'`;
}

function monthOf(day: string): string {
  return `date_trunc('month', ${day}::timestamp)::date`;
}

const APPLICATION = `case when t.state <> 'DECIDED' then 'PENDING' when t.outcome = 'GRANTED' then 'GRANTED'
  when t.outcome = 'WITHDRAWN' then 'WITHDRAWN' else 'REJECTED' end`;

/** What a part says last of the case; in a part that stands within another, of the file that counts. */
function latest(part: SourcePart, value: string, more = 'true'): string {
  return (
    `select ${value} from ${tableOf(part)} t where ${OF_THE_CASE} and ${more}${inCurrentFile(part, 't')} ` +
    `order by ${latestFirst(part, 't')} limit 1`
  );
}

/** The first nationality that the strongest source level states; of equals that of the municipality. */
const NATIONALITY = `
  select s.code from (${allParts
    .filter(({ name }) => name === 'personNationality')
    .map((part, place) => {
      const stated = 't.nationalities[1] as code, t.source_level, t.recorded_at, t.record_key, t.delivered_by';
      return `select ${stated}, ${place} as place from ${tableOf(part)} t where ${OF_THE_CASE}`;
    })
    .join(' union all ')}) s
  order by s.source_level, s.place, s.recorded_at desc nulls last, s.record_key, s.delivered_by limit 1`;
