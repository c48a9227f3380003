import { bigint, boolean, date, index, integer, pgSchema, text, uuid } from 'drizzle-orm/pg-core';
import { app, moment } from '../../database/app.tables.js';

/** What is counted. Nothing here leads back to a person: no case, no V-number, no name, and days only as months. */
export const statistics = pgSchema('statistics');

/**
 * One row a person in an LVV, coarse on purpose (AVG art. 89: statistics on data that identify nobody). It stays when
 * the case is deleted after its term, because a table that was published must stay right; then nothing leads to it.
 */
export const fact = statistics
  .table(
    'fact',
    {
      /** Random; no partner role reads it. */
      id: uuid().primaryKey().defaultRandom(),
      municipality: text().notNull(),
      /** First day of the month of arrival; null when unknown. */
      arrivedMonth: date('arrived_month'),
      /** First day of the month of departure; null while the person is there. */
      leftMonth: date('left_month'),
      nationalityGroup: text('nationality_group').notNull(),
      scenario: text().notNull(),
      /** Why the person left; null while the person is there. */
      outcome: text(),
      application: text().notNull(),
      returnProcedure: text('return_procedure').notNull(),
      /** Whole days from arrival to departure; null while the person is there, or when a day is unknown. */
      stayDays: integer('stay_days'),
    },
    (table) => [index('fact_left').on(table.leftMonth)],
  )
  .enableRLS();

/** How far the facts go. One row. */
export const refreshed = statistics
  .table('refreshed', {
    single: boolean().primaryKey().default(true),
    /** The last change of the outbox that is counted. */
    position: bigint({ mode: 'number' }).notNull(),
    refreshedAt: moment('refreshed_at').notNull(),
    /** What tables of counts are laid out by: the municipalities that have facts, and the months in which people came or left. */
    municipalities: text().array().notNull(),
    firstMonth: date('first_month'),
    lastMonth: date('last_month'),
    /** Whether some arrival is on no known day, or before the pilots. */
    undated: boolean().notNull(),
  })
  .enableRLS();

/** Which fact is of which case, to refresh it. No partner role reads it; it goes after the case, the fact does not. */
export const factOfCase = app
  .table('fact_of_case', {
    caseId: uuid('case_id').primaryKey(),
    factId: uuid('fact_id').notNull().unique(),
  })
  .enableRLS();
