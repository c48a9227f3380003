import { onDutchClock } from '../model/dutch-day.js';
import { Html, html } from './html.js';
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
    [words.purpose, html`<code>${entry.purpose}</code>`],
    [words.controller, html`<span lang="nl">${entry.controller}</span>`],
    [words.recipients, entry.recipients.map((kind) => words.kinds[kind] ?? kind).join(', ')],
    [words.legalBasis, html`<span lang="en">${entry.legalBasis}</span>`],
    [words.categories, categoryList(entry, language)],
    [words.retention, html`<span lang="en">${entry.retention}</span>`],
    [words.confidential, entry.confidential ? words.isConfidential : words.isNotConfidential],
    [words.valid, validity(entry, words)],
    ...ending(entry, words),
    ['URI', html`<code>${entry.uri}</code>`],
  ] as const;
  return page(
    language,
    `${name}, ${words.version} ${entry.version}`,
    html`<dl>
${items.map(([term, text]) => html`<dt>${term}</dt>\n<dd>${text}</dd>\n`)}</dl>
${otherVersions(entry, words)}<p><a href="/processing-activities">${words.allActivities}</a></p>
`,
  );
}

/** The page that lists the entries. */
export function listPage(entries: readonly RegisterEntry[], language: Language): string {
  const words = wordsOf(language);
  const links = entries.map(
    ({ uri, names, version }) => html`<li>${link(uri, `${names[language]}, ${words.version} ${version}`)}</li>\n`,
  );
  return page(
    language,
    words.register,
    html`<p>${words.introduction}</p>
<ul>
${links}</ul>
`,
  );
}

function categoryList({ categories }: RegisterEntry, language: Language): Html | string {
  const words = wordsOf(language);
  if (categories.length === 0) return words.noCategories;
  const items = categories.map(({ category, condition }) => {
    const name = categoryName(category, language);
    return html`<li>${name} (<code>${category}</code>): ${words.conditions[condition] ?? condition}</li>\n`;
  });
  return html`<ul>\n${items}</ul>`;
}

function validity({ validFrom, validUntil }: RegisterEntry, words: RegisterWords): Html {
  const until = validUntil ? html` ${words.until} <time>${validUntil}</time>` : '';
  return html`${words.from} <time>${validFrom}</time>${until}`;
}

/** That a version has ended, or is going to: on the Dutch clock, as its days are. */
function ending({ endedAt }: RegisterEntry, words: RegisterWords): (readonly [string, Html])[] {
  if (endedAt === null) return [];
  const end = new Date(endedAt);
  const time = html`<time datetime="${endedAt}">${onDutchClock(end)}</time>`;
  const hasEnded = end <= new Date();
  return [hasEnded ? [words.ended, html`${time}. ${words.nobodyMayAsk}`] : [words.ends, time]];
}

function otherVersions({ uri, versions }: RegisterEntry, words: RegisterWords): Html | string {
  const others = versions.filter((one) => one !== uri);
  if (others.length === 0) return '';
  const links = others.map((one) => html`<li>${link(one, one.replace(/^.*\//, ''))}</li>`);
  return html`<h2>${words.otherVersions}</h2>\n<ul>${links}</ul>\n`;
}

function link(uri: string, text: string): Html {
  return html`<a href="${new URL(uri).pathname}">${text}</a>`;
}

const STYLE = new Html(
  'body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.5 system-ui,sans-serif;color:#111;background:#fff}' +
    'dt{font-weight:700;margin-top:1rem}dd{margin:0;overflow-wrap:anywhere}a{color:#003d8f}',
);

function page(language: Language, title: string, content: Html): string {
  const { markup } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Ketenzicht</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}</main>
</body>
</html>
`;
  return markup;
}
