import type { TransactionSql } from 'postgres';
import type { Database } from '../../database/database.js';
import { inTransaction } from '../../database/transaction.js';
import { asDelivery } from '../as-delivery.js';
import type { FailureReason } from './post.js';
import { GIVE_UP_AFTER_MS, waitAfter } from './retry.js';
import type { ToldChange } from './told-change.js';

/** A webhook that has something to be told, taken for this process for a while. */
export interface DueWebhook {
  readonly id: string;
  readonly organisation: string;
  readonly partnerKind: string;
  readonly purpose: string;
  readonly url: string;
  /** Sealed. */
  readonly secret: Uint8Array;
  /** The last change that it was told of. */
  readonly position: number;
  readonly attempts: number;
  /** ISO 8601; null while messages arrive. */
  readonly failingSince: string | null;
  /** Positions of messages that somebody asked to be sent again. */
  readonly again: readonly number[];
  /** The last change there was when it was taken: up to there it is told all when nothing more is found. */
  readonly head: number;
}

/**
 * How long a webhook is this process's. One message takes less, so no two processes send to one webhook at a time; a
 * process that died is followed by another after this. Seconds.
 */
const LEASE = 60;

const TAKE = `
  with head as materialized (select coalesce(max(position), 0) as position from app.change),
  due as (
    select w.id from app.webhook w cross join head
    where w.ended_at is null and w.next_attempt_at <= now() and (w.position < head.position or exists (
      select from app.webhook_failure f where f.webhook_id = w.id and f.attempts = 0))
    order by w.next_attempt_at limit $1 for update of w skip locked)
  update app.webhook w set next_attempt_at = now() + interval '${LEASE} seconds'
  from due, head, app.organisation o where w.id = due.id and o.code = w.organisation
  returning w.id, w.organisation, o.partner_kind as "partnerKind", w.purpose, w.url, w.secret, w.position::float8 as position, w.attempts,
    w.failing_since as "failingSince", head.position::float8 as head,
    array(select f.position::float8 from app.webhook_failure f where f.webhook_id = w.id and f.attempts = 0
      order by f.position) as again`;

/** Takes so many of the webhooks that have something to be told now and that no other process has. */
export async function takeDue(database: Pick<Database, 'admin'>, most: number): Promise<readonly DueWebhook[]> {
  return within(database, (sql) => sql.unsafe<DueWebhook[]>(TAKE, [most]));
}

/** Notes that a webhook was told of everything up to a change. @param more whether this process goes on with it */
export async function noteTold(
  database: Pick<Database, 'admin'>,
  { id }: DueWebhook,
  position: number,
  more: boolean,
): Promise<void> {
  await within(
    database,
    (sql) => sql`
      update app.webhook set position = greatest(position, ${position}), attempts = 0, failing_since = null,
        next_attempt_at = now() + make_interval(secs => ${more ? LEASE : 0})
      where id = ${id}`,
  );
}

/**
 * Gives a webhook back whose organisation may not ask now: from here on nothing arrives until it may again. That is no
 * failure of its receiver, so it has had no attempts.
 */
export async function pause(database: Pick<Database, 'admin'>, { id }: DueWebhook, seconds: number): Promise<void> {
  await within(
    database,
    (sql) => sql`
      update app.webhook set failing_since = coalesce(failing_since, now()), attempts = 0,
        next_attempt_at = now() + make_interval(secs => ${seconds}) where id = ${id}`,
  );
}

/** Gives a webhook back untouched, to be looked at again after some seconds. */
export async function giveBack(database: Pick<Database, 'admin'>, { id }: DueWebhook, seconds: number): Promise<void> {
  await within(
    database,
    (sql) => sql`update app.webhook set next_attempt_at = now() + make_interval(secs => ${seconds}) where id = ${id}`,
  );
}

/**
 * Notes that a message did not arrive. It is tried again later. Once its receiver has failed for a day, and the change is
 * a day old itself, it is kept among those given up, and the next one is tried: a new message has its day, however long
 * the receiver was failing before. Time without a grant does not count.
 */
export async function noteFailed(
  database: Pick<Database, 'admin'>,
  { id, organisation, attempts, failingSince }: DueWebhook,
  { position, at }: Pick<ToldChange, 'position' | 'at'>,
  reason: FailureReason,
): Promise<void> {
  const dayAgo = Date.now() - GIVE_UP_AFTER_MS;
  const hasFailedLong = attempts > 0 && failingSince !== null && Date.parse(failingSince) <= dayAgo;
  const isOver = hasFailedLong && Date.parse(at) <= dayAgo;
  const wait = waitAfter(attempts + 1) / 1000;
  await within(database, async (sql) => {
    if (isOver) await keepFailure(sql, { id, organisation, position, attempts: attempts + 1, reason });
    await sql`
      update app.webhook set attempts = attempts + 1,
        failing_since = case when attempts = 0 then now() else coalesce(failing_since, now()) end,
        position = case when ${isOver} then greatest(position, ${position}) else position end,
        next_attempt_at = now() + make_interval(secs => ${wait})
      where id = ${id}`;
    return [];
  });
}

/** Notes what became of a message that was sent again. @param reason null when it arrived, or is nobody's any more */
export async function noteAgain(
  database: Pick<Database, 'admin'>,
  { id, organisation }: DueWebhook,
  position: number,
  reason: FailureReason | null,
): Promise<void> {
  await within(database, async (sql) => {
    await sql`delete from app.webhook_failure where webhook_id = ${id} and position = ${position}`;
    if (reason !== null) await keepFailure(sql, { id, organisation, position, attempts: 1, reason });
    return sql`update app.webhook set next_attempt_at = now() + make_interval(secs => ${LEASE}) where id = ${id}`;
  });
}

async function keepFailure(
  sql: TransactionSql,
  failure: { id: string; organisation: string; position: number; attempts: number; reason: FailureReason },
): Promise<void> {
  const { id, organisation, position, attempts, reason } = failure;
  await sql`
    insert into app.webhook_failure as f (webhook_id, organisation, position, attempts, reason)
    values (${id}, ${organisation}, ${position}, ${attempts}, ${reason})
    on conflict (webhook_id, position) do update
      set attempts = excluded.attempts, reason = excluded.reason, failed_at = now()`;
}

async function within<Row extends object>(
  database: Pick<Database, 'admin'>,
  run: (sql: TransactionSql) => PromiseLike<readonly Row[]>,
): Promise<readonly Row[]> {
  return inTransaction(database.admin, async (sql) => {
    await asDelivery(sql);
    return run(sql);
  });
}
