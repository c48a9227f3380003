import type { TransactionSql } from 'postgres';
import { KetenzichtError } from '../model/errors.js';
import { isDeliveryId } from './delivery-report.js';
import { endDelivery } from './delivery-row.js';

/** Who decides on which delivery. */
export interface DeliveryDecision {
  readonly id: string;
  /** The organisation that asks; a delivery of another one does not exist for it. */
  readonly organisation: string;
  /** The client, or the pseudonym of the officer; never a name. */
  readonly decidedBy: string;
}

interface Held {
  readonly state: string;
  readonly confirmed: boolean;
  /** Whether a later delivery of the same source was stored in the meantime. */
  readonly overtaken: boolean;
}

/**
 * Lets a held snapshot be stored, closings and all. Confirming it twice is the same as once. One that a later delivery
 * overtook is refused: it would put back what is older, also where records have no versions.
 * @throws KetenzichtError `NOT_FOUND`, or `DELIVERY_CONFLICT` when it is not held
 */
export async function confirmDelivery(sql: TransactionSql, decision: DeliveryDecision): Promise<void> {
  const { state, confirmed, overtaken } = await hold(sql, decision);
  if (confirmed) return;
  if (state !== 'HELD') throw conflict('This delivery is not held.');
  if (overtaken)
    throw conflict('A later delivery was stored in the meantime. Withdraw this one and send a new snapshot.');
  await sql`
    update app.delivery set state = 'APPLYING', confirmed_at = now(), confirmed_by = ${decision.decidedBy}
    where id = ${decision.id}`;
}

/**
 * Gives up a delivery of which nothing was stored. Doing so twice is the same as once.
 * @throws KetenzichtError `NOT_FOUND`, or `DELIVERY_CONFLICT` when it is being stored or was
 */
export async function withdrawDelivery(sql: TransactionSql, decision: DeliveryDecision): Promise<void> {
  const { state } = await hold(sql, decision);
  if (state === 'WITHDRAWN') return;
  if (state !== 'HELD' && state !== 'RECEIVING') throw conflict('This delivery can no longer be withdrawn.');
  await endDelivery(sql, decision.id, { state: 'WITHDRAWN' });
}

async function hold(sql: TransactionSql, { id, organisation }: DeliveryDecision): Promise<Held> {
  const [held] = isDeliveryId(id)
    ? await sql<Held[]>`
        select d.state, d.confirmed_at is not null as confirmed, exists (
          select from app.delivery o where o.agency = d.agency and o.organisation = d.organisation and o.id <> d.id
            and o.started_at > d.started_at and (o.state = 'APPLYING' or o.added + o.changed + o.closed > 0)) as overtaken
        from app.delivery d where d.id = ${id} and d.organisation = ${organisation} for update of d`
    : [];
  if (!held) throw new KetenzichtError('NOT_FOUND', 'There is no such delivery of your organisation.');
  return held;
}

function conflict(message: string): KetenzichtError {
  return new KetenzichtError('DELIVERY_CONFLICT', message);
}
