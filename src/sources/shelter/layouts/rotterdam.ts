import type { Row } from '../../layout.js';
import {
  code,
  dateParts,
  day,
  each,
  name,
  nameList,
  nationalities,
  required,
  text,
  vNumber,
} from '../../layout-fields.js';
import { OUTFLOW_TERMS, SCENARIO_TERMS } from '../code-lists.js';
import { municipalLayout } from '../records.js';
import { outflowOf, planOf, type StayStatement } from '../statement.js';
import { type PersonFields, personOf, stayOf } from './row-statement.js';

const person: PersonFields = {
  vNumber: vNumber(['client', 'vnr']),
  familyName: name(['client', 'naam', 'achternaam']),
  givenNames: nameList(['client', 'naam', 'voornamen']),
  birthDate: dateParts(['client', 'geboren'], ['jaar', 'maand', 'dag']),
  nationalities: nationalities(['client', 'nationaliteiten']),
};

const stay = (row: Row) =>
  stayOf(
    {
      arrivedAt: required('van', (at) => day(at, 'iso')),
      departedAt: day('tot', 'iso'),
      location: text(['plek', 'naam']),
      address: text(['plek', 'adres']),
      room: text(['plek', 'kamer']),
      attention: text('let_op'),
    },
    row,
  ) as StayStatement;

const stays = each('verblijf', stay);
const scenario = code(['lso', 'scenario'], SCENARIO_TERMS);
const decidedAt = day(['lso', 'besluit'], 'iso');
const leftAt = day(['uitstroom', 'op'], 'iso');
const reason = code(['uitstroom', 'reden'], OUTFLOW_TERMS, leftAt);

/** Rotterdam: one JSON array, a nested object a person; birth dates in parts, nationalities by code. */
export const rotterdam = municipalLayout({
  organisation: 'rotterdam',
  municipality: 'ROTTERDAM',
  file: { format: 'json-array', encoding: 'utf-8', names: ['client', 'verblijf', 'lso', 'uitstroom'] },
  fileKey: required(['client', 'dossier'], name),
  statement: (row) => ({
    order: '',
    person: personOf(person, row),
    stays: stays(row),
    plan: planOf(scenario(row), decidedAt(row)),
    outflow: outflowOf(reason(row), leftAt(row)),
  }),
});
