import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import { checkGrant, type GrantedTable, grantedTables } from './granted-tables.js';
import {
  type AskedCases,
  type Source,
  type SourceAnswer,
  type SourcePart,
  type SourceReading,
  tableOf,
} from './source.js';

/**
 * A source of kind *hosted*: what the agency delivered, in its own PostgreSQL schema of this database.
 * The second lock is the partner's database role, under which the snapshot runs.
 */
export function hostedSource(agency: Agency, parts: Readonly<Record<string, SourcePart>>): Source {
  const texts = new WeakMap<Grant, string>();
  const textOf = (grant: Grant): string => {
    const text = texts.get(grant) ?? statement(grantedTables(grant, parts));
    texts.set(grant, text);
    return text;
  };
  return {
    agency,
    kind: 'HOSTED',
    parts,
    async read(grant: Grant, { ids }: AskedCases, snapshot: SnapshotReader): Promise<SourceReading> {
      checkGrant(grant, agency);
      const [row] = await snapshot.query<{ answer: SourceAnswer }>(textOf(grant), [ids]);
      return { rows: row?.answer ?? [] };
    },
  };
}

/**
 * One statement for all tables of the grant: a JSON array per case, in it an array per table, in it a row each.
 * Written as one look-up per case and table, so that its plan is a row of index probes at any size of the tables.
 */
function statement(tables: readonly GrantedTable[]): string {
  const reads = tables.map(tableRows);
  return (
    `select coalesce(json_agg(json_build_array(${reads.join(', ')}) order by k.n), '[]') as answer ` +
    'from unnest($1::uuid[]) with ordinality as k(id, n)'
  );
}

/** Rows of one moment come in one order too, or equal questions would get answers that differ. The last row is the latest. */
export const TIE_BREAKERS: readonly string[] = ['record_key', 'delivered_by', 'source_key'];

function tableRows({ part, grant }: GrantedTable): string {
  const columns = grant.columns.map((column) => `t."${column}"`).join(', ');
  const order = `t."${part.orderColumn}" nulls first, ${TIE_BREAKERS.map((column) => `t."${column}"`).join(', ')}`;
  return (
    `coalesce((select json_agg(json_build_array(${columns}) order by ${order}) ` +
    `from ${tableOf(part)} t where t."${part.caseColumn}" = k.id${inCurrentFile(part, 't')}), '[]')`
  );
}

/** The order that puts the row first which the answer shows as the latest. */
export function latestFirst({ orderColumn }: SourcePart, alias: string): string {
  const ties = TIE_BREAKERS.map((column) => `${alias}."${column}" desc`);
  return [`${alias}."${orderColumn}" desc nulls last`, ...ties].join(', ');
}

/** The condition that a row belongs to the file that counts, for a part that stands within another; else nothing. */
export function inCurrentFile({ within }: SourcePart, alias: string): string {
  if (!within) return '';
  return (
    ` and (${alias}.delivered_by, ${alias}.source_key) = (select f.delivered_by, f.source_key ` +
    `from ${tableOf(within)} f where f.case_id = ${alias}.case_id order by ${latestFirst(within, 'f')} limit 1)`
  );
}
