import { cellOf, permits } from '../../support/policy-matrix.js';
import { TABLES } from '../guarded-rows.js';
import type { Asker } from './asker.js';
import { consents, isInReach, type Row, type World } from './world.js';

/** A view may read these columns of a table, and of it the rows that `shows` says. */
export interface Permission {
  readonly columns: readonly string[];
  shows(row: Row, world: World): boolean;
}

/**
 * Tables of the gateway's own that a view may read something of, although no row of the policy names them. Said here by
 * hand and one by one: what is added to it is reviewed. Nothing else of `app`, and nothing of `audit`, is for a view.
 */
export const OPEN_TABLES: Readonly<Record<string, (asker: Asker) => Permission | undefined>> = {
  /** How fresh the sources are: nothing of a person, the same for everybody. */
  'app.delivery': () => ({ columns: ['agency', 'ended_at', 'complete'], shows: () => true }),

  /** The cases that exist for the organisation; with the day of arrival only where the case's status is for it. */
  'app.reach': ({ view, organisation }) =>
    hasCases(view)
      ? {
          columns: ['organisation', 'case_id', ...(cellOf(view, 'case.status') === 'yes' ? ['arrived_at'] : [])],
          shows: (row) => row.organisation === organisation && organisation !== null,
        }
      : undefined,

  /**
   * Consents to the asker's kind, to it or to all of the kind, of cases in its reach; not who recorded them. As records,
   * with who did: all of cases in reach, or those that are for it and those that it recorded.
   */
  'app.consent': ({ view, organisation }) => {
    const cell = cellOf(view, 'rights.consent');
    const records = cell === 'no' ? [] : ['id', 'recorded_by', 'withdrawn_by'];
    const shows = (row: Row, world: World) =>
      isInReach(world, row.case_id, organisation) &&
      (cell === 'yes' ||
        (cell === 'own' && row.recorded_by === organisation) ||
        (row.partner_kind === view.split('/')[0] && [null, organisation].includes(row.organisation ?? null)));
    const columns = ['case_id', 'partner_kind', 'organisation', 'given_at', 'withdrawn_at', ...records];
    return hasCases(view) ? { columns, shows } : undefined;
  },

  /** That a value is under investigation, where every category of it permits; the words where requests are permitted. */
  'app.rectification': ({ view, organisation }) => {
    const marks = ['case_id', 'field', 'categories', 'agency', 'requested_at'];
    const words = ['id', 'organisation', 'requested_by', 'statement', 'outcome', 'outcome_reason', 'decided_at'];
    const columns = cellOf(view, 'rights.rectification') === 'no' ? marks : [...marks, ...words];
    return hasCases(view)
      ? { columns, shows: (row, world) => isTaggedFor({ view, organisation }, row, world) }
      : undefined;
  },

  /** Until when the organisation itself takes part, and is granted each purpose; all of it for who administers that. */
  'app.organisation': (asker) =>
    registerOf(asker, 'code', ['code', 'valid_until'], ['partner_kind', 'name', 'valid_from', 'revoked_at']),
  'app.purpose_grant': (asker) =>
    registerOf(asker, 'organisation', ['organisation', 'purpose', 'valid_until'], ['valid_from', 'revoked_at']),
};

function isTaggedFor({ view, organisation }: Asker, row: Row, world: World): boolean {
  const categories = (row.categories ?? '').replace(/[{}]/g, '').split(',').filter(Boolean);
  if (categories.length === 0 || !isInReach(world, row.case_id, organisation)) return false;
  return categories.every((category) => {
    const cell = cellOf(view, category);
    if (cell === 'consent') return consents(world, row.case_id, view.split('/')[0], organisation);
    const mine = [row.organisation, category === 'rights.rectification' ? row.requested_by : undefined];
    return cell === 'yes' || (cell === 'own' && mine.includes(organisation));
  });
}

function registerOf(
  { view, organisation }: Asker,
  key: string,
  ownEnd: readonly string[],
  rest: readonly string[],
): Permission {
  if (cellOf(view, 'programme.grants') === 'yes') return { columns: [...ownEnd, ...rest], shows: () => true };
  return { columns: ownEnd, shows: (row) => row[key] === organisation };
}

/** Whether the view may see anything of a case. */
export function hasCases(view: string): boolean {
  return TABLES.some(({ categories }) => permits(view, categories));
}
