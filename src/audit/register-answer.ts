import type { Category } from '../model/category.js';
import type { ActivityVersion } from './register-copy.js';

/** A category of an entry with the condition under which the activity receives it. */
export interface EntryCategory {
  readonly category: Category;
  /** `yes`, `own` or `consent`, as the policy has it. */
  readonly condition: string;
}

/** An entry of the register as it is answered in JSON. Nothing in it is about a person. */
export interface RegisterEntry {
  readonly uri: string;
  readonly id: string;
  readonly version: number;
  readonly names: { readonly nl: string; readonly en: string };
  readonly purpose: string;
  readonly controller: string;
  readonly legalBasis: string;
  readonly categories: readonly EntryCategory[];
  /** Kinds of organisation that receive the data. */
  readonly recipients: readonly string[];
  readonly retention: string;
  readonly confidential: boolean;
  readonly validFrom: string;
  readonly validUntil: string | null;
  /** Moment from which nobody may ask under this version, whatever its last day; it may lie ahead. Null without one. */
  readonly endedAt: string | null;
  /** URIs of all versions, the oldest first. */
  readonly versions: readonly string[];
}

/** The entry of one version. @param versions all versions of that activity */
export function entryOfActivity(activity: ActivityVersion, versions: readonly ActivityVersion[]): RegisterEntry {
  const { uri, id, version, nameNl, nameEn, purpose, controller, legalBasis, partnerKind } = activity;
  const { categories, retention, confidential, validFrom, validUntil, endedAt } = activity;
  return {
    uri,
    id,
    version,
    names: { nl: nameNl, en: nameEn },
    purpose,
    controller,
    legalBasis,
    categories: categories.map(categoryOf),
    recipients: [partnerKind],
    retention,
    confidential,
    validFrom,
    validUntil,
    endedAt,
    versions: versions.map((one) => one.uri),
  };
}

function categoryOf(stored: string): EntryCategory {
  const [category, condition = ''] = stored.split(' ');
  return { category: category as Category, condition };
}
