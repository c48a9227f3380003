import { ask } from '../both/ask.js';
import { element, icon } from '../both/element.js';
import { inWords } from '../both/words.js';

const FIND = `query Find($filter: CaseFilter!) {
  cases(filter: $filter, first: 1) { edges { node { id } } }
}`;

const LIST = `query List($after: String) {
  cases(first: 200, after: $after, orderBy: { field: FAMILY_NAME, direction: ASC }) {
    edges { node { id status person { familyName givenNames } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The case of a showcase, as its municipality finds it: by V-number, or by name where it knows none. */
export async function findShowcase({ organisation, vNumber, name }) {
  const person = vNumber ? { vNumber: { in: [vNumber] } } : nameFilter(name);
  const view = { organisation, purpose: 'CASE_COORDINATION' };
  const { data } = await ask(view, FIND, { filter: { person } });
  return data?.cases.edges[0]?.node.id ?? null;
}

function nameFilter(name) {
  const words = name.split(' ');
  return { familyName: { in: [words.at(-1)] }, givenNames: { in: [words.slice(0, -1).join(' ')] } };
}

const lists = new Map();

/** Every case of a municipality, by family name: `{ id, label }`. Read once a municipality. */
export function casesOf(organisation) {
  if (!lists.has(organisation)) {
    const list = readCases(organisation);
    list.catch(() => lists.delete(organisation));
    lists.set(organisation, list);
  }
  return lists.get(organisation);
}

async function readCases(organisation) {
  const view = { organisation, purpose: 'CASE_COORDINATION' };
  const cases = [];
  let after = null;
  do {
    const { data } = await ask(view, LIST, { after });
    const { edges, pageInfo } = data.cases;
    cases.push(...edges.map(({ node }) => ({ id: node.id, label: labelOf(node) })));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return cases;
}

function labelOf({ status, person }) {
  const name = [person?.familyName, person?.givenNames].filter(Boolean).join(', ') || 'Name not known';
  return `${name} (${status ? inWords(status).toLowerCase() : 'status not known'})`;
}

/** The ten people as cards, of which one is chosen. Native radio buttons: arrow keys move between them. */
export function showcaseCards(showcases, chosen, onchoose) {
  return showcases.map((showcase, place) => {
    const input = element('input', {
      type: 'radio',
      name: 'person',
      value: String(place),
      checked: place === chosen,
      onchange: () => onchoose(place),
    });
    const body = element(
      'span',
      { class: 'card-body' },
      element('b', {}, showcase.name, element('span', { class: 'chosen' }, icon('shown'))),
      element('span', { class: 'card-line' }, firstClause(showcase.shows)),
    );
    return element('label', { class: 'card' }, input, body);
  });
}

function firstClause(story) {
  return /^(.+?)(?:[:;]|\. (?=[A-Z])|\.$)/.exec(story)?.[1] ?? story;
}

/** Fills a native select. @param groups `[title, options]`; an option is `{ value, label }` */
export function fillSelect(select, groups, chosen) {
  const optionOf = ({ value, label }) => element('option', { value, selected: value === chosen }, label);
  select.replaceChildren(
    ...groups.flatMap(([title, options]) => {
      if (options.length === 0) return [];
      return title ? [element('optgroup', { label: title }, options.map(optionOf))] : options.map(optionOf);
    }),
  );
}
