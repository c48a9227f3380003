/* global GraphiQL, React, ReactDOM */
import { inWords } from '../both/words.js';
import { examplesOf } from './examples.js';
import { save } from './export.js';
import { tableOf } from './flatten.js';
import { askWithSession, readSession, signOut, takePersona } from './session.js';

/** GraphiQL would keep operations, variables and headers, and so personal data and tokens, on this computer. */
class ForThisPageOnly {
  #values = new Map();
  get length() {
    return this.#values.size;
  }
  getItem(key) {
    return this.#values.get(key) ?? null;
  }
  setItem(key, value) {
    this.#values.set(key, value);
  }
  removeItem(key) {
    this.#values.delete(key);
  }
  clear() {
    this.#values.clear();
  }
}

const root = ReactDOM.createRoot(document.getElementById('explorer'));
const place = (id) => document.getElementById(id);
const [status, organisation, purpose] = ['status', 'organisation', 'purpose'].map(place);

async function start() {
  const session = await readSession();
  if (session.personas) return startDemo(session);
  status.textContent = '';
  if (session.signedIn) {
    place('signed-in').textContent = `${session.organisationName}: ${inWords(session.purpose).toLowerCase()}`;
    place('sign-out').hidden = false;
    place('sign-out').addEventListener('click', signOut);
  } else if (session.signIn) {
    place('sign-in').href = `${session.signIn}?next=/explorer`;
    place('sign-in').hidden = false;
    status.textContent = 'Sign in to ask. The schema is then your view.';
    return;
  } else place('own-token').hidden = false;
  show(session.signedIn ? `${session.partnerKind}/${session.purpose}` : 'none');
}

/** In the demo one is whom the address names, else who one was, else the first. */
async function startDemo(session) {
  const { personas } = session;
  const [code, wanted] = location.hash.slice(1).split('/');
  const named = personas.find((one) => one.organisation === code);
  const before = session.signedIn && personas.find((one) => one.organisation === session.organisation);
  const persona = named ?? (before || personas[0]);
  const wish = named ? wanted : before && session.purpose;
  const chosen = persona.purposes.includes(wish) ? wish : persona.purposes[0];
  if (!session.signedIn || session.organisation !== persona.organisation || session.purpose !== chosen) {
    await takePersona(persona.organisation, chosen);
  }
  place('who').hidden = false;
  place('case-link').hidden = false;
  place('home').href = '/';
  fill(
    organisation,
    personas.map(({ organisation: each, name }) => [each, name]),
    persona.organisation,
  );
  fill(
    purpose,
    persona.purposes.map((one) => [one, inWords(one)]),
    chosen,
  );
  organisation.addEventListener('change', () => reopen('organisation', organisation.value));
  purpose.addEventListener('change', () => reopen('purpose', `${organisation.value}/${purpose.value}`));
  place(history.state?.focus)?.focus();
  status.textContent = '';
  show(`${persona.partnerKind}/${chosen}`);
}

/** GraphiQL keeps its tabs and its schema for as long as the page lives: another partner gets a new page. */
function reopen(focus, view) {
  history.replaceState({ focus }, '', `#${view}`);
  location.reload();
}

/** Shows the explorer with the examples of a view. */
function show(view) {
  const tabs = examplesOf(view).map(({ query, variables }) => ({
    query,
    variables: variables ? JSON.stringify(variables, null, 2) : undefined,
  }));
  const settings = {
    fetcher: send,
    defaultTabs: tabs,
    storage: new ForThisPageOnly(),
    defaultEditorToolsVisibility: false,
    shouldPersistHeaders: false,
    isHeadersEditorEnabled: true,
    inputValueDeprecation: true,
  };
  place('save').hidden = false;
  root.render(React.createElement(GraphiQL, settings));
}

let latest;

/** Sends operations by POST, with the session; a token that stands under Headers goes before it. */
async function send({ query, operationName: said, variables }, { headers } = {}) {
  const operationName = nameIn(query, said);
  const answer = await askWithSession({ query, operationName, variables }, headers);
  if (operationName === 'IntrospectionQuery') return answer;
  latest = answer.data ? { answer, name: operationName ?? 'answer' } : undefined;
  for (const button of place('save').querySelectorAll('button')) button.disabled = !latest;
  place('saved').textContent = '';
  return answer;
}

/** Just after another tab was opened, GraphiQL still says the name of the operation before: then there is only one to run. */
function nameIn(query, said) {
  const names = [...query.matchAll(/^\s*(?:query|mutation|subscription)\s+(\w+)/gm)].map(([, name]) => name);
  return names.includes(said) ? said : names[0];
}

place('save').addEventListener('click', async ({ target }) => {
  const { kind } = target.dataset;
  if (!kind || !latest) return;
  const table = tableOf(latest.answer);
  try {
    await save(kind, latest.answer, table, latest.name);
    const rows = `${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'}`;
    place('saved').textContent = kind === 'json' ? 'The answer is saved.' : `Saved, ${rows}.`;
  } catch {
    place('saved').textContent = 'This answer cannot be saved so. Save it as JSON.';
  }
});

function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, label]) => new Option(label, value, false, value === chosen)));
}

start().catch((cause) => {
  status.textContent = cause.message;
});
