import { readModelOf } from '../read-model.js';
import { sourcePart } from '../source.js';
import { APPLICATION_KINDS, APPLICATION_STATES, DECISION_OUTCOMES, MEDICAL_OUTCOMES, REMEDIES } from './code-lists.js';
import * as tables from './tables.js';

/**
 * The IND's parts. Its records match by V-number alone, so what it states about the person reveals that there is
 * one: those parts need `person.v_number` as well.
 */
export const indParts = {
  personName: sourcePart('IND', 'personName', ['person.name', 'person.v_number'], tables.personName),
  personBirth: sourcePart('IND', 'personBirth', ['person.birth', 'person.v_number'], tables.personBirth),
  personNationality: sourcePart(
    'IND',
    'personNationality',
    ['person.nationality', 'person.v_number'],
    tables.personNationality,
  ),
  personBsn: sourcePart('IND', 'personBsn', ['person.bsn'], tables.personBsn),
  application: sourcePart('IND', 'application', ['decision.status'], tables.application, {
    order: 'submittedAt',
    codes: { kind: APPLICATION_KINDS, state: APPLICATION_STATES, outcome: DECISION_OUTCOMES },
  }),
  legal: sourcePart('IND', 'legal', ['decision.legal'], tables.legal, { codes: { remedy: REMEDIES } }),
  medicalOutcome: sourcePart('IND', 'medicalOutcome', ['decision.medical'], tables.medicalOutcome, {
    codes: { medicalOutcome: MEDICAL_OUTCOMES },
  }),
};

/** What is kept of them by case. */
export const indReadModel = readModelOf(tables.readModel, indParts);
