import { z } from 'zod';
import { isCaseId } from '../join/key-query.js';
import { KetenzichtError } from '../model/errors.js';
import { isVNumber } from '../model/v-number.js';
import type { Subject } from './access-entry.js';
import type { SubjectIdType } from './pseudonym.js';

/** What is asked of the processing log: all that is stated must hold. At least trace, activity or subject is. */
export interface ProcessingQuestion {
  /** 32 hexadecimal digits. */
  readonly traceId?: string;
  /** Versioned URI. */
  readonly activity?: string;
  readonly subject?: Subject;
  /** Lines that began at or after this moment, and ended at or before that one; ISO 8601 in UTC. */
  readonly from?: string;
  readonly until?: string;
  /** Id of the last line of the page before; `0` for the first page. */
  readonly after: string;
  readonly limit: number;
  /** Whether lines of confidential activities are wanted too. */
  readonly confidential: boolean;
}

/** Lines of a page, when the question does not say, and at most. */
const STANDARD_LIMIT = 100;
const MOST_LINES = 1_000;

const TRACE_ID = /^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const SUBJECT_TYPES = ['Vreemdelingennummer', 'Ketenzicht-casus'] as const satisfies readonly SubjectIdType[];

const moment = z.iso.datetime({ offset: true });
const ALLOWED = {
  trace_id: z.string().regex(TRACE_ID),
  start_time: moment,
  end_time: moment,
  'dpl.core.processing_activity_id': z.url({ protocol: /^https$/ }).max(300),
  'dpl.core.data_subject_id': z.string().max(100),
  'dpl.core.data_subject_id_type': z.enum(SUBJECT_TYPES),
  limit: z.int().min(1).max(MOST_LINES),
  after: z.string().regex(/^\d{1,18}$/),
  include_confidential: z.boolean(),
};
type Member = keyof typeof ALLOWED;

const EXPECTED: Readonly<Record<Member, string>> = {
  trace_id: 'must be 32 hexadecimal digits, or a UUID',
  start_time: 'must be a moment in RFC 3339, such as 2026-12-01T00:00:00Z',
  end_time: 'must be a moment in RFC 3339, such as 2026-12-31T23:59:59Z',
  'dpl.core.processing_activity_id': 'must be the versioned https URI of an activity',
  'dpl.core.data_subject_id': 'must be a V-number of ten digits, or the id of a case, as its type says',
  'dpl.core.data_subject_id_type': `must be ${SUBJECT_TYPES.join(' or ')}, beside dpl.core.data_subject_id`,
  limit: `must be a whole number from 1 to ${MOST_LINES}`,
  after: 'must be what "after" was in the answer before',
  include_confidential: 'must be true or false',
};

/**
 * The standard's two texts spell these differently: the core with underscores, the read extension's draft (OpenAPI
 * 1.1.0) in camel case. Both are taken; an answer has the core's words (`read-processing-answer.ts`).
 */
const ALSO_SPELT: Readonly<Record<string, Member>> = {
  traceId: 'trace_id',
  startTime: 'start_time',
  endTime: 'end_time',
};

const body = z.strictObject(ALLOWED).partial();
const NEEDED =
  'State at least one of trace_id, dpl.core.processing_activity_id and dpl.core.data_subject_id in a JSON object.';

/**
 * Reads the body of `POST /processing-activities`. The read extension leaves open how a period counts, how pages are
 * asked for and how the person is named; ours are assumptions: a period holds whole lines, `after` is the id of a line,
 * and the person is named by V-number or case, of which the pseudonyms are made here.
 * @throws KetenzichtError `BAD_REQUEST` that names the member and what it must be, never what was sent
 */
export function readQuestion(sent: unknown): ProcessingQuestion {
  const parsed = body.safeParse(withCoreNames(sent));
  if (!parsed.success) throw bad(faultOf(parsed.error.issues[0]));
  const stated = parsed.data;
  const activity = stated['dpl.core.processing_activity_id'];
  const subject = subjectOf(stated['dpl.core.data_subject_id'], stated['dpl.core.data_subject_id_type']);
  if (!stated.trace_id && !activity && !subject) throw bad(NEEDED);
  const [from, until] = [inUtc(stated.start_time), inUtc(stated.end_time)];
  if (from && until && from > until) throw bad('"start_time" must not lie after "end_time".');
  return {
    traceId: stated.trace_id?.replaceAll('-', '').toLowerCase(),
    activity,
    subject,
    from,
    until,
    after: stated.after ?? '0',
    limit: stated.limit ?? STANDARD_LIMIT,
    confidential: stated.include_confidential ?? false,
  };
}

function withCoreNames(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw bad(NEEDED);
  const names = Object.keys(sent).map((name) => (Object.hasOwn(ALSO_SPELT, name) ? ALSO_SPELT[name] : name));
  if (new Set(names).size < names.length) throw bad('State each member once, in one spelling.');
  return Object.fromEntries(Object.values(sent).map((value, place) => [names[place], value]));
}

function subjectOf(id: string | undefined, type: SubjectIdType | undefined): Subject | undefined {
  if (id === undefined && type !== undefined) throw bad(told('dpl.core.data_subject_id_type'));
  if (id === undefined) return undefined;
  if (type === 'Ketenzicht-casus' && isCaseId(id)) return { caseId: id.toLowerCase() };
  if (type !== 'Ketenzicht-casus' && isVNumber(id)) return { vNumber: id };
  throw bad(told('dpl.core.data_subject_id'));
}

function faultOf(issue: z.core.$ZodIssue | undefined): string {
  const [member] = issue?.path ?? [];
  if (typeof member === 'string' && Object.hasOwn(EXPECTED, member)) return told(member as Member);
  return `There is a member that is not known. Known are ${Object.keys(EXPECTED).join(', ')}.`;
}

function told(member: Member): string {
  return `"${member}" ${EXPECTED[member]}.`;
}

function inUtc(stated: string | undefined): string | undefined {
  return stated === undefined ? undefined : new Date(stated).toISOString();
}

function bad(detail: string): KetenzichtError {
  return new KetenzichtError('BAD_REQUEST', detail);
}
