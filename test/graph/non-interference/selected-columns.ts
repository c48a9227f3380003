import { allParts } from '../../../src/sources/index.js';

/** A table's part of a statement of a source: the columns it selects, and the table. */
const TABLE_PART = /json_build_array\(([^)]*)\) order by .*? from ("\w+"\."\w+") t /g;
/** What a source keeps by case in such a statement: the tables that it selects, and its schema. */
const READ_MODEL_PART = /select ((?:t\."\w+"(?:, )?)+) from "(\w+)"\."read_model" t /g;

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

/**
 * What statements select beside the field asked for and the keys: columns of tables, as `table.column`, and tables, as
 * `schema.table`, of a source that does not have the field at all. Of a read model a table is read as it is.
 */
export function selectedBeside(statements: readonly string[], field: string): string[] {
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return statements.flatMap((statement) => [
    ...[...statement.matchAll(TABLE_PART)].flatMap(([, columns = '', table]) =>
      names(columns)
        .filter((name) => name !== column && !ALWAYS.includes(name))
        .map((name) => `${table}.${name}`),
    ),
    ...[...statement.matchAll(READ_MODEL_PART)].flatMap(([, tables = '', schema = '']) =>
      ALWAYS.includes(column) || allParts.some((part) => part.schema === schema && part.columns.includes(column))
        ? []
        : names(tables).map((name) => `${schema}.${name}`),
    ),
  ]);
}

function names(columns: string): string[] {
  return [...columns.matchAll(/t\."(\w+)"/g)].map(([, name]) => name as string);
}
