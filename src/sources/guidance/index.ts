import { readModelOf } from '../read-model.js';
import { sourcePart } from '../source.js';
import * as tables from './tables.js';

/**
 * The NGOs' parts. What an NGO states about the person also reveals that this NGO guides them, so it needs
 * `guidance.trajectory` as well: a derived value needs the rights of all its inputs.
 */
export const guidanceParts = {
  personName: sourcePart('GUIDANCE', 'personName', ['person.name', 'guidance.trajectory'], tables.personName),
  personBirth: sourcePart('GUIDANCE', 'personBirth', ['person.birth', 'guidance.trajectory'], tables.personBirth),
  personNationality: sourcePart(
    'GUIDANCE',
    'personNationality',
    ['person.nationality', 'guidance.trajectory'],
    tables.personNationality,
  ),
  personContact: sourcePart(
    'GUIDANCE',
    'personContact',
    ['person.contact', 'guidance.trajectory'],
    tables.personContact,
  ),
  trajectory: sourcePart('GUIDANCE', 'trajectory', ['guidance.trajectory'], tables.trajectory, {
    ownFields: ['organisation'],
    order: 'startedAt',
  }),
};

/** What is kept of them by case. */
export const guidanceReadModel = readModelOf(tables.readModel, guidanceParts);
