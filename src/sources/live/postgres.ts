import { getTableColumns } from 'drizzle-orm';
import { type AgencyDatabase, openAgencyDatabase, type ToldSettings } from '../../database/agency-database.js';
import type { LiveSourceSettings } from '../../model/source-settings.js';
import { type SourcePart, tableOf } from '../source.js';
import { MOST_ROWS } from './document.js';
import type { LiveQuery, Transport } from './transport.js';

/**
 * The agency's own database: views there of the same names and columns as the hosted tables, with `v_number` in place of
 * `case_id`, and without whose row it is and when it came. Answers come in the form of the OpenAPI document and are
 * checked like those of an API. The login is the agency's second lock; what is asked for what stands in settings
 * (`ketenzicht.purpose` and so on) that its row-level security can read.
 */
export function postgresTransport(
  settings: LiveSourceSettings,
  parts: Readonly<Record<string, SourcePart>>,
): Transport {
  const { url, concurrency, timeoutMs } = settings;
  const database = openAgencyDatabase(url, { connections: concurrency, timeoutMs });
  return {
    query: async (query, { signal }) => {
      const told = toldOf(query);
      return { records: await readRecords(database, statement(query, parts), query, { told, signal }) };
    },
    async probe({ signal }) {
      await database.read('select 1 as works', [], { signal });
    },
    close: () => database.close(),
  };
}

async function readRecords(
  database: AgencyDatabase,
  text: string,
  { vNumbers }: LiveQuery,
  call: { readonly told: ToldSettings; readonly signal: AbortSignal },
): Promise<unknown> {
  const [row] = await database.read<{ records: unknown }>(text, [JSON.stringify(vNumbers)], call);
  return row?.records;
}

function toldOf({ asker, purpose, processingActivity, policyVersion, parts }: LiveQuery): ToldSettings {
  return { ...asker, purpose, processingActivity, policyVersion, fields: JSON.stringify(parts) };
}

/** One statement for all people and parts: a look-up by V-number in each view, in the order that every source keeps. */
function statement({ parts: asked }: LiveQuery, parts: Readonly<Record<string, SourcePart>>): string {
  const lists = Object.entries(asked).map(([name, fields]) => {
    const part = parts[name];
    if (!part) throw new RangeError('the query names a part that this source does not have');
    return `'${name}', ${rowsOf(part, fields)}`;
  });
  return (
    `select coalesce(json_agg(json_build_object('vNumber', k.v_number, ${lists.join(', ')})), '[]') as records ` +
    // As JSON: the driver would ask the agency's server what an array is.
    'from json_array_elements_text($1::text::json) as k(v_number)'
  );
}

function rowsOf(part: SourcePart, fields: readonly string[]): string {
  const columns = getTableColumns(part.drizzle);
  const named = ['sourceKey', 'recordKey', 'recordedAt', ...fields].map((field) => {
    const column = columns[field];
    if (!column) throw new RangeError('the query names a field that its part does not have');
    return { field, column: column.name };
  });
  const read = [...new Set([...named.map(({ column }) => column), part.orderColumn])];
  const order = `t."${part.orderColumn}" nulls first, t."record_key", t."source_key"`;
  // One row beyond the most tells that there are too many, without reading them all.
  return (
    `(select coalesce(json_agg(json_build_object(${named.map(({ field, column }) => `'${field}', t."${column}"`).join(', ')}) ` +
    `order by ${order}), '[]') from (select ${read.map((column) => `v."${column}"`).join(', ')} ` +
    `from ${tableOf(part)} v where v."v_number" = k.v_number limit ${MOST_ROWS + 1}) t)`
  );
}
