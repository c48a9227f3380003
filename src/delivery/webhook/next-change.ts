import type { Snapshot } from '../../database/snapshot.js';
import { byChanges, type FoundChange, readChanges } from '../../join/changes.js';
import { Parameters } from '../../join/parameters.js';
import type { TableConditions } from '../../join/plan.js';

/** Which change: the first behind a position, or the one at it. */
export type ChangePlace = { readonly after: number } | { readonly at: number };

/** From so many positions behind the end on, a webhook is far behind, and is read for case by case. */
const NEAR = 5_000;

/**
 * Reads one change, as the view's role of the snapshot may see it now.
 * @param head the last change there is, as far as is known
 * @returns null when there is none, or the organisation may not see it any more
 */
export async function nextChange(
  snapshot: Snapshot,
  organisation: string,
  permits: TableConditions,
  place: ChangePlace,
  head: number,
): Promise<FoundChange | null> {
  const after = 'after' in place ? place.after : place.at - 1;
  const parameters = new Parameters();
  const query = byChanges({ after, size: 1, isNear: 'at' in place || head - after < NEAR }, permits);
  const sql = query.sql({
    parameters,
    organisation: `${parameters.bind(organisation)}::text`,
    facts: () => 'null::boolean as consented, null::text as v_number',
    unsearchable: () => false,
  });
  const [row] = await snapshot.query<{ answer: unknown }>(`select ${sql} as answer`, parameters.values);
  const [found] = row ? readChanges(row.answer).changes : [];
  if (!found || ('at' in place && found.position !== place.at)) return null;
  return found;
}
