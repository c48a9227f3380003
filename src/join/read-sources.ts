import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import { within } from '../model/span.js';
import { type AskedCases, isLive, type SourceReading } from '../sources/source.js';
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

/**
 * Reads hosted sources side by side in one snapshot. A source that fails costs its own fields only: because a failed
 * statement ends the snapshot, the others are read again in a new one, without it.
 */
export async function readSources(
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
  return error instanceof Error && (error as Error & { code?: string }).code === SNAPSHOT_ENDED;
}
