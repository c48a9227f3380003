import type { Words } from '../language/all-words.js';

/** A person's name as a heading or a link has it. */
export function nameOf(
  person: { readonly familyName?: string | null; readonly givenNames?: string | null } | null | undefined,
  words: Words,
): string {
  return [person?.givenNames, person?.familyName].filter(Boolean).join(' ') || words.cases.noName;
}
