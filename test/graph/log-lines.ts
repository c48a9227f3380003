import { randomBytes } from 'node:crypto';
import type { AuditRecord } from '../../src/audit/access-entry.js';
import { pseudonymOf } from '../../src/audit/pseudonym.js';
import type { LogKey } from '../../src/config.js';
import { testConfig } from '../support/config.js';
import type { Answer, Question, TestGraph } from '../support/graph.js';

/** A line of the processing log, as far as the tests look at it. */
export interface ProcessingLine {
  readonly subject: string;
  readonly type: string;
  readonly status: string;
  readonly categories: readonly string[];
  readonly organisation: string;
  readonly activity: string;
  readonly parent: string | null;
}

/** An answer with the lines that both logs have of it. */
export interface Logged {
  readonly answer: Answer;
  readonly audit: readonly AuditRecord[];
  readonly processing: readonly ProcessingLine[];
}

const KEY = testConfig().logKeys[0] as LogKey;

/** The pseudonym of a V-number or of a case, under the tests' key. */
export const ofVNumber = (vNumber: string) => pseudonymOf({ vNumber, caseId: null }, KEY).id;
export const ofCase = (caseId: string) => pseudonymOf({ vNumber: null, caseId }, KEY).id;

/** A trace of its own, as a request header. */
export function newTrace(): { readonly traceId: string; readonly traceparent: string } {
  const traceId = randomBytes(16).toString('hex');
  return { traceId, traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
}

/** Asks in a trace of its own, and reads what was logged of it. */
export async function askLogged(graph: TestGraph, question: Question): Promise<Logged> {
  const { traceId, traceparent } = newTrace();
  const answer = await graph.ask({ ...question, headers: { ...question.headers, traceparent } });
  return { answer, ...(await linesOf(graph, traceId)) };
}

/** What both logs have of a trace. */
export async function linesOf({ database }: TestGraph, traceId: string): Promise<Omit<Logged, 'answer'>> {
  const audit = await database.admin<{ body: string }[]>`
    select body from audit.audit_record where trace_id = ${traceId} order by month, seq`;
  const processing = await database.admin<ProcessingLine[]>`
    select data_subject_id as subject, data_subject_id_type as type, status_code as status, categories, organisation,
      processing_activity_id as activity, parent_span_id as parent
    from audit.processing_record where trace_id = ${traceId} order by id`;
  return { audit: audit.map(({ body }) => JSON.parse(body) as AuditRecord), processing };
}

/** Everything that stands in both logs, as one text. */
export async function wholeText({ database }: TestGraph): Promise<string> {
  const rows = await database.admin<{ text: string }[]>`
    select r::text as text from audit.audit_record r union all select p::text from audit.processing_record p`;
  return rows.map(({ text }) => text).join('\n');
}
