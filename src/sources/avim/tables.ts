import { boolean, date, pgSchema, smallint, text } from 'drizzle-orm/pg-core';
import { readModelTable } from '../read-model.tables.js';
import { recordColumns, recordKeys } from '../source.js';

/** The AVIM's records: supervision and identification. Face images and fingerprints never leave the AVIM. */
export const avim = pgSchema('avim');

/** Reporting duty (art. 54 Vw 2000) and how it is met. */
export const reportingDuty = avim
  .table(
    'reporting_duty',
    {
      ...recordColumns(),
      reportingDuty: boolean('reporting_duty').notNull(),
      reportingStatus: text('reporting_status'),
    },
    recordKeys('reporting_duty'),
  )
  .enableRLS();

/** A measure under art. 55, 56 or 59 Vw 2000. */
export const measure = avim
  .table(
    'measure',
    {
      ...recordColumns(),
      measure: text('measure').notNull(),
      measureFrom: date('measure_from'),
      measureUntil: date('measure_until'),
    },
    recordKeys('measure'),
  )
  .enableRLS();

/** Result of identity research. */
export const identity = avim
  .table(
    'identity',
    {
      ...recordColumns(),
      established: boolean('established').notNull(),
      establishedAt: date('established_at'),
      sourceLevel: smallint('source_level'),
    },
    recordKeys('identity'),
  )
  .enableRLS();

/** A document seen during identity research. */
export const document = avim
  .table(
    'document',
    {
      ...recordColumns(),
      kind: text('kind').notNull(),
      number: text('number'),
      issuedBy: text('issued_by'),
      validUntil: date('valid_until'),
    },
    recordKeys('document'),
  )
  .enableRLS();

/** All of these, by case. */
export const readModel = readModelTable(avim, {
  reportingDuty,
  measure,
  identity,
  document,
});
