import type { Database } from '../../../src/database/database.js';
import { allParts } from '../../../src/sources/index.js';
import { amsterdamFile, amsterdamRow } from '../../support/shelter-rows.js';

/** A delivery of the kill test: whose, in which mode, and its body. */
export interface KillBody {
  readonly organisation: 'amsterdam' | 'groningen' | 'ind';
  readonly mode: 'delta' | 'snapshot';
  readonly body: Buffer;
}

const V = (n: number) => String(2_000_000_000 + n);

/**
 * The next delivery of a round: rows of Amsterdam with broken, repeated and contradicting ones among them, events of
 * Groningen in pieces, records of the IND that match and that do not, and a snapshot that closes a few.
 */
export function bodyOf(round: number, rows: number): KillBody {
  const numbers = Array.from({ length: rows }, (_, n) => n);
  switch (round % 4) {
    case 0:
      return { organisation: 'amsterdam', mode: 'delta', body: Buffer.from(amsterdam(round, numbers)) };
    case 1:
      return { organisation: 'groningen', mode: 'delta', body: Buffer.from(groningen(round, numbers)) };
    case 2:
      return { organisation: 'ind', mode: 'delta', body: Buffer.from(ind(numbers)) };
    default:
      return { organisation: 'amsterdam', mode: 'snapshot', body: Buffer.from(amsterdam(round, numbers.slice(9))) };
  }
}

function amsterdam(round: number, numbers: readonly number[]): string {
  const row = (n: number) => {
    const arrived = n % 97 === 0 ? '31-02-2020' : `0${1 + (round % 8)}-02-2020`;
    return amsterdamRow(`A${n}`, { arrived, vNumber: V(n), note: `round ${n % 5}` });
  };
  const repeated = numbers
    .filter((n) => n % 50 === 1)
    .map((n) => amsterdamRow(`A${n}`, { vNumber: V(n), note: 'again' }));
  return amsterdamFile(...numbers.map(row), ...repeated);
}

function groningen(round: number, numbers: readonly number[]): string {
  const lines = numbers.flatMap((n) => [
    { id: `G${n}`, volgnr: 1, soort: 'aankomst', op: '2021-01-01', persoon: { achternaam: `Name ${n}` } },
    { id: `G${n}`, volgnr: 2 + round, soort: 'lso_besluit', op: '2021-02-01', scenario: n % 90 ? 'RETURN' : 'NONE' },
  ]);
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

function ind(numbers: readonly number[]): string {
  return numbers.map((n) => `${JSON.stringify({ vNummer: V(n * 2), aanvragen: [] })}\n`).join('');
}

/** What differs between two runs that came to the same: ids and moments. */
const OWN_OF_A_RUN = ['case_id', 'id', 'retrieved_at', 'received_at', 'closed_at', 'record_closed_at', 'found_at'];

/** Everything that deliveries leave behind, as one text a table, but for ids and moments; whether closed is told. */
export async function dumpOf({ admin }: Pick<Database, 'admin'>): Promise<Record<string, readonly string[]>> {
  const parts = allParts.map(({ schema, table }) => `${schema}.${table}`);
  const tables = [...parts, 'app.record', 'app.quarantine', 'app.reach', 'app.case_index', 'app.case_v_number'];
  const own = OWN_OF_A_RUN.map((name) => `'${name}'`).join(', ');
  const dump: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const rows = await admin.unsafe<{ row: string }[]>(
      `select (to_jsonb(t) - array[${own}])::text || coalesce((to_jsonb(t) ->> 'closed_at') is not null, false)::text ||
         coalesce((to_jsonb(t) ->> 'record_closed_at') is not null, false)::text as row from ${table} t order by 1`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  const pieces = await admin<{ row: string }[]>`
    select (to_jsonb(f) #- '{payload,deliveryId}')::text as row from app.fragment f order by 1`;
  const rejected = await admin<{ row: string }[]>`
    select d.idempotency_key || ' ' || r.place || ' ' || r.reason || ' ' || r.raw as row
    from app.rejected_row r join app.delivery d on d.id = r.delivery_id order by 1`;
  const changes = await admin<{ row: string }[]>`
    select part || ' ' || organisation || ' ' || kind || ' ' || count(*) as row from app.change
    group by part, organisation, kind order by 1`;
  const left = await admin<{ row: string }[]>`
    select 'chunk' as row from app.delivery_chunk union all select 'seen' from app.delivery_seen`;
  const texts = (rows: readonly { row: string }[]) => rows.map(({ row }) => row);
  return { ...dump, pieces: texts(pieces), rejected: texts(rejected), changes: texts(changes), left: texts(left) };
}
