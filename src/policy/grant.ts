import type { Agency } from '../model/agency.js';
import type { Grant, TableGrant } from '../model/grant.js';
import type { GuardedTable } from '../model/guarded-table.js';
import type { Principal } from '../model/principal.js';
import { type Purpose, type ViewKey, viewKey } from '../model/purpose.js';
import { decideTogether } from './decide.js';
import { columnOf, type Policy } from './policy.js';

/** The columns of one table that an operation needs. */
export interface AskedTable {
  readonly table: GuardedTable;
  readonly columns: readonly string[];
}

const issued = new WeakSet<object>();

/**
 * Issues the proof that a source demands, for one agency and one operation. Tables that the policy denies are not
 * in it; the caller cannot tell them from tables it did not ask for.
 * @returns null when nothing of what was asked is permitted
 * @throws RangeError when a table belongs to another agency, stands there twice, or is asked for columns it lacks
 */
export function issueGrant(
  policy: Policy,
  principal: Principal,
  purpose: Purpose,
  agency: Agency,
  asked: readonly AskedTable[],
): Grant | null {
  checkAsked(agency, asked);
  const view = viewKey(principal.partnerKind, purpose);
  const column = columnOf(policy, view);
  if (!column) return null;
  const tables = asked.flatMap(({ table, columns }) => tableGrant(policy, view, table, columns));
  if (tables.length === 0) return null;
  const grant = Object.freeze({
    agency,
    principal: Object.freeze({ ...principal }),
    purpose,
    view,
    policyVersion: policy.version,
    processingActivity: column.processingActivity,
    tables: Object.freeze(tables),
  }) as Grant;
  issued.add(grant);
  return grant;
}

/** True for a grant that `issueGrant` made. The type's brand stops mistakes; this stops a cast or a copy. */
export function wasIssued(grant: Grant): boolean {
  return issued.has(grant);
}

function tableGrant(policy: Policy, view: ViewKey, table: GuardedTable, columns: readonly string[]): TableGrant[] {
  const decision = decideTogether(policy, view, table.categories);
  if (!decision.permitted) return [];
  return [
    Object.freeze({
      table: `${table.schema}.${table.table}`,
      columns: Object.freeze([...new Set(columns)]),
      conditions: Object.freeze([...decision.conditions]),
    }),
  ];
}

function checkAsked(agency: Agency, asked: readonly AskedTable[]): void {
  const seen = new Set<string>();
  for (const { table, columns } of asked) {
    const name = `${table.schema}.${table.table}`;
    if (table.agency !== agency) throw new RangeError(`${name} is not a table of ${agency}`);
    if (seen.has(name)) throw new RangeError(`${name} is asked for twice; name its columns once`);
    seen.add(name);
    if (columns.length === 0) throw new RangeError(`${name} is asked for without a column`);
    const unknown = columns.filter((column) => !table.columns.includes(column));
    if (unknown.length > 0) throw new RangeError(`${name} has no column ${unknown.join(', ')}`);
  }
}
