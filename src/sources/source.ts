import { getTableColumns } from 'drizzle-orm';
import {
  type AnyPgColumn,
  getTableConfig,
  index,
  type PgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Category } from '../model/category.js';
import type { Grant } from '../model/grant.js';
import type { GuardedTable } from '../model/guarded-table.js';
import type { GuardedReadModel } from '../model/read-model.js';
import type { TraceContext } from '../model/trace-context.js';

/**
 * Columns that every table of a source begins with. `organisation` is whose record it is (condition `own`),
 * `delivered_by` who sent it; `source_key` is the agency's key of the record, `record_key` of the row in it;
 * `record_closed_at` since when the agency's full snapshots no longer hold the record.
 */
export const recordColumns = () => ({
  caseId: uuid('case_id').notNull(),
  organisation: text('organisation').notNull(),
  deliveredBy: text('delivered_by').notNull(),
  sourceKey: text('source_key').notNull(),
  recordKey: text('record_key').notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'string' }),
  retrievedAt: timestamp('retrieved_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  recordClosedAt: timestamp('record_closed_at', { withTimezone: true, mode: 'string' }),
});

/** The keys of such a table: one row a record key of a deliverer, and the way in by case. */
export const recordKeys =
  (name: string) => (table: Record<'deliveredBy' | 'sourceKey' | 'recordKey' | 'caseId', AnyPgColumn>) => [
    primaryKey({ columns: [table.deliveredBy, table.sourceKey, table.recordKey] }),
    index(`${name}_case`).on(table.caseId),
  ];

