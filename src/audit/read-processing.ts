import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { errorCode, TIMED_OUT } from '../database/database-error.js';
import { participating } from '../database/participation.js';
import type { Caller } from '../model/caller.js';
import { Forbidden, KetenzichtError, NotParticipating } from '../model/errors.js';
import type { ViewKey } from '../model/purpose.js';
import { activityOf, type Policy } from '../policy/policy.js';
import type { Subject } from './access-entry.js';
import type { AccessLog } from './access-log.js';
import type { Send } from './append.js';
import { inLogTransaction } from './log-transaction.js';
import { isOpenActivity } from './open-activity.js';
import { allPseudonyms, type Identifiers } from './pseudonym.js';
import { answeredLine, LOGBOOK, type ProcessingAnswer } from './read-processing-answer.js';
import { readingEntry } from './read-processing-entry.js';
import { type LineCondition, linesAfter, type ProcessingLine } from './read-processing-lines.js';
import { type ProcessingQuestion, readQuestion } from './read-processing-question.js';
import type { LoggedRequest } from './request-entry.js';

/** The only view that reads the log: the officer who answers for it. */
const READER: ViewKey = 'PRIVACY_OFFICER/SUBJECT_ACCESS';

/** What reading the log needs. */
export interface ReadingParts {
  readonly database: Pick<Database, 'gateway' | 'log'>;
  readonly accessLog: AccessLog;
  readonly config: Pick<Config, 'logKeys' | 'limits'>;
  readonly policy: Policy;
}

/**
 * Refuses whoever may not read the log, before the body is parsed. The refusal is in the audit log: an attempt on the
 * log itself is what an auditor asks for first.
 * @throws Forbidden; LogUnavailable
 */
export async function admitReader(parts: ReadingParts, request: LoggedRequest): Promise<void> {
  if (request.caller.view === READER) return;
  const refusal = new Forbidden('Only the privacy officer reads the log, for the purpose SUBJECT_ACCESS.');
  await parts.accessLog.write(readingEntry(parts.policy, request, { refusal }));
  throw refusal;
}

/**
 * Answers `POST /processing-activities`: a page of the processing log. That it was read is itself in both logs, with
 * the person who was asked for as data subject, before the answer goes out.
 *
 * **Confidential activities** are left out unless the officer asks for them (`include_confidential`), and nothing in
 * the answer says so. Where AVG art. 23 and UAVG art. 41 let a controller not tell the person, the answer to the
 * person's request is made from this one, so that by default there is nothing in it that must not be passed on. The
 * officer may see them (AVG art. 38(2): access to personal data and processing operations); that they were asked for is
 * in the audit log. A line whose activity is in no register counts as confidential (`open-activity.ts`).
 * @throws KetenzichtError `BAD_REQUEST`, NotParticipating, LogUnavailable, or `UNAVAILABLE` when the log does not answer
 */
export async function readProcessing(
  parts: ReadingParts,
  request: LoggedRequest,
  body: unknown,
): Promise<ProcessingAnswer> {
  let question: ProcessingQuestion | undefined;
  let lines: readonly ProcessingLine[];
  try {
    question = readQuestion(body);
    await checkGrant(parts, request.caller);
    lines = await readLines(parts, question);
  } catch (error) {
    const refusal = error instanceof KetenzichtError ? error : unanswered(error);
    await parts.accessLog.write(readingEntry(parts.policy, request, { refusal, question }));
    throw refusal;
  }
  const page = lines.slice(0, question.limit);
  await parts.accessLog.write(readingEntry(parts.policy, request, { question, found: page.length }));
  const more = lines.length > page.length;
  return {
    metadata: LOGBOOK,
    processingActivities: page.map(answeredLine),
    ...(more && { after: page.at(-1)?.id }),
  };
}

const MAY_ASK = participating({ organisation: '$1', purpose: '$2', activity: '$3' });

/** Asked anew with every request: a revocation takes effect on the next one. */
async function checkGrant({ database, policy }: ReadingParts, { principal, purpose, view }: Caller): Promise<void> {
  const asked = [principal.organisation, purpose, activityOf(policy, view)];
  const found = await database.gateway.unsafe(MAY_ASK, asked);
  if (found.length === 0) throw new NotParticipating();
}

async function readLines(
  { database, config }: ReadingParts,
  question: ProcessingQuestion,
): Promise<readonly ProcessingLine[]> {
  const { after, limit, from, subject } = question;
  return inLogTransaction(database.log, async ({ send }) => {
    await send(`select set_config('statement_timeout', $1, true)`, [String(config.limits.statementTimeoutMs)]);
    const pseudonyms = subject && (await pseudonymsOf(send, subject, config.logKeys));
    return linesAfter(send, { after, limit: limit + 1, from }, conditionsOf(question, pseudonyms));
  });
}

function conditionsOf(question: ProcessingQuestion, pseudonyms: readonly string[] | undefined): LineCondition[] {
  const { traceId, activity, from, until, confidential } = question;
  const stated: readonly (readonly [string, string | undefined])[] = [
    ['r.trace_id = ?', traceId],
    ['r.processing_activity_id = ?', activity],
    // Base64url has no comma.
    [`r.data_subject_id = any(string_to_array(?, ','))`, pseudonyms?.join(',')],
    ['r.start_time >= ?::timestamptz', from],
    ['r.end_time <= ?::timestamptz', until],
  ];
  const conditions = stated.flatMap(([condition, value]) => (value === undefined ? [] : [[condition, value] as const]));
  return confidential ? conditions : [...conditions, [isOpenActivity('r')]];
}

/**
 * Under every key that the past was written with, and by case too: a case that got its V-number later has lines from
 * before.
 */
async function pseudonymsOf(send: Send, subject: Subject, keys: Config['logKeys']): Promise<string[]> {
  const byCase = 'caseId' in subject;
  const known = await send<Identifiers>(
    `select id as "caseId", v_number as "vNumber" from app.case_key where ${byCase ? 'id = $1::uuid' : 'v_number = $1'}`,
    [byCase ? subject.caseId : subject.vNumber],
  );
  const asked: Identifiers = { vNumber: null, caseId: null, ...subject };
  return [...new Set([asked, ...known].flatMap((identifiers) => allPseudonyms(identifiers, keys)))];
}

function unanswered(error: unknown): KetenzichtError {
  const tooMuch = errorCode(error) === TIMED_OUT;
  const advice = tooMuch ? 'This takes too long. Ask for less: a period, or a person.' : 'The log cannot be read now.';
  return new KetenzichtError('UNAVAILABLE', `${advice} Nothing is answered.`, error);
}
