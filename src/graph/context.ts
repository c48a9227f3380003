import type { BaseContext } from '@apollo/server';
import type { TransactionSql } from 'postgres';
import type { Subject, SubjectAccess } from '../audit/access-entry.js';
import type { AccessReportReader } from '../audit/access-report-reader.js';
import type { Changed, ChangeFacts } from '../audit/logged-change.js';
import type { SingleRead } from '../database/single-read.js';
import type { Snapshot } from '../database/snapshot.js';
import type { SecretBox } from '../delivery/webhook/secret.js';
import type { TargetRule } from '../delivery/webhook/target.js';
import type { CaseReader } from '../join/case-reader.js';
import type { ReadPlan, TableConditions } from '../join/plan.js';
import type { Caller } from '../model/caller.js';
import type { Category } from '../model/category.js';
import type { Span } from '../model/span.js';
import type { TraceContext } from '../model/trace-context.js';
import type { Policy } from '../policy/policy.js';
import type { Source } from '../sources/source.js';
import type { TableProtection } from '../statistics/rounding.js';
import type { SelectedField } from './coordinates.js';
import type { CursorBox } from './cursor.js';
import type { OperationMisses } from './miss-budget.js';
import type { OperationFacts } from './operation-facts.js';

/** For whom a snapshot is opened, and what says that it is no longer wanted. */
export interface SnapshotRequest {
  readonly caller: Caller;
  readonly signal?: AbortSignal;
  /** Of which the statements of the snapshot are pieces. */
  readonly span?: Span;
}

/** Opens a snapshot under the database role of the caller's view. */
export type SnapshotOpener = (asked: SnapshotRequest) => Promise<Snapshot>;

/** Opens a read of one statement under the same role. */
export type SingleOpener = (asked: SnapshotRequest) => SingleRead | undefined;

/** A category that a view may read, with its fields. */
export interface ReadableCategory {
  readonly category: string;
  readonly covers: string;
  readonly condition: string;
  readonly fields: readonly string[];
}

/** What one operation was decided to read, before anything is read. */
export interface OperationPlan {
  readonly selection: readonly SelectedField[];
  readonly reads: ReadPlan;
}

/** Makes one change: checked, written and logged in one transaction, or not at all (`audit/logged-change.ts`). */
export type ChangeRunner = <Value>(
  context: RequestContext,
  facts: ChangeFacts,
  run: (sql: TransactionSql) => Promise<Changed<Value>>,
) => Promise<Value>;

/** How webhooks are kept. */
export interface WebhookKeeping {
  readonly secrets: SecretBox;
  readonly rule: TargetRule;
}

/** What every resolver of a request may use. Made per request. */
export interface RequestContext extends BaseContext {
  readonly caller: Caller;
  readonly trace: TraceContext;
  readonly absences: 'report' | 'strict';
  readonly policy: Policy;
  /** Values of `Case.municipality`, from the configuration. */
  readonly municipalities: readonly string[];
  /** The one that is the asking organisation's; null for other partners. */
  readonly municipality: string | null;
  readonly readable: readonly ReadableCategory[];
  readonly permits: TableConditions;
  readonly cursors: CursorBox;
  /** What webhooks may lead to, and what seals their secrets. */
  readonly webhooks: WebhookKeeping;
  readonly pageSize: number;
  /** What puts statistics under disclosure control. */
  readonly protection: TableProtection;
  readonly sources: readonly Source[];
  /** Values of the root fields by response key; the absences of the answer are read off them. */
  readonly roots: Map<string, unknown>;
  /** Network address of the request, and when it came: for the audit log. */
  readonly origin: string;
  readonly receivedAt: Date;
  /** Aborted when a query is given up (`request-end.ts`); none for a change, which runs to its end. */
  signal?: AbortSignal;
  /** How many of the persons that were asked for are not in the answer. */
  readonly misses: OperationMisses;
  readonly runChange: ChangeRunner;
  /** Changes that were made, each with its own log lines. */
  changes: number;
  /** Persons that were asked for by case or V-number; that they were is logged, also where nobody was found. */
  readonly sought: Subject[];
  /** Persons who were counted without a line of their own: in numbers that tell of nobody in particular. */
  counted: number;
  /** For this operation only: it bounds what the operation reads of the log. */
  readonly accessReports: AccessReportReader;
  /** Persons whose access report was made, by V-number. */
  readonly reported: Map<string, SubjectAccess>;
  /** What the audit log keeps of the operation, once it is known. */
  facts?: OperationFacts;
  /** What is told of a person by being found with the operation's arguments, for the logs. */
  soughtBy?: readonly Category[];
  /** Set once the operation is validated and planned. */
  operation?: OperationPlan;
  reader?: CaseReader;
}

/** The reader of the operation. @throws Error when it is executed before it was planned */
export function readerOf({ reader }: RequestContext): CaseReader {
  if (!reader) throw new Error('an operation is executed before it was planned');
  return reader;
}
