import { getTableColumns } from 'drizzle-orm';
import postgres from 'postgres';
import type { ExampleRecords } from '../../../src/cli/example-agency/example-records.js';
import type { Agency } from '../../../src/model/agency.js';
import { sources } from '../../../src/sources/index.js';
import type { SourcePart } from '../../../src/sources/source.js';
import { createDatabase, urlOf } from '../../support/database.js';
import type { TestGraph } from '../../support/graph.js';

/** What is ours to say of a row and not the agency's. */
const OURS = new Set(['caseId', 'organisation', 'deliveredBy', 'retrievedAt', 'recordClosedAt', 'searchKey']);

/** The fields of a part that an agency's own system holds, with their columns. */
export function fieldsOf(part: SourcePart) {
  return Object.entries(getTableColumns(part.drizzle)).filter(([field]) => !OURS.has(field));
}

const partsOf = (agency: Agency) => Object.entries(sources.find((source) => source.agency === agency)!.parts);

/** What the hosted tables hold of an agency, as the agency itself would hold it: by V-number. */
export async function recordsOf(graph: TestGraph, agency: Agency): Promise<ExampleRecords> {
  const records: Record<string, Record<string, Record<string, unknown>[]>> = {};
  for (const [name, part] of partsOf(agency)) {
    const columns = fieldsOf(part).map(([field, column]) => `'${field}', t."${column.name}"`);
    const order = `t."${part.orderColumn}" nulls first, t.record_key, t.source_key`;
    const rows = await graph.database.admin.unsafe<{ vNumber: string; row: Record<string, unknown> }[]>(
      `select k.v_number as "vNumber", json_build_object(${columns.join(', ')}) as row
       from ${part.schema}.${part.table} t join app.case_key k on k.id = t.case_id
       where k.v_number is not null order by ${order}`,
    );
    for (const { vNumber, row } of rows) {
      const person = records[vNumber] ?? {};
      records[vNumber] = person;
      person[name] = [...(person[name] ?? []), row];
    }
  }
  return records;
}

/** An agency's own database with these records: tables of the views' names and columns, by `v_number`. */
export async function agencyDatabase(
  adminUrl: string,
  name: string,
  agency: Agency,
  records: ExampleRecords,
): Promise<string> {
  await createDatabase(adminUrl, name);
  const url = urlOf(adminUrl, name);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`create schema ${agency.toLowerCase()}`);
    for (const [part, { schema, table }] of partsOf(agency)) {
      const fields = fieldsOf(sources.find((source) => source.agency === agency)!.parts[part]!);
      const columns = fields.map(([, column]) => `"${column.name}" ${column.getSQLType()}`);
      await sql.unsafe(`create table ${schema}.${table} (v_number text not null, ${columns.join(', ')})`);
      const rows = Object.entries(records).flatMap(([vNumber, parts]) =>
        (parts[part] ?? []).map((row) => ({
          v_number: vNumber,
          ...Object.fromEntries(fields.map(([field, column]) => [column.name, row[field] ?? null])),
        })),
      );
      const insert = `insert into ${schema}.${table} select * from json_populate_recordset(null::${schema}.${table}, $1::text::json)`;
      await sql.unsafe(insert, [JSON.stringify(rows)]);
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  return url;
}
