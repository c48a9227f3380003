import type { TransactionSql } from 'postgres';
import { isCaseId } from '../../join/key-query.js';
import { BadUserInput } from '../../model/errors.js';
import { WEBHOOK_VALUES, type WebhookRow } from './read-webhooks.js';

/** Whose webhooks: an organisation's, under one purpose. */
export interface WebhookOwner {
  readonly organisation: string;
  readonly purpose: string;
}

/** A webhook to be added, its secret sealed already. */
export interface NewWebhook extends WebhookOwner {
  readonly id: string;
  /** Checked by `checkTarget`. */
  readonly url: string;
  readonly sealed: Uint8Array;
}

/** Webhooks that stand, of one organisation and purpose. Each is a stream of messages of its own. */
const MOST = 5;

/**
 * Adds a webhook; it is told of what changes from now on.
 * @throws BadUserInput when there are as many as may be, or the address has one already
 */
export async function addWebhook(sql: TransactionSql, added: NewWebhook): Promise<WebhookRow> {
  const { id, organisation, purpose, url, sealed } = added;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks of ${organisation} ${purpose}`}, 0))`;
  const standing = await sql<{ url: string }[]>`
    select url from app.webhook where organisation = ${organisation} and purpose = ${purpose} and ended_at is null`;
  if (standing.some((one) => one.url === url)) throw new BadUserInput('This address is told of changes already.');
  if (standing.length >= MOST) throw new BadUserInput(`There are ${MOST} webhooks already. End one first.`);
  const [row] = await sql.unsafe<WebhookRow[]>(
    `insert into app.webhook as "webhook" (id, organisation, purpose, url, secret, position, created_by)
     values ($1, $2, $3, $4, $5, (select coalesce(max(position), 0) from app.change), $2)
     returning ${WEBHOOK_VALUES}`,
    [id, organisation, purpose, url, Buffer.from(sealed)],
  );
  return row as WebhookRow;
}

/**
 * Ends a webhook: nothing more is sent to it, and its secret goes. Ending it again changes nothing.
 * @throws BadUserInput for one that is another's or does not exist
 */
export async function endWebhook(
  sql: TransactionSql,
  { organisation, purpose }: WebhookOwner,
  id: string,
): Promise<WebhookRow> {
  const [row] = isCaseId(id)
    ? await sql.unsafe<WebhookRow[]>(
        `update app.webhook set ended_at = coalesce(ended_at, now()), secret = ''
         where id = $1::uuid and organisation = $2 and purpose = $3 returning ${WEBHOOK_VALUES}`,
        [id, organisation, purpose],
      )
    : [];
  if (!row) throw new BadUserInput('There is no such webhook of your organisation.');
  return row;
}

/**
 * Has a message that was given up sent again, once.
 * @throws BadUserInput when there is none such, or its webhook has ended
 */
export async function retryFailure(
  sql: TransactionSql,
  { organisation, purpose }: WebhookOwner,
  { webhookId, position }: { readonly webhookId: string; readonly position: number },
): Promise<WebhookRow> {
  const [row] = await sql.unsafe<WebhookRow[]>(
    `with again as (
       update app.webhook_failure f set attempts = 0 from app.webhook w
       where f.webhook_id = $1::uuid and f.position = $2 and w.id = f.webhook_id and w.ended_at is null
         and w.organisation = $3 and w.purpose = $4 returning f.webhook_id)
     select ${WEBHOOK_VALUES} from app.webhook where id in (select webhook_id from again)`,
    [webhookId, position, organisation, purpose],
  );
  if (!row) throw new BadUserInput('There is no such message to send again, or its webhook has ended.');
  return row;
}
