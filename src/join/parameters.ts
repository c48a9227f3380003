import type { SqlValue } from '../database/snapshot-reader.js';
import { BadUserInput } from '../model/errors.js';

/** The bound values of one statement under construction. No caller's value is ever written into its text. */
export class Parameters {
  readonly values: SqlValue[] = [];

  /**
   * Binds a value. @returns its place holder, such as `$3`
   * @throws BadUserInput for the one character that a text of PostgreSQL cannot hold
   */
  bind(value: SqlValue): string {
    const texts = Array.isArray(value) ? value : [value];
    if (texts.some((text) => typeof text === 'string' && text.includes('\u0000'))) {
      throw new BadUserInput('A text holds a null character. Leave it out.');
    }
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
