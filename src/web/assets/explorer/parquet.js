import { parquetWriteBuffer } from '/assets/vendor/hyparquet-writer/index.js';

/**
 * A table as a Parquet file. A column of numbers or of yes and no keeps its kind; every other is text, also one in which
 * a cell says why its value is missing.
 */
export function parquetBytes({ columns, rows }) {
  const columnData = columns.map((name) => {
    const values = rows.map((row) => row.get(name) ?? null);
    const type = typeOf(values);
    const data = type === 'STRING' ? values.map((value) => (value === null ? null : String(value))) : values;
    return { name, type, data, nullable: true };
  });
  return parquetWriteBuffer({ columnData });
}

function typeOf(values) {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size !== 1) return 'STRING';
  return { number: 'DOUBLE', boolean: 'BOOLEAN' }[[...kinds][0]] ?? 'STRING';
}
