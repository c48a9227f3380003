import { element, icon } from '../both/element.js';
import { dateInWords, momentInWords } from '../both/words.js';

const CONDITIONS = {
  OWN: { short: 'own data only', long: 'This partner sees it only where the record is its own.' },
  CONSENT: { short: 'no consent', long: "This partner sees it only while the person's consent stands." },
  'OWN+CONSENT': { short: 'own data, or consent', long: 'Some records need consent, others are only for their owner.' },
};

/** How each state without a value looks and reads. Colour is never alone: a drawing and words say the same. */
export const PLAIN_STATES = {
  unknown: { drawing: 'unknown', text: 'Not known', long: 'The source has no value.' },
  none: { drawing: 'unknown', text: 'None known', long: 'The sources that this partner may read list none.' },
  outside: { drawing: 'hidden', text: 'Not in this view', long: "This field does not exist in this partner's schema." },
  unlisted: { drawing: 'hidden', text: 'Not listed here', long: "This partner's list does not hold this record." },
  away: {
    drawing: 'gone',
    text: 'Does not exist for this partner',
    long: 'Out of reach: the same answer as for a case that was never there.',
  },
  down: {
    drawing: 'down',
    text: 'Source does not answer',
    long: 'Its fields are absent; the rest of the answer stands.',
  },
};

/**
 * The cell of a state.
 * @param attributes of the cell, such as `rowspan`
 */
export function cellOf(state, attributes = {}) {
  const content = CONTENTS[state.kind] ?? plain;
  return element('td', { ...attributes, class: `cell is-${state.kind}`, title: titleOf(state) }, content(state));
}

const CONTENTS = { value, withheld, provenance, conflict, blank: () => null };

function titleOf(state) {
  if (state.kind === 'value') return state.origin ? `Source: ${state.origin}` : undefined;
  if (state.kind === 'withheld')
    return `${CONDITIONS[state.condition]?.long ?? ''} Told whether or not a value exists.`.trim();
  return PLAIN_STATES[state.kind]?.long;
}

function value({ text, stale, differs }) {
  return [
    element('span', {}, text),
    differs && element('span', { class: 'mark' }, icon('differs'), 'sources differ'),
    stale && element('span', { class: 'mark' }, icon('clock'), 'last copy'),
  ];
}

function withheld({ condition }) {
  const reason = CONDITIONS[condition]?.short ?? 'condition not met';
  return element(
    'span',
    { class: 'state' },
    icon('lock'),
    element('span', {}, 'Withheld', element('small', {}, reason)),
  );
}

function plain({ kind }) {
  const { drawing, text } = PLAIN_STATES[kind];
  return element('span', { class: 'state' }, icon(drawing), element('span', {}, text));
}

function provenance({ entries }) {
  const who = [...new Set(entries.map((entry) => entry.who))].join(', ');
  const lines = entries.map(({ who: from, recordedAt, retrievedAt }) => [
    element('dt', {}, from),
    element('dd', {}, `recorded ${recordedAt ? dateInWords(recordedAt) : 'on an unknown day'}`),
    element('dd', {}, `received ${momentInWords(retrievedAt)}`),
  ]);
  return element('details', {}, element('summary', {}, who), element('dl', {}, lines));
}

function conflict({ statements }) {
  const items = statements.map(({ text, who, level }) =>
    element('li', {}, text, element('small', {}, `${who}, source level ${level}`)),
  );
  return element('ol', { class: 'statements' }, items);
}
