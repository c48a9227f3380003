import type { SqlValue } from '../database/snapshot-reader.js';

/** The bound values of one statement under construction. No caller's value is ever written into its text. */
export class Parameters {
  readonly values: SqlValue[] = [];

  /** Binds a value. @returns its place holder, such as `$3` */
  bind(value: SqlValue): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
