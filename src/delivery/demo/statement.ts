import { isDate, type PartialDate } from '../../model/partial-date.js';
import { nameKey } from '../../model/person-name.js';
import type { SourceLevel } from '../../model/source-level.js';
import type { Identifiers, PartValues } from '../../sources/source-record.js';
import { birthPlacesOf } from './countries.js';
import { type DemoName, drawNationality, respell } from './names.js';
import type { DemoPerson, Variation } from './person.js';
import type { Chance } from './random.js';

/** Who a person is, as one agency wrote it down. */
export interface Statement {
  readonly name: DemoName;
  readonly birthDate: PartialDate | null;
  readonly birthPlace: string | null;
  readonly nationalities: readonly string[];
}

/** The person as an agency with this variation states them. */
export function stateOf(person: DemoPerson, variation: Variation, chance: Chance): Statement {
  const places = birthPlacesOf(person.nationalities[0]);
  return {
    name: variation.name === 'RESPELT' ? respell(person.name, chance) : person.name,
    birthDate: birthAs(variation.birth, person.birthDate),
    birthPlace: places.length > 0 && chance.happens(0.6) ? (places[person.number % places.length] ?? null) : null,
    nationalities: nationalitiesAs(variation.nationality, person.nationalities, chance),
  };
}

function birthAs(form: Variation['birth'], day: string): PartialDate | null {
  const forms: Readonly<Record<Variation['birth'], PartialDate | null>> = {
    DAY: day,
    MONTH: day.slice(0, 7),
    YEAR: day.slice(0, 4),
    UNKNOWN: null,
    SWAPPED: swapped(day),
    OTHER_YEAR: otherYear(day),
  };
  return forms[form];
}

/** Day and month exchanged, the clerk's classic; another year where that gives no other day. */
function swapped(day: string): PartialDate {
  const other = `${day.slice(0, 4)}-${day.slice(8)}-${day.slice(5, 7)}`;
  return isDate(other) && other !== day ? other : otherYear(day);
}

/** 1 January a year on: a day that somebody stated, and for us no less a day than any other. */
function otherYear(day: string): PartialDate {
  return `${Number(day.slice(0, 4)) + 1}-01-01`;
}

function nationalitiesAs(form: Variation['nationality'], own: readonly string[], chance: Chance): readonly string[] {
  if (form === 'UNKNOWN') return ['0000'];
  if (form === 'STATELESS') return ['0499'];
  if (form === 'FIRST_ONLY') return own.slice(0, 1);
  if (form === 'SAME') return own;
  const other = Array.from({ length: 20 }, () => drawNationality(chance)).find((code) => !own.includes(code));
  return [other ?? '0000'];
}

/** What the record is matched by. An agency without the V-number still has its own statement. */
export function identifiersOf({ name, birthDate, nationalities }: Statement, vNumber: string | null): Identifiers {
  return { vNumber, nameKey: nameKey(name.givenNames, name.familyName), birthDate, nationalities };
}

/** The statement as rows of the parts that every agency with person data has. */
export function identityParts(statement: Statement, sourceLevel: SourceLevel): Record<string, PartValues[]> {
  const { name, birthDate, birthPlace, nationalities } = statement;
  const { familyName, givenNames, aliases } = name;
  const searchKey = nameKey(givenNames, familyName);
  return {
    personName: [{ familyName, givenNames, aliases: aliases.length > 0 ? aliases : null, searchKey, sourceLevel }],
    personBirth: birthDate || birthPlace ? [{ birthDate, birthPlace, sourceLevel }] : [],
    personNationality: [{ nationalities, sourceLevel }],
  };
}
