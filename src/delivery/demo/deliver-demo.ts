import type { Database } from '../../database/database.js';
import { inTransaction } from '../../database/transaction.js';
import type { SourceRecord } from '../../sources/source-record.js';
import { endDelivery, noteStep, openDelivery } from '../delivery-row.js';
import { addReports, beginDelivery, NOTHING_STORED, type StoreReport, storeBatch } from '../store.js';

/** What the demo's deliveries are called where files have a name. */
const NAME = 'demo';

/**
 * Stores records as their organisations would deliver them: a delivery for each, in the order in which they come, so that
 * every source says when it was last delivered. Each is stored in one transaction, for which the demo's are small enough.
 * @param onProgress called with the number of records done so far
 */
export async function deliverDemo(
  database: Pick<Database, 'admin'>,
  records: Iterable<SourceRecord>,
  onProgress?: (done: number) => void,
): Promise<StoreReport> {
  let report = NOTHING_STORED;
  for (const delivered of byDeliverer(records)) {
    report = addReports(report, await deliver(database, delivered));
    onProgress?.(report.received);
  }
  return report;
}

type Records = readonly [SourceRecord, ...SourceRecord[]];

async function deliver(database: Pick<Database, 'admin'>, records: Records): Promise<StoreReport> {
  const [{ agency, organisation }] = records;
  return inTransaction(database.admin, async (sql) => {
    await beginDelivery(sql);
    const delivery = await openDelivery(sql, { agency, organisation, fileName: NAME });
    const stored = await storeBatch(
      sql,
      records.map((record) => ({ record, saidAt: delivery.startedAt })),
    );
    await noteStep(sql, delivery, { stored, received: records.length, place: records.length });
    await endDelivery(sql, delivery.id, { state: 'DONE' });
    return stored;
  });
}

function byDeliverer(records: Iterable<SourceRecord>): readonly Records[] {
  const groups = new Map<string, [SourceRecord, ...SourceRecord[]]>();
  for (const record of records) {
    const key = `${record.agency} ${record.organisation}`;
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
}
