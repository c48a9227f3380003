import { readFile } from 'node:fs/promises';
import { getTableColumns } from 'drizzle-orm';
import { openAgencyDatabase, type ToldSettings } from '../../database/agency-database.js';
import type { LiveSourceSettings } from '../../model/source-settings.js';
import { type SourcePart, tableOf } from '../source.js';
import { MOST_ROWS } from './document.js';
import { piecesOf, readAnswer } from './read-answer.js';
import { SourceFailure } from './source-failure.js';
import type { LiveQuery, Transport } from './transport.js';

/**
 * The agency's own database: views there of the same names and columns as the hosted tables, with `v_number` in place of
 * `case_id`, and without whose row it is and when it came. Answers come in the form of the OpenAPI document and are
 * checked like those of an API. The login is the agency's second lock; what is asked for what stands in settings
 * (`ketenzicht.purpose` and so on) that its row-level security can read. An answer that is longer than the limit is not
 * sent: the agency's own server measures it.
 * @throws Error of the file system when the authorities cannot be read
 */
export async function postgresTransport(
  settings: LiveSourceSettings,
  parts: Readonly<Record<string, SourcePart>>,
): Promise<Transport> {
  const { url, concurrency, timeoutMs, answerBytes, tls } = settings;
  const ca = tls.caFile ? await readFile(tls.caFile, 'utf8') : undefined;
  const database = openAgencyDatabase(url, { connections: concurrency, timeoutMs, ca });
  return {
    query: async (query, { signal }) => {
      const values = [JSON.stringify(query.vNumbers), String(answerBytes)];
      const call = { told: toldOf(query), signal };
      const [row] = await database.read<{ answer: string | null }>(statement(query, parts), values, call);
      if (typeof row?.answer !== 'string') throw new SourceFailure('TOO_LARGE');
      return readAnswer(piecesOf(row.answer), query.vNumbers.length);
    },
    async probe({ signal }) {
      await database.read('select 1 as works', [], { signal });
    },
    close: () => database.close(),
  };
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
    // As text: the driver would parse JSON before its values are counted.
    'select case when octet_length(a.text) <= $2::text::int then a.text end as answer from (select json_build_object(' +
    `'records', coalesce(json_agg(json_build_object('vNumber', k.v_number, ${lists.join(', ')})), '[]'))::text as text ` +
    // As JSON: the driver would ask the agency's server what an array is.
    'from json_array_elements_text($1::text::json) as k(v_number)) a'
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
