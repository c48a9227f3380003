import type { Span } from '../model/span.js';

/** A bound value of a statement, as the driver takes it. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[];

/**
 * Reads inside one read-only, repeatable-read transaction under a partner's database role.
 * Statements are pipelined on one connection: a caller may send several without awaiting between them.
 */
export interface SnapshotReader {
  /**
   * Sends one prepared statement.
   * @param span of which it is a piece, if not of the whole snapshot's
   * @throws the driver's error; one failed statement ends the snapshot
   */
  query<Row extends object>(text: string, values: readonly SqlValue[], span?: Span): Promise<Row[]>;
}

/**
 * Whether the driver can bind a value. One that it cannot makes it lose count: the answers of later statements would go to
 * the wrong ones. So nothing of that kind gets as far as the driver.
 */
export function isSqlValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string' || typeof item === 'number');
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
