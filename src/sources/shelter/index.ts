import { readModelOf } from '../read-model.js';
import { sourcePart } from '../source.js';
import * as tables from './tables.js';

const caseFile = sourcePart('SHELTER', 'caseFile', ['case.status'], tables.caseFile, { order: 'arrivedAt' });

/**
 * The municipal shelters' parts, each under its category. Somebody who left and came back elsewhere has not left:
 * an outflow counts only in the file of the latest arrival, as the case's status does, and so needs its right too.
 */
export const shelterParts = {
  caseFile,
  personName: sourcePart('SHELTER', 'personName', ['person.name'], tables.personName),
  personBirth: sourcePart('SHELTER', 'personBirth', ['person.birth'], tables.personBirth),
  personNationality: sourcePart('SHELTER', 'personNationality', ['person.nationality'], tables.personNationality),
  personBsn: sourcePart('SHELTER', 'personBsn', ['person.bsn'], tables.personBsn),
  personContact: sourcePart('SHELTER', 'personContact', ['person.contact'], tables.personContact),
  stay: sourcePart('SHELTER', 'stay', ['shelter.stay'], tables.stay, { order: 'arrivedAt' }),
  place: sourcePart('SHELTER', 'place', ['shelter.location'], tables.place),
  attention: sourcePart('SHELTER', 'attention', ['shelter.attention'], tables.attention),
  plan: sourcePart('SHELTER', 'plan', ['plan.scenario'], tables.plan, { order: 'decidedAt' }),
  effort: sourcePart('SHELTER', 'effort', ['plan.effort'], tables.effort, {
    ownFields: ['organisation'],
    order: 'dueAt',
  }),
  outflow: sourcePart('SHELTER', 'outflow', ['outflow.reason', 'case.status'], tables.outflow, {
    order: 'leftAt',
    within: caseFile,
  }),
};

/** What is kept of them by case. */
export const shelterReadModel = readModelOf(tables.readModel, shelterParts);
