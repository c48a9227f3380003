import { ownCodes } from '../code-list.js';
import { RowRejected } from '../layout.js';
import { code, day, each, name, required, text, vNumber } from '../layout-fields.js';
import { birthDateAt, nationalitiesAt, type OwnWords, personExtras, recordFacts } from '../own-words.js';
import type { PartValues } from '../source-record.js';
import { OUTFLOW_CODES, SCENARIO_CODES, STAY_KINDS } from './code-lists.js';
import { personOf } from './layouts/row-statement.js';
import { shelterRecord } from './records.js';
import { checkStatement, outflowOf, planOf } from './statement.js';

const ORGANISATION = /^[a-z][a-z0-9-]{0,62}$/;

const key = required('key', name);
const person = {
  vNumber: vNumber('vNumber'),
  familyName: name(['person', 'familyName']),
  givenNames: name(['person', 'givenNames']),
  birthDate: birthDateAt(['person', 'birthDate']),
  nationalities: nationalitiesAt(['person', 'nationalities']),
};
const extras = personExtras('person');
const stay = {
  arrivedAt: required('arrivedAt', (at) => day(at, 'iso')),
  departedAt: day('departedAt', 'iso'),
  kind: required('kind', (at) => code(at, ownCodes(STAY_KINDS))),
  location: text('location'),
  address: text('address'),
  room: text('room'),
  attention: text('attention'),
};
const stays = each('stays', (row) => ({
  arrivedAt: stay.arrivedAt(row),
  departedAt: stay.departedAt(row),
  kind: stay.kind(row),
  location: stay.location(row),
  address: stay.address(row),
  room: stay.room(row),
  attention: stay.attention(row),
}));
const plan = { scenario: code(['plan', 'scenario'], SCENARIO_CODES), decidedAt: day(['plan', 'decidedAt'], 'iso') };
const effort = {
  organisation: required('organisation', name),
  effort: required('effort', text),
  dueAt: day('dueAt', 'iso'),
};
const efforts = each(['plan', 'efforts'], (row) => {
  const organisation = effort.organisation(row);
  if (!ORGANISATION.test(organisation)) throw new RowRejected('"organisation" must be the code of an organisation');
  return { organisation, effort: effort.effort(row), dueAt: effort.dueAt(row) };
});
const outflow = {
  reason: code(['outflow', 'reason'], OUTFLOW_CODES),
  destination: name(['outflow', 'destination']),
  leftAt: day(['outflow', 'leftAt'], 'iso'),
};

/**
 * A municipality's file in the words of the graph. Where the case stands, and how durable an outflow is, follow from the
 * rest, as they do for the municipality's own layout.
 */
export const shelterWords: OwnWords = (row, { organisation, municipality }) => {
  if (municipality === null) throw new RowRejected('the organisation is no municipality of the configuration');
  const said = {
    person: personOf(person, row),
    stays: [...stays(row)].sort((one, other) => (one.arrivedAt < other.arrivedAt ? -1 : 1)),
    plan: planOf(plan.scenario(row), plan.decidedAt(row)),
    outflow: outflowOf(outflow.reason(row), outflow.leftAt(row)),
  };
  checkStatement({ order: '', ...said });
  const record = shelterRecord({ organisation, municipality }, key(row), said);
  return { ...record, ...recordFacts(row), parts: { ...record.parts, ...furtherParts(row, record.parts) } };
};

type Parts = Readonly<Record<string, readonly PartValues[]>>;

/** What the municipalities' exports do not hold and the graph does. */
function furtherParts(row: Parameters<OwnWords>[0], parts: Parts): Parts {
  const { aliases, birthPlace, bsn, contact } = extras(row);
  const acting = efforts(row);
  if (acting.length > 0 && parts.plan?.length === 0) throw new RowRejected('there are efforts, but no scenario');
  const [said] = parts.personBirth ?? [];
  return {
    personName: (parts.personName ?? []).map((values) => ({ ...values, aliases: aliases.length > 0 ? aliases : null })),
    personBirth: said || birthPlace ? [{ birthDate: null, sourceLevel: OWN_STATEMENT, ...said, birthPlace }] : [],
    personBsn: bsn ? [{ bsn }] : [],
    personContact: contact ? [contact] : [],
    effort: acting.map((values, place) => ({ recordKey: String(place + 1), ...values })),
    outflow: (parts.outflow ?? []).map((values) => ({ ...values, destination: outflow.destination(row) })),
  };
}

/** Nobody but the person vouches for what a shelter writes down. */
const OWN_STATEMENT = 5;
