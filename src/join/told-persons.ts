import type { CaseFilterValue, FieldFilter } from './filter.js';

/**
 * As many people as a page holds unless it is set otherwise. A number up to this tells of each person in it: it could as
 * well be read, on one page, and then each would have a line in the processing log. It is no setting: a smaller page
 * must not make it easier to ask about people unseen.
 */
export const FEW = 200;

/** Conditions on a person that many people share. Any other one, also one that is added later, says who somebody is. */
const SHARED = new Set(['nationalities', 'language']);

/** Whether there is any condition. A number over everybody in reach tells of no one in particular. */
export function filtersAtAll(filter: CaseFilterValue): boolean {
  return Object.values(filter).some(isGiven);
}

/**
 * Whether the filter says who is meant: by V-number, BSN, name or birth. Then a number tells of each person in it,
 * however many there are: from two numbers that differ in one name, one learns of that one.
 */
export function namesPersons({ person }: CaseFilterValue): boolean {
  return Object.entries(person ?? {}).some(([field, condition]) => isGiven(condition) && !SHARED.has(field));
}

/** How many persons a filter names at most: as many as the longest of its conditions that say who is meant has values. */
export function personsNamed({ person }: CaseFilterValue): number {
  const named = Object.entries(person ?? {}).filter(([field, condition]) => isGiven(condition) && !SHARED.has(field));
  return Math.max(0, ...named.map(([, condition]) => new Set((condition as FieldFilter).in ?? [null]).size));
}

/** The V-numbers that a filter names: whoever names one asks about that person, also where nobody is found. */
export function vNumbersNamed({ person }: CaseFilterValue): readonly string[] {
  const named = (person as { readonly vNumber?: FieldFilter | null } | null | undefined)?.vNumber?.in;
  return [...new Set(named ?? [])].map(String);
}

function isGiven(condition: unknown): boolean {
  return condition !== null && condition !== undefined;
}
