import { date, index, pgSchema, text } from 'drizzle-orm/pg-core';
import { personTables } from '../person.tables.js';
import { readModelTable } from '../read-model.tables.js';
import { recordColumns, recordKeys } from '../source.js';

/** The municipal shelters' records, a table a category. */
export const shelter = pgSchema('shelter');

export const { personName, personBirth, personNationality, personBsn, personContact } = personTables(shelter);

/** A municipality's file on a person. */
export const caseFile = shelter
  .table(
    'case_file',
    {
      ...recordColumns(),
      status: text('status').notNull(),
      municipality: text('municipality').notNull(),
      arrivedAt: date('arrived_at'),
      leftAt: date('left_at'),
    },
    recordKeys('case_file'),
  )
  .enableRLS();

/** One uninterrupted time in a place; `record_key` joins it to its place and its practical needs. */
export const stay = shelter
  .table(
    'stay',
    {
      ...recordColumns(),
      arrivedAt: date('arrived_at').notNull(),
      departedAt: date('departed_at'),
      kind: text('kind').notNull(),
    },
    recordKeys('stay'),
  )
  .enableRLS();

/** Where a stay is. A known fear: a refuge must not become a place of arrest. */
export const place = shelter
  .table(
    'place',
    { ...recordColumns(), location: text('location'), address: text('address'), room: text('room') },
    recordKeys('place'),
  )
  .enableRLS();

/** Practical needs during a stay; nothing medical. */
export const attention = shelter
  .table('attention', { ...recordColumns(), attention: text('attention').notNull() }, recordKeys('attention'))
  .enableRLS();

/** What the case table (LSO) decided. */
export const plan = shelter
  .table(
    'plan',
    { ...recordColumns(), scenario: text('scenario').notNull(), decidedAt: date('decided_at') },
    (table) => [...recordKeys('plan')(table), index('plan_scenario').on(table.scenario, table.caseId)],
  )
  .enableRLS();

/** What an organisation undertook at the case table; `organisation` is the one that acts. */
export const effort = shelter
  .table(
    'effort',
    { ...recordColumns(), effort: text('effort').notNull(), dueAt: date('due_at') },
    recordKeys('effort'),
  )
  .enableRLS();

/** How and when the person left. */
export const outflow = shelter
  .table(
    'outflow',
    {
      ...recordColumns(),
      reason: text('reason').notNull(),
      durability: text('durability').notNull(),
      destination: text('destination'),
      leftAt: date('left_at'),
    },
    (table) => [...recordKeys('outflow')(table), index('outflow_reason').on(table.reason, table.caseId)],
  )
  .enableRLS();

/** Of these, by case, those that anybody reads whole: where somebody is stays in its own tables alone. */
export const readModel = readModelTable(shelter, {
  caseFile,
  personName,
  personBirth,
  personNationality,
  personBsn,
  personContact,
  stay,
  plan,
  effort,
  outflow,
});
