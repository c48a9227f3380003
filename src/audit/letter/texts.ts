import type { Language } from './category-names.js';
import type { LetterTexts } from './letter-texts.js';
import { english } from './texts-en.js';
import { dutch } from './texts-nl.js';

/** The texts of each language. */
export const LETTER_TEXTS: Readonly<Record<Language, LetterTexts>> = { nl: dutch, en: english };
