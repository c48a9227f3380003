import { element, icon, spoken } from '../both/element.js';
import { inWords } from '../both/words.js';
import { cellOf } from './cell.js';
import { sameState } from './states.js';

const SHOWN = new Set(['value', 'conflict', 'provenance', 'blank']);

/**
 * The comparison as one table: a row a field, a column a partner's view.
 * @param options `{ showEmpty, folded }`: rows that nobody fills in too; a Set of the names of folded sections
 */
export function gridOf(sections, columns, { showEmpty, folded }) {
  const caption = element(
    'caption',
    { class: 'spoken' },
    'One case as each partner sees it: a row a field, a column a view',
  );
  const bodies = sections.map((section) => bodyOf(section, columns.length, { showEmpty, folded }));
  return element('table', { class: 'grid' }, caption, headOf(columns, sections), bodies);
}

function headOf(columns, sections) {
  const cells = columns.map((column, place) => {
    const { view } = column;
    return element(
      'th',
      { scope: 'col', class: `partner kind-${view.partnerKind.toLowerCase()}` },
      element('span', { class: 'partner-name', title: view.name }, view.title),
      element('span', { class: 'purpose' }, view.purposeInWords),
      tallyOf(tally(sections, place), column.found === null),
      element(
        'a',
        { href: `#behind-${place}`, class: 'behind-link' },
        'Query',
        spoken(` of ${view.title}, ${view.purposeInWords}`),
      ),
    );
  });
  return element('thead', {}, element('tr', {}, element('td', { class: 'corner' }, 'Field (veld)'), cells));
}

function tally(sections, place) {
  const numbers = { shown: 0, withheld: 0 };
  for (const { kind, cells } of sections.flatMap(({ rows }) => rows)) {
    if (kind !== 'field') continue;
    if (cells[place].kind === 'value') numbers.shown += 1;
    if (cells[place].kind === 'withheld') numbers.withheld += 1;
  }
  return numbers;
}

function tallyOf({ shown, withheld }, away) {
  const lines = away ? ['no such case'] : [`${shown} shown`, withheld > 0 && `${withheld} withheld`];
  return element(
    'span',
    { class: 'tally' },
    lines.filter(Boolean).map((line) => element('span', {}, line)),
  );
}

function bodyOf(section, width, { showEmpty, folded }) {
  const filled = section.rows.filter((row) => showEmpty || !isEmpty(row));
  const rows = filled.some(({ kind }) => kind !== 'provenance') ? filled : section.rows.slice(0, 1);
  const body = element('tbody', { class: 'rows', id: `rows-${section.name}` });
  const title = titleOf(section, width, rows, { folded, body });
  body.classList.toggle('folded', folded.has(section.name));
  body.append(title, ...rows.map((row, place) => rowOf(row, rows, place)));
  return body;
}

/** Nobody fills it in, and it is withheld from nobody. */
function isEmpty({ cells }) {
  return cells.every(({ kind }) => ['unknown', 'outside', 'away', 'unlisted', 'none'].includes(kind));
}

function titleOf({ name, title, dutch }, width, rows, { folded, body }) {
  const button = element(
    'button',
    { type: 'button', 'aria-expanded': String(!folded.has(name)), 'aria-controls': body.id },
    icon('open'),
    title,
    dutch && element('i', { lang: 'nl' }, dutch),
  );
  button.addEventListener('click', () => {
    const folds = body.classList.toggle('folded');
    button.setAttribute('aria-expanded', String(!folds));
    if (folds) folded.add(name);
    else folded.delete(name);
  });
  const summaries = Array.from({ length: width }, (_, place) =>
    element('td', { class: 'sum', 'data-column': place }, summary(rows, place)),
  );
  return element('tr', { class: 'title' }, element('th', { scope: 'rowgroup' }, button), summaries);
}

/** How many fields of a section a column shows, for whoever folds it. */
function summary(rows, place) {
  const states = rows
    .filter(({ kind }) => kind !== 'record' && kind !== 'provenance')
    .map(({ cells }) => cells[place].kind);
  const shown = states.filter((kind) => SHOWN.has(kind)).length;
  return shown === 0 ? '' : `${shown} shown`;
}

function rowOf(row, rows, place) {
  const head = element(
    'th',
    { scope: 'row', class: `field ${row.kind}`, title: row.hint },
    row.at && element('span', { class: 'when' }, row.at),
    element('span', {}, row.label),
    row.dutch && row.dutch !== row.label && element('i', { lang: 'nl' }, row.dutch),
  );
  const cells = row.cells.map((state, column) => {
    const above = rows[place - 1]?.cells[column];
    if (above && sameState(above, state)) return null;
    return cellOf(state, { 'data-column': column, rowspan: heightOf(rows, place, column) });
  });
  return element('tr', { class: `row-${row.kind}`, 'data-field': row.name ?? inWords(row.label) }, head, cells);
}

/** The same state in rows below each other shares one tall cell: calmer to read, and the table stays honest. */
function heightOf(rows, place, column) {
  let height = 1;
  while (rows[place + height] && sameState(rows[place].cells[column], rows[place + height].cells[column])) height += 1;
  return height === 1 ? undefined : height;
}
