import type { Codes } from './codes.js';
import { CODES_EN } from './codes-en.js';
import { CODES_NL } from './codes-nl.js';
import { type DateWords, dateWords } from './dates.js';
import { NATIONALITIES_EN, NATIONALITIES_NL } from './nationalities.js';
import { PAGE_WORDS_EN, type PageWords } from './page-words-en.js';
import { PAGE_WORDS_NL } from './page-words-nl.js';
import { PURPOSES_EN, PURPOSES_NL } from './purposes.js';
import { type ShellWords, WORDS_EN } from './words-en.js';
import { WORDS_NL } from './words-nl.js';

/** A language of the pages. */
export type Language = 'nl' | 'en';

/** All that is said in one language. */
export interface Words extends ShellWords, PageWords, DateWords {
  readonly codes: Codes;
  readonly nationalities: Readonly<Record<string, string>>;
  /** A purpose in words; its own name where there are none. */
  readonly purposeName: (purpose: string) => string;
}

/** The languages, with all that is said in them. */
export const LANGUAGES: Readonly<Record<Language, Words>> = {
  nl: {
    ...WORDS_NL,
    ...PAGE_WORDS_NL,
    ...dateWords('nl-NL'),
    codes: CODES_NL,
    nationalities: NATIONALITIES_NL,
    purposeName: nameIn(PURPOSES_NL),
  },
  en: {
    ...WORDS_EN,
    ...PAGE_WORDS_EN,
    ...dateWords('en-GB'),
    codes: CODES_EN,
    nationalities: NATIONALITIES_EN,
    purposeName: nameIn(PURPOSES_EN),
  },
};

function nameIn(names: Readonly<Record<string, string>>): (purpose: string) => string {
  return (purpose) => names[purpose] ?? purpose.toLowerCase().replaceAll('_', ' ');
}
