import { lineSpanId, type ProcessingLine } from './read-processing-lines.js';

/** Attributes of a line: `dpl.core.*` of the standard, and our own outside its name space. */
export type LineAttributes = Readonly<Record<string, string | string[]>>;

/** A line in the words of Logboek Dataverwerkingen, component Logboek. */
export interface AnsweredLine {
  readonly trace_id: string;
  readonly span_id: string;
  /** The operation that concerned all data subjects; the audit log has its line. */
  readonly parent_span_id: string;
  readonly name: string;
  readonly status_code: string;
  readonly start_time: string;
  readonly end_time: string;
  /** The caller's own action, when it told of one in `traceparent`. */
  readonly foreign_operation?: ForeignOperation;
  readonly resource: { readonly attributes: Readonly<Record<string, string>> };
  readonly attributes: LineAttributes;
}

/** An action of another organisation that led to this one. */
export interface ForeignOperation {
  readonly trace_id: string;
  readonly span_id: string;
  readonly entity: string;
}

/** How this logbook names itself to the readers of several: an assumption, as no register of logbooks is known. */
export const LOGBOOK = { logbookId: 'ketenzicht', organizationName: 'Ketenzicht' } as const;

/** A page of lines, in the envelope of the read extension. */
export interface ProcessingAnswer {
  readonly metadata: typeof LOGBOOK;
  readonly processingActivities: readonly AnsweredLine[];
  /** To be sent as `after` for the next page; absent on the last one. */
  readonly after?: string;
}

/**
 * One line. The core standard's names (`trace_id`); the read extension's working draft has camel case (`traceId`,
 * `status`), and its form changed often. This is the only place that spells them.
 */
export function answeredLine(line: ProcessingLine): AnsweredLine {
  const foreign = foreignOperation(line);
  return {
    trace_id: line.traceId,
    span_id: lineSpanId(line),
    parent_span_id: line.operationSpanId,
    name: line.name,
    status_code: line.statusCode,
    start_time: line.startTime,
    end_time: line.endTime,
    ...(foreign && { foreign_operation: foreign }),
    resource: { attributes: RESOURCE },
    attributes: lineAttributes(line),
  };
}

/** What the attributes of a line say; no user is among them. */
export function lineAttributes(line: ProcessingLine): LineAttributes {
  return {
    'dpl.core.processing_activity_id': line.activity,
    'dpl.core.data_subject_id': line.subjectId,
    'dpl.core.data_subject_id_type': line.subjectType,
    'ketenzicht.organisation': line.organisation,
    'ketenzicht.categories': [...line.categories],
  };
}

/** Which system wrote the lines. */
export const RESOURCE: Readonly<Record<string, string>> = { 'service.name': 'ketenzicht' };

/**
 * The caller's action. `entity` has to be a URI of the other party; the register of organisations knows no address of
 * them, so it is one of ours, made of the organisation's code: an assumption, until partners have agreed on theirs.
 */
export function foreignOperation(line: ProcessingLine): ForeignOperation | undefined {
  if (line.callerSpanId === null) return undefined;
  const entity = new URL(`/organisations/${line.organisation}`, line.activity).href;
  return { trace_id: line.traceId, span_id: line.callerSpanId, entity };
}
