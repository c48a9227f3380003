import { cellOf } from '../../support/policy-matrix.js';
import { TABLES } from '../guarded-rows.js';
import type { Asker } from './asker.js';
import { OPEN_TABLES, type Permission } from './open-tables.js';
import { consents, isInReach } from './world.js';

/** Every table that some view may read something of. */
export const READABLE = [...TABLES.map(({ schema, table }) => `${schema}.${table}`), ...Object.keys(OPEN_TABLES)];

/**
 * What an asker may read of a table: the tests' own opinion, from the policy's cells and from the rows of reach and
 * consent. It shares no code with the product's grants and row conditions. Undefined: nothing, not even the number.
 */
export function permissionOf({ view, organisation }: Asker, table: string): Permission | undefined {
  const guarded = TABLES.find((one) => `${one.schema}.${one.table}` === table);
  if (!guarded) return OPEN_TABLES[table]?.({ view, organisation });
  const cells = guarded.categories.map((category) => cellOf(view, category));
  if (cells.length === 0 || cells.includes('no')) return undefined;
  const [kind] = view.split('/');
  return {
    columns: guarded.columns,
    shows: (row, world) => {
      const caseId = row[guarded.caseColumn];
      if (!isInReach(world, caseId, organisation)) return false;
      if (cells.includes('own') && row[guarded.organisationColumn] !== organisation) return false;
      return !cells.includes('consent') || consents(world, caseId, kind, organisation);
    },
  };
}
