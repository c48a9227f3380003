import type { Condition } from '../model/category.js';
import { type PolicyCategory, readCategories } from './policy-categories.js';
import { type PolicyColumn, readColumns } from './policy-columns.js';
import { readRows } from './policy-rows.js';

export type { PolicyCategory, PolicyColumn };

/** The set of rules, read from the policy file and never changed after that. */
export interface Policy {
  readonly version: string;
  readonly columns: readonly PolicyColumn[];
  readonly categories: readonly PolicyCategory[];
  /** The cell of the view and the category; `no` where there is none: what no rule permits does not exist. */
  conditionOf(view: string, category: string): Condition;
}

/**
 * Reads the policy file (`policy.csv`).
 * @throws PolicyError with line, column and what is allowed, at the first fault
 */
export function parsePolicy(text: string): Policy {
  const { version, head, rows } = readRows(text);
  const columns = readColumns(head, rows);
  const { categories, cells } = readCategories(columns, rows);
  return Object.freeze({
    version,
    columns: Object.freeze(columns.map((column) => Object.freeze(column))),
    categories: Object.freeze(categories.map((category) => Object.freeze(category))),
    conditionOf: (view: string, category: string): Condition => cells.get(category)?.get(view) ?? 'no',
  });
}

/** Versioned URI of the processing activity of a view; empty, as no activity is named, for a view of no policy. */
export function activityOf(policy: Policy, view: string): string {
  return columnOf(policy, view)?.processingActivity ?? '';
}

/** The column of a view; undefined for a view that the policy does not name. */
export function columnOf(policy: Policy, view: string): PolicyColumn | undefined {
  return policy.columns.find((column) => column.view === view);
}
