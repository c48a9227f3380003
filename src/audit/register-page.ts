import { categoryName, type Language } from './letter/category-names.js';
import type { RegisterEntry } from './register-answer.js';
import { type RegisterWords, wordsOf } from './register-words.js';

/**
 * The page of one entry: headings, one list of terms, no script. Texts of the policy are in English and official names
 * in Dutch whatever the page's language; their `lang` says so to a reading voice (WCAG 2.2, 3.1.2).
 */
export function entryPage(entry: RegisterEntry, language: Language): string {
  const words = wordsOf(language);
  const name = entry.names[language];
  const items = [
    [words.purpose, `<code>${escaped(entry.purpose)}</code>`],
    [words.controller, `<span lang="nl">${escaped(entry.controller)}</span>`],
    [words.recipients, entry.recipients.map((kind) => escaped(words.kinds[kind] ?? kind)).join(', ')],
    [words.legalBasis, `<span lang="en">${escaped(entry.legalBasis)}</span>`],
    [words.categories, categoryList(entry, language)],
    [words.retention, `<span lang="en">${escaped(entry.retention)}</span>`],
    [words.confidential, entry.confidential ? words.isConfidential : words.isNotConfidential],
    [words.valid, validity(entry, words)],
    ['URI', `<code>${escaped(entry.uri)}</code>`],
  ].map(([term, text]) => `<dt>${term}</dt>\n<dd>${text}</dd>`);
  return page(language, `${name}, ${words.version} ${entry.version}`, [
    `<dl>\n${items.join('\n')}\n</dl>`,
    otherVersions(entry, words),
    `<p><a href="/processing-activities">${words.allActivities}</a></p>`,
  ]);
}

/** The page that lists the entries. */
export function listPage(entries: readonly RegisterEntry[], language: Language): string {
  const words = wordsOf(language);
  const links = entries.map(
    ({ uri, names, version }) => `<li>${link(uri, `${names[language]}, ${words.version} ${version}`)}</li>`,
  );
  return page(language, words.register, [`<p>${words.introduction}</p>`, `<ul>\n${links.join('\n')}\n</ul>`]);
}

function categoryList({ categories }: RegisterEntry, language: Language): string {
  const words = wordsOf(language);
  if (categories.length === 0) return words.noCategories;
  const items = categories.map(({ category, condition }) => {
    const name = escaped(categoryName(category, language));
    return `<li>${name} (<code>${escaped(category)}</code>): ${escaped(words.conditions[condition] ?? condition)}</li>`;
  });
  return `<ul>\n${items.join('\n')}\n</ul>`;
}

function validity({ validFrom, validUntil }: RegisterEntry, words: RegisterWords): string {
  const day = (date: string) => `<time>${escaped(date)}</time>`;
  return `${words.from} ${day(validFrom)}${validUntil ? ` ${words.until} ${day(validUntil)}` : ''}`;
}

function otherVersions({ uri, versions }: RegisterEntry, words: RegisterWords): string {
  const others = versions.filter((one) => one !== uri);
  if (others.length === 0) return '';
  const links = others.map((one) => `<li>${link(one, one.replace(/^.*\//, ''))}</li>`);
  return `<h2>${words.otherVersions}</h2>\n<ul>${links.join('')}</ul>`;
}

function link(uri: string, text: string): string {
  return `<a href="${escaped(new URL(uri).pathname)}">${escaped(text)}</a>`;
}

const STYLE =
  'body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.5 system-ui,sans-serif;color:#111;background:#fff}' +
  'dt{font-weight:700;margin-top:1rem}dd{margin:0;overflow-wrap:anywhere}a{color:#003d8f}';

function page(language: Language, title: string, parts: readonly string[]): string {
  const head =
    `<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
    `<title>${escaped(title)} – Ketenzicht</title>\n<style>${STYLE}</style>`;
  const body = `<main>\n<h1>${escaped(title)}</h1>\n${parts.filter(Boolean).join('\n')}\n</main>`;
  return `<!doctype html>\n<html lang="${language}">\n<head>\n${head}\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
