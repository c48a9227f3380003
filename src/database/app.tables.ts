import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** The gateway's own tables: who exists for whom, and what was delivered. No agency's values, except the two indexes. */
export const app = pgSchema('app');

/** A moment with its zone, ISO 8601. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/** Organisations that may ask, with the time for which their participation is granted. */
export const organisation = app
  .table('organisation', {
    code: text().primaryKey(),
    partnerKind: text('partner_kind').notNull(),
    name: text().notNull(),
    validFrom: moment('valid_from').notNull(),
    validUntil: moment('valid_until'),
    revokedAt: moment('revoked_at'),
  })
  .enableRLS();

/** What an organisation may ask for, and from when until when. What stands here is needed beside policy and token. */
export const purposeGrant = app
  .table(
    'purpose_grant',
    {
      organisation: text().notNull(),
      purpose: text().notNull(),
      validFrom: moment('valid_from').notNull(),
      validUntil: moment('valid_until'),
      revokedAt: moment('revoked_at'),
    },
    (table) => [primaryKey({ columns: [table.organisation, table.purpose] })],
  )
  .enableRLS();

/** The register of processing activities (AVG art. 30): what the URIs in policy and log lead to. A version never changes. */
export const processingActivity = app.table('processing_activity', {
  /** Versioned URI, as policy and log have it. */
  uri: text().primaryKey(),
  partnerKind: text('partner_kind').notNull(),
  purpose: text().notNull(),
  nameNl: text('name_nl').notNull(),
  nameEn: text('name_en').notNull(),
  controller: text().notNull(),
  legalBasis: text('legal_basis').notNull(),
  categories: text().array().notNull(),
  retention: text().notNull(),
  /** Left out of what the person concerned is told, where the law demands it (UAVG art. 41). */
  confidential: boolean().notNull().default(false),
  validFrom: date('valid_from').notNull(),
  validUntil: date('valid_until'),
  /** From when on this version admits nobody any more, whatever the policy says. Set by hand, and never taken back. */
  endedAt: moment('ended_at'),
});

/** How long something is kept, in days. `what` is a source (`SHELTER` …), `reach`, `quarantine`, `rejected`, `processing-log` … */
export const retentionTerm = app.table('retention_term', {
  what: text().primaryKey(),
  days: integer().notNull(),
  /** Why this long: the rule or the decision. */
  basis: text().notNull(),
});

/**
 * The renewals of the pages' sessions that are under way or were done in the last minute: which process renews, and for the
 * others what came of it. Token and answer are not readable here: the one is hashed, the other sealed.
 */
export const sessionRenewal = app.table('session_renewal', {
  /** SHA-256 of the refresh token, in base64url. */
  tokenHash: text('token_hash').primaryKey(),
  askedAt: moment('asked_at').notNull(),
  /** Null while it is under way. */
  sealed: text(),
});

/** What is matched: one row a person. The id is random and the same for every partner. Never readable by a partner role. */
export const caseKey = app.table('case_key', {
  id: uuid().primaryKey().defaultRandom(),
  vNumber: text('v_number').unique(),
  createdAt: moment('created_at').notNull().defaultNow(),
});

/** Category `case.status`: the row that pages, filters and orders of `cases` run on. Kept from the shelter's records. */
export const caseIndex = app
  .table(
    'case_index',
    {
      id: uuid().primaryKey(),
      organisation: text().notNull(),
      status: text().notNull(),
      municipality: text().notNull(),
      arrivedAt: date('arrived_at'),
      leftAt: date('left_at'),
    },
    (table) => [index('case_index_arrived').on(table.arrivedAt, table.id)],
  )
  .enableRLS();

/** Category `person.v_number`: the V-number of a case. */
export const caseVNumber = app
  .table('case_v_number', {
    caseId: uuid('case_id').primaryKey(),
    organisation: text().notNull(),
    vNumber: text('v_number').notNull().unique(),
  })
  .enableRLS();

/**
 * Reach: the cases that exist for an organisation. Outside it a case is the same as one that does not exist. Beside them
 * stand the values of the case index: each order of a page is one range of an index of this table. Triggers copy them, so
 * that whoever writes, also a server of another version, cannot let the two differ. A day that is not known is
 * `-infinity`, because the order of an index knows no null.
 */
export const reach = app
  .table(
    'reach',
    {
      organisation: text().notNull(),
      caseId: uuid('case_id').notNull(),
      arrivedAt: date('arrived_at').notNull().default(sql`'-infinity'`),
      leftAt: date('left_at').notNull().default(sql`'-infinity'`),
      /** Empty where it was not copied yet. */
      status: text().notNull().default(''),
      municipality: text().notNull().default(''),
    },
    (table) => [
      primaryKey({ columns: [table.organisation, table.caseId] }),
      index('reach_arrived').on(table.organisation, table.arrivedAt, table.caseId),
      index('reach_left').on(table.organisation, table.leftAt, table.caseId),
      index('reach_status').on(table.organisation, table.status, table.caseId),
      index('reach_municipality').on(table.organisation, table.municipality, table.caseId),
      // For row-level security, which asks it for every row that is read (`policy/row-condition.ts`).
      uniqueIndex('reach_probe').on(table.caseId, sql`${table.organisation} collate "C"`),
    ],
  )
  .enableRLS();

