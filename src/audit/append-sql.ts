/** Waits for whoever else appends, until they have committed; held to the end of the transaction. */
export const LOCK = 'select pg_advisory_xact_lock($1::text::bigint)';

/** The V-numbers of cases, from which pseudonyms are made. */
export const V_NUMBERS = `select id, v_number as "vNumber" from app.case_key
  where id = any(string_to_array($1::text, ',')::uuid[])`;

/**
 * Where the chain ends. A month that was deleted after its term still says where the next one begins; should both know
 * the month, because the clock went back, the lines that stand are the later ones. The orders name the tables' columns:
 * by the text of the month, the whole log would be read and sorted for every write.
 */
export const GROUND = `select now() as now, date_trunc('month', now())::date::text as current,
    head.month::text, head.seq, head.hash, head.stands
  from (select) one left join (
    (select r.month, r.seq, r.hash, true as stands from audit.audit_record r order by r.month desc, r.seq desc limit 1)
    union all
    (select e.month, e.lines, e.hash, false from audit.ended_month e order by e.month desc limit 1)
    order by month desc, stands desc limit 1
  ) head on true`;

/** Makes the partitions of a month in both logs, where they are not there. */
export const OPEN_MONTH = 'select audit.open_month($1::text::date)';

/**
 * Adds the lines of both logs, or none. `$1` is the moment of the transaction in which the head was read under the lock:
 * should the connection be lost and the driver send this on another one, the month is null and the server refuses it.
 * Values come as JSON, so that the text never varies and stays prepared; subjects that share all else come together.
 */
export const INSERT_LINES = `with place as (
    select case when now() = $1::timestamptz then $2::text::date end as month
  ), audit_line as (
    insert into audit.audit_record (month, seq, trace_id, body, hash, signature)
    select place.month, l.seq, l.trace_id, l.body, l.hash, l.signature
    from place, json_to_recordset($3::text::json)
      as l (seq bigint, trace_id text, body text, hash text, signature text)
  )
  insert into audit.processing_record (month, trace_id, span_id, parent_span_id, name, status_code, start_time,
    end_time, processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories)
  select place.month, l.trace_id, l.span_id, l.parent_span_id, l.name, l.status, l.start_time, l.end_time, l.activity,
    subject.id, l.type, l.key_id, l.organisation, coalesce(string_to_array(nullif(l.categories, ''), ','), '{}')
  from place, json_to_recordset($4::text::json)
    as l (trace_id text, span_id text, parent_span_id text, name text, status text, start_time timestamptz,
      end_time timestamptz, activity text, type text, key_id text, organisation text, categories text, subjects text)
    cross join lateral string_to_table(l.subjects, ',') as subject (id)`;
