import { code, day, name, nationalities, partialDate, required, text, vNumber } from '../../layout-fields.js';
import { OUTFLOW_CODES, SCENARIO_CODES } from '../code-lists.js';
import { municipalLayout } from '../records.js';
import { rowStatement } from './row-statement.js';

/** Utrecht: a stay a row, so that a person may take several; codes and ISO dates. */
export const utrecht = municipalLayout({
  organisation: 'utrecht',
  municipality: 'UTRECHT',
  file: {
    format: 'csv',
    encoding: 'utf-8',
    separator: ',',
    names: [
      'client_id',
      'v_number',
      'family_name',
      'given_names',
      'birth_date',
      'nationality_codes',
      'stay_from',
      'stay_to',
      'location',
      'address',
      'room',
      'attention',
      'scenario',
      'scenario_date',
      'outflow_reason',
    ],
  },
  fileKey: required('client_id', name),
  pieceKey: required('stay_from', (at) => day(at, 'iso')),
  statement: rowStatement({
    vNumber: vNumber('v_number'),
    familyName: name('family_name'),
    givenNames: name('given_names'),
    birthDate: partialDate('birth_date', 'iso'),
    nationalities: nationalities('nationality_codes', { separator: '|' }),
    arrivedAt: day('stay_from', 'iso'),
    departedAt: day('stay_to', 'iso'),
    location: text('location'),
    address: text('address'),
    room: text('room'),
    attention: text('attention'),
    decidedAt: day('scenario_date', 'iso'),
    scenario: code('scenario', SCENARIO_CODES),
    reason: code('outflow_reason', OUTFLOW_CODES),
  }),
});