/** One table of a source, as both locks and the join see it. */
export interface SourcePart extends GuardedTable {
  readonly agency: Agency;
  /** Name of the part in its source, such as `application`. */
  readonly name: string;
  /** GraphQL field name → column name, for the fields that callers can ask for. */
  readonly fields: Readonly<Record<string, string>>;
  readonly drizzle: PgTable;
  /** Column that puts a case's rows in order, the latest last; the record key breaks ties. */
  readonly orderColumn: string;
  /** A part with one row a file, of which only the latest counts: rows here of an older file are history. */
  readonly within?: SourcePart;
  /** The values of the fields that are codes, by field. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
}

/**
 * What a source keeps of a case in one row, beside its tables: a case is then read by one look-up a source and not by one
 * a table, each of which PostgreSQL prepares and guards by itself. It is derived and never the only place of anything: a
 * change of a table empties the row in the same transaction (`read-model-triggers.ts`), and until it is written anew
 * (`keep-read-models.ts`) the tables are read.
 */
export interface ReadModel extends GuardedReadModel {
  /** `"schema"."table"`. */
  readonly table: string;
  readonly parts: readonly SourcePart[];
  /** SQL that writes the rows of the cases `$1`, which are there, as made in the shape `$2`. */
  readonly write: string;
  /** Of the rows that `write` makes: that of another version of this program is no row of ours. */
  readonly shape: string;
}

/** One row of a table: its values in the order of the grant's columns. */
export type SourceRow = readonly unknown[];

/** `answer[case][table]`: the rows of a case (in the order asked) in a table (in the order of the grant). */
export type SourceAnswer = readonly (readonly (readonly SourceRow[])[])[];

/** Whether a statement is for exactly one case, or for any number. */
export type Cases = 'ONE' | 'MANY';

/** The cases that a source is asked for. All of them were found in the asker's reach. */
export interface AskedCases {
  readonly ids: readonly string[];
  /** Those whose data subject consents to this partner; a source that is read live relies on it. */
  readonly consented: ReadonlySet<string>;
  /**
   * The V-numbers of those cases, by case id, as far as they have one: the key of an agency's own system. Read when a
   * live source asks for them, once, and not before.
   */
  vNumbers(): Promise<ReadonlyMap<string, string>>;
  /** The request's (W3C Trace Context), which goes along to an agency's own system. */
  readonly trace?: TraceContext;
}

/** How a table of a case was answered, where not as it is now: from the last copy, or not at all. */
export type Lapse = 'STALE' | 'UNAVAILABLE';

/** Where a source in this database is read from: its tables, or what it keeps of a case in one row as far as that goes. */
export type ReadFrom = 'READ_MODEL' | 'TABLES';

/** How a source in this database is read in a statement, beside others (`joint-select.ts`). */
export interface SourceSelect {
  /** SQL expressions over `$1`, the case ids, that say something of all of them at once. */
  readonly ofAll: readonly string[];
  /** SQL expression that says something of one case, by an expression of its id; absent where nothing is read like that. */
  readonly ofEach?: (id: string) => string;
  /** Takes what they answered apart. @param cases how many were asked for */
  take(answered: SelectAnswer, cases: number): SourceReading;
}

/** What the expressions of a source answered. */
export interface SelectAnswer {
  readonly ofAll: readonly unknown[];
  /** In the order of the cases; empty where nothing is read like that. */
  readonly ofEach: readonly unknown[];
}

/** What a source answers. */
export interface SourceReading {
  readonly rows: SourceAnswer;
  /**
   * Places of cases of which the read model said nothing: these are not to be taken for cases without rows, and must be
   * read from the tables. Cases that the caller may not see are among them. Absent where the tables were read.
   */
  readonly outdated?: ReadonlySet<number>;
  /** `lapses[case][table]`; absent where the source answered all that was asked. */
  readonly lapses?: readonly (readonly (Lapse | undefined)[])[];
}

/** How a source is now. */
export interface SourceHealth {
  readonly available: boolean;
  /** Moment of its latest answer (ISO 8601, UTC); null when there was none since this process started. */
  readonly lastAnsweredAt: string | null;
}

/** A system we read. One folder per agency makes one; every kind passes the same contract suite. */
export interface Source {
  readonly agency: Agency;
  /** How it is read: its own schema here, its own database, or its own API. */
  readonly kind: 'HOSTED' | 'POSTGRES' | 'HTTP';
  readonly parts: Readonly<Record<string, SourcePart>>;
  /**
   * Reads the granted columns of the cases asked for, in one statement whatever their number.
   * Rows of other cases never come back; a case that the source does not know has no rows.
   * @throws the driver's error when the source does not answer; RangeError when the grant is for another agency
   */
  read(grant: Grant, asked: AskedCases, snapshot: SnapshotReader): Promise<SourceReading>;
  /** What it keeps of a case in one row; absent where the source is not in this database. */
  readonly readModel?: ReadModel;
  /**
   * The same as a share of a statement, so that several sources are read in one. Absent where the source is not in this
   * database.
   * @throws RangeError when the grant is for another agency
   */
  select?(grant: Grant, cases: Cases, from: ReadFrom): SourceSelect;
  /** How a source that is read live is now; absent where the database says it. Never fails, and is over within its time. */
  health?(): Promise<SourceHealth>;
}

/** Whether a source is an agency's own system and not a schema of this database. */
export function isLive({ kind }: Pick<Source, 'kind'>): boolean {
  return kind !== 'HOSTED';
}

const KEY_COLUMNS = new Set(Object.keys(recordColumns()));

/** `"schema"."table"` of a part. */
export function tableOf({ schema, table }: SourcePart): string {
  return `"${schema}"."${table}"`;
}

interface PartOptions {
  readonly ownFields?: readonly string[];
  readonly order?: string;
  readonly within?: SourcePart;
  readonly codes?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Describes a table of a source: its category (all of several must permit) and the GraphQL fields it holds.
 * @param ownFields key columns that callers may also ask for by name, such as `organisation`
 * @param order field that puts a case's rows in order
 * @param within part whose latest row says which file counts
 * @param codes values of the fields that are codes; a live source's rows with another value are dropped
 */
export function sourcePart(
  agency: Agency,
  name: string,
  categories: readonly Category[],
  table: PgTable,
  { ownFields = [], order = 'recordedAt', within, codes = {} }: PartOptions = {},
): SourcePart {
  const config = getTableConfig(table);
  const columns = Object.entries(getTableColumns(table));
  const asked = columns.filter(([field]) => !KEY_COLUMNS.has(field) || ownFields.includes(field));
  return {
    agency,
    name,
    categories,
    schema: config.schema ?? 'public',
    table: config.name,
    caseColumn: 'case_id',
    organisationColumn: 'organisation',
    columns: columns.map(([, column]) => column.name),
    fields: Object.fromEntries(asked.map(([field, column]) => [field, column.name])),
    drizzle: table,
    within,
    codes,
    orderColumn: columns.find(([field]) => field === order)?.[1].name ?? 'recorded_at',
  };
}
