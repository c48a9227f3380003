import { isOpenActivity } from './open-activity.js';

/**
 * The person's lines that may be told ($1 pseudonyms, $2 organisation or null, $3 V-number):
 * - only what was served (`OK`): a search that found nothing gave nobody anything;
 * - nothing of a confidential activity, or of one that the register does not know (`open-activity.ts`), so that it is
 *   neither listed nor counted;
 * - for an organisation with a reach: nothing at all unless the person is in it, decided in this same statement.
 */
const LINES = `audit.processing_record l
  join app.processing_activity a on a.uri = l.processing_activity_id
  left join app.organisation o on o.code = l.organisation
  where l.data_subject_id = any($1::text[]) and l.status_code = 'OK' and ${isOpenActivity('l')}
    and ($2::text is null or exists (
      select from app.case_key k join app.reach r on r.case_id = k.id
      where k.v_number = $3 and r.organisation = $2))`;

const FACTS = `l.organisation, coalesce(o.name, l.organisation) as "organisationName",
  l.processing_activity_id as activity, a.name_nl as "activityNl", a.name_en as "activityEn", a.purpose,
  a.legal_basis as "legalBasis"`;

/** A row for each organisation and activity, the latest first; each says which line of the person is the latest. */
export const summarySql = `
  with lines as (select l.id, l.start_time, l.categories, ${FACTS} from ${LINES})
  select organisation, "organisationName", activity, "activityNl", "activityEn", purpose, "legalBasis",
    min(start_time) as "firstAt", max(start_time) as "lastAt", count(distinct id)::int as times,
    (max(max(id)) over ())::text as "upTo", coalesce(json_agg(distinct category) filter (where category is not null), '[]') as categories
  from lines left join lateral unnest(lines.categories) category on true
  group by organisation, "organisationName", activity, "activityNl", "activityEn", purpose, "legalBasis"
  order by "lastAt" desc, organisation, activity`;

/** Single lines, the newest first ($4 latest line of the report, $5 and $6 where the page before ended, $7 how many). */
export const pageSql = `
  select l.id::text as id, l.start_time as at, to_json(l.categories) as categories, ${FACTS} from ${LINES}
    and l.id <= $4::bigint and ($5::timestamptz is null or (l.start_time, l.id) < ($5::timestamptz, $6::bigint))
  order by l.start_time desc, l.id desc limit $7::int`;
