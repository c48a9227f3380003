import type { Category } from '../model/category.js';
import type { VNumber } from '../model/v-number.js';
import type { SubjectAccess } from './access-entry.js';

/** Category of the policy that covers access reports. */
export const ACCESS_REPORT_CATEGORY: Category = 'rights.access_report';

/** The person whose report is asked for. */
export interface ReportQuestion {
  readonly vNumber: VNumber;
  /** Code of the organisation that must have the person in its reach; null for who reads every person's report. */
  readonly withinReachOf: string | null;
}

/** Who was given something, for what and on what basis. What the register does not say is null. */
export interface AccessFacts {
  /** Code of the organisation. */
  readonly organisation: string;
  /** Its name; the code where the organisation is not registered. */
  readonly organisationName: string;
  /** Versioned URI of the processing activity, as it was logged. */
  readonly activity: string;
  readonly activityNl: string | null;
  readonly activityEn: string | null;
  readonly purpose: string | null;
  readonly legalBasis: string | null;
  /** Categories that were served; never those withheld. */
  readonly categories: readonly Category[];
}

/** All that one organisation was given under one processing activity. */
export interface AccessSummary extends AccessFacts {
  /** Moments in ISO 8601, UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly times: number;
}

/** One time that an organisation was given something. */
export interface SingleAccess extends AccessFacts {
  /** Place in the log; never shown, because the numbers of others can be counted from it. */
  readonly id: string;
  /** Moment in ISO 8601, UTC. */
  readonly at: string;
}

/** Who saw what of one person, as far as the log is kept and the law lets it be told. */
export interface AccessReport {
  /** Moment in ISO 8601, UTC. */
  readonly generatedAt: string;
  /** First day of the oldest month that the log still holds, of anybody; null while it is empty. */
  readonly keptFrom: string | null;
  /** The latest first. */
  readonly summaries: readonly AccessSummary[];
  /** The latest line of this report, so that the single accesses are of the same moment; null when there is none. */
  readonly upTo: string | null;
}

/** Which single accesses are wanted: the newest first. */
export interface AccessPageRequest {
  /** `AccessReport.upTo`. */
  readonly upTo: string;
  /** At most `MOST_ACCESSES`. */
  readonly first: number;
  /** Where the page before ended. */
  readonly after?: Pick<SingleAccess, 'at' | 'id'>;
}

/** A page of single accesses. */
export interface AccessPage {
  readonly accesses: readonly SingleAccess[];
  readonly hasNextPage: boolean;
}

/** Single accesses that are read at once. */
export const MOST_ACCESSES = 1_000;

/**
 * What the logs are told of a report: it is itself an access to what is known of the person, and stands in the next
 * one. One that shows nothing is logged as no result, so that a person who is not known leaves no other trace than one
 * of whom nothing was logged.
 */
export function reportAccess(vNumber: VNumber, { summaries }: Pick<AccessReport, 'summaries'>): SubjectAccess {
  const subject = { vNumber };
  if (summaries.length === 0) return { subject, categories: [], status: 'UNSET' };
  return { subject, categories: [ACCESS_REPORT_CATEGORY], status: 'OK' };
}
