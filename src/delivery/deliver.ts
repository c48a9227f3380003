import { basename } from 'node:path';
import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { type Layout, type PieceLayout, RowRejected, type WholeLayout } from '../sources/layout.js';
import { type Deliverer, layoutOf } from '../sources/layouts.js';
import type { SourceRecord } from '../sources/source-record.js';
import { nextTouched, removePieces, type StoredPiece, storePieces } from './fragments.js';
import { type BrokenRow, FileRejected, type InputRow } from './input-row.js';
import { readRows } from './read-rows.js';
import { keepRejected, RejectedFile } from './rejected-rows.js';
import { addReports, beginDelivery, type StoreReport, storeBatch } from './store.js';

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

/** What became of a delivery. `received` counts rows; the other counts of `StoreReport` are records. */
export interface DeliveryReport extends StoreReport {
  readonly deliveryId: string;
  readonly organisation: string;
  readonly file: string;
  readonly rejected: number;
  /** Records whose pieces say too little yet; they wait for the others. */
  readonly waiting: number;
  /** The file of rejected rows, null when there are none. */
  readonly rejectedFile: string | null;
}

const BATCH = 1000;

const NOTHING: StoreReport = { received: 0, added: 0, changed: 0, unchanged: 0, superseded: 0, quarantined: 0 };

/**
 * Delivers one file: reads it row by row, translates, matches and stores. A row that cannot be stored is kept apart
 * with its place and the reason, and all others are stored. Delivering a file again changes nothing.
 * @throws FileRejected when the organisation delivers no files, or the file is empty, of another encoding or layout;
 * nothing of it is stored then
 */
export async function deliverFile(database: Pick<Database, 'admin'>, delivery: Delivery): Promise<DeliveryReport> {
  const layout = layoutOf(delivery.deliverer);
  if (!layout) throw new FileRejected('This organisation delivers no files: there is no layout for it.');
  const run = new DeliveryRun(database, delivery, layout);
  return run.run();
}

/** One delivery under way. */
class DeliveryRun {
  readonly #database: Pick<Database, 'admin'>;
  readonly #delivery: Delivery;
  readonly #layout: Layout;
  readonly #rejectedFile: RejectedFile;
  #id = '';
  #report = NOTHING;
  #received = 0;
  #rejected = 0;
  #waiting = 0;

  constructor(database: Pick<Database, 'admin'>, delivery: Delivery, layout: Layout) {
    this.#database = database;
    this.#delivery = delivery;
    this.#layout = layout;
    this.#rejectedFile = new RejectedFile(delivery.rejectedPath ?? `${delivery.path}.rejected.csv`);
  }

