import { generateKeyPairSync } from 'node:crypto';
import type { SubjectAccess } from '../../src/audit/access-entry.js';
import { chainHash, signHead } from '../../src/audit/chain.js';
import type { Database } from '../../src/database/database.js';
import { append, entries, entry } from './log-entries.js';

type Owner = Pick<Database, 'admin'>;

/** A key of somebody who has the database and not the secret. */
export const STRANGER = generateKeyPairSync('ed25519');

/** A line as whoever has the database can write it. */
export interface RawLine {
  month: string;
  seq: number;
  trace: string;
  body: string;
  hash: string;
  signature: string | null;
}

/** Empties the audit log and writes groups of so many lines to it. */
export async function chainOf(database: Pick<Database, 'admin' | 'log'>, groups: readonly number[]): Promise<void> {
  await database.admin`truncate audit.audit_record, audit.ended_month`;
  for (const size of groups) await append(database, entries(size));
}

/** All lines, in order. */
export async function rawLines({ admin }: Owner): Promise<RawLine[]> {
  const rows = await admin<(Omit<RawLine, 'seq'> & { seq: string })[]>`
    select month::text, seq, trace_id as trace, body, hash, signature from audit.audit_record order by month, seq`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Puts these lines in the place of all others. */
export async function replaceLines({ admin }: Owner, lines: readonly RawLine[]): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`truncate audit.audit_record`;
    for (const month of new Set(lines.map((line) => line.month))) await sql`select audit.open_month(${month}::date)`;
    await sql`
      insert into audit.audit_record (month, seq, trace_id, body, hash, signature)
      select (l->>'month')::date, (l->>'seq')::bigint, l->>'trace', l->>'body', l->>'hash', l->>'signature'
      from json_array_elements(${JSON.stringify(lines)}::text::json) l`;
  });
}

/** Moves the lines to other months, as if each group had been written in its own: the real writer knows only today. */
export async function chainOfMonths(
  database: Pick<Database, 'admin' | 'log'>,
  months: readonly string[],
  sign: (head: { month: string; seq: bigint; hash: string }) => string,
  subjects: readonly SubjectAccess[] = [],
): Promise<RawLine[]> {
  let before = '0'.repeat(64);
  const lines = months.flatMap((month) =>
    [entry(subjects), entry(), entry()].map((each, place): RawLine => {
      const body = JSON.stringify(each.audit);
      const seq = place + 1;
      before = chainHash(before, { month, seq: BigInt(seq) }, body);
      const signature = place === 2 ? sign({ month, seq: BigInt(seq), hash: before }) : null;
      return { month, seq, trace: each.trace.traceId, body, hash: before, signature };
    }),
  );
  await replaceLines(database, lines);
  return lines;
}

/** Gives the processing log, emptied first, the lines that these lines count. */
export async function processingOf({ admin }: Owner, lines: readonly RawLine[]): Promise<void> {
  await admin`truncate audit.processing_record`;
  for (const { month, trace, body } of lines) {
    const { spanId, counts } = JSON.parse(body) as { spanId: string; counts: { subjects: number } };
    await admin`
      insert into audit.processing_record (month, trace_id, span_id, name, status_code, start_time, end_time,
        processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories)
      select ${month}, ${trace}, ${spanId}, 'query', 'OK', now(), now(), '', 'a pseudonym', 'Ketenzicht-casus', 'test',
        'ind', '{}' from generate_series(1, ${counts.subjects})`;
  }
}

/** Chains the lines from a place on anew, as somebody without the key can: hashes fit, signatures are their own. */
export function rechained(lines: readonly RawLine[], from: number): RawLine[] {
  let before = from === 0 ? '0'.repeat(64) : (lines[from - 1]?.hash ?? '');
  return lines.map((line, place) => {
    if (place < from) return line;
    const at = { month: line.month, seq: BigInt(line.seq) };
    before = chainHash(before, at, line.body);
    const signature = line.signature && signHead({ ...at, hash: before }, STRANGER);
    return { ...line, hash: before, signature };
  });
}

/** A line that the log did not write, at a place; it has the form of one. */
export function strangeLine(month: string, seq: number): RawLine {
  const { audit, trace } = entry();
  return { month, seq, trace: trace.traceId, body: JSON.stringify(audit), hash: 'ab'.repeat(32), signature: null };
}

/** The same text with another character at a place. */
export function otherAt(text: string, place: number): string {
  const at = place % text.length;
  const other = text[at] === '7' ? '8' : '7';
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}
