import { caseShapes } from '../join/shape.js';
import type { SourceRecord } from '../sources/source-record.js';

/** Parts whose rows are shown as one, such as a stay with its place. */
const JOINED = caseShapes.filter(({ as, parts }) => as === 'list' && parts.length > 1).map(({ parts }) => parts);

/**
 * Rows that are shown as one record belong to one organisation. Otherwise the condition `own` would hide a part of a
 * record from the organisation it belongs to, and nothing could say so without telling that the part exists.
 * @throws RangeError when they do not
 */
export function refuseMixedOwners(record: SourceRecord): void {
  for (const parts of JOINED) {
    const owners = new Map<string, string>();
    for (const { name, agency } of parts) {
      if (agency !== record.agency) continue;
      for (const { recordKey = '1', organisation = record.organisation } of record.parts[name] ?? []) {
        if ((owners.get(recordKey) ?? organisation) !== organisation) {
          throw new RangeError(`rows of one ${parts[0]?.name} of the ${agency} belong to different organisations`);
        }
        owners.set(recordKey, organisation);
      }
    }
  }
}
