import { code, day, name, nationalities, partialDate, required, text, vNumber } from '../../layout-fields.js';
import { NATIONALITY_TERMS, OUTFLOW_TERMS, SCENARIO_TERMS } from '../code-lists.js';
import { municipalLayout } from '../records.js';
import { rowStatement } from './row-statement.js';

/** Amsterdam: a person a row, Dutch headers and words, unknown parts of a birth date as 00. */
export const amsterdam = municipalLayout({
  organisation: 'amsterdam',
  municipality: 'AMSTERDAM',
  file: {
    format: 'csv',
    encoding: 'utf-8',
    separator: ';',
    names: [
      'Dossiernr',
      'V-nummer',
      'Achternaam',
      'Voornamen',
      'Geboortedatum',
      'Nationaliteit',
      'Ingang opvang',
      'Einde opvang',
      'Locatie',
      'Adres',
      'Kamer',
      'LSO-besluit',
      'Scenario',
      'Reden uitstroom',
      'Bijzonderheden',
    ],
  },
  fileKey: required('Dossiernr', name),
  statement: rowStatement({
    vNumber: vNumber('V-nummer'),
    familyName: name('Achternaam'),
    givenNames: name('Voornamen'),
    birthDate: partialDate('Geboortedatum', 'dd-mm-yyyy'),
    nationalities: nationalities('Nationaliteit', { separator: ' / ', terms: NATIONALITY_TERMS }),
    arrivedAt: day('Ingang opvang', 'dd-mm-yyyy'),
    departedAt: day('Einde opvang', 'dd-mm-yyyy'),
    location: text('Locatie'),
    address: text('Adres'),
    room: text('Kamer'),
    attention: text('Bijzonderheden'),
    decidedAt: day('LSO-besluit', 'dd-mm-yyyy'),
    scenario: code('Scenario', SCENARIO_TERMS),
    reason: code('Reden uitstroom', OUTFLOW_TERMS, day('Einde opvang', 'dd-mm-yyyy')),
  }),
});
