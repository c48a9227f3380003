import { bigint, boolean, customType, index, integer, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { app, moment } from './app.tables.js';

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** One delivery of an agency: how far it has come, and what became of its rows. */
export const delivery = app
  .table(
    'delivery',
    {
      id: uuid().primaryKey().defaultRandom(),
      agency: text().notNull(),
      organisation: text().notNull(),
      fileName: text('file_name').notNull(),
      startedAt: moment('started_at').notNull().defaultNow(),
      endedAt: moment('ended_at'),
      received: integer().notNull().default(0),
      added: integer().notNull().default(0),
      changed: integer().notNull().default(0),
      unchanged: integer().notNull().default(0),
      superseded: integer().notNull().default(0),
      quarantined: integer().notNull().default(0),
      rejected: integer().notNull().default(0),
      complete: boolean().notNull().default(false),
      /** `DELTA`: what changed. `SNAPSHOT`: all that the agency has; what it no longer holds is closed. */
      mode: text().notNull().default('DELTA'),
      /** `RECEIVING`, `APPLYING`, `HELD` (waits for somebody to confirm it), `DONE`, `FAILED` or `WITHDRAWN`. */
      state: text().notNull().default('APPLYING'),
      /** What the sender named it: the same name again is the same delivery. Null for one that was read from a file here. */
      idempotencyKey: text('idempotency_key'),
      bytesReceived: bigint('bytes_received', { mode: 'number' }).notNull().default(0),
      /** When the last piece of the body came; null before the first one. */
      lastPieceAt: moment('last_piece_at'),
      /** SHA-256 of the body as far as it is there, in hexadecimal. */
      bodyHash: text('body_hash'),
      /** The last row that was applied: what comes after a crash begins behind it. */
      appliedPlace: integer('applied_place').notNull().default(0),
      /** The last record that was folded from its pieces. */
      foldedThrough: text('folded_through'),
      waiting: integer().notNull().default(0),
      /** Records that this snapshot closed, and those that it would close while it is held. */
      closed: integer().notNull().default(0),
      toClose: integer('to_close'),
      /** Why it was refused as a whole; names no value. */
      failure: text(),
      confirmedBy: text('confirmed_by'),
      confirmedAt: moment('confirmed_at'),
    },
    (table) => [
      uniqueIndex('delivery_once').on(table.organisation, table.idempotencyKey),
      index('delivery_open').on(table.state),
    ],
  )
  .enableRLS();

/** A rejected row: kept as it came, with its place and the reason, so that nothing is lost. */
export const rejectedRow = app.table(
  'rejected_row',
  {
    deliveryId: uuid('delivery_id').notNull(),
    place: integer().notNull(),
    reason: text().notNull(),
    raw: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.place] })],
);

/** The bytes of a delivery as they came, until it is applied: whichever process goes on with it has them. */
export const deliveryChunk = app.table(
  'delivery_chunk',
  {
    deliveryId: uuid('delivery_id').notNull(),
    /** Where in the body it begins, in bytes. */
    start: bigint({ mode: 'number' }).notNull(),
    content: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.start] })],
);

/** The records that a snapshot holds, until what it no longer holds is closed. */
export const deliverySeen = app.table(
  'delivery_seen',
  {
    deliveryId: uuid('delivery_id').notNull(),
    sourceKey: text('source_key').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.sourceKey] })],
);

/** How fresh each source is: when its last complete delivery ended. Says nothing of a person. */
export const freshness = app.table('freshness', {
  agency: text().primaryKey(),
  endedAt: moment('ended_at').notNull(),
});

/** The last answer of an agency's own system on a case, sealed: for the time that the system does not answer. */
export const sourceCopy = app.table(
  'source_copy',
  {
    agency: text().notNull(),
    caseId: uuid('case_id').notNull(),
    retrievedAt: moment('retrieved_at').notNull(),
    content: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agency, table.caseId] }), index('source_copy_age').on(table.retrievedAt)],
);
