import type { JsonSchema } from '../../sources/live/row-schema.js';

/** What an agency holds of people: by V-number, the rows of each part with all their fields. */
export type ExampleRecords = Readonly<Record<string, Readonly<Record<string, readonly JsonSchema[]>>>>;

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** The document's schema of this name. @throws Error when it has none */
export function schemaOf(document: JsonSchema, name: string): JsonSchema {
  const schema = (document as unknown as Document).components.schemas[name];
  if (!schema) throw new Error(`the document has no schema ${name}`);
  return schema;
}

/**
 * Made-up records for a V-number, from the document alone: a row of each part, with a value of the right form in each
 * field. The same number has the same records each time.
 */
export function madeUpRecords(document: JsonSchema, vNumber: string): Readonly<Record<string, readonly JsonSchema[]>> {
  const { vNumber: _, ...parts } = schemaOf(document, 'Person').properties as Record<
    string,
    { items?: { $ref: string } }
  >;
  return Object.fromEntries(
    Object.entries(parts).map(([name, { items }]) => {
      const row = schemaOf(document, items?.$ref.split('/').at(-1) ?? '');
      return [name, [madeUpRow(row, vNumber)]];
    }),
  );
}

function madeUpRow({ properties }: JsonSchema, vNumber: string): JsonSchema {
  const chance = Number(vNumber.slice(-2));
  const fields = Object.entries(properties as Record<string, JsonSchema>);
  return Object.fromEntries(
    fields.map(([field, schema]) => [field, field.endsWith('Key') ? `example-${chance}` : valueOfForm(schema, chance)]),
  );
}

function valueOfForm({ type, enum: codes, format, pattern, items }: JsonSchema, chance: number): unknown {
  if (Array.isArray(codes)) return codes.filter((code) => code !== null)[chance % 3] ?? codes[0];
  const kind = Array.isArray(type) ? type[0] : type;
  if (kind === 'array') return [valueOfForm(items as JsonSchema, chance)];
  if (kind === 'boolean') return chance % 2 === 0;
  if (kind === 'integer') return 1 + (chance % 8);
  if (format === 'date') return `2024-01-${String(1 + (chance % 28)).padStart(2, '0')}`;
  if (format === 'date-time') return '2024-06-01T12:00:00Z';
  if (pattern === '^[0-9]{9}$') return '999990019';
  if (pattern === '^[0-9]{4}$') return '0084';
  return typeof pattern === 'string' ? '1990' : 'example';
}
