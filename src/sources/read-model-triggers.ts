import { MADE_AS, READ_MODEL } from '../model/read-model.js';
import { type ReadModel, tableOf } from './source.js';

/** The function, in a source's schema, that empties the rows of what changed; its triggers' names begin with it. */
const OUTDATE = `outdate_${READ_MODEL}`;

/**
 * Statements by which a change of a table empties, in the same transaction, the row of each case that it touched, whoever
 * makes it and in whatever version of this program: what was deleted or corrected is in no read model. Safe to run again.
 */
export function readModelTriggers(models: readonly ReadModel[]): string[] {
  return models.flatMap((model) => [
    outdateFunction(model),
    ...model.parts.flatMap((part) =>
      EVENTS.map(([event, tables]) => {
        const name = `${OUTDATE}_${event}`;
        return (
          `create or replace trigger ${name} after ${event} on ${tableOf(part)} ${tables} ` +
          `for each statement execute function "${part.schema}".${OUTDATE}()`
        );
      }),
    ),
  ]);
}

const EVENTS: readonly (readonly [event: string, tables: string])[] = [
  ['insert', 'referencing new table as changed'],
  ['update', 'referencing old table as was new table as changed'],
  ['delete', 'referencing old table as changed'],
  ['truncate', ''],
];

/**
 * A case without a row gets one too: it is what somebody waits for who writes the same case at the same time, and who would
 * not see what this transaction changed. In one order, so that two never wait for each other.
 */
function outdateFunction({ schema, table, parts }: ReadModel): string {
  const emptied = parts.map((part) => `"${part.table}" = null`).join(', ');
  const outdate = (cases: string) =>
    `insert into ${table} as m (case_id) ${cases} order by 1
      on conflict (case_id) do update set ${MADE_AS} = null, ${emptied} where m.${MADE_AS} is not null;`;
  return `create or replace function "${schema}".${OUTDATE}() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then
    delete from ${table};
  elsif tg_op = 'UPDATE' then
    ${outdate('select case_id from was union select case_id from changed')}
  else
    ${outdate('select distinct case_id from changed')}
  end if;
  return null;
end $$`;
}
