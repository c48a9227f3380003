import type { Agency } from './agency.js';
import type { Category } from './category.js';

/**
 * A table that one decision covers, row and columns together. Tables are cut along the categories so that
 * row-level security can say a condition and no value has to be hidden after it was read.
 * Both locks are made from this description: the reads of `sources/` and the database grants of `policy/`.
 */
export interface GuardedTable {
  /** PostgreSQL schema, such as `ind`. */
  readonly schema: string;
  /** Table name in that schema, such as `medical_outcome`. */
  readonly table: string;
  /** The agency whose records it holds; absent for the gateway's own index tables in schema `app`. */
  readonly agency?: Agency;
  /** All of these must permit; the strictest cell decides. One, except where a value also reveals another category. */
  readonly categories: readonly Category[];
  /** Column that holds the case's id; row-level security ties it to the reach. */
  readonly caseColumn: string;
  /** Column with the organisation that the record belongs to; the condition `own` compares it. */
  readonly organisationColumn: string;
  /** Every column that a partner role may select once the categories permit. */
  readonly columns: readonly string[];
}
