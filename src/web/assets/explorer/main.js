/* global GraphiQL, React, ReactDOM */
import { forget, tokenOf } from '../both/ask.js';
import { readSetting } from '../both/setting.js';
import { inWords } from '../both/words.js';
import { examplesOf } from './examples.js';

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
const status = document.getElementById('status');
const organisation = document.getElementById('organisation');
const purpose = document.getElementById('purpose');

async function start() {
  const setting = await readSetting();
  status.textContent = '';
  if (!setting) {
    document.getElementById('own-token').hidden = false;
    show('none', send());
    return;
  }
  document.getElementById('who').hidden = false;
  document.getElementById('case-link').hidden = false;
  document.getElementById('home').href = '/';
  fill(
    organisation,
    setting.organisations.map(({ code, name }) => [code, name]),
  );
  const [code, wanted] = location.hash.slice(1).split('/');
  if (setting.organisations.some((one) => one.code === code)) organisation.value = code;
  showPurposes(setting, wanted);
  organisation.addEventListener('change', () => {
    showPurposes(setting);
    reopen('organisation');
  });
  purpose.addEventListener('change', () => reopen('purpose'));
  document.getElementById(history.state?.focus)?.focus();
  const { code: chosen, partnerKind } = chosenOf(setting);
  show(`${partnerKind}/${purpose.value}`, send({ organisation: chosen, purpose: purpose.value }));
}

function chosenOf({ organisations }) {
  return organisations.find((one) => one.code === organisation.value);
}

function showPurposes(setting, wanted) {
  const { purposes } = chosenOf(setting);
  fill(
    purpose,
    purposes.map((one) => [one, inWords(one)]),
  );
  if (purposes.includes(wanted)) purpose.value = wanted;
}

/** GraphiQL keeps its tabs and its schema for as long as the page lives: another partner gets a new page. */
function reopen(focus) {
  history.replaceState({ focus }, '', `#${organisation.value}/${purpose.value}`);
  location.reload();
}

/** Shows the explorer with the examples of a view. */
function show(view, fetcher) {
  const tabs = examplesOf(view).map(({ query, variables }) => ({
    query,
    variables: variables ? JSON.stringify(variables, null, 2) : undefined,
  }));
  const settings = {
    fetcher,
    defaultTabs: tabs,
    storage: new ForThisPageOnly(),
    defaultEditorToolsVisibility: false,
    shouldPersistHeaders: false,
    isHeadersEditorEnabled: true,
    inputValueDeprecation: true,
  };
  root.render(React.createElement(GraphiQL, settings));
}

/** Sends operations by POST. With a view of the demo its token goes along; what stands under Headers goes before. */
function send(view) {
  return async ({ query, operationName, variables }, { headers: given = {} } = {}) => {
    const headers = { accept: 'application/json', 'content-type': 'application/json', ...given };
    const own = Object.keys(given).some((name) => name.toLowerCase() === 'authorization');
    if (view && !own) headers.authorization = `Bearer ${await tokenOf(view)}`;
    const body = JSON.stringify({ query, operationName, variables });
    const response = await fetch('/graphql', { method: 'POST', headers, body, cache: 'no-store' });
    if (view && response.status === 401) forget(view);
    return response.json();
  };
}

function fill(select, options) {
  select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
}

start().catch((cause) => {
  status.textContent = cause.message;
});
