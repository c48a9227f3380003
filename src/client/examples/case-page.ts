/**
 * A front-end's page of one case, in the view of an NGO. What is to be copied from it: every value is escaped, and a
 * value that is not there says why. In your own program the import is `ketenzicht/client/ngo`.
 */
import { type Answer, CasePageDocument, type CasePageQuery, connect, read, type Told } from '../ngo/guidance/index.js';
import { DONE, print, REFUSED, runExample, tell, UsageError } from './run-example.js';

const HELP = `
case-page <case-id>: prints the page of a case as HTML

A value that is not there says why: not known, not shown without consent, or its source does not answer.
`;

type Page = Answer<CasePageQuery>;
/** A row of the page: what it is called, and where it stands in the answer. */
type Row = readonly [label: string, choose: Parameters<typeof read<CasePageQuery, unknown>>[1]];

const PERSON: readonly Row[] = [
  ['Family name', (data) => data.case.person.familyName],
  ['Given names', (data) => data.case.person.givenNames],
  ['Born', (data) => data.case.person.birthDate],
  ['V-number', (data) => data.case.person.vNumber],
  ['Telephone', (data) => data.case.person.telephone],
  ['Language', (data) => data.case.person.language],
];

const CASE: readonly Row[] = [
  ['Status', (data) => data.case.status],
  ['Municipality', (data) => data.case.municipality],
  ['Arrived', (data) => data.case.arrivedAt],
  ['Left', (data) => data.case.leftAt],
];

const applicationRows = (place: number): readonly Row[] => [
  ['Kind', (data) => data.case.applications[place]?.kind],
  ['State', (data) => data.case.applications[place]?.state],
  ['Submitted', (data) => data.case.applications[place]?.submittedAt],
  ['Outcome', (data) => data.case.applications[place]?.outcome],
  ['Postponed until', (data) => data.case.applications[place]?.medicalValidUntil],
];

const OLD = 'From the last copy: the source does not answer now.';

await runExample(HELP, async ({ words, connection }) => {
  const [id, ...more] = words;
  if (!id || more.length > 0) throw new UsageError('Name one case: case-page <case-id>');
  const page = await connect(connection).run(CasePageDocument, { id });
  if (page.data.case === null) {
    tell('There is no such case, or it is not in your reach.');
    return REFUSED;
  }
  await print(htmlOf(page));
  return DONE;
});

function htmlOf(page: Page): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<title>Case</title>',
    ...section('Person', PERSON, page),
    ...section('Case', CASE, page),
    ...applications(page),
    '</html>',
  ].join('\n');
}

/** A list is there as a whole, or says as a whole why it is not. */
function applications(page: Page): string[] {
  const told = read(page, (data) => data.case.applications);
  if (told.state !== 'value' && told.state !== 'stale') return ['<h1>Applications</h1>', `<p>${inWords(told)}</p>`];
  const old = told.state === 'stale' ? [`<p>${OLD}</p>`] : [];
  return [
    ...old,
    ...(told.value ?? []).flatMap((_, place) => section(`Application ${place + 1}`, applicationRows(place), page)),
  ];
}

function section(title: string, rows: readonly Row[], page: Page): string[] {
  const lines = rows.map(([label, choose]) => `<dt>${escaped(label)}</dt><dd>${inWords(read(page, choose))}</dd>`);
  return [`<h1>${escaped(title)}</h1>`, '<dl>', ...lines, '</dl>'];
}

/** A value, or the words for its absence; safe to put into HTML. */
function inWords(told: Told<unknown>): string {
  switch (told.state) {
    case 'value':
      return escaped(String(told.value));
    case 'stale':
      return `${told.value === null ? 'Not known.' : escaped(String(told.value))} <em>${OLD}</em>`;
    case 'withheld':
      return told.condition === 'CONSENT'
        ? '<em>Not shown: the person has not consented to it.</em>'
        : '<em>Not shown: only its own organisation sees it.</em>';
    case 'unavailable':
      return '<em>The source does not answer now. Try again later.</em>';
    case 'suppressed':
      return '<em>Not shown, to protect persons.</em>';
    case 'empty':
      return 'Not known.';
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
