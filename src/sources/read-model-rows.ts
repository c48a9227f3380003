import { MADE_AS } from '../model/read-model.js';
import { keptColumns } from './read-model.js';
import { ofRow } from './row-order.js';
import type { Cases, ReadModel, SourceRow } from './source.js';
import { type Answer, lastOf, type PlacedTable } from './table-rows.js';

/**
 * Whether a granted table is read from the read model: where it is kept there and no row has to meet a condition. The
 * database says the same: only for such a table does a view's role have a right to the column.
 */
export function isKept({ part, grant }: PlacedTable, { parts }: ReadModel): boolean {
  const kept = keptColumns(part);
  return (
    grant.conditions.length === 0 && parts.includes(part) && grant.columns.every((column) => kept.includes(column))
  );
}

/**
 * SQL expressions over `$1`, the case ids, that read tables from a read model; none without a table. They answer nothing on
 * a case whose row is outdated. The forms for one case and for many have the reasons of `table-rows.ts`.
 */
export function readModelExpressions(model: ReadModel, tables: readonly PlacedTable[], cases: Cases): string[] {
  if (tables.length === 0) return [];
  const columns = tables.map(({ part }) => ofRow(part.table)).join(', ');
  const of = (id: string) => `from ${model.table} t where t.case_id = ${id} and t.${MADE_AS} = '${model.shape}'`;
  if (cases === 'ONE') return [`(select json_build_array(${columns}) ${of('($1::uuid[])[1]')})`];
  return [
    `(select coalesce(json_agg(json_build_array(${columns}, k.n)), '[]') ` +
      'from unnest((select $1::uuid[])) with ordinality as k(id, n) ' +
      `cross join lateral (select ${columns} ${of('k.id')} offset 0) t)`,
  ];
}

/** Takes what such an expression answered apart. */
export interface ReadModelRows {
  /**
   * Puts the rows under their cases and tables.
   * @returns the places of cases of which it answered nothing: outdated, or not the caller's to see
   */
  take(value: unknown, cases: Cases, to: Answer): ReadonlySet<number>;
}

/** The rows of these tables, with the values that were granted and asked for. */
export function readModelRows(tables: readonly PlacedTable[]): ReadModelRows {
  const wanted = tables.map(({ part, grant, place }) => {
    const kept = keptColumns(part);
    return { place, positions: grant.columns.map((column) => kept.indexOf(column)) };
  });
  const takeCase = (columns: readonly (readonly SourceRow[] | null)[], ofCase: SourceRow[][]) => {
    for (const [at, { place, positions }] of wanted.entries()) {
      const rows = columns[at];
      if (rows) ofCase[place] = rows.map((values) => positions.map((position) => values[position]));
    }
  };
  return {
    take(value, cases, to) {
      const rows = (cases === 'ONE' && value ? [[...(value as KeptRow), 1]] : (value ?? [])) as KeptRow[];
      const answered = new Set<number>();
      for (const row of rows) {
        const place = lastOf(row);
        const ofCase = to[place];
        if (ofCase) takeCase(row, ofCase);
        answered.add(place);
      }
      return answered.size === to.length ? NOBODY : new Set([...to.keys()].filter((place) => !answered.has(place)));
    },
  };
}

type KeptRow = (SourceRow[] | null)[];

const NOBODY: ReadonlySet<number> = new Set();
