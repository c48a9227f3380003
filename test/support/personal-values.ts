import type { SourceRecord } from '../../src/sources/source-record.js';

/** Words that logs and figures use themselves: organisations, kinds of partner, purposes and categories. */
const OWN_WORDS = /^(amsterdam|rotterdam|ind|dtv|avim|ngo-[a-z-]+|return|guidance|shelter)$/i;

/** Every text of these records that says something of a person. */
export function personalValues(records: readonly SourceRecord[]): readonly string[] {
  return [...new Set(records.flatMap(({ parts, identifiers, sourceKey }) => textsIn([parts, identifiers, sourceKey])))];
}

/** Whether a text, in lower case, has the value. A short one may stand within a hash by chance, and counts as a word only. */
export function standsIn(text: string, value: string): boolean {
  const sought = value.toLowerCase();
  return sought.length > 4 ? text.includes(sought) : new RegExp(`\\b${sought}\\b`).test(text);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 2 && !OWN_WORDS.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
