import type { Language } from './letter/category-names.js';

/** Whether a person looks: the caller prefers `text/html` to JSON and says so. `*` is no preference. */
export function wantsPage(accept: string | undefined): boolean {
  const wanted = preferences(accept);
  return (wanted.get('text/html') ?? 0) > (wanted.get('application/json') ?? 0);
}

/** The language that the caller prefers; Dutch when it says nothing, since it is a Dutch public register. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = preferences(acceptLanguage);
  const quality = (language: Language) =>
    Math.max(0, ...[...wanted].filter(([tag]) => tag === language || tag.startsWith(`${language}-`)).map(([, q]) => q));
  return quality('en') > quality('nl') ? 'en' : 'nl';
}

/** What a header such as `Accept` lists, each with its quality from 0 to 1 (RFC 9110, section 12.4.2). */
function preferences(header = ''): Map<string, number> {
  const parts = header.split(',').map((part): [string, number] => {
    const [value = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
    const stated = parameters.find((parameter) => /^q=[01](\.\d{0,3})?$/.test(parameter));
    return [value, stated ? Number(stated.slice(2)) : 1];
  });
  return new Map(parts);
}