  async run(): Promise<DeliveryReport> {
    this.#id = await this.#open();
    await this.#rejectedFile.clear();
    let complete = false;
    try {
      await this.#readAll();
      if (this.#layout.kind === 'pieces') await this.#foldAll(this.#layout);
      complete = true;
    } finally {
      await this.#rejectedFile.close();
      await this.#close(complete);
    }
    return {
      ...this.#report,
      received: this.#received,
      deliveryId: this.#id,
      organisation: this.#delivery.deliverer.code,
      file: basename(this.#delivery.path),
      rejected: this.#rejected,
      waiting: this.#waiting,
      rejectedFile: this.#rejected > 0 ? this.#rejectedFile.path : null,
    };
  }

  async #readAll(): Promise<void> {
    let batch: InputRow[] = [];
    for await (const row of readRows(this.#delivery.path, this.#layout, this.#delivery.onProgress)) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      await this.#takeBatch(batch);
      batch = [];
    }
    if (batch.length > 0) await this.#takeBatch(batch);
  }

  async #takeBatch(batch: readonly InputRow[]): Promise<void> {
    this.#received += batch.length;
    const layout = this.#layout;
    await (layout.kind === 'whole' ? this.#storeWhole(layout, batch) : this.#storePieces(layout, batch));
  }

  async #storeWhole(layout: WholeLayout, batch: readonly InputRow[]): Promise<void> {
    const { good, rejected } = translateAll(batch, (row) => layout.translate(row));
    await this.#transaction(rejected, (sql) => storeBatch(sql, good));
  }

  async #storePieces(layout: PieceLayout, batch: readonly InputRow[]): Promise<void> {
    const deliveryId = this.#id;
    const { good, rejected } = translateAll(batch, (row, place) => ({ ...layout.translate(row), deliveryId, place }));
    await this.#transaction(rejected, async (sql) => {
      await storePieces(sql, this.#owner(), good);
      return NOTHING;
    });
  }

  /** Folds each record that this delivery touched from all of its pieces, whichever delivery brought them. */
  async #foldAll(layout: PieceLayout): Promise<void> {
    let after: string | undefined = '';
    while (after !== undefined) after = await this.#foldPage(layout, after);
  }

  async #foldPage(layout: PieceLayout, after: string): Promise<string | undefined> {
    return this.#database.admin.begin(async (sql) => {
      await beginDelivery(sql);
      const touched = await nextTouched(sql, this.#owner(), this.#id, after, BATCH);
      const records: SourceRecord[] = [];
      const refused: (BrokenRow & Pick<StoredPiece, 'sourceKey' | 'pieceKey'>)[] = [];
      for (const [sourceKey, pieces] of touched) {
        const folded = layout.fold(sourceKey, pieces);
        if (folded.record) records.push(folded.record);
        else this.#waiting += 1;
        for (const { pieceKey, reason } of folded.refused) {
          refused.push({ sourceKey, pieceKey, ...this.#brokenRow(pieces, pieceKey, reason) });
        }
      }
      await removePieces(sql, this.#owner(), refused);
      await this.#reject(sql, refused);
      this.#report = addReports(this.#report, await storeBatch(sql, records));
      return [...touched.keys()].at(-1);
    });
  }

  /** A piece that an earlier delivery brought has no line in this file: the line that showed it wrong stands for it. */
  #brokenRow(pieces: readonly StoredPiece[], pieceKey: string, reason: string): BrokenRow {
    const wrong = pieces.find((piece) => piece.pieceKey === pieceKey);
    const own = pieces.filter(({ deliveryId }) => deliveryId === this.#id);
    const here = own.find((piece) => piece === wrong);
    const place = (here ?? own[0])?.place ?? 0;
    return { place, raw: JSON.stringify(wrong?.content), reason: here ? reason : `in an earlier delivery, ${reason}` };
  }

  async #transaction(
    rejected: readonly BrokenRow[],
    store: (sql: TransactionSql) => Promise<StoreReport>,
  ): Promise<void> {
    const stored = await this.#database.admin.begin(async (sql) => {
      await beginDelivery(sql);
      await this.#reject(sql, rejected);
      return store(sql);
    });
    this.#report = addReports(this.#report, stored);
  }

  async #reject(sql: TransactionSql, rejected: readonly BrokenRow[]): Promise<void> {
    await keepRejected(sql, this.#id, rejected);
    await this.#rejectedFile.write(rejected);
    this.#rejected += rejected.length;
  }

  #owner() {
    return { agency: this.#layout.agency, organisation: this.#delivery.deliverer.code };
  }

  async #open(): Promise<string> {
    const { agency, organisation } = this.#owner();
    const [row] = await this.#database.admin.begin(async (sql) => {
      await beginDelivery(sql);
      return sql<{ id: string }[]>`
        insert into app.delivery (agency, organisation, file_name)
        values (${agency}, ${organisation}, ${basename(this.#delivery.path)}) returning id`;
    });
    return row?.id ?? '';
  }

  async #close(complete: boolean): Promise<void> {
    const { added, changed, unchanged, superseded, quarantined } = this.#report;
    await this.#database.admin.begin(async (sql) => {
      await beginDelivery(sql);
      await sql`
        update app.delivery set ended_at = now(), received = ${this.#received}, added = ${added}, changed = ${changed},
          unchanged = ${unchanged}, superseded = ${superseded}, quarantined = ${quarantined},
          rejected = ${this.#rejected}, complete = ${complete}
        where id = ${this.#id}`;
    });
  }
}

/** Translates rows, and keeps those apart that cannot be. */
function translateAll<Item>(
  batch: readonly InputRow[],
  translate: (row: Readonly<Record<string, unknown>>, place: number) => Item,
): { good: Item[]; rejected: BrokenRow[] } {
  const good: Item[] = [];
  const rejected: BrokenRow[] = [];
  for (const input of batch) {
    if ('reason' in input) {
      rejected.push(input);
      continue;
    }
    try {
      good.push(translate(input.row, input.place));
    } catch (error) {
      if (!(error instanceof RowRejected)) throw error;
      rejected.push({ place: input.place, raw: input.raw, reason: error.message });
    }
  }
  return { good, rejected };
}
