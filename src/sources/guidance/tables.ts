import { date, pgSchema, text } from 'drizzle-orm/pg-core';
import { personTables } from '../person.tables.js';
import { readModelTable } from '../read-model.tables.js';
import { recordColumns, recordKeys } from '../source.js';

/** The guiding NGOs' records. Case notes never leave the NGO; there is no table for them. */
export const guidance = pgSchema('guidance');

export const { personName, personBirth, personNationality, personContact } = personTables(guidance);

/** The guidance of a person by one NGO. */
export const trajectory = guidance
  .table(
    'trajectory',
    {
      ...recordColumns(),
      phase: text('phase').notNull(),
      goal: text('goal'),
      startedAt: date('started_at'),
      endedAt: date('ended_at'),
    },
    recordKeys('trajectory'),
  )
  .enableRLS();

/** All of these, by case. */
export const readModel = readModelTable(guidance, {
  personName,
  personBirth,
  personNationality,
  personContact,
  trajectory,
});
