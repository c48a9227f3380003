import type { Language } from './category-names.js';

const LOCALES: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };
const ZONE = 'Europe/Amsterdam';

/** A moment (ISO 8601) on the Dutch clock: `24 november 2026 om 02:58`. */
export function momentInWords(moment: string, language: Language): string {
  const form = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short', timeZone: ZONE });
  return form.format(new Date(moment));
}

/** The Dutch day of a moment, or a day (`YYYY-MM-DD`) as it is: `24 november 2026`. */
export function dayInWords(moment: string, language: Language): string {
  const timeZone = moment.includes('T') ? ZONE : 'UTC';
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone }).format(new Date(moment));
}
