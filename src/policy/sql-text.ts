const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** A quoted SQL name. @throws RangeError for a name that is not plain lower case: names come from code, never from callers */
export function sqlName(name: string): string {
  if (!NAME.test(name)) throw new RangeError('a database name must be plain lower case, at most 63 characters');
  return `"${name}"`;
}

/** A quoted `schema.table`. */
export function sqlTable(schema: string, table: string): string {
  return `${sqlName(schema)}.${sqlName(table)}`;
}

/** Names as an SQL array of text, for the loops of a DO block. */
export function sqlNameArray(names: readonly string[]): string {
  return `array[${names.map((name) => `'${sqlName(name).slice(1, -1)}'`).join(', ')}]::text[]`;
}
