import type { Category } from '../model/category.js';

/** One order that `cases` can come in. */
export interface CaseOrderField {
  readonly category: Category;
  /** SQL of the value over `r` (reach). Never null, so that a cursor can be compared with it. */
  readonly value: string;
  readonly type: 'date' | 'text';
}

const stated = (table: string, column: string) =>
  `coalesce((select min(o.${column}) from ${table} o where o.case_id = r.case_id), '')`;

/**
 * The orders, each under the category of what it orders by: an order tells as much as the value.
 * Cases without a value come last when descending, first when ascending.
 */
export const CASE_ORDERS = {
  ARRIVED_AT: { category: 'case.status', value: 'r.arrived_at', type: 'date' },
  LEFT_AT: { category: 'case.status', value: 'r.left_at', type: 'date' },
  STATUS: { category: 'case.status', value: 'r.status', type: 'text' },
  MUNICIPALITY: { category: 'case.status', value: 'r.municipality', type: 'text' },
  FAMILY_NAME: { category: 'person.name', value: stated('shelter.person_name', 'family_name'), type: 'text' },
  BIRTH_DATE: { category: 'person.birth', value: stated('shelter.person_birth', 'birth_date'), type: 'text' },
} as const satisfies Record<string, CaseOrderField>;

/** Name of an order. */
export type CaseOrderName = keyof typeof CASE_ORDERS;

/** An order and its direction. */
export interface CaseOrder {
  readonly field: CaseOrderName;
  readonly direction: 'ASC' | 'DESC';
}

/** The newest arrivals first. */
export const DEFAULT_ORDER: CaseOrder = { field: 'ARRIVED_AT', direction: 'DESC' };
