import type { TransactionSql } from 'postgres';
import type { Database } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import type { Layout, PieceLayout, WholeLayout } from '../sources/layout.js';
import type { ByteSource } from './body-bytes.js';
import { type ClosingLimit, closeMissing, countMissing, mustBeHeld, noteHeld } from './close-missing.js';
import { closeMissingPieces, countMissingPieces, notePieces } from './close-pieces.js';
import { withoutContradictions } from './contradictions.js';
import { endDelivery, noteStep, type OpenDelivery, Overtaken, type Step } from './delivery-row.js';
import { foldPage } from './fold-pieces.js';
import { storeConsistentPieces } from './fragments.js';
import { contentHashOf } from './incoming.js';
import type { BrokenRow, InputRow } from './input-row.js';
import { inBatches, readRows } from './read-rows.js';
import { keepRejected } from './rejected-rows.js';
import { beginDelivery, NOTHING_STORED, storeBatch } from './store.js';
import { keysOf, translateAll } from './translate-rows.js';

/** A delivery that is to be stored, and with what. */
export interface Applying {
  readonly database: Pick<Database, 'admin'>;
  readonly delivery: OpenDelivery;
  readonly layout: Layout;
  /** The body, unpacked. */
  readonly bytes: ByteSource;
  readonly closing: ClosingLimit;
  /** Called with the bytes of the body read so far. */
  readonly onProgress?: (bytes: number) => void;
  /** Given the rejected rows of each step once the step stands. */
  readonly onRejected?: (rejected: readonly BrokenRow[]) => Promise<void>;
  /** Asked before each step; throws when this process is to go no further. */
  readonly checkTurn?: () => void;
}

/** Rows, records or keys in one transaction. */
const BATCH = 1000;

/**
 * Stores a delivery whose bytes are all there: row by row it is read, translated, matched and stored, in batches. Each
 * batch is one transaction with the note of how far the delivery has come, so that after a crash at any moment the next
 * process goes on behind the last batch that stands, and nothing is stored or counted twice. A snapshot is read through
 * once before: when it would close more than the limit it is held, and nothing of it is stored.
 * @returns `HELD`, or `DONE` when all of it is stored
 * @throws FileRejected when the body is not of the layout; Overtaken when another process goes on with it
 */
export async function applyDelivery(applying: Applying): Promise<'DONE' | 'HELD'> {
  return new Application(applying).run();
}

class Application {
  readonly #applying: Applying;
  #delivery: OpenDelivery;

  constructor(applying: Applying) {
    this.#applying = applying;
    this.#delivery = applying.delivery;
  }

