import { element, icon } from '../both/element.js';
import { gridOf } from './grid.js';
import { markConflicts } from './marks.js';
import { fillSelect } from './people.js';
import { sectionsOf } from './sections.js';

const folded = new Set();
let only = 0;
let shown;

/** An element of the page by its id. */
export function place(id) {
  return document.getElementById(id);
}

/** Tells screen readers what has just happened; whoever looks sees it while it lasts. */
export function announce(text, lasts = false) {
  place('status').replaceChildren(element('span', { class: lasts ? undefined : 'spoken' }, text));
}

/** While answers are on their way the old ones stay, dimmed: nothing jumps. */
export function waiting(busy) {
  place('frame').setAttribute('aria-busy', String(busy));
  if (busy) announce('Asking the seven views …', true);
}

/** Puts the comparison of one case on the page. */
export function showComparison(columns, { names, story, title }) {
  shown = { columns, sections: markConflicts(sectionsOf(columns, names)) };
  place('case-name').textContent = title;
  place('story').textContent = story;
  place('failure').hidden = true;
  const options = columns.map(({ view }, at) => ({
    value: String(at),
    label: `${view.title}, ${view.purposeInWords}`,
  }));
  fillSelect(place('only'), [['', options]], String(only));
  place('only').onchange = ({ target }) => {
    only = Number(target.value);
    draw();
  };
  place('show-empty').onchange = draw;
  draw();
}

function draw() {
  const { columns, sections } = shown;
  const table = gridOf(sections, columns, { showEmpty: place('show-empty').checked, folded });
  table.dataset.only = String(only);
  const frame = place('frame');
  frame.replaceChildren(table);
  // What scrolls must be reachable by keyboard; what does not scroll needs no stop on the way.
  if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
  else frame.removeAttribute('tabindex');
}

/** Says what went wrong and offers to try again. What stood on the page belongs to another choice: it goes. */
export function showFailure(message, again) {
  announce('');
  place('frame').replaceChildren();
  place('behinds').replaceChildren();
  const button = element('button', { type: 'button', onclick: again }, 'Try again');
  place('failure').replaceChildren(icon('down'), element('p', {}, message), button);
  place('failure').hidden = false;
}
