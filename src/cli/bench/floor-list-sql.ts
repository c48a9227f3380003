import { statements, stronger } from './floor-sql.js';

const PERSON = `json_build_object(
    'familyName', ${stronger('name', 'family_name')}, 'givenNames', ${stronger('name', 'given_names')},
    'birthDate', ${stronger('birth', 'birth_date')})`;

const PERSON_JOINS = `
  ${statements('name', 'family_name, given_names')}
  ${statements('birth', 'birth_date')}`;

/** Cases of the case index, under the names that the lists use. */
const FOUND = 'c.id, c.status, c.municipality, r.arrived_at, c.left_at';

const listOf = (node: string, order: string, found: string) => `
  select json_build_object('data', json_build_object('cases', json_build_object('edges',
    coalesce(json_agg(json_build_object('node', json_build_object(${node})) order by ${order}), '[]')
  )))::text as answer
  from (select ${FOUND} from app.reach r join app.case_index c on c.id = r.case_id
    where r.organisation = $1 and ${found} limit $2::int) k ${PERSON_JOINS}`;

/** The whole answer of the filtered and ordered list. Parameters: the organisation, the size, the last day of arrival. */
export const LIST_STATEMENT = listOf(
  `'id', k.id, 'status', k.status, 'municipality', k.municipality, 'arrivedAt', k.arrived_at, 'leftAt', k.left_at,
    'person', ${PERSON}, 'outflow', (
    select json_build_object('reason', t.reason, 'durability', t.durability, 'destination', t.destination,
      'leftAt', t.left_at)
    from shelter.outflow t where t.case_id = k.id order by t.left_at desc nulls last, t.record_key desc limit 1)`,
  'k.left_at desc nulls last, k.id desc',
  `r.status = 'LEFT' and r.arrived_at <= $3::date order by r.left_at desc, r.case_id desc`,
);

const isNamed = (agency: string) =>
  `exists (select from ${agency}.person_name n where n.case_id = r.case_id and n.family_name = $3::text)`;

/** The whole answer of the search by name. Parameters: the organisation, the size, the family name. */
export const SEARCH_STATEMENT = listOf(
  `'id', k.id, 'status', k.status, 'municipality', k.municipality, 'arrivedAt', k.arrived_at, 'person', ${PERSON}`,
  'k.arrived_at desc, k.id desc',
  `(${['shelter', 'ind'].map(isNamed).join(' or ')}) order by r.arrived_at desc, r.case_id desc`,
);
