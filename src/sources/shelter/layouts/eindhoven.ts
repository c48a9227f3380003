import { code, day, name, namePart, nationalities, partialDate, required, text, vNumber } from '../../layout-fields.js';
import { NATIONALITY_TERMS, OUTFLOW_TERMS, SCENARIO_TERMS } from '../code-lists.js';
import { municipalLayout } from '../records.js';
import { rowStatement } from './row-statement.js';

/**
 * Eindhoven: a spreadsheet's export. The spreadsheet takes V-numbers for numbers and drops their leading zeros;
 * such a row is rejected, because nobody knows how many there were.
 */
export const eindhoven = municipalLayout({
  organisation: 'eindhoven',
  municipality: 'EINDHOVEN',
  file: {
    format: 'csv',
    encoding: 'windows-1252',
    separator: ';',
    names: ['Nr', 'Naam', 'Vnr', 'Geb.', 'Nat.', 'In', 'Uit', 'Waar', 'Scenario', 'Reden'],
  },
  fileKey: required('Nr', name),
  statement: rowStatement({
    vNumber: vNumber('Vnr'),
    familyName: namePart('Naam', ',', 0),
    givenNames: namePart('Naam', ',', 1),
    birthDate: partialDate('Geb.', 'iso'),
    nationalities: nationalities('Nat.', { separator: ' / ', terms: NATIONALITY_TERMS }),
    arrivedAt: day('In', 'd-m-yy'),
    departedAt: day('Uit', 'd-m-yy'),
    location: text('Waar'),
    scenario: code('Scenario', SCENARIO_TERMS),
    reason: code('Reden', OUTFLOW_TERMS, day('Uit', 'd-m-yy')),
  }),
});
