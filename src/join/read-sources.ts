import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import type { SourceAnswer } from '../sources/source.js';
import type { SourceRead } from './plan.js';

/** A source's share of an operation, with the grant that opens it. */
export interface GrantedRead {
  readonly read: SourceRead;
  readonly grant: Grant;
}

/** What the sources answered; those that did not are named. */
export interface SourceAnswers {
  readonly answers: ReadonlyMap<Agency, SourceAnswer>;
  readonly unavailable: ReadonlySet<Agency>;
}

/** SQLSTATE `in_failed_sql_transaction`: not this source's fault, another statement ended the snapshot. */
const SNAPSHOT_ENDED = '25P02';

/**
 * Reads all sources side by side in one snapshot. A source that fails costs its own fields only: because a failed
 * statement ends the snapshot, the others are read again in a new one, without it.
 */
export async function readSources(
  reads: readonly GrantedRead[],
  caseIds: readonly string[],
  snapshot: SnapshotReader,
  renew: () => Promise<SnapshotReader>,
): Promise<SourceAnswers> {
  const answers = new Map<Agency, SourceAnswer>();
  const unavailable = new Set<Agency>();
  let open = reads;
  let reader = snapshot;
  while (open.length > 0) {
    const settled = await Promise.allSettled(open.map(({ read, grant }) => read.source.read(grant, caseIds, reader)));
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

function endedByAnother(error: unknown): boolean {
  return error instanceof Error && (error as Error & { code?: string }).code === SNAPSHOT_ENDED;
}
