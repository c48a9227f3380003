import { dateInWords, inWords, momentInWords } from '../both/words.js';

/** The codes of BRP table 32 that the demo uses. */
const NATIONALITIES = new Map(
  Object.entries({
    '0000': 'unknown',
    '0084': 'Eritrean',
    '0114': 'Ethiopian',
    '0117': 'Gambian',
    '0118': 'Ghanaian',
    '0119': 'Guinean',
    '0131': 'Moroccan',
    '0137': 'Nigerian',
    '0147': 'Sierra Leonean',
    '0149': 'Somali',
    '0300': 'Afghan',
    '0314': 'Iraqi',
    '0315': 'Iranian',
    '0499': 'stateless',
  }),
);

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/**
 * A value of the answer in words, with its code where there is one.
 * @param field `{ name, type, kind }` of the schema
 * @param names a Map of organisation codes to names
 */
export function valueInWords(field, value, names) {
  if (Array.isArray(value)) return value.map((item) => valueInWords(field, item, names)).join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (field.kind === 'ENUM') return inWords(value);
  if (field.type === 'Date' || field.type === 'PartialDate') return dateInWords(value);
  if (field.type === 'DateTime') return momentInWords(value);
  return codeInWords(field.name, String(value), names);
}

function codeInWords(name, code, names) {
  if (name === 'organisation') return names.get(code) ?? code;
  const word =
    (name === 'nationalities' && NATIONALITIES.get(code)) ||
    (/^(language|interpreter)$/.test(name) && wordOf(LANGUAGES, code)) ||
    (/^[A-Z]{2}$/.test(code) && wordOf(COUNTRIES, code));
  return word ? `${word} (${code})` : code;
}

function wordOf(words, code) {
  try {
    return words.of(code);
  } catch {
    return undefined;
  }
}

/** What kind of fact a conflict is about: its values read like the person's. */
export function conflictField(name) {
  if (name === 'BIRTH_DATE') return { name: 'birthDate', type: 'PartialDate', kind: 'SCALAR' };
  return { name: name.toLowerCase(), type: 'String', kind: 'SCALAR' };
}

/** Whom a record comes from: `IND`, `Utrecht`, `Domhof`. */
export function sourceInWords({ source, deliveredBy }, names) {
  const name = names.get(deliveredBy) ?? deliveredBy;
  return source === 'SHELTER' || source === 'GUIDANCE' ? name.replace(/^(Gemeente|Stichting) /, '') : inWords(source);
}
