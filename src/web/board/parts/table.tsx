import type { ReactNode } from 'react';
import { useNarrow } from './narrow.js';

/** A column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly heading: string;
  readonly cell: (row: Row) => ReactNode;
  /** The column that names its row. */
  readonly names?: boolean;
  /** A column of running text, which gets most of the room. */
  readonly wide?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, place: number) => string;
  readonly classOf?: (row: Row) => string | undefined;
}

/** Rows with the same facts each: a table where there is room, and a list of cards where there is not. */
export function Table<Row>(props: TableProps<Row>) {
  return useNarrow() ? <Cards {...props} /> : <Grid {...props} />;
}

function Grid<Row>({ caption, columns, rows, keyOf, classOf }: TableProps<Row>) {
  return (
    <table className="utrecht-table">
      <caption className="utrecht-table__caption">{caption}</caption>
      <thead className="utrecht-table__header">
        <tr className="utrecht-table__row">
          {columns.map(({ key, heading, wide }) => (
            <th key={key} scope="col" className={`utrecht-table__header-cell ${wide ? 'wide' : ''}`}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="utrecht-table__body">
        {rows.map((row, place) => (
          <tr key={keyOf(row, place)} className={`utrecht-table__row ${classOf?.(row) ?? ''}`}>
            {columns.map(({ key, cell, names }) =>
              names ? (
                <th key={key} scope="row" className="utrecht-table__cell row-name">
                  {cell(row)}
                </th>
              ) : (
                <td key={key} className="utrecht-table__cell">
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards<Row>({ caption, columns, rows, keyOf, classOf }: TableProps<Row>) {
  return (
    <section aria-label={caption}>
      <p className="cards-caption">{caption}</p>
      <ul className="cards">
        {rows.map((row, place) => (
          <li key={keyOf(row, place)} className={classOf?.(row)}>
            <dl>
              {columns.map(({ key, heading, cell, names }) => (
                <div key={key} className={names ? 'names' : undefined}>
                  <dt>{heading}</dt>
                  <dd>{cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
