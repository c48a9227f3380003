import { type Row, RowRejected } from '../../layout.js';
import {
  code,
  day,
  name,
  nationalities,
  partialDate,
  required,
  states,
  text,
  vNumber,
  whole,
} from '../../layout-fields.js';
import { OUTFLOW_CODES, SCENARIO_CODES } from '../code-lists.js';
import { municipalLayout } from '../records.js';
import { outflowOf, planOf, type ShelterStatement } from '../statement.js';
import { type PersonFields, personOf, type StayFields, stayOf } from './row-statement.js';

const person: PersonFields = {
  vNumber: vNumber(['persoon', 'v_nummer']),
  familyName: name(['persoon', 'achternaam']),
  givenNames: name(['persoon', 'voornamen']),
  birthDate: partialDate(['persoon', 'geboortedatum'], 'iso'),
  nationalities: nationalities(['persoon', 'nationaliteiten']),
};

const on = required('op', (at) => day(at, 'iso'));

const stay: StayFields = {
  arrivedAt: on,
  location: text('locatie'),
  address: text('adres'),
  room: text('kamer'),
  attention: text('aandacht'),
};

const sequence = required('volgnr', (at) => whole(at, 0, 999_999_999));
const scenario = required('scenario', (at) => code(at, SCENARIO_CODES));
const reason = required('reden', (at) => code(at, OUTFLOW_CODES));
const saysWho = states('persoon');

type Said = Omit<ShelterStatement, 'order'>;

/** What each kind of event says. */
const EVENTS: ReadonlyMap<string, (row: Row) => Said> = new Map<string, (row: Row) => Said>([
  ['aankomst', (row) => ({ ...arrival(row), ...(saysWho(row) ? { person: personOf(person, row) } : {}) })],
  ['lso_besluit', (row) => ({ plan: planOf(scenario(row), on(row)) })],
  ['vertrek', (row) => ({ departedAt: on(row), outflow: outflowOf(reason(row), on(row)) })],
]);

function arrival(row: Row): Said {
  const opened = stayOf(stay, row);
  return { stays: opened ? [opened] : [] };
}

/** Groningen: events, an object a line and in no order; the sequence number says which came later. */
export const groningen = municipalLayout({
  organisation: 'groningen',
  municipality: 'GRONINGEN',
  file: { format: 'ndjson', encoding: 'utf-8', names: ['id', 'volgnr', 'soort', 'op'] },
  fileKey: required('id', name),
  pieceKey: (row) => String(sequence(row)),
  statement(row) {
    const said = EVENTS.get(required('soort', name)(row));
    if (!said) throw new RowRejected('"soort" holds an unknown kind of event');
    return { order: String(sequence(row)).padStart(9, '0'), ...said(row) };
  },
});
