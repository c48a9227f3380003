import { AGENCIES, type Agency } from '../model/agency.js';
import type { Category } from '../model/category.js';

/** What a schema member (field, argument, input field, enum value) says about itself in its extensions. */
export interface Declared {
  /** Categories that must all permit; absent when it declares none. */
  readonly categories?: readonly Category[];
  /** Why the member is open to every view, when it shows no data of a person. */
  readonly open?: string;
  /** The source that a mutation writes to: it exists for the source's owner only, whatever the categories say. */
  readonly agency?: Agency;
}

/**
 * Reads `extensions.categories`, `extensions.open` and `extensions.agency`.
 * @throws TypeError when they are there in another form: a rule that cannot be read must not pass for none
 */
export function declaredOf(member: { readonly extensions?: unknown }): Declared {
  const extensions = (member.extensions ?? {}) as Readonly<Record<string, unknown>>;
  const { categories, open, agency } = extensions;
  if (categories !== undefined && !isCategories(categories)) {
    throw new TypeError('extensions.categories must be a list of categories such as case.status, at least one');
  }
  if (open !== undefined && (typeof open !== 'string' || open.trim() === '')) {
    throw new TypeError('extensions.open must say in words why the member is open');
  }
  if (agency !== undefined && !isAgency(agency)) throw new TypeError('extensions.agency must be the name of a source');
  return { categories, open, agency };
}

function isAgency(value: unknown): value is Agency {
  return AGENCIES.some((agency) => agency === value);
}

function isCategories(value: unknown): value is Category[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one.includes('.'));
}
