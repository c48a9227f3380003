import type { AccessFacts, AccessPage, AccessReport, AccessSummary, SingleAccess } from '../access-report.js';
import { Html, html } from '../html.js';
import { categoryName, type Language } from './category-names.js';
import { dayInWords, momentInWords } from './letter-dates.js';
import { LETTER_STYLE } from './letter-style.js';
import type { Advice, Ground, LetterTexts } from './letter-texts.js';
import { LETTER_TEXTS } from './texts.js';

/** What a letter is made from. Neither name nor V-number: who sends it adds the address by hand. */
export interface LetterContent {
  readonly report: AccessReport;
  /** The single accesses that are listed, and whether there are more. */
  readonly page: AccessPage;
  readonly language: Language;
  /** Name of the organisation that answers. */
  readonly sender: string;
  /** Trace id of the lines that this letter left in the logs. */
  readonly reference: string;
}

interface Words {
  readonly language: Language;
  readonly texts: LetterTexts;
}

/**
 * The letter to the person, as one HTML page that needs nothing else: no script, no font, no picture. A browser prints
 * it, or makes a PDF of it.
 */
export function accessLetter(content: LetterContent): string {
  const { report, page, language, sender } = content;
  const words = { language, texts: LETTER_TEXTS[language] };
  const { texts } = words;
  const found = report.summaries.length > 0;
  const { markup } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<style>${new Html(LETTER_STYLE)}</style>
</head>
<body>
${letterhead(content, words)}
<main>
<h1>${texts.title}</h1>
<p>${texts.greeting}</p>
<p>${texts.introduction}</p>
${advice(texts.about, 'h2')}
${whoLooked(report, words)}
${found ? whatTheySaw(report.summaries, words) : ''}
${found ? everyTime(page, words) : ''}
<section><h2>${texts.notHereHeading}</h2>${list(texts.notHere)}</section>
<section><h2>${texts.rightsHeading}</h2>${texts.rights.map((right) => advice(right, 'h3'))}</section>
<p class="kept closing">${texts.closing}<br>${sender}</p>
</main>
</body>
</html>
`;
  return markup;
}

/** To write name and address on. */
const LINE = html`<span class="line"></span>`;

function letterhead({ report, sender, reference }: LetterContent, { language, texts }: Words): Html {
  return html`<header>
<p><strong>${sender}</strong></p>
<dl>
<dt>${texts.to}</dt><dd>${[LINE, LINE, LINE]}</dd>
<dt>${texts.date}</dt><dd>${dayInWords(report.generatedAt, language)}</dd>
<dt>${texts.reference}</dt><dd>${reference}</dd>
</dl>
</header>`;
}

function advice({ heading, text }: Advice, level: 'h2' | 'h3'): Html {
  const title = level === 'h2' ? html`<h2>${heading}</h2>` : html`<h3>${heading}</h3>`;
  return html`<section class="kept">${title}<p>${text}</p></section>
`;
}

function whoLooked({ summaries, keptFrom, generatedAt }: AccessReport, words: Words): Html {
  const { texts, language } = words;
  const today = dayInWords(generatedAt, language);
  const period = texts.period(keptFrom ? dayInWords(keptFrom, language) : today, today);
  const count = new Set(summaries.map(({ organisation }) => organisation)).size;
  const result = count === 0 ? html`<p>${texts.nobody}</p>` : html`<p>${texts.organisations(count)}</p>`;
  const { organisation, purpose, times, first, last } = texts.columns;
  const rows = summaries.map(
    (one) => html`<tr><th scope="row">${one.organisationName}</th><td>${purposeOf(one, words)}</td>
<td class="short">${texts.times(one.times)}</td><td class="moment">${momentInWords(one.firstAt, language)}</td>
<td class="moment">${momentInWords(one.lastAt, language)}</td></tr>
`,
  );
  const heads = [organisation, purpose, times, first, last];
  const table = count === 0 ? '' : tableOf('who', heads, rows);
  return html`<section><h2 id="who">${texts.whoHeading}</h2><p>${period}</p>${result}${table}</section>
`;
}

function whatTheySaw(summaries: readonly AccessSummary[], words: Words): Html {
  const { texts } = words;
  const parts = summaries.map(
    (one) => html`<section class="kept"><h3>${one.organisationName}: ${purposeOf(one, words)}</h3>
<p>${texts.seenLabel}</p>${list(kindsOf(one, words))}${basisOf(one, words)}</section>
`,
  );
  return html`<section><h2>${texts.whatHeading}</h2>${parts}</section>
`;
}

function everyTime({ accesses, hasNextPage }: AccessPage, words: Words): Html {
  const { texts, language } = words;
  const { when, organisation, purpose, seen } = texts.columns;
  const rows = accesses.map(
    (one: SingleAccess) => html`<tr><th scope="row" class="moment">${momentInWords(one.at, language)}</th>
<td>${one.organisationName}</td><td>${purposeOf(one, words)}</td><td>${kindsOf(one, words).join('; ')}</td></tr>
`,
  );
  const table = tableOf('every', [when, organisation, purpose, seen], rows);
  const more = hasNextPage ? html`<p>${texts.more(accesses.length)}</p>` : '';
  return html`<section><h2 id="every">${texts.everyHeading}</h2><p>${texts.everyExplained}</p>${table}${more}</section>
`;
}

/** Scrolls by itself when it is wider than the page, with the keyboard too. */
function tableOf(heading: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-labelledby="${heading}">
<table aria-labelledby="${heading}">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

function list(items: readonly string[]): Html {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function purposeOf({ activityNl, activityEn }: AccessFacts, { language, texts }: Words): string {
  return (language === 'nl' ? activityNl : activityEn) ?? texts.noPurpose;
}

function kindsOf({ categories }: AccessFacts, { language, texts }: Words): string[] {
  if (categories.length === 0) return [texts.onlyKnown];
  return categories.map((category) => categoryName(category, language));
}

const GROUND = /\bart\. 6\(1\)\(([a-f])\)/g;

/** The grounds that the register names, in plain words; and the register's own words, which are what counts. */
function basisOf({ legalBasis }: AccessFacts, { texts }: Words): Html {
  if (legalBasis === null) return html`<p>${texts.noBasis}</p>`;
  const grounds = [...new Set([...legalBasis.matchAll(GROUND)].map(([, letter]) => letter as Ground))];
  const plain = html`<p>${texts.basisLabel}</p>${list(grounds.map((ground) => texts.grounds[ground]))}`;
  return html`${grounds.length > 0 ? plain : ''}<p class="formal">${texts.formally} <span lang="en">${legalBasis}</span></p>`;
}
