import type { Words } from '../language/all-words.js';
import type { CodeList } from '../language/codes.js';

/** How a value is written. */
export type ValueForm =
  | 'text'
  | 'day'
  | 'truth'
  | 'texts'
  | 'municipality'
  | 'country'
  | 'tongue'
  | 'telephone'
  | 'email'
  | 'nationalities'
  | 'organisation'
  | { readonly list: CodeList };

/** A municipality's code as its name: which there are is configuration, so no list of words can have them. */
export function inName(code: string): string {
  return code
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** Says an organisation's name, by its code. */
export type NameOf = (code: string) => string;

/** A value in words; undefined where there is none. */
export function valueInWords(
  value: unknown,
  form: ValueForm,
  words: Words,
  nameOf: NameOf = (code) => code,
): string | undefined {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  if (typeof form === 'object') return codeInWords(form.list, String(value), words);
  return form === 'organisation' ? nameOf(String(value)) : WRITERS[form](value, words);
}

/** A code in words; the code itself where a newer server has one that these pages do not know. */
export function codeInWords(list: CodeList, code: string, words: Words): string {
  return (words.codes[list] as Readonly<Record<string, string>>)[code] ?? code;
}

type Writer = (value: unknown, words: Words) => string;

const joined: Writer = (value) => (Array.isArray(value) ? value.join(', ') : String(value));
const plain: Writer = (value) => String(value);

const WRITERS: Readonly<Record<Exclude<ValueForm, object | 'organisation'>, Writer>> = {
  text: plain,
  country: (value, words) => (/^[A-Z]{2}$/.test(String(value)) ? words.country(String(value)) : String(value)),
  telephone: plain,
  email: plain,
  tongue: (value, words) => (/^[a-z]{2,3}$/.test(String(value)) ? words.tongue(String(value)) : String(value)),
  texts: joined,
  nationalities: (value, words) =>
    (value as readonly string[]).map((code) => words.nationalities[code] ?? code).join(', '),
  day: (value, words) => words.day(String(value)),
  truth: (value, words) => (value === true ? words.yes : words.no),
  municipality: (value) => inName(String(value)),
};
