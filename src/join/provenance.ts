import type { Provenance } from '../model/provenance.js';
import type { SourceRow } from '../sources/source.js';
import type { TableRead } from './table-read.js';

/** Columns that a provenance is made of. */
export const PROVENANCE_COLUMNS = ['recorded_at', 'retrieved_at', 'delivered_by', 'record_closed_at'] as const;

/** Who recorded a row and when; null when it was not asked for. */
export function provenanceOf(read: TableRead, row: SourceRow): Provenance | null {
  const { recorded_at: recorded, retrieved_at: retrieved, delivered_by: delivered, record_closed_at: closed } = read.at;
  if (recorded === undefined || retrieved === undefined || delivered === undefined) return null;
  return {
    source: read.part.agency,
    recordedAt: row[recorded] as string | null,
    retrievedAt: row[retrieved] as string,
    deliveredBy: row[delivered] as string,
    closedAt: closed === undefined ? null : (row[closed] as string | null),
  };
}
