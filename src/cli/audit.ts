import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Finding } from '../audit/chain-finding.js';
import { compareHeads, currentHeads, HeadsError, readHeads } from '../audit/kept-heads.js';
import { type ChainReport, verifyChain } from '../audit/verify-chain.js';
import type { Config } from '../config.js';
import { openDatabase } from '../database/database.js';
import { DatabaseError, errorCode } from '../database/database-error.js';
import { type CommandResult, cannot } from './command-result.js';

/** What `audit verify` is asked. */
export interface VerifyQuestion {
  /** `YYYY-MM`; every month when absent. */
  readonly month?: string;
  /** The text of a file of kept heads. */
  readonly heads?: string;
  readonly publicKeys: readonly KeyObject[];
  readonly onProgress?: (done: number, total: number) => void;
}

type Sql = Parameters<typeof verifyChain>[0];

/** `ketenzicht audit verify`: exit code 0 the log is whole, 1 it is not, 2 that cannot be said, or there is nothing to verify. */
export async function verifyCommand(sql: Sql, question: VerifyQuestion): Promise<CommandResult> {
  const { month, publicKeys, onProgress } = question;
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return cannot('--month must be YYYY-MM.');
  try {
    const kept = question.heads === undefined ? [] : await readHeads(question.heads, publicKeys);
    const first = month && `${month}-01`;
    const report = await verifyChain(sql, { publicKeys, month: first, onProgress });
    const heads = kept.filter((head) => first === undefined || head.month === first);
    const compared = await compareHeads(sql, heads);
    // Of a log or a month that is gone, only the other log or a kept head can tell.
    if (report.months.length + report.findings.length + heads.length === 0) return cannot(nothing(month));
    return verdict(report, compared, heads.length);
  } catch (cause) {
    if (cause instanceof HeadsError) return cannot(`${cause.message}.`);
    throw cause;
  }
}

const nothing = (month: string | undefined) =>
  month ? `The log has no lines of ${month}.` : 'There is nothing to verify: neither log has a line.';

function verdict({ months, findings }: ChainReport, compared: readonly Finding[], heads: number): CommandResult {
  const all = [...findings, ...compared];
  const lines = months.reduce((sum, each) => sum + each.lines, 0);
  const json = {
    whole: all.length === 0,
    lines,
    heads,
    months: months.map(({ month, lines: count }) => ({
      month,
      lines: count,
      whole: all.every((each) => each.month !== month),
    })),
    findings: all.map((each) => ({ ...each, line: String(each.line) })),
  };
  const head = `${months.length} ${months.length === 1 ? 'month' : 'months'}, ${count(lines)} lines`;
  if (all.length > 0) {
    const places = all.map(({ month, line, log, kind, text }) => {
      const place = log ? `line ${line} of the ${log} log` : `line ${line}`;
      return `  ${month}, ${place}: ${kind}: ${text}`;
    });
    return { exitCode: 1, text: [`The audit log is not whole (${head}):`, ...places].join('\n'), json };
  }
  const ends = heads > 0 ? `; ${heads} kept heads are in it` : '; that no end was cut off, only kept heads can tell';
  return { exitCode: 0, text: `The audit log is whole: ${head}${ends}.`, json };
}

/** `ketenzicht audit heads`: the signed head of each month, a JSON object a line. */
export async function headsCommand(sql: Sql): Promise<CommandResult> {
  try {
    const heads = await currentHeads(sql);
    return { exitCode: 0, text: heads.map((head) => JSON.stringify(head)).join('\n'), json: heads };
  } catch (cause) {
    if (cause instanceof HeadsError) return { exitCode: 1, text: cause.message, json: { error: cause.message } };
    throw cause;
  }
}

/** `ketenzicht audit public-key`: what an auditor verifies with, the key in use first and those of the old secrets. */
export function publicKeyCommand(publicKeys: readonly KeyObject[]): CommandResult {
  const pems = publicKeys.map((key) => key.export({ type: 'spki', format: 'pem' }).toString().trimEnd());
  return { exitCode: 0, text: pems.join('\n'), json: { publicKey: pems[0], oldPublicKeys: pems.slice(1) } };
}

const PEM_BLOCK = /-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g;

/** Reads the public keys of a file as `audit public-key` prints them. @throws Error when one is none, or there is none */
export function readPublicKeys(pem: string): KeyObject[] {
  const keys = (pem.match(PEM_BLOCK) ?? []).map(ed25519KeyOf);
  if (keys.length > 0) return keys;
  throw noKey();
}

function ed25519KeyOf(pem: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPublicKey(pem);
  } catch {
    // Told below, without what stands in the file: it might be a private key.
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw noKey();
}

function noKey(): Error {
  return new Error('A file of --public-key holds no Ed25519 key in PEM, as `ketenzicht audit public-key` prints it.');
}

/** Codes of a login that is refused, of tables that are not there, and of rights that are not given. */
const UNREADABLE = new Set(['28P01', '28000', '3F000', '42P01', '42501']);

/**
 * Runs a command on the logs as they are, with the logs' own login and nothing else: it brings nothing up to date, so
 * that an auditor may run it with a login that only reads.
 * @throws DatabaseError when the logs cannot be read
 */
export async function withLogs<Result>(config: Config, run: (sql: Sql) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(config);
  try {
    return await run(database.log);
  } catch (cause) {
    const code = errorCode(cause) ?? '';
    if (!UNREADABLE.has(code)) throw cause;
    const advice = 'run `ketenzicht migrate` first, or set DATABASE_LOG_URL to a login that may read the schema audit';
    throw new DatabaseError(`The logs cannot be read (${code}): ${advice}.`, { cause });
  } finally {
    await database.close();
  }
}

function count(lines: number): string {
  return lines.toLocaleString('en');
}
