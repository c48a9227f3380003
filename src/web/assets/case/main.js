import { AskFailed } from '../both/ask.js';
import { element } from '../both/element.js';
import { readSetting } from '../both/setting.js';
import { behindOf } from './behind.js';
import { readColumn, viewsOf } from './columns.js';
import { fillLegend } from './legend.js';
import { announce, place, showComparison, showFailure, waiting } from './page.js';
import { casesOf, fillSelect, findShowcase, showcaseCards } from './people.js';

/** What the reader has chosen. `ngo` is null as long as the page picks the organisation that guides. */
const chosen = { showcase: 0, municipality: '', id: null, ngo: null };
let setting;
let round = 0;

async function start() {
  fillLegend(place('legend-list'));
  setting = await readSetting();
  if (!setting) throw new AskFailed('This server runs no demo: there is nothing to compare.');
  place('explorer-link').hidden = !setting.explorer;
  const given = /^#person-(\d+)$/.exec(location.hash)?.[1];
  const first = setting.showcases[Number(given) - 1] ? Number(given) - 1 : 0;
  place('cards').replaceChildren(...showcaseCards(setting.showcases, first, chooseShowcase));
  place('municipality').addEventListener('change', ({ target }) => chooseMunicipality(target.value));
  place('case').addEventListener('change', ({ target }) => chooseCase(target.value));
  place('ngo').addEventListener('change', ({ target }) => chooseGuide(target.value));
  place('chooser').addEventListener('submit', (event) => event.preventDefault());
  await chooseShowcase(first);
}

function chooseShowcase(number) {
  const { organisation } = setting.showcases[number];
  Object.assign(chosen, { showcase: number, municipality: organisation, id: null, ngo: null });
  history.replaceState(null, '', `#person-${number + 1}`);
  return compare();
}

/** The same person as another municipality asks; its own cases are offered beside. */
function chooseMunicipality(code) {
  chosen.municipality = code;
  return compare();
}

function chooseCase(id) {
  Object.assign(chosen, { showcase: null, id, ngo: null });
  for (const radio of document.querySelectorAll('input[name=person]')) radio.checked = false;
  history.replaceState(null, '', location.pathname);
  return compare();
}

function chooseGuide(code) {
  chosen.ngo = code;
  return compare();
}

/** Asks all views about the chosen case. An answer that comes after a newer choice is dropped. */
async function compare() {
  round += 1;
  const mine = round;
  const stale = () => mine !== round;
  waiting(true);
  try {
    const columns = await readColumns();
    if (stale()) return;
    const names = new Map(setting.organisations.map(({ code, name }) => [code, name]));
    const story = chosen.showcase === null ? '' : setting.showcases[chosen.showcase].shows;
    showComparison(columns, { names, story, title: titleOf(columns) });
    place('behinds').replaceChildren(...behindOf(columns, setting.explorer));
    announce(`${titleOf(columns)}: ${columns.length} views are shown.`);
    fillChoices(columns, stale);
  } catch (cause) {
    if (!stale()) showFailure(messageOf(cause), compare);
  } finally {
    if (!stale()) waiting(false);
  }
}

async function readColumns() {
  const { organisations, showcases } = setting;
  if (chosen.id === null) chosen.id = await findShowcase(showcases[chosen.showcase]);
  if (chosen.id === null)
    throw new AskFailed('This person is not in the database: it does not hold the demo as it was made.');
  const municipality = organisations.find(({ code }) => code === chosen.municipality);
  const [first] = viewsOf(organisations, municipality);
  const coordination = await readColumn(first, chosen.id);
  const guide =
    chosen.ngo ?? guideOf(coordination) ?? organisations.find(({ partnerKind }) => partnerKind === 'NGO')?.code;
  const ngo = organisations.find(({ code }) => code === guide);
  const views = viewsOf(organisations, municipality, ngo).slice(1);
  return [coordination, ...(await Promise.all(views.map((view) => readColumn(view, chosen.id))))];
}

/** The organisation that guides now, or guided last, as far as the municipality may see. */
function guideOf({ found }) {
  const ofShowcase = chosen.showcase === null ? undefined : setting.showcases[chosen.showcase].ngos.at(-1);
  return found?.guidance?.at(-1)?.organisation ?? ofShowcase;
}

function titleOf(columns) {
  const { familyName, givenNames } = columns.find(({ found }) => found?.person)?.found.person ?? {};
  return [givenNames, familyName].filter(Boolean).join(' ') || 'A case that nobody here may see';
}

function fillChoices(columns, stale) {
  const { organisations } = setting;
  const optionOf = ({ code, name }) => ({ value: code, label: name });
  const municipalities = organisations.filter(({ partnerKind }) => partnerKind === 'MUNICIPALITY').map(optionOf);
  fillSelect(place('municipality'), [['', municipalities]], chosen.municipality);
  const guides = new Set(columns[0].found?.guidance?.map(({ organisation }) => organisation));
  const ngos = organisations.filter(({ partnerKind }) => partnerKind === 'NGO');
  const groups = [
    ['Guides or guided this person', ngos.filter(({ code }) => guides.has(code)).map(optionOf)],
    ['Others', ngos.filter(({ code }) => !guides.has(code)).map(optionOf)],
  ];
  fillSelect(place('ngo'), groups, columns.find(({ view }) => view.partnerKind === 'NGO')?.view.organisation);
  void fillCases(stale);
}

async function fillCases(stale) {
  const select = place('case');
  const { municipality, id } = chosen;
  try {
    const cases = await casesOf(municipality);
    if (stale()) return;
    const options = cases.map(({ id: value, label }) => ({ value, label }));
    const here = cases.some((one) => one.id === id);
    const invitation = here ? [] : [{ value: '', label: `Choose one of ${cases.length} …` }];
    fillSelect(select, [['', [...invitation, ...options]]], here ? id : '');
  } catch {
    select.replaceChildren(element('option', { value: '' }, 'The cases cannot be listed now'));
  }
}

function messageOf(cause) {
  if (cause instanceof AskFailed) return cause.message;
  console.error(cause);
  return 'The page could not show this answer.';
}

start().catch((cause) => {
  waiting(false);
  showFailure(messageOf(cause), () => location.reload());
});
