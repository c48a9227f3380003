import { basename } from 'node:path';
import type { Database } from '../database/database.js';
import { sessionLocks } from '../database/session-lock.js';
import { inTransaction } from '../database/transaction.js';
import type { Layout } from '../sources/layout.js';
import { type Deliverer, layoutOf } from '../sources/layouts.js';
import { applyDelivery } from './apply.js';
import { asDelivery } from './as-delivery.js';
import { fileBytes } from './body-bytes.js';
import { endDelivery, type OpenDelivery, openFileDelivery } from './delivery-row.js';
import { FileRejected } from './input-row.js';
import { RejectedFile } from './rejected-rows.js';
import { lockNameOf } from './source-turn.js';
import type { StoreReport } from './store.js';

/** A file to be delivered. */
export interface Delivery {
  /** Who delivers. */
  readonly deliverer: Deliverer;
  readonly path: string;
  /** Where the rejected rows go; default: beside the file, with `.rejected.csv` behind its name. */
  readonly rejectedPath?: string;
  /** Called with the bytes of the file read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** What became of a file. `received` counts rows; the other counts of `StoreReport` are records. */
export interface FileReport extends StoreReport {
  readonly deliveryId: string;
  readonly organisation: string;
  readonly file: string;
  readonly rejected: number;
  /** Records whose pieces say too little yet; they wait for the others. */
  readonly waiting: number;
  /** The file of rejected rows, null when there are none. */
  readonly rejectedFile: string | null;
}

/** A file that is read here is a delta, and closes nothing. */
const CLOSES_NOTHING = { percent: 0, records: 0 };

/**
 * Delivers one file: reads it row by row, translates, matches and stores. A row that cannot be stored is kept apart
 * with its place and the reason, and all others are stored. Delivering a file again changes nothing.
 * @throws FileRejected when the organisation delivers no files, or the file is empty, of another encoding or layout;
 * nothing of it is stored then
 */
export async function deliverFile(database: Pick<Database, 'admin'>, delivery: Delivery): Promise<FileReport> {
  const { deliverer, path } = delivery;
  const layout = layoutOf(deliverer);
  if (!layout) throw new FileRejected('This organisation delivers no files: there is no layout for it.');
  const rejectedFile = new RejectedFile(delivery.rejectedPath ?? `${path}.rejected.csv`);
  await rejectedFile.clear();
  const source = { agency: layout.agency, organisation: deliverer.code };
  const locks = sessionLocks(database.admin);
  try {
    // Deliveries of one source are stored one after the other, whichever road they come by.
    await locks.wait(lockNameOf(source));
    const opened = await openFileDelivery(database, { ...source, fileName: basename(path) });
    await applyFile(database, delivery, { layout, opened, rejectedFile });
    return await reportOf(database, opened, rejectedFile);
  } finally {
    await rejectedFile.close();
    await locks.end();
  }
}

interface Opened {
  readonly layout: Layout;
  readonly opened: OpenDelivery;
  readonly rejectedFile: RejectedFile;
}

async function applyFile(
  database: Pick<Database, 'admin'>,
  { path, onProgress }: Delivery,
  { layout, opened, rejectedFile }: Opened,
): Promise<void> {
  try {
    await applyDelivery({
      database,
      delivery: opened,
      layout,
      bytes: fileBytes(path),
      closing: CLOSES_NOTHING,
      onProgress,
      onRejected: (rejected) => rejectedFile.write(rejected),
    });
  } catch (error) {
    const failure = error instanceof FileRejected ? error.message : 'The delivery was broken off here.';
    await inTransaction(database.admin, async (sql) => {
      await asDelivery(sql);
      await endDelivery(sql, opened.id, { state: 'FAILED', failure });
    });
    throw error;
  }
}

async function reportOf(
  database: Pick<Database, 'admin'>,
  { id, organisation, fileName }: OpenDelivery,
  { path }: RejectedFile,
): Promise<FileReport> {
  const { counts } = await inTransaction(database.admin, async (sql) => {
    await asDelivery(sql);
    const [row] = await sql<(StoreReport & { rejected: number; waiting: number })[]>`
      select received, added, changed, unchanged, superseded, quarantined, rejected, waiting
      from app.delivery where id = ${id}`;
    return { counts: row };
  });
  if (!counts) throw new Error('the delivery is no longer there');
  const rejectedFile = counts.rejected > 0 ? path : null;
  return { ...counts, deliveryId: id, organisation, file: fileName, rejectedFile };
}
