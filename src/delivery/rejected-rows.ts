import { type FileHandle, open, rm } from 'node:fs/promises';
import type { TransactionSql } from 'postgres';
import type { BrokenRow } from './input-row.js';
import { spreadsheetCell } from './spreadsheet-cell.js';

// PostgreSQL stores neither; the row they stand in is rejected, but must be kept.
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** Keeps rejected rows with their delivery, as they came. */
export async function keepRejected(
  sql: TransactionSql,
  deliveryId: string,
  rejected: readonly BrokenRow[],
): Promise<void> {
  if (rejected.length === 0) return;
  await sql`
    insert into app.rejected_row (delivery_id, place, reason, raw)
    select ${deliveryId}::uuid, * from unnest(
      ${rejected.map(({ place }) => place)}::int[],
      ${rejected.map(({ reason }) => reason)}::text[],
      ${rejected.map(({ raw }) => raw.replace(UNSTORABLE, '\uFFFD'))}::text[])
    on conflict (delivery_id, place) do nothing`;
}

/**
 * The file of rejected rows that goes back to the deliverer: place, reason and the row, made harmless for
 * spreadsheets. It holds personal data, so only its owner may read it. There is no file when nothing is rejected.
 */
export class RejectedFile {
  readonly path: string;
  #handle: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Removes what an earlier delivery of the same file left. */
  async clear(): Promise<void> {
    await rm(this.path, { force: true });
  }

  async write(rejected: readonly BrokenRow[]): Promise<void> {
    if (rejected.length === 0) return;
    if (!this.#handle) {
      this.#handle = await open(this.path, 'w', 0o600);
      await this.#handle.write('\uFEFF"place","reason","row"\r\n');
    }
    const cells = rejected.map(({ place, reason, raw }) => [String(place), reason, raw].map(spreadsheetCell).join(','));
    await this.#handle.write(`${cells.join('\r\n')}\r\n`);
  }

  /** @returns the path, or null when nothing was rejected */
  async close(): Promise<string | null> {
    if (!this.#handle) return null;
    await this.#handle.close();
    return this.path;
  }
}