  async run(): Promise<'DONE' | 'HELD'> {
    const { layout } = this.#applying;
    const isSnapshot = this.#delivery.mode === 'SNAPSHOT';
    if (isSnapshot && this.#delivery.toClose === null && (await this.#survey())) return 'HELD';
    if (this.#delivery.foldedThrough === null) await this.#storeRows();
    if (layout.kind === 'pieces') await this.#foldAll(layout);
    if (isSnapshot) await this.#closeAll(closeMissing);
    const ended = await this.#transaction((sql) => endDelivery(sql, this.#delivery.id, { state: 'DONE' }));
    if (!ended) throw new Overtaken();
    return 'DONE';
  }

  /** Reads which records a snapshot holds, and decides whether it waits. @returns true when it does */
  async #survey(): Promise<boolean> {
    const found = { keyed: 0, unkeyed: 0 };
    for await (const batch of this.#batches(0)) {
      const { keys, pieces, unkeyed } = keysOf(batch, this.#applying.layout);
      found.keyed += keys.size;
      found.unkeyed += unkeyed;
      this.#applying.checkTurn?.();
      await this.#transaction(async (sql) => {
        await noteHeld(sql, this.#delivery.id, [...keys]);
        await notePieces(sql, this.#delivery.id, pieces);
      });
    }
    const after = await this.#transaction(async (sql) => {
      const records = await countMissing(sql, this.#delivery);
      const pieces = await countMissingPieces(sql, this.#delivery);
      const held = mustBeHeld({ records, pieces, ...found }, this.#applying.closing);
      const toClose = records.missing + pieces.missing;
      const noted = await sql`
        update app.delivery set to_close = ${toClose}, state = ${held ? 'HELD' : 'APPLYING'}
        where id = ${this.#delivery.id} and state = 'APPLYING' and to_close is null`;
      if (noted.count === 0) throw new Overtaken();
      return { held, toClose };
    });
    this.#delivery = { ...this.#delivery, toClose: after.toClose };
    return after.held;
  }

  /** While one batch is stored, the next one is read and translated. */
  async #storeRows(): Promise<void> {
    let storing = Promise.resolve();
    try {
      for await (const batch of this.#batches(this.#delivery.appliedPlace)) {
        const store = await this.#translated(batch);
        await storing;
        storing = this.#step(store);
        storing.catch(() => undefined);
      }
    } finally {
      await storing;
    }
    if (this.#applying.layout.kind === 'pieces') {
      if (this.#delivery.mode === 'SNAPSHOT') await this.#closeAll(closeMissingPieces);
      await this.#step(async () => ({ stored: NOTHING_STORED, foldedThrough: '' }));
    }
  }

  async #translated(batch: readonly InputRow[]): Promise<(sql: TransactionSql) => Promise<RejectingStep>> {
    const { layout } = this.#applying;
    return layout.kind === 'whole' ? this.#wholeRecords(layout, batch) : this.#pieces(layout, batch);
  }

  async #wholeRecords(layout: WholeLayout, batch: readonly InputRow[]) {
    const { good, rejected, ...facts } = await translateAll(batch, (row, input) => {
      const record = layout.translate(row);
      // Made here, where it takes nobody's time: it is asked for when the record is stored.
      contentHashOf(record);
      return { ...input, record };
    });
    return async (sql: TransactionSql): Promise<RejectingStep> => {
      const { kept, contradicting } = await withoutContradictions(sql, this.#delivery, good);
      const stored = await storeBatch(
        sql,
        kept.map(({ record }) => ({ record, saidAt: this.#delivery.startedAt })),
      );
      return { ...facts, stored, refused: [...rejected, ...contradicting] };
    };
  }

  async #pieces(layout: PieceLayout, batch: readonly InputRow[]) {
    const deliveryId = this.#delivery.id;
    const { good, rejected, ...facts } = await translateAll(batch, (row, { place, raw }) => ({
      piece: { ...layout.translate(row), deliveryId, place },
      raw,
    }));
    return async (sql: TransactionSql): Promise<RejectingStep> => {
      const { superseded, contradicting } = await storeConsistentPieces(sql, this.#delivery, good);
      return { ...facts, stored: { ...NOTHING_STORED, superseded }, refused: [...rejected, ...contradicting] };
    };
  }

  async #foldAll(layout: PieceLayout): Promise<void> {
    let more = true;
    while (more) {
      await this.#step(async (sql) => {
        const page = await foldPage(sql, layout, this.#delivery, BATCH);
        more = page !== null;
        return page;
      });
    }
  }

  async #closeAll(closeNext: typeof closeMissing): Promise<void> {
    let closed = BATCH;
    while (closed === BATCH) {
      await this.#step(async (sql) => {
        closed = await closeNext(sql, this.#delivery, BATCH);
        return { stored: NOTHING_STORED, closed };
      });
    }
  }

  /** One step: what it stores, its rejected rows and how far the delivery is now, together or not at all. */
  async #step(take: (sql: TransactionSql) => Promise<RejectingStep | null>): Promise<void> {
    this.#applying.checkTurn?.();
    const done = await this.#transaction(async (sql) => {
      const step = await take(sql);
      if (!step) return null;
      const refused = [...(step.refused ?? [])].sort((one, other) => one.place - other.place);
      await keepRejected(sql, this.#delivery.id, refused);
      return { after: await noteStep(sql, this.#delivery, { ...step, rejected: refused.length }), refused };
    });
    if (!done) return;
    this.#delivery = done.after;
    await this.#applying.onRejected?.(done.refused);
  }

  #batches(after: number): AsyncGenerator<InputRow[]> {
    const { bytes, layout, onProgress } = this.#applying;
    return inBatches(readRows(bytes, layout, onProgress), BATCH, after);
  }

  async #transaction<Value>(run: (sql: TransactionSql) => Promise<Value>): Promise<Value> {
    const { value } = await inTransaction(this.#applying.database.admin, async (sql) => {
      await beginDelivery(sql);
      return { value: await run(sql) };
    });
    return value as Value;
  }
}

/** A step with the rows that it rejects. */
export interface RejectingStep extends Step {
  readonly refused?: readonly BrokenRow[];
}
