import { createHmac } from 'node:crypto';
import type { LogKey } from '../config.js';

/** Types of pseudonymised identifiers, as `dpl.core.data_subject_id_type` has them. */
export type SubjectIdType = 'Vreemdelingennummer' | 'Ketenzicht-casus';

/** A data subject as the processing log knows it. */
export interface Pseudonym {
  /** Keyed hash, 43 characters of base64url. */
  readonly id: string;
  readonly type: SubjectIdType;
  readonly keyId: string;
}

/** What a pseudonym is made of: the V-number where there is one, else the case. */
export interface Identifiers {
  readonly vNumber: string | null;
  readonly caseId: string | null;
}

/** Pseudonyms that are kept of a key: a page makes fifty, and the same cases are looked at again. */
const MOST_KEPT = 50_000;
const kept = new WeakMap<LogKey, Map<string, Pseudonym>>();

/**
 * HMAC-SHA-256 of the identifier with its type: a V-number has only ten digits, so that a hash without a key would be
 * guessed in seconds.
 */
export function pseudonymOf({ vNumber, caseId }: Identifiers, key: LogKey): Pseudonym {
  const type = vNumber === null ? 'Ketenzicht-casus' : 'Vreemdelingennummer';
  const named = `${type}\0${vNumber ?? caseId}`;
  const known = kept.get(key) ?? new Map<string, Pseudonym>();
  kept.set(key, known);
  const before = known.get(named);
  if (before) return before;
  if (known.size >= MOST_KEPT) known.clear();
  const made = { id: createHmac('sha256', key.key).update(named).digest('base64url'), type, keyId: key.id } as const;
  known.set(named, made);
  return made;
}

/** Every pseudonym that a person may have in the log: under each key, by V-number and by case. */
export function allPseudonyms({ vNumber, caseId }: Identifiers, keys: readonly LogKey[]): string[] {
  return keys.flatMap((key) => [
    ...(vNumber === null ? [] : [pseudonymOf({ vNumber, caseId: null }, key).id]),
    ...(caseId === null ? [] : [pseudonymOf({ vNumber: null, caseId }, key).id]),
  ]);
}
