import type { GuardedTable } from './guarded-table.js';

/**
 * Name of the table, in each source's schema, that holds what the source's other tables say of a case in one row: a read
 * model (CQRS). Each of its columns repeats the rows of one table and bears its name, so that a right to the column is a
 * right to the table.
 */
export const READ_MODEL = 'read_model';

/** Its column that says which statement made the row (`sources/read-model.ts`); null where its tables changed since. */
export const MADE_AS = 'made_as';

/** A read model as the second lock sees it. */
export interface GuardedReadModel {
  /** PostgreSQL schema, such as `ind`. */
  readonly schema: string;
  /** The tables that it repeats, each in the column of its name. */
  readonly parts: readonly GuardedTable[];
}
