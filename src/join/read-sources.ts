import { errorCode } from '../database/database-error.js';
import type { SnapshotReader, SqlValue } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import { type Span, within } from '../model/span.js';
import { casesOf, firstOf, type JointRow, type JointSelect, jointSelect } from '../sources/joint-select.js';
import { type AskedCases, type Cases, isLive, type ReadFrom, type SourceReading } from '../sources/source.js';
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
  /** SQL expression of something else. */
  readonly besides?: string;
  /** All bound values, of which the first are the ids of the cases. */
  readonly values: readonly SqlValue[];
  readonly from: ReadFrom;
}

/**
 * Reads hosted sources in one snapshot, all of them in one statement. Where what they keep of one of the cases is outdated,
 * they are read once more from their tables, all of them, so that what is shown of a case is of one moment. Where a
 * statement fails they are read once more, a statement each, so that a source that fails costs its own fields only.
 * @param renew opens another snapshot: a failed statement ends the one it was sent in, and so does whoever sent its end
 * behind these reads
 */
export async function readSources(
  reads: readonly GrantedRead[],
  asked: AskedCases,
  snapshot: SnapshotReader,
  renew: () => Promise<SnapshotReader>,
): Promise<SourceAnswers> {
  if (!canReadTogether(reads)) return readApart(reads, asked, snapshot, renew);
  const alone = { values: [asked.ids] };
  try {
    const read = await readTogether(reads, asked, snapshot, { ...alone, from: 'READ_MODEL' });
    if (!isOutdated(read)) return read;
    return await readTogether(reads, asked, await renew(), { ...alone, from: 'TABLES' });
  } catch (error) {
    if (endedByAnother(error)) throw error;
    return readApart(reads, asked, await renew(), renew);
  }
}

/** Whether all of these sources, of which there must be one, are read by SQL here. */
export function canReadTogether(reads: readonly GrantedRead[]): boolean {
  return reads.length > 0 && reads.every(({ read }) => read.source.select !== undefined);
}

/**
 * Reads sources in one statement, and what else is to be read in it.
 * @returns with what that was: `found` @throws the driver's error, whichever part of it failed
 */
export async function readTogether(
  reads: readonly GrantedRead[],
  { ids, trace }: AskedCases,
  snapshot: SnapshotReader,
  { besides, values, from }: ReadWith,
): Promise<SourceAnswers & { readonly found: unknown }> {
  const { agencies, joint } = together(reads, casesOf(ids), from);
  const query = (span?: Span) => snapshot.query<JointRow>(joint.text(besides), values, span);
  const rows = await (trace?.span ? within(trace.span, { name: `read ${namesOf(reads)}` }, query) : query());
  const readings = joint.take(rows, ids.length);
  const answers = readings.map((reading, at) => [agencies[at] as Agency, reading] as const);
  return { answers: new Map(answers), unavailable: new Set(), found: firstOf(rows)?.found };
}

/** Whether the read model of a source said nothing of a case: of any, or of the one in this place. */
export function isOutdated({ answers }: Pick<SourceAnswers, 'answers'>, place?: number): boolean {
  for (const { outdated } of answers.values()) {
    if (outdated && (place === undefined ? outdated.size > 0 : outdated.has(place))) return true;
  }
  return false;
}

/** Sources in one statement. */
interface Together {
  readonly agencies: readonly Agency[];
  readonly joint: JointSelect;
}

const kept = new WeakMap<readonly GrantedRead[], Map<string, Together>>();

/** Made once for a list that is kept. */
function together(reads: readonly GrantedRead[], cases: Cases, from: ReadFrom): Together {
  const ofReads = kept.get(reads) ?? new Map<string, Together>();
  kept.set(reads, ofReads);
  const known = ofReads.get(cases + from);
  if (known) return known;
  const selects = reads.flatMap(({ read: { source }, grant }) => source.select?.(grant, cases, from) ?? []);
  const made = { agencies: reads.map(({ read }) => read.source.agency), joint: jointSelect(selects, cases) };
  ofReads.set(cases + from, made);
  return made;
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
