import type { Agency } from '../model/agency.js';
import type { Grant, TableGrant } from '../model/grant.js';
import { wasIssued } from '../policy/grant.js';
import type { SourcePart } from './source.js';

/** A table of a grant with the part of the source that it opens. */
export interface GrantedTable {
  readonly part: SourcePart;
  readonly grant: TableGrant;
}

/**
 * What every source asks first of a grant.
 * @throws RangeError when the policy did not issue it, or when it is for another agency
 */
export function checkGrant(grant: Grant, agency: Agency): void {
  if (!wasIssued(grant)) throw new RangeError('a source opens to a grant of the policy only');
  if (grant.agency !== agency) throw new RangeError('a grant opens the source of its own agency only');
}

/**
 * The tables of a grant, in its order, each with its part.
 * @throws RangeError when it names a table or a column that the source does not have
 */
export function grantedTables(grant: Grant, parts: Readonly<Record<string, SourcePart>>): GrantedTable[] {
  const byTable = new Map(Object.values(parts).map((part) => [`${part.schema}.${part.table}`, part]));
  return grant.tables.map((table) => {
    const part = byTable.get(table.table);
    if (!part) throw new RangeError('the grant names a table that this source does not have');
    if (table.columns.some((column) => !part.columns.includes(column))) {
      throw new RangeError('the grant names a column that its table does not have');
    }
    return { part, grant: table };
  });
}
