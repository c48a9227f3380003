import { boolean, date, pgSchema, text } from 'drizzle-orm/pg-core';
import { readModelTable } from '../read-model.tables.js';
import { recordColumns, recordKeys } from '../source.js';

/** The DT&V's records: return procedures. `record_key` joins a procedure to its documents, travel and officer. */
export const dtv = pgSchema('dtv');

/** State of a return procedure. */
export const procedure = dtv
  .table(
    'procedure',
    {
      ...recordColumns(),
      state: text('state').notNull(),
      openedAt: date('opened_at'),
      closedAt: date('closed_at'),
      departureKind: text('departure_kind'),
    },
    recordKeys('procedure'),
  )
  .enableRLS();

/** The replacement travel document asked of a country. */
export const laissezPasser = dtv
  .table(
    'laissez_passer',
    {
      ...recordColumns(),
      laissezPasserStage: text('laissez_passer_stage').notNull(),
      laissezPasserCountry: text('laissez_passer_country'),
    },
    recordKeys('laissez_passer'),
  )
  .enableRLS();

/** Planned departure and support by the IOM. */
export const travel = dtv
  .table(
    'travel',
    {
      ...recordColumns(),
      plannedDepartureAt: date('planned_departure_at'),
      supportedByIom: boolean('supported_by_iom'),
    },
    recordKeys('travel'),
  )
  .enableRLS();

/** The case officer (regievoerder) of a procedure. */
export const officer = dtv
  .table(
    'officer',
    { ...recordColumns(), name: text('name').notNull(), telephone: text('telephone'), email: text('email') },
    recordKeys('officer'),
  )
  .enableRLS();

/** All of these, by case. */
export const readModel = readModelTable(dtv, {
  procedure,
  laissezPasser,
  travel,
  officer,
});
