import { date, pgSchema, text } from 'drizzle-orm/pg-core';
import { personTables } from '../person.tables.js';
import { readModelTable } from '../read-model.tables.js';
import { recordColumns, recordKeys } from '../source.js';

/** The IND's records: applications and decisions. Asylum grounds and medical content never leave the IND. */
export const ind = pgSchema('ind');

export const { personName, personBirth, personNationality, personBsn } = personTables(ind);

/** One application; `record_key` (the IND's case number) joins it to its legal side and its medical outcome. */
export const application = ind
  .table(
    'application',
    {
      ...recordColumns(),
      kind: text('kind').notNull(),
      state: text('state').notNull(),
      submittedAt: date('submitted_at'),
      decidedAt: date('decided_at'),
      outcome: text('outcome'),
    },
    recordKeys('application'),
  )
  .enableRLS();

/** The legal side of a decision. */
export const legal = ind
  .table(
    'legal',
    {
      ...recordColumns(),
      legalArticle: text('legal_article'),
      remedy: text('remedy'),
      remedyDeadline: date('remedy_deadline'),
      returnDecisionAt: date('return_decision_at'),
      entryBanUntil: date('entry_ban_until'),
    },
    recordKeys('legal'),
  )
  .enableRLS();

/** Outcome and validity of art. 64 Vw 2000; never its content. */
export const medicalOutcome = ind
  .table(
    'medical_outcome',
    {
      ...recordColumns(),
      medicalOutcome: text('medical_outcome').notNull(),
      medicalValidUntil: date('medical_valid_until'),
    },
    recordKeys('medical_outcome'),
  )
  .enableRLS();

/** All of these, by case. */
export const readModel = readModelTable(ind, {
  personName,
  personBirth,
  personNationality,
  personBsn,
  application,
  legal,
  medicalOutcome,
});
