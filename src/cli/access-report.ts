import { type FileHandle, open, rm } from 'node:fs/promises';
import type { AccessEntry } from '../audit/access-entry.js';
import { openAccessLog } from '../audit/access-log.js';
import {
  ACCESS_REPORT_CATEGORY,
  type AccessPage,
  type AccessReport,
  type ReportQuestion,
  reportAccess,
} from '../audit/access-report.js';
import { type AccessReportReader, accessReportReader } from '../audit/access-report-reader.js';
import type { Language } from '../audit/letter/category-names.js';
import { accessLetter } from '../audit/letter/letter.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { participating } from '../database/participation.js';
import { joinTrace, type TraceContext } from '../model/trace-context.js';
import { isVNumber } from '../model/v-number.js';
import { activityOf, type Policy } from '../policy/policy.js';
import { columnIsValid } from '../policy/validity.js';
import { type CommandResult, cannot } from './command-result.js';

/** What the command works with. */
export interface LetterParts {
  readonly database: Pick<Database, 'gateway' | 'log'>;
  readonly config: Config;
  readonly policy: Policy;
}

/** What is asked for, checked. */
export interface LetterOrder {
  readonly vNumber: string;
  readonly language: Language;
  /** The file for the letter; standard output when absent. */
  readonly out?: string;
}

/** Single times that a letter lists; who wants more is given the rest apart. */
export const ACCESSES_IN_LETTER = 500;

const ACTION = 'access-report letter';
const KIND = 'PRIVACY_OFFICER';
const PURPOSE = 'SUBJECT_ACCESS';
const VIEW = `${KIND}/${PURPOSE}` as const;

/** The privacy officer on whose behalf the operator works. */
interface Officer {
  readonly code: string;
  readonly name: string;
}

/** Looks at the V-number before anything is opened; what was typed is repeated in no message. */
export function letterOrder(vNumber: string, language: Language, out?: string): LetterOrder | CommandResult {
  const digits = vNumber.trim();
  if (!isVNumber(digits)) return cannot('This is no V-number: it is ten digits. Give it on standard input.');
  if (out?.includes(digits)) return cannot('Leave the V-number out of the file name: others can read that.');
  return { vNumber: digits, language, out };
}

/**
 * `ketenzicht access-report`: the letter for a person who asks who has seen their data (AVG art. 15), on behalf of the
 * privacy officer. It is given when both logs have their lines, not before. Exit code 2 says why there is none.
 */
export async function accessReportCommand(parts: LetterParts, order: LetterOrder): Promise<CommandResult> {
  const officer = await officerOf(parts);
  if (!officer) return cannot('No privacy officer may ask for SUBJECT_ACCESS now. Look at: ketenzicht grant list');
  if (order.out === undefined) return { exitCode: 0, ...(await makeLetter(parts, order, officer)) };
  const file = await openLetterFile(order.out);
  if (!file) {
    return cannot('The file for the letter cannot be made: it is there already, or the folder cannot be written.');
  }
  return writeLetter(file, order.out, () => makeLetter(parts, order, officer));
}

interface Letter {
  readonly text: string;
  readonly json: object;
}

async function makeLetter(
  { database, config, policy }: LetterParts,
  order: LetterOrder,
  officer: Officer,
): Promise<Letter> {
  const trace = joinTrace(undefined);
  const startedAt = new Date();
  const question = { vNumber: order.vNumber, withinReachOf: null };
  const reader = accessReportReader(database, config);
  const report = await reader.report(question);
  const page = await firstPage(reader, question, report);
  const entry = letterEntry({ policy, trace, officer, startedAt }, order.vNumber, report);
  await openAccessLog(database, config).write(entry);
  const { language } = order;
  const { upTo: _place, ...shown } = report;
  return {
    text: accessLetter({ report, page, language, sender: officer.name, reference: trace.traceId }).trimEnd(),
    json: {
      report: shown,
      accesses: page.accesses.map(({ id: _id, ...access }) => access),
      hasNextPage: page.hasNextPage,
    },
  };
}

function firstPage(reader: AccessReportReader, question: ReportQuestion, { upTo }: AccessReport): Promise<AccessPage> {
  if (upTo === null) return Promise.resolve({ accesses: [], hasNextPage: false });
  return reader.accesses(question, { upTo, first: ACCESSES_IN_LETTER });
}

interface LetterFacts {
  readonly policy: Policy;
  readonly trace: TraceContext;
  readonly officer: Officer;
  readonly startedAt: Date;
}

/** The operator has no token; the lines name the privacy officer's organisation, for whom the letter is made. */
function letterEntry(
  { policy, trace, officer, startedAt }: LetterFacts,
  vNumber: string,
  report: AccessReport,
): AccessEntry {
  const { traceId, spanId } = trace;
  const who = { organisation: officer.code, partnerKind: KIND, client: 'ketenzicht', purpose: PURPOSE };
  const what = { categories: [ACCESS_REPORT_CATEGORY], counts: { subjects: 1 }, result: 'OK' } as const;
  return {
    audit: {
      at: startedAt.toISOString(),
      traceId,
      spanId,
      action: ACTION,
      ...who,
      policyVersion: policy.version,
      ...what,
    },
    trace,
    activity: activityOf(policy, VIEW),
    name: ACTION,
    startedAt,
    endedAt: new Date(),
    subjects: [reportAccess(vNumber, report)],
  };
}

/** Whoever holds the purpose now, by policy and by grant: a letter is no way around either. */
async function officerOf({ database, policy }: LetterParts): Promise<Officer | undefined> {
  const permitted =
    policy.conditionOf(VIEW, ACCESS_REPORT_CATEGORY) === 'yes' && columnIsValid(policy, VIEW, new Date());
  if (!permitted) return undefined;
  const mayAsk = participating({ organisation: 'officer.code', purpose: '$2', activity: '$3' });
  const found = `select officer.code, officer.name from app.organisation officer
    where officer.partner_kind = $1 and exists (${mayAsk}) order by officer.code limit 1`;
  const [officer] = await database.gateway.unsafe<Officer[]>(found, [KIND, PURPOSE, activityOf(policy, VIEW)]);
  return officer;
}

/** A new file that only its owner may read. Made before anything is read, so that a wrong place costs nothing. */
function openLetterFile(path: string): Promise<FileHandle | undefined> {
  return open(path, 'wx', 0o600).catch(() => undefined);
}

async function writeLetter(file: FileHandle, path: string, make: () => Promise<Letter>): Promise<CommandResult> {
  try {
    const { text, json } = await make();
    await file.writeFile(`${text}\n`);
    await file.close();
    return { exitCode: 0, text: `The letter is in ${path}. Print it from a browser, or save it as PDF there.`, json };
  } catch (cause) {
    await file.close();
    await rm(path, { force: true });
    throw cause;
  }
}