/** A municipality's word that an organisation takes part in a case table, or no longer does. Overrides the default reach. */
export const participation = app.table(
  'participation',
  {
    caseId: uuid('case_id').notNull(),
    organisation: text().notNull(),
    begunAt: moment('begun_at'),
    endedAt: moment('ended_at'),
    recordedBy: text('recorded_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.organisation] })],
);

/** The data subject's consent, for a partner kind or for one organisation of it. Stands while it is not withdrawn. */
export const consent = app
  .table(
    'consent',
    {
      id: uuid().primaryKey().defaultRandom(),
      caseId: uuid('case_id').notNull(),
      partnerKind: text('partner_kind').notNull(),
      /** Null: every organisation of the kind. */
      organisation: text(),
      givenAt: moment('given_at').notNull(),
      withdrawnAt: moment('withdrawn_at'),
      recordedBy: text('recorded_by').notNull(),
      /** Organisation that recorded the withdrawal. */
      withdrawnBy: text('withdrawn_by'),
    },
    (table) => [
      index('consent_case').on(table.caseId, table.partnerKind),
      uniqueIndex('consent_once').on(table.caseId, table.partnerKind, table.organisation, table.givenAt),
    ],
  )
  .enableRLS();

/** A request to rectify a value (AVG art. 16), passed to its owner. While it is open the value is under investigation. */
export const rectification = app
  .table(
    'rectification',
    {
      id: uuid().primaryKey().defaultRandom(),
      caseId: uuid('case_id').notNull(),
      /** The value, as `Type.field` of the whole schema. */
      field: text().notNull(),
      /** Categories of the value: who may not read it is not told that it is under investigation. */
      categories: text().array().notNull(),
      agency: text().notNull(),
      /** The owner: organisation whose record states the value. */
      organisation: text().notNull(),
      requestedBy: text('requested_by').notNull(),
      requestedAt: moment('requested_at').notNull().defaultNow(),
      /** What the person says is wrong. For requester and owner only. */
      statement: text().notNull(),
      /** `HONOURED` or `REFUSED`; null while it is open. */
      outcome: text(),
      outcomeReason: text('outcome_reason'),
      decidedAt: moment('decided_at'),
    },
    (table) => [index('rectification_case').on(table.caseId), index('rectification_owner').on(table.organisation)],
  )
  .enableRLS();

/** Every source record received: what makes a delivery idempotent, and where it ended. */
export const record = app.table(
  'record',
  {
    agency: text().notNull(),
    organisation: text().notNull(),
    sourceKey: text('source_key').notNull(),
    /** Null while quarantined: it matches no case. */
    caseId: uuid('case_id'),
    vNumber: text('v_number'),
    version: integer().notNull().default(0),
    contentHash: text('content_hash').notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
    /** Since when the agency's full snapshots no longer hold it. Closed, not erased: what it said stays said. */
    closedAt: moment('closed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.agency, table.organisation, table.sourceKey] }),
    index('record_case').on(table.caseId, table.agency),
    index('record_v_number').on(table.vNumber),
  ],
);

/** Pieces of a record that arrive apart (events, versions, rows per stay); a record is folded from all of its pieces. */
export const fragment = app.table(
  'fragment',
  {
    agency: text().notNull(),
    organisation: text().notNull(),
    sourceKey: text('source_key').notNull(),
    fragmentKey: text('fragment_key').notNull(),
    payload: jsonb().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agency, table.organisation, table.sourceKey, table.fragmentKey] })],
);

/** Records that match no case: in no answer, deleted after their term. */
export const quarantine = app.table(
  'quarantine',
  {
    agency: text().notNull(),
    organisation: text().notNull(),
    sourceKey: text('source_key').notNull(),
    vNumber: text('v_number'),
    payload: jsonb().notNull(),
    reason: text().notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
    /** Neither written nor read any more: the term is counted from `receivedAt`. The release before still writes it. */
    deleteAfter: moment('delete_after'),
  },
  (table) => [
    primaryKey({ columns: [table.agency, table.organisation, table.sourceKey] }),
    index('quarantine_v_number').on(table.vNumber),
    index('quarantine_name').on(sql`(${table.payload} #>> '{identifiers,nameKey}')`),
  ],
);

/** A quarantined record that may be this case's person (3 of 4 identifiers). Joined only after a case officer confirms. */
export const matchCandidate = app
  .table(
    'match_candidate',
    {
      /** Names the pair to officers; the agency's key of the record is not for them. */
      id: uuid().notNull().defaultRandom(),
      agency: text().notNull(),
      organisation: text().notNull(),
      sourceKey: text('source_key').notNull(),
      caseId: uuid('case_id').notNull(),
      /** Which identifiers agreed when it was found: `NAME`, `BIRTH_DATE`, `NATIONALITY`, `V_NUMBER`. */
      agrees: text().array().notNull().default(['NAME', 'BIRTH_DATE', 'NATIONALITY']),
      foundAt: moment('found_at').notNull().defaultNow(),
      /** `CONFIRMED` or `REJECTED`; null while nobody decided. */
      decision: text(),
      decidedBy: text('decided_by'),
      decidedAt: moment('decided_at'),
    },
    (table) => [
      primaryKey({ columns: [table.agency, table.organisation, table.sourceKey, table.caseId] }),
      uniqueIndex('match_candidate_id').on(table.id),
      index('match_candidate_case').on(table.caseId, table.foundAt),
    ],
  )
  .enableRLS();
