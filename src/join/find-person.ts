import { BadUserInput } from '../model/errors.js';
import { nameKey } from '../model/person-name.js';
import { type SourcePart, tableOf } from '../sources/source.js';
import { type KeyContext, type KeyQuery, rowsOf } from './key-query.js';
import type { TableConditions } from './plan.js';
import { personGroups } from './shape.js';

/** What the caller knows of a person. */
export interface PersonDescription {
  readonly name?: string | null;
  readonly birthDate?: string | null;
  readonly nationality?: string | null;
  readonly vNumber?: string | null;
}

const NEEDED = 3;
const MOST = 20;

/**
 * Cases in reach of which three of the four identifiers agree. Every identifier is compared under the caller's
 * role: one that may not be read does not count, neither for nor against.
 * @throws BadUserInput when fewer than three identifiers are given
 */
export function byPerson(person: PersonDescription, permits: TableConditions): KeyQuery {
  const given = Object.values(person).filter((value) => value != null && value !== '');
  if (given.length < NEEDED) {
    throw new BadUserInput('Give at least three of the four: name, birth date, nationality, V-number.');
  }
  return { sql: (context) => findSql(person, permits, context) };
}

function findSql(person: PersonDescription, permits: TableConditions, context: KeyContext): string {
  const { parameters, organisation, facts } = context;
  const searched = (field: string) => partsWith(field, permits, context);
  const name = person.name ? parameters.bind(comparableName(person.name)) : null;
  const vNumber = person.vNumber ? parameters.bind(person.vNumber) : null;
  const named = name
    ? searched('familyName').map((part) => `select case_id from ${part} where search_key = ${name}`)
    : [];
  const numbered = vNumber ? [`select case_id from app.case_v_number where v_number = ${vNumber}`] : [];
  const matches = [
    name && stated(searched('familyName'), `t.search_key = ${name}`),
    vNumber && `exists (select 1 from app.case_v_number t where t.case_id = r.case_id and t.v_number = ${vNumber})`,
    person.birthDate && stated(searched('birthDate'), `t.birth_date = ${parameters.bind(person.birthDate)}`),
    person.nationality &&
      stated(searched('nationalities'), `t.nationalities && array[${parameters.bind(person.nationality)}]::text[]`),
  ].filter(Boolean);
  const score = matches.map((match) => `(${match})::int`).join(' + ');
  // Any three of the four hold the name or the V-number, and both have an index.
  const candidates = [...named, ...numbered].join(' union ');
  return rowsOf(
    `select r.case_id as id, ${facts('r.case_id')} from app.reach r where r.organisation = ${organisation} ` +
      `and r.case_id in (${candidates}) and ${score} >= ${NEEDED} order by r.arrived_at desc, r.case_id limit ${MOST}`,
  );
}

function stated(tables: readonly string[], where: string): string {
  const found = tables.map((table) => `exists (select 1 from ${table} t where t.case_id = r.case_id and ${where})`);
  return found.length > 0 ? found.join(' or ') : 'false';
}

/** The tables that state a field; a source that is read live is left out, which is told. */
function partsWith(field: string, permits: TableConditions, { unsearchable }: KeyContext): string[] {
  const parts: readonly SourcePart[] = personGroups.flat();
  return parts.filter((part) => part.fields[field] && permits(part) && !unsearchable(part)).map(tableOf);
}

/** `Family, Given` is turned into the order in which names are kept. */
function comparableName(name: string): string {
  const [family, given] = name.split(',', 2);
  return given ? nameKey(given, family) : nameKey(name);
}
