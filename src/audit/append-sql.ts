/**
 * Waits for whoever else appends, until they have committed; held to the end of the transaction. `$2` is a word of this
 * write's own: lines are taken only where it was said before in the same transaction.
 */
export const TAKE_TURN = `select pg_advisory_xact_lock($1::text::bigint), set_config('app.append', $2::text, true)`;

/** The V-numbers of cases, from which pseudonyms are made. */
export const V_NUMBERS = `select id, v_number as "vNumber" from app.case_key
  where id = any(string_to_array($1::text, ',')::uuid[])`;

/**
 * Where the chain ends. A month that was deleted after its term still says where the next one begins; should both know
 * the month, because the clock went back, the lines that stand are the later ones. The orders name the tables' columns:
 * by the text of the month, the whole log would be read and sorted for every write.
 */
const HEAD = `select head.month, head.seq, head.hash, head.stands from (
    (select r.month, r.seq, r.hash, true as stands from audit.audit_record r order by r.month desc, r.seq desc limit 1)
    union all
    (select e.month, e.lines, e.hash, false from audit.ended_month e order by e.month desc limit 1)
    order by month desc, stands desc limit 1
  ) head`;

/** What the next line is made from: where the chain ends, and the month by the database's clock. */
export const GROUND = `select date_trunc('month', now())::date::text as current,
    head.month::text, head.seq, head.hash, head.stands
  from (select) one left join (${HEAD}) head on true`;

/** Whether one of these ends of a chain is one of its lines. */
export const STANDS = `select exists (
  select 1 from json_to_recordset($1::text::json) as sent (month date, seq bigint, hash text)
  join audit.audit_record r using (month, seq, hash)) as stands`;

/** Makes the partitions of a month in both logs, where they are not there. */
export const OPEN_MONTH = 'select audit.open_month($1::text::date)';

/**
 * Adds the lines of both logs, or none: none where the chain does not end at `$3`, the month is no longer `$2`, or the
 * cases `$6` have other V-numbers than `$7`, each with commas between them. Values come as JSON, so that the text never
 * varies and stays prepared; subjects that share all else come together.
 * @param month SQL expression @param taken SQL condition: whether it is this write's turn
 */
const insertLines = (month: string, taken: string) => `with head as (${HEAD}), place as (
    select ${month} as month
    from (select ${taken} as taken offset 0) turn left join head on true
    where turn.taken and coalesce(head.month || ' ' || head.seq || ' ' || head.hash, '') = $3::text
      and greatest(date_trunc('month', now())::date, head.month) = $2::text::date
      and $7::text = coalesce((select string_agg(coalesce(
          (select k.v_number from app.case_key k where k.id = asked.id), ''), ',' order by asked.place)
        from unnest(string_to_array($6::text, ',')::uuid[]) with ordinality as asked (id, place)), '')
  ), audit_line as (
    insert into audit.audit_record (month, seq, trace_id, body, hash, signature)
    select place.month, l.seq, l.trace_id, l.body, l.hash, l.signature
    from place, json_to_recordset($4::text::json)
      as l (seq bigint, trace_id text, body text, hash text, signature text)
    returning 1
  ), processing_line as (
    insert into audit.processing_record (month, trace_id, span_id, parent_span_id, name, status_code, start_time,
      end_time, processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories)
    select place.month, l.trace_id, l.span_id, l.parent_span_id, l.name, l.status, l.start_time, l.end_time, l.activity,
      subject.id, l.type, l.key_id, l.organisation, coalesce(string_to_array(nullif(l.categories, ''), ','), '{}')
    from place, json_to_recordset($5::text::json)
      as l (trace_id text, span_id text, parent_span_id text, name text, status text, start_time timestamptz,
        end_time timestamptz, activity text, type text, key_id text, organisation text, categories text, subjects text)
      cross join lateral string_to_table(l.subjects, ',') as subject (id)
  )
  select count(*)::int as written from audit_line`;

/**
 * Adds lines in a turn that was taken. Should the connection have been lost since, and the driver send this on another one,
 * the word `$1` was not said there: the month is then null and the server refuses it.
 */
export const INSERT_LINES = insertLines(
  "case when current_setting('app.append', true) = $1::text then $2::text::date end",
  'true',
);

/**
 * Takes a turn under the lock `$1`, where nobody has it, and adds lines, in one statement that is its own transaction. It
 * never waits for its turn: it has the logs' tables already, and who has the turn may need them for itself, to delete a
 * month. What it sees may be older than its turn: where somebody has added lines meanwhile, the key of the chain's lines
 * refuses these (SQLSTATE 23505).
 */
export const INSERT_ALONE = insertLines('$2::text::date', 'pg_try_advisory_xact_lock($1::text::bigint)');
