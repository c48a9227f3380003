/** When one municipality's file ended: the departure it states, or the day on which its own snapshot no longer held it. */
const FILE_END = `coalesce(f.left_at, (f.record_closed_at at time zone 'Europe/Amsterdam')::date)`;

/**
 * SQL for the day on which a case ended: the latest end of its municipal files, and null while any of them is open.
 * Somebody who left one city and is sheltered in another has not left, whichever file came last. From this day on the
 * terms of reach and of the sources run (AVG art. 5(1)(e)).
 * @param id SQL for the id of the case
 */
export function caseEnd(id: string): string {
  return `(select case when bool_and(${FILE_END} is not null) then max(${FILE_END}) end
    from shelter.case_file f where f.case_id = ${id})`;
}

/**
 * SQL for the ids (`id`) of the cases that ended on a day or before it.
 * @param day SQL for the day
 */
export function endedCases(day: string): string {
  return `(select c.id from (
      select distinct f.case_id as id from shelter.case_file f where ${FILE_END} <= ${day}) c
    where ${caseEnd('c.id')} <= ${day})`;
}

/**
 * SQL for the ids (`id`) of the cases of which no municipality has a file any more, such as after a file moved to
 * another V-number, and of which nothing was said after a day. Nobody reaches them and nothing says when they ended, so
 * their terms run from the last word on them: else what is left of them would be kept for ever.
 * @param day SQL for the day
 */
export function leftCases(day: string): string {
  return `(select k.id from app.case_key k
    where not exists (select from shelter.case_file f where f.case_id = k.id)
      and (greatest(k.created_at, (select max(r.received_at) from app.record r where r.case_id = k.id))
        at time zone 'Europe/Amsterdam')::date <= ${day})`;
}
