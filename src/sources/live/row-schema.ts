import { getTableColumns } from 'drizzle-orm';
import type { SourcePart } from '../source.js';

/** A JSON Schema (2020-12), or a piece of a document that holds some. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Characters in a text at most: none of ours is nearly as long. */
const LONGEST_TEXT = 2_000;
const MOST_ITEMS = 100;

/** Fields whose text has a form, by name: what the graph's scalars and the join rely on. */
const FORMS: Readonly<Record<string, JsonSchema>> = {
  birthDate: {
    type: 'string',
    pattern: '^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$',
    description: 'As precise as it is known: 1978-03-14, 1978-03 or 1978.',
  },
  bsn: { type: 'string', pattern: '^[0-9]{9}$', description: 'Citizen service number (BSN).' },
  nationalities: {
    type: 'array',
    maxItems: MOST_ITEMS,
    items: { type: 'string', pattern: '^[0-9]{4}$' },
    description: 'Codes of BRP table 32.',
  },
  sourceLevel: { type: 'integer', minimum: 1, maximum: 8, description: 'Strength of the evidence, 1 the strongest.' },
};

/** Columns that each row has whatever is asked for: its keys, and when the agency recorded it. */
export const KEY_FIELDS: JsonSchema = {
  sourceKey: {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description: 'Your own key of the record; no value of the person.',
  },
  recordKey: {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description: 'Key of the row in the record; joins its parts.',
  },
  recordedAt: { type: ['string', 'null'], format: 'date-time', description: 'When you recorded it.' },
};

/** The schema of a row that holds these fields and no others. */
export function rowSchema(part: SourcePart, fields: readonly string[]): JsonSchema {
  const columns = getTableColumns(part.drizzle);
  const properties = fields.map((field) => {
    const column = columns[field];
    if (!column) throw new RangeError(`${part.name} has no field ${field}`);
    return [field, fieldSchema(field, column, part.codes[field])] as const;
  });
  return {
    type: 'object',
    additionalProperties: false,
    required: ['sourceKey', 'recordKey', ...fields],
    properties: { ...KEY_FIELDS, ...Object.fromEntries(properties) },
  };
}

function fieldSchema(
  field: string,
  { columnType, notNull }: { columnType: string; notNull: boolean },
  codes: readonly string[] | undefined,
): JsonSchema {
  const schema = codes ? { type: 'string', enum: codes } : (FORMS[field] ?? ofColumn(columnType));
  return notNull ? schema : orNull(schema);
}

function ofColumn(columnType: string): JsonSchema {
  if (columnType.startsWith('PgDate')) return { type: 'string', format: 'date' };
  if (columnType === 'PgBoolean') return { type: 'boolean' };
  if (columnType === 'PgSmallInt') return { type: 'integer', minimum: -32_768, maximum: 32_767 };
  if (columnType === 'PgArray') return { type: 'array', maxItems: MOST_ITEMS, items: TEXT };
  if (columnType === 'PgText') return TEXT;
  throw new RangeError(`no JSON is known for columns of type ${columnType}`);
}

const TEXT: JsonSchema = { type: 'string', maxLength: LONGEST_TEXT };

function orNull(schema: JsonSchema): JsonSchema {
  const values = schema.enum as readonly string[] | undefined;
  return { ...schema, type: [schema.type, 'null'], ...(values ? { enum: [...values, null] } : {}) };
}
