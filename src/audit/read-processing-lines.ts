import { createHash } from 'node:crypto';
import type { Send } from './append.js';

/** A line of the processing log, as it stands in the table. */
export interface ProcessingLine {
  readonly id: string;
  readonly traceId: string;
  /** Span of the operation; all its lines have it. */
  readonly operationSpanId: string;
  /** The caller's span, when it sent a usable `traceparent`. */
  readonly callerSpanId: string | null;
  readonly name: string;
  /** `UNSET`, `OK` or `ERROR`. */
  readonly statusCode: string;
  /** ISO 8601 in UTC. */
  readonly startTime: string;
  readonly endTime: string;
  readonly activity: string;
  /** Pseudonym. */
  readonly subjectId: string;
  readonly subjectType: string;
  /** Code of the organisation that was given the data. */
  readonly organisation: string;
  readonly categories: readonly string[];
}

/** Which lines, and how many. */
export interface LineRange {
  /** Lines with a greater id. */
  readonly after: string;
  readonly limit: number;
  /** Leaves out the months well before this moment: a line is written after its processing began. */
  readonly from?: string;
}

/** A condition on `r`, the line, with a `?` for its value. */
export type LineCondition = readonly [condition: string, value?: string];

/** Before the first month of all. */
const EVER = '0001-01-01';

/**
 * Lines in the order of their ids, which is the order in which they were committed. The table is partitioned by month
 * and its key begins with the month, so each month is asked for its first lines: what is far back or ahead of a page is
 * not read. A month that was deleted is just not there.
 * @param conditions that must all hold
 */
export async function linesAfter(
  send: Send,
  { after, limit, from = EVER }: LineRange,
  conditions: readonly LineCondition[] = [],
): Promise<readonly ProcessingLine[]> {
  const values = [after, String(limit), from];
  const stated = conditions.map(([condition, value]) => {
    if (value !== undefined) values.push(value);
    return ` and ${condition.replace('?', `$${values.length}`)}`;
  });
  return send<ProcessingLine>(LINES.replace('/* conditions */', stated.join('')), values);
}

const LINES = `
  with recursive months (month) as (
    (select min(r.month) from audit.processing_record r
      where r.month >= ($3::timestamptz - interval '2 months')::date)
    union all
    select (select min(r.month) from audit.processing_record r where r.month > m.month)
    from months m where m.month is not null
  )
  select id, trace_id as "traceId", span_id as "operationSpanId", parent_span_id as "callerSpanId", name,
    status_code as "statusCode", start_time as "startTime", end_time as "endTime",
    processing_activity_id as activity, data_subject_id as "subjectId", data_subject_id_type as "subjectType",
    organisation, to_json(categories) as categories
  from months m cross join lateral (
    select * from audit.processing_record r
    where r.month = m.month and r.id > $1::bigint/* conditions */
    order by r.id limit $2::int
  ) line
  order by id limit $2::int`;

/**
 * Span of one line. Logboek Dataverwerkingen wants an action of its own, with a span of its own, for each data subject,
 * below the action that concerned all of them; and a collector may drop the second of two spans with one id. So a line's
 * span is made from what never changes of it: the same line always has the same one, however often it is sent.
 * @returns 16 hexadecimal digits
 */
export function lineSpanId({ id, traceId, operationSpanId }: ProcessingLine): string {
  return createHash('sha256').update(`${traceId} ${operationSpanId} ${id}`).digest('hex').slice(0, 16);
}
