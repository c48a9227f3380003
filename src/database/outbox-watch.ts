import type postgres from 'postgres';
import { participating } from './participation.js';

/** Who asks for what: an organisation, its purpose, and the processing activity that the policy names for it. */
export interface Participant {
  readonly organisation: string;
  readonly purpose: string;
  /** Versioned URI. */
  readonly activity: string;
}

/** What subscriptions must know of this moment. */
export interface OutboxState {
  /** The last position that is committed; zero for an empty outbox. */
  readonly head: number;
  /** For each participant asked about, in order, whether it may still ask. */
  readonly stands: readonly boolean[];
}

const MAY_ASK = participating({ organisation: 'p.organisation', purpose: 'p.purpose', activity: 'p.activity' });
const STATE = `select coalesce((select max(position) from app.change), 0)::int8::text as head,
  coalesce((select json_agg(exists (${MAY_ASK}) order by p.place)
    from unnest($1::text[], $2::text[], $3::text[]) with ordinality p (organisation, purpose, activity, place)), '[]') as stands`;

/** Reads how far the outbox goes, and who may still ask, in one statement of the gateway's own login. */
export async function outboxState(gateway: postgres.Sql, asked: readonly Participant[]): Promise<OutboxState> {
  const columns = ['organisation', 'purpose', 'activity'] as const;
  const values = columns.map((column) => asked.map((participant) => participant[column]));
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
