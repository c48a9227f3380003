import { bigint, bigserial, date, index, pgSchema, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * The two logs. Append-only by rights: the login role that writes them may insert and select, nothing else.
 * Both are partitioned by month (the migration says so; drizzle has no words for it), so that a month ends as a whole.
 */
export const audit = pgSchema('audit');

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/**
 * The processing log, as Logboek Dataverwerkingen asks: a line per data subject of an operation, and no user in it.
 * `id` grows in the order of commits, because all writers take the chain's lock first: what is read up to an id is whole.
 */
export const processingRecord = audit.table(
  'processing_record',
  {
    /** First day of the month in which it was written, by the database's clock. */
    month: date().notNull(),
    id: bigserial({ mode: 'bigint' }).notNull(),
    traceId: text('trace_id').notNull(),
    spanId: text('span_id').notNull(),
    parentSpanId: text('parent_span_id'),
    name: text().notNull(),
    /** `UNSET`: no result; `OK`; `ERROR`. */
    statusCode: text('status_code').notNull(),
    startTime: moment('start_time').notNull(),
    endTime: moment('end_time').notNull(),
    /** Versioned URI into the register of processing activities. */
    processingActivityId: text('processing_activity_id').notNull(),
    /** Keyed pseudonym; never the identifier itself. */
    dataSubjectId: text('data_subject_id').notNull(),
    dataSubjectIdType: text('data_subject_id_type').notNull(),
    /** Which key made the pseudonym. */
    keyId: text('key_id').notNull(),
    /** Organisation that was given the data; an organisation, not a user. */
    organisation: text().notNull(),
    /** What was served of this data subject. */
    categories: text().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.month, table.id] }),
    index('processing_record_trace').on(table.traceId),
    index('processing_record_subject').on(table.dataSubjectId),
  ],
);

/** The audit log: `body` is the line as JSON text, byte for byte what was hashed. */
export const auditRecord = audit.table(
  'audit_record',
  {
    /** First day of the chain's month. */
    month: date().notNull(),
    /** 1, 2, 3, … within the month. */
    seq: bigint({ mode: 'bigint' }).notNull(),
    /** Repeats the body's, to be found by. */
    traceId: text('trace_id').notNull(),
    body: text().notNull(),
    /** SHA-256 over the hash before, the place and the body; 64 hexadecimal digits. */
    hash: text().notNull(),
    /** Ed25519 signature (base64url) over month, seq and hash; on the last line of each write. */
    signature: text(),
  },
  (table) => [primaryKey({ columns: [table.month, table.seq] }), index('audit_record_trace').on(table.traceId)],
);

/** Months that were deleted after their term: where the next chain begins, and the proof that there was one. */
export const endedMonth = audit.table('ended_month', {
  month: date().primaryKey(),
  lines: bigint({ mode: 'bigint' }).notNull(),
  hash: text().notNull(),
  signature: text().notNull(),
  deletedAt: moment('deleted_at').notNull().defaultNow(),
});

/** How far the processing log was sent to a collector. */
export const exportCursor = audit.table('export_cursor', {
  collector: text().primaryKey(),
  lastId: bigint('last_id', { mode: 'bigint' }).notNull(),
  sentAt: moment('sent_at').notNull().defaultNow(),
});
