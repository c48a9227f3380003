import type { Category } from '../model/category.js';
import type { TraceContext } from '../model/trace-context.js';

/** Whom a line is about: the person of a case, or of a V-number that was asked for and led to no case. */
export type Subject = { readonly caseId: string } | { readonly vNumber: string };

/** What became of one data subject in an operation. */
export interface SubjectAccess {
  readonly subject: Subject;
  /** What was served of the person: withheld categories are not among them. */
  readonly categories: readonly Category[];
  /** As Logboek Dataverwerkingen has it: `UNSET` for no result. */
  readonly status: 'OK' | 'UNSET' | 'ERROR';
}

/** The line of the audit log: who did what, for what, with what result (BIO2). No personal value in it. */
export interface AuditRecord {
  /** Moment of the request, ISO 8601 in UTC, by this process's clock. */
  readonly at: string;
  readonly traceId: string;
  readonly spanId: string;
  /** What was done: `query`, `mutation`, or the name of a command or job. */
  readonly action: string;
  readonly organisation: string;
  readonly partnerKind?: string;
  readonly client?: string;
  /** Pseudonym of the officer; absent for machine clients. */
  readonly officer?: string;
  readonly tokenId?: string;
  readonly purpose?: string;
  readonly policyVersion?: string;
  /** Name of the operation, where it is a published one; and the hash of the document without values and own words. */
  readonly operation?: { readonly name?: string; readonly hash?: string };
  /** Whose participation or grant was changed, such as `ngo-de-haven GUIDANCE`, or which term. Never a person. */
  readonly about?: string;
  readonly categories: readonly Category[];
  readonly counts: Readonly<Record<string, number>>;
  readonly result: 'OK' | 'PARTIAL' | 'REFUSED' | 'ERROR';
  /** Codes of the closed list, where something was refused or failed. */
  readonly codes?: readonly string[];
  /** Network address the request came from. */
  readonly origin?: string;
}

/** What the two logs are told of one operation. */
export interface AccessEntry {
  readonly audit: AuditRecord;
  readonly trace: TraceContext;
  /** Versioned URI of the processing activity. */
  readonly activity: string;
  /** Name of the processing, such as `query` or the mutation's name. */
  readonly name: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly subjects: readonly SubjectAccess[];
}
