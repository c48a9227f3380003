import type { GuardedTable } from '../model/guarded-table.js';

/**
 * The gateway's index of cases. Reach repeats it under the same category, and pages, filters and orders run on that.
 * Views may still read it, because a server of the release before does.
 */
export const CASE_INDEX: GuardedTable = {
  schema: 'app',
  table: 'case_index',
  categories: ['case.status'],
  caseColumn: 'id',
  organisationColumn: 'organisation',
  columns: ['id', 'organisation', 'status', 'municipality', 'arrived_at', 'left_at'],
};

/** The gateway's index of V-numbers. */
export const CASE_V_NUMBER: GuardedTable = {
  schema: 'app',
  table: 'case_v_number',
  categories: ['person.v_number'],
  caseColumn: 'case_id',
  organisationColumn: 'organisation',
  columns: ['case_id', 'organisation', 'v_number'],
};

/** The gateway's own tables with data of persons; they are guarded like every agency's. */
export const GATEWAY_TABLES: readonly GuardedTable[] = [CASE_INDEX, CASE_V_NUMBER];
