/** A table's part of a statement of a source: the columns it selects, and the table. */
const TABLE_PART = /json_build_array\(([^)]*)\) order by .*? from ("\w+"\."\w+") t /g;

/** What joins, ranks and dates a record, whatever is asked of it. */
const ALWAYS = [
  'organisation',
  'delivered_by',
  'source_key',
  'record_key',
  'recorded_at',
  'retrieved_at',
  'source_level',
];

/** The columns that statements select beside that of the field asked for and the keys, as `table.column`. */
export function selectedColumns(statements: readonly string[], field: string): string[] {
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return statements.flatMap((statement) =>
    [...statement.matchAll(TABLE_PART)].flatMap(([, columns = '', table]) => {
      const names = [...columns.matchAll(/t\."(\w+)"/g)].map(([, name]) => name as string);
      return names.filter((name) => name !== column && !ALWAYS.includes(name)).map((name) => `${table}.${name}`);
    }),
  );
}
