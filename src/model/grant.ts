import type { Agency } from './agency.js';
import type { Condition } from './category.js';
import type { Principal } from './principal.js';
import type { Purpose, ViewKey } from './purpose.js';

declare const issuedByPolicy: unique symbol;

/** A condition that each row must meet by itself. */
export type RowCondition = Exclude<Condition, 'yes' | 'no'>;

/** The columns that one guarded table may be read for, and the conditions its rows must meet. */
export interface TableGrant {
  /** `schema.table` of the guarded table. */
  readonly table: string;
  /** Columns that are both asked for and permitted; never empty. */
  readonly columns: readonly string[];
  /** All of these must hold for a row (a table can answer to two categories); none means every row in reach. */
  readonly conditions: readonly RowCondition[];
}

/**
 * The proof that a source demands before it reads. Only `policy/grant.ts` issues one (the brand keeps
 * others from writing it down by hand), and it covers exactly one agency and one operation.
 */
export interface Grant {
  readonly [issuedByPolicy]: true;
  readonly agency: Agency;
  readonly principal: Principal;
  readonly purpose: Purpose;
  readonly view: ViewKey;
  readonly policyVersion: string;
  /** URI of the registered processing activity behind the purpose. */
  readonly processingActivity: string;
  readonly tables: readonly TableGrant[];
}
