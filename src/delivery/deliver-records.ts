import type { TransactionSql } from 'postgres';
import type { SnapshotReader, SqlValue } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { DeliveryReport } from '../model/delivery-report.js';
import type { Row } from '../sources/layout.js';
import { ownWords } from '../sources/own-layouts.js';
import type { WordsOwner } from '../sources/own-words.js';
import { withoutContradictions } from './contradictions.js';
import { readDelivery } from './delivery-report.js';
import { endDelivery, noteStep, type OpenDelivery } from './delivery-row.js';
import { keepRejected } from './rejected-rows.js';
import { beginDelivery, storeBatch } from './store.js';
import { translateAll } from './translate-rows.js';

/** Records of an organisation in the words of the graph: a small set, stored at once. */
export interface RecordDelivery extends WordsOwner {
  /** Id that the delivery gets. */
  readonly id: string;
  readonly agency: Agency;
  readonly rows: readonly Row[];
}

/** What such a delivery is called where files have a name. */
const NAME = 'records';

/**
 * Delivers a small set of records within the change's own transaction, on the road of every delivery: translated, sifted,
 * matched and stored. A record that cannot be stored is kept apart with its place in the list and the reason, and all
 * others are stored. Delivering the same again changes nothing.
 * @returns the report, as it can be asked for later
 */
export async function deliverRecords(sql: TransactionSql, given: RecordDelivery): Promise<DeliveryReport> {
  const { id, agency, organisation, municipality } = given;
  await beginDelivery(sql);
  const delivery = await openDelivery(sql, given);
  const rows = given.rows.map((row, at) => ({ place: at + 1, raw: JSON.stringify(row), row }));
  const owner = { organisation, municipality };
  const { good, rejected } = await translateAll(rows, (row, input) => ({
    ...input,
    record: ownWords[agency](row, owner),
  }));
  const { kept, contradicting } = await withoutContradictions(sql, delivery, good);
  const stored = await storeBatch(
    sql,
    kept.map(({ record }) => ({ record, saidAt: delivery.startedAt })),
  );
  const refused = [...rejected, ...contradicting].sort((one, other) => one.place - other.place);
  await keepRejected(sql, id, refused);
  await noteStep(sql, delivery, { stored, received: rows.length, rejected: refused.length, place: rows.length });
  await endDelivery(sql, id, { state: 'DONE' });
  const report = await readDelivery(reading(sql), { id });
  if (!report) throw new Error('a delivery is not there that has just been stored');
  return report;
}

async function openDelivery(sql: TransactionSql, { id, agency, organisation }: RecordDelivery): Promise<OpenDelivery> {
  const [opened] = await sql<{ startedAt: string }[]>`
    insert into app.delivery (id, agency, organisation, file_name) values (${id}, ${agency}, ${organisation}, ${NAME})
    returning to_json(started_at) #>> '{}' as "startedAt"`;
  const { startedAt } = opened as { startedAt: string };
  const begun = { mode: 'DELTA', fileName: NAME, appliedPlace: 0, foldedThrough: null, toClose: null } as const;
  return { id, agency, organisation, startedAt, ...begun };
}

/** Reads in the transaction that wrote. */
function reading(sql: TransactionSql): SnapshotReader {
  return {
    query: async <Found extends object>(text: string, values: readonly SqlValue[]) =>
      sql.unsafe<Found[]>(text, values as never[]),
  };
}
