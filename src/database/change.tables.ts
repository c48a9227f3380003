import { sql } from 'drizzle-orm';
import { bigint, customType, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { app, moment } from './app.tables.js';

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Numbers the changes, in the order of their commits. */
export const changePosition = app.sequence('change_position');

/**
 * The outbox: what changed, written in the transaction that changed it. A change is one case in one transaction: one
 * position, and a row for each table of it, so that row-level security says who is told of which. No value stands here.
 */
export const change = app
  .table(
    'change',
    {
      position: bigint({ mode: 'number' }).notNull(),
      /** The table whose rows changed, such as `shelter.stay`. */
      part: text().notNull(),
      /** Whose row it is (condition `own`). */
      organisation: text().notNull(),
      caseId: uuid('case_id').notNull(),
      /** `ADDED`, `CHANGED` or `REMOVED`. */
      kind: text().notNull(),
      recordedAt: moment('recorded_at').notNull().defaultNow(),
    },
    (table) => [
      primaryKey({ columns: [table.position, table.part, table.organisation] }),
      index('change_case').on(table.caseId, table.position),
      index('change_age').on(table.recordedAt),
      /** For whom cases began and ceased to exist: what left somebody's reach is found by nothing else. */
      index('change_reach').on(table.organisation, table.position).where(sql`part = 'app.reach'`),
    ],
  )
  .enableRLS();

/** An address of a partner that is told of changes. */
export const webhook = app
  .table(
    'webhook',
    {
      id: uuid().primaryKey().defaultRandom(),
      organisation: text().notNull(),
      purpose: text().notNull(),
      url: text().notNull(),
      /** Key of the signatures, sealed. */
      secret: bytes().notNull(),
      /** The last change that it was told of. */
      position: bigint({ mode: 'number' }).notNull(),
      attempts: integer().notNull().default(0),
      nextAttemptAt: moment('next_attempt_at').notNull().defaultNow(),
      failingSince: moment('failing_since'),
      createdBy: text('created_by').notNull(),
      createdAt: moment('created_at').notNull().defaultNow(),
      endedAt: moment('ended_at'),
    },
    (table) => [index('webhook_due').on(table.nextAttemptAt)],
  )
  .enableRLS();

/** A message that was given up, for the partner to ask for again. */
export const webhookFailure = app
  .table(
    'webhook_failure',
    {
      webhookId: uuid('webhook_id').notNull(),
      organisation: text().notNull(),
      position: bigint({ mode: 'number' }).notNull(),
      attempts: integer().notNull(),
      /** Why, in a closed list of words; names no value. */
      reason: text().notNull(),
      failedAt: moment('failed_at').notNull().defaultNow(),
    },
    (table) => [primaryKey({ columns: [table.webhookId, table.position] })],
  )
  .enableRLS();
