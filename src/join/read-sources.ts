import { errorCode } from '../database/database-error.js';
import type { SnapshotReader, SqlValue } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import { type Span, within } from '../model/span.js';
import { answerIn, casesOf, columnsOf } from '../sources/hosted.js';
import { type AskedCases, type Cases, isLive, type SourceReading } from '../sources/source.js';
import type { SourceRead } from './plan.js';

/** A source's share of an operation, with the grant that opens it. */
export interface GrantedRead {
  readonly read: SourceRead;
  readonly grant: Grant;
}

/** What the sources answered; those that did not are named. */
export interface SourceAnswers {
  readonly answers: ReadonlyMap<Agency, SourceReading>;
  readonly unavailable: ReadonlySet<Agency>;
}

/** SQLSTATE `in_failed_sql_transaction`: not this source's fault, another statement ended the snapshot. */
const SNAPSHOT_ENDED = '25P02';

/** What is read in the same statement as sources. */
export interface ReadWith {
  /** Columns of a select. */
  readonly columns: readonly string[];
  /** All bound values, of which the first are the ids of the cases. */
  readonly values: readonly SqlValue[];
}

/**
 * Reads hosted sources in one snapshot, all of them in one statement. Where that fails they are read once more, a
 * statement each, so that a source that fails costs its own fields only.
 * @param renew opens another snapshot: a failed statement ends the one it was sent in
 */
export async function readSources(
  reads: readonly GrantedRead[],
  asked: AskedCases,
  snapshot: SnapshotReader,
  renew: () => Promise<SnapshotReader>,
): Promise<SourceAnswers> {
  if (reads.length < 2 || !canReadTogether(reads)) return readApart(reads, asked, snapshot, renew);
  try {
    return await readTogether(reads, asked, snapshot);
  } catch (error) {
    if (endedByAnother(error)) throw error;
    return readApart(reads, asked, await renew(), renew);
  }
}

/** Whether all of these sources, of which there must be one, are read by SQL here. */
export function canReadTogether(reads: readonly GrantedRead[]): boolean {
  return reads.length > 0 && reads.every(({ read }) => read.source.expressions !== undefined);
}

/**
 * Reads sources in one statement, and what else is to be read in it.
 * @returns with the row of that statement @throws the driver's error, whichever part of it failed
 */
export async function readTogether(
  reads: readonly GrantedRead[],
  { ids, trace }: AskedCases,
  snapshot: SnapshotReader,
  { columns, values }: ReadWith = { columns: [], values: [ids] },
): Promise<SourceAnswers & { readonly row: Readonly<Record<string, unknown>> | undefined }> {
  const text = [selectOf(reads, casesOf(ids)), ...columns].join(', ');
  const query = (span?: Span) => snapshot.query<Record<string, unknown>>(text, values, span);
  const [row] = trace?.span ? await within(trace.span, { name: `read ${namesOf(reads)}` }, query) : await query();
  const answers = reads.map(({ read, grant }, place) => {
    const size = { tables: grant.tables.length, cases: ids.length };
    return [read.source.agency, { rows: answerIn(row, `s${place}`, size) }] as const;
  });
  return { answers: new Map<Agency, SourceReading>(answers), unavailable: new Set(), row };
}

const selects = {
  ONE: new WeakMap<readonly GrantedRead[], string>(),
  MANY: new WeakMap<readonly GrantedRead[], string>(),
};

/** The beginning of a statement that reads these sources; made once for a list that is kept. */
function selectOf(reads: readonly GrantedRead[], cases: Cases): string {
  const known = selects[cases].get(reads);
  if (known !== undefined) return known;
  const columns = reads.flatMap(({ read, grant }, place) =>
    columnsOf(read.source.expressions?.(grant, cases) ?? [], `s${place}`),
  );
  const text = `select ${columns.join(', ')}`;
  selects[cases].set(reads, text);
  return text;
}

function namesOf(reads: readonly GrantedRead[]): string {
  return reads.map(({ read }) => read.source.agency).join(' ');
}

/**
 * Reads side by side, a statement each. Because a failed statement ends the snapshot, the others are read again in a
 * new one, without it.
 */
async function readApart(
  reads: readonly GrantedRead[],
  asked: AskedCases,
  snapshot: SnapshotReader,
  renew: () => Promise<SnapshotReader>,
): Promise<SourceAnswers> {
  const answers = new Map<Agency, SourceReading>();
  const unavailable = new Set<Agency>();
  let open = reads;
  let reader = snapshot;
  while (open.length > 0) {
    const settled = await Promise.allSettled(open.map((each) => readOne(each, asked, reader)));
    settled.forEach((result, index) => {
      const agency = (open[index] as GrantedRead).read.source.agency;
      if (result.status === 'fulfilled') answers.set(agency, result.value);
      else if (!endedByAnother(result.reason)) unavailable.add(agency);
    });
    const left = open.filter(({ read }) => !answers.has(read.source.agency) && !unavailable.has(read.source.agency));
    if (left.length === open.length) throw (settled[0] as PromiseRejectedResult).reason;
    open = left;
    if (open.length > 0) reader = await renew();
  }
  return { answers, unavailable };
}

/**
 * Reads the agencies' own systems side by side, without a snapshot: none of them may hold a connection of ours while it
 * thinks. One that fails costs its own fields only.
 */
export async function readLiveSources(reads: readonly GrantedRead[], asked: AskedCases): Promise<SourceAnswers> {
  const answers = new Map<Agency, SourceReading>();
  const unavailable = new Set<Agency>();
  await Promise.all(
    reads.map(async (each) => {
      const { source } = each.read;
      try {
        const reading = await readOne(each, asked, NO_SNAPSHOT);
        answers.set(source.agency, reading);
        if (reading.lapses?.some((tables) => tables.includes('UNAVAILABLE'))) unavailable.add(source.agency);
      } catch {
        // Why it failed was told to the operator where it is known; the caller is told that it did.
        unavailable.add(source.agency);
      }
    }),
  );
  return { answers, unavailable };
}

/** Where it is traced, a source's statements and its own trace are pieces of reading it. */
function readOne({ read: { source }, grant }: GrantedRead, asked: AskedCases, snapshot: SnapshotReader) {
  const { trace } = asked;
  if (!trace?.span) return source.read(grant, asked, snapshot);
  const attributes = { 'ketenzicht.source': source.agency, 'ketenzicht.source.kind': source.kind };
  const role = isLive(source) ? 'CLIENT' : 'INTERNAL';
  return within(trace.span, { name: `read ${source.agency}`, attributes, role }, (span) =>
    source.read(
      grant,
      { ...asked, trace: { ...trace, spanId: span?.spanId ?? trace.spanId, span } },
      { query: (text, values) => snapshot.query(text, values, span) },
    ),
  );
}

/** A source that is read live has no business in this database. */
const NO_SNAPSHOT: SnapshotReader = {
  query: () => Promise.reject(new Error('a live source reads nothing of the snapshot')),
};

function endedByAnother(error: unknown): boolean {
  return errorCode(error) === SNAPSHOT_ENDED;
}
