import { nameKey } from '../../model/person-name.js';
import { ownCodes } from '../code-list.js';
import { RowRejected } from '../layout.js';
import { code, day, name, required, text, vNumber } from '../layout-fields.js';
import { birthDateAt, contactFields, nationalitiesAt, type OwnWords, recordFacts, refuseBefore } from '../own-words.js';
import { GUIDANCE_PHASES } from './code-lists.js';
import { guidedKey, personParts } from './records.js';

const fields = {
  fullName: required('name', name),
  birthDate: birthDateAt('birthDate'),
  nationalities: nationalitiesAt('nationalities'),
  vNumber: vNumber('vNumber'),
  phase: required('phase', (at) => code(at, ownCodes(GUIDANCE_PHASES))),
  goal: text('goal'),
  startedAt: day('startedAt', 'iso'),
  endedAt: day('endedAt', 'iso'),
};
const contact = contactFields();

/**
 * A guided person in the words of the graph, known by the same key as in the NGOs' files: sent either way it is one
 * record. What the person consents to is recorded by itself (`recordConsent`).
 */
export const guidanceWords: OwnWords = (row, { organisation }) => {
  const fullName = fields.fullName(row);
  const searchKey = nameKey(fullName);
  if (!searchKey) throw new RowRejected('"name" holds no letters');
  const [birthDate, startedAt, endedAt] = [fields.birthDate(row), fields.startedAt(row), fields.endedAt(row)];
  refuseBefore(endedAt, startedAt, 'the end lies before the start');
  const stated = fields.nationalities(row);
  const reach = contact(row);
  return {
    agency: 'GUIDANCE',
    organisation,
    sourceKey: guidedKey(searchKey, birthDate, startedAt),
    ...recordFacts(row),
    identifiers: { vNumber: fields.vNumber(row), nameKey: searchKey, birthDate, nationalities: stated },
    opensCase: false,
    parts: {
      ...personParts(fullName, searchKey, birthDate, stated),
      personContact: reach ? [reach] : [],
      trajectory: [{ phase: fields.phase(row), goal: fields.goal(row), startedAt, endedAt }],
    },
  };
};
