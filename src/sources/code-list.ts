/** One entry of a code list: the agency's own term, our code, and when the term is in use where names change. */
export interface CodeEntry<Code extends string> {
  readonly term: string;
  readonly code: Code;
  /** First and last day (ISO 8601) on which the agency uses the term; absent means always. */
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** An agency's terms with the codes they stand for. */
export type CodeList<Code extends string> = readonly CodeEntry<Code>[];

/** Our codes themselves as a code list, for systems that already export them. */
export function ownCodes<Code extends string>(codes: readonly Code[]): CodeList<Code> {
  return codes.map((code) => ({ term: code, code }));
}

const comparable = (term: string) => term.normalize('NFC').trim().toLowerCase();

const valid = (entry: CodeEntry<string>, day: string) =>
  (entry.validFrom === undefined || entry.validFrom <= day) &&
  (entry.validUntil === undefined || day <= entry.validUntil);

/** Each list by comparable term, made once: a million rows ask the same few terms. */
const byTerm = new WeakMap<CodeList<string>, ReadonlyMap<string, readonly CodeEntry<string>[]>>();

function entriesOf<Code extends string>(list: CodeList<Code>, term: string): readonly CodeEntry<Code>[] {
  const known = byTerm.get(list) ?? grouped(list);
  byTerm.set(list, known);
  return (known.get(comparable(term)) ?? []) as readonly CodeEntry<Code>[];
}

function grouped(list: CodeList<string>): ReadonlyMap<string, readonly CodeEntry<string>[]> {
  const groups = new Map<string, CodeEntry<string>[]>();
  for (const entry of list) {
    const key = comparable(entry.term);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
}

/**
 * The code behind an agency's term; upper and lower case are the same term.
 * @param day the day the statement is about; a term outside its validity is unknown. Absent: validity is not asked
 * @returns undefined when the list does not know the term: never a nearest guess
 */
export function codeOf<Code extends string>(list: CodeList<Code>, term: string, day?: string | null): Code | undefined {
  return entriesOf(list, term).find((entry) => !day || valid(entry, day))?.code;
}
