import { MADE_AS } from '../model/read-model.js';
import { keptColumns } from './read-model.js';
import { ofRow } from './row-order.js';
import type { ReadModel, SourceRow } from './source.js';
import type { Answer, PlacedTable } from './table-rows.js';

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

/** How tables are read from a read model. */
export interface ReadModelRows {
  /** SQL expression that answers nothing on a case whose row is outdated. @param id SQL expression of the case's id */
  expression(id: string): string;
  /**
   * Puts the rows under their cases and tables.
   * @param answered what the expression answered, in the order of the cases
   * @returns the places of cases of which it answered nothing: outdated, or not the caller's to see
   */
  take(answered: readonly unknown[], to: Answer): ReadonlySet<number>;
}

/** Reads the columns of these tables, with the values that were granted and asked for. */
export function readModelRows(model: ReadModel, tables: readonly PlacedTable[]): ReadModelRows {
  const columns = tables.map(({ part }) => ofRow(part.table)).join(', ');
  const wanted = tables.map(({ part, grant, place }) => {
    const kept = keptColumns(part);
    return { place, positions: grant.columns.map((column) => kept.indexOf(column)) };
  });
  const takeCase = (values: readonly (readonly SourceRow[] | null)[], ofCase: SourceRow[][]) => {
    for (const [at, { place, positions }] of wanted.entries()) {
      const rows = values[at];
      if (rows) ofCase[place] = rows.map((row) => positions.map((position) => row[position]));
    }
  };
  return {
    expression: (id) =>
      `(select json_build_array(${columns}) from ${model.table} t ` +
      `where t.case_id = ${id} and t.${MADE_AS} = '${model.shape}')`,
    take(answered, to) {
      const silent = new Set<number>();
      for (const [place, ofCase] of to.entries()) {
        const values = answered[place] as readonly (readonly SourceRow[] | null)[] | null | undefined;
        if (values) takeCase(values, ofCase);
        else silent.add(place);
      }
      return silent;
    },
  };
}
