import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import type { Deliverer } from '../sources/layouts.js';
import { asDelivery } from './as-delivery.js';
import { endDelivery, type OpenDelivery, readOpen } from './delivery-row.js';

type Source = Pick<OpenDelivery, 'agency' | 'organisation'>;

/** What is to be stored of a source. */
export interface NextInTurn {
  readonly delivery: OpenDelivery;
  /** Null when it is of a command that read a file here. */
  readonly deliverer: Deliverer | null;
}

/** The sources of which something is to be stored, who came first at the head. */
export async function sourcesInTurn(database: Pick<Database, 'admin'>): Promise<readonly Source[]> {
  return inDelivery(
    database,
    (sql) => sql<Source[]>`
      select agency, organisation from app.delivery where state = 'APPLYING'
      group by agency, organisation order by min(started_at)`,
  );
}

/**
 * The delivery of a source that is to be stored first. Ask under the source's lock: then nobody else stores it.
 * @returns with no deliverer when it is of a command that read a file here, and is no more: who has the lock would know
 */
export async function nextInTurn(
  database: Pick<Database, 'admin'>,
  { agency, organisation }: Source,
): Promise<NextInTurn | null> {
  const [first] = await inDelivery(
    database,
    (sql) => sql<{ id: string; sent: boolean; partnerKind: Deliverer['partnerKind'] }[]>`
      select d.id, d.idempotency_key is not null as sent, o.partner_kind as "partnerKind"
      from app.delivery d join app.organisation o on o.code = d.organisation
      where d.state = 'APPLYING' and d.agency = ${agency} and d.organisation = ${organisation}
      order by d.started_at, d.id limit 1`,
  );
  const delivery = first && (await readOpen(database, first.id));
  if (!delivery) return null;
  return { delivery, deliverer: first.sent ? { code: organisation, partnerKind: first.partnerKind } : null };
}

/**
 * Gives up what nobody sent a piece of in a day, and snapshots that nobody decided on in two weeks. A slow line that
 * still sends may take its time.
 */
export async function withdrawForgotten(database: Pick<Database, 'admin'>): Promise<void> {
  await inDelivery(database, async (sql) => {
    const forgotten = await sql<{ id: string }[]>`
      select id from app.delivery
      where (state = 'RECEIVING' and coalesce(last_piece_at, started_at) < now() - interval '1 day')
        or (state = 'HELD' and coalesce(last_piece_at, started_at) < now() - interval '14 days')
      for update skip locked limit 100`;
    for (const { id } of forgotten) await endDelivery(sql, id, { state: 'WITHDRAWN' });
    return [];
  });
}

async function inDelivery<Row>(
  database: Pick<Database, 'admin'>,
  run: (sql: TransactionSql) => PromiseLike<readonly Row[]>,
): Promise<readonly Row[]> {
  const { rows } = await inTransaction(database.admin, async (sql) => {
    await asDelivery(sql);
    return { rows: await run(sql) };
  });
  return rows as readonly Row[];
}
