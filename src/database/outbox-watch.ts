import type postgres from 'postgres';
import { participating } from './participation.js';

/** Who asks for what: an organisation and its purpose. */
export interface Participant {
  readonly organisation: string;
  readonly purpose: string;
}

/** What subscriptions must know of this moment. */
export interface OutboxState {
  /** The last position that is committed; zero for an empty outbox. */
  readonly head: number;
  /** For each participant asked about, in order, whether it may still ask. */
  readonly stands: readonly boolean[];
}

const STATE = `select coalesce((select max(position) from app.change), 0)::int8::text as head,
  coalesce((select json_agg(exists (${participating('p.organisation', 'p.purpose')}) order by p.place)
    from unnest($1::text[], $2::text[]) with ordinality p (organisation, purpose, place)), '[]') as stands`;

/** Reads how far the outbox goes, and who may still ask, in one statement of the gateway's own login. */
export async function outboxState(gateway: postgres.Sql, asked: readonly Participant[]): Promise<OutboxState> {
  const values = [asked.map(({ organisation }) => organisation), asked.map(({ purpose }) => purpose)];
  const [row] = await gateway.unsafe<{ head: string; stands: boolean[] }[]>(STATE, values);
  return { head: Number(row?.head ?? 0), stands: row?.stands ?? [] };
}

/**
 * Calls `onWord` for each notification, and when the connection was lost and is there again: something may have been
 * missed meanwhile. One connection for all channels of a client.
 * @returns what ends it
 */
export async function listenTo(
  gateway: postgres.Sql,
  channel: string,
  onWord: () => void,
): Promise<() => Promise<void>> {
  const { unlisten } = await gateway.listen(channel, onWord, onWord);
  return unlisten;
}
