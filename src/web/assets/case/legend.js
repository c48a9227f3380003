import { element } from '../both/element.js';
import { cellOf } from './cell.js';

const ENTRIES = [
  [
    { kind: 'withheld', condition: 'CONSENT' },
    'May be seen on a condition that is not met now. Says nothing about whether a value exists.',
  ],
  [{ kind: 'outside' }, 'The field is not in this partner’s schema (geen recht).'],
  [{ kind: 'unknown' }, 'May be seen, but no source has a value (onbekend).'],
  [{ kind: 'away' }, 'The whole case is out of this partner’s reach.'],
];

/** Explains each way a cell can look, with the cell's own drawing and words. */
export function fillLegend(list) {
  const items = ENTRIES.map(([state, meaning]) => {
    const sample = cellOf(state);
    return element(
      'div',
      {},
      element('dt', { class: sample.className }, [...sample.childNodes]),
      element('dd', {}, meaning),
    );
  });
  list.replaceChildren(...items);
}
