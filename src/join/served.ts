import type { Category } from '../model/category.js';
import type { ReadPlan } from './plan.js';
import { type CaseInput, possibleAbsence, type TableRead } from './table-read.js';

/** The lists that came up before, by plan: cases that were served alike share one. */
const kept = new WeakMap<ReadPlan, Map<string, readonly Category[]>>();

/**
 * What an operation serves of one case, for the log: the categories of the tables it reads, without those withheld or
 * not answered. An empty table is served as well: that there is nothing is told. Not so of a table that needs a further
 * category, which only supplements: where it is empty, nothing of it is told.
 */
export function servedCategories(plan: ReadPlan, input: CaseInput): readonly Category[] {
  const lists = kept.get(plan) ?? new Map<string, readonly Category[]>();
  kept.set(plan, lists);
  let key = isVNumberServed(plan, input) ? 'v' : '-';
  for (const { tables } of plan.sources) {
    let served = 0;
    // A source has fewer tables than a number has bits.
    for (const table of tables) served = served * 2 + (isServed(table, input) ? 1 : 0);
    key += ` ${served}`;
  }
  for (const { categories } of input.marks) key += ` ${categories}`;
  const known = lists.get(key) ?? categoriesOf(plan, input);
  lists.set(key, known);
  return known;
}

function categoriesOf(plan: ReadPlan, input: CaseInput): readonly Category[] {
  const served = new Set<Category>(isVNumberServed(plan, input) ? ['person.v_number'] : []);
  const tables = plan.sources.flatMap((source) => source.tables).filter((table) => isServed(table, input));
  for (const { part } of tables) for (const category of part.categories) served.add(category);
  for (const { categories } of input.marks) for (const category of categories) served.add(category);
  return [...served].sort();
}

function isServed(table: TableRead, input: CaseInput): boolean {
  if (input.rows(table).length > 0) return true;
  return table.part.categories.length === 1 && !possibleAbsence(table, input);
}

/** That there is no number is told as well, where nothing could have been withheld. */
function isVNumberServed({ vNumber }: ReadPlan, { key }: CaseInput): boolean {
  if (key.vNumber !== null || vNumber === 'yes') return true;
  return vNumber === 'consent' && key.consented;
}
