import { type Category, CONDITIONS, type Condition } from '../model/category.js';
import type { ViewKey } from '../model/purpose.js';
import type { PolicyColumn } from './policy-columns.js';
import { PolicyError } from './policy-error.js';
import type { PolicyRow } from './policy-rows.js';

/** A row of the policy: a category and, in words, the fields it covers. */
export interface PolicyCategory {
  readonly category: Category;
  readonly covers: string;
}

const FIRST_COLUMN = 2;
const CATEGORY = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

/** The rows of categories, and their cells by category, then view. */
export interface CategoryRows {
  readonly categories: PolicyCategory[];
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, Condition>>;
}

/**
 * Reads the rows of categories with their conditions.
 * @throws PolicyError at a category of bad form or twice, a row without description, or an unknown condition
 */
export function readCategories(columns: readonly PolicyColumn[], rows: readonly PolicyRow[]): CategoryRows {
  const categories: PolicyCategory[] = [];
  const cells = new Map<string, ReadonlyMap<string, Condition>>();
  for (const row of rows.filter(({ cells: [name] }) => !name?.startsWith('@'))) {
    const category = readCategory(row);
    if (cells.has(category.category)) {
      throw new PolicyError(
        `${category.category} stands in the file twice; a category has one row`,
        row.line,
        'category',
      );
    }
    categories.push(category);
    cells.set(category.category, readConditions(columns, row));
  }
  if (categories.length === 0) throw new PolicyError('has no row with a category, as in case.status');
  return { categories, cells };
}

function readCategory(row: PolicyRow): PolicyCategory {
  const [name = '', covers = ''] = row.cells;
  if (!isCategory(name)) {
    throw new PolicyError('a category is two words with a point, as in decision.medical', row.line, 'category');
  }
  if (!covers) throw new PolicyError('must say in words which fields the category covers', row.line, 'covers');
  return { category: name, covers };
}

function isCategory(name: string): name is Category {
  return CATEGORY.test(name);
}

function readConditions(columns: readonly PolicyColumn[], row: PolicyRow): ReadonlyMap<ViewKey, Condition> {
  const conditions = columns.map(({ view }, place): [ViewKey, Condition] => {
    const cell = row.cells[place + FIRST_COLUMN];
    const condition = CONDITIONS.find((known) => known === cell);
    if (condition) return [view, condition];
    throw new PolicyError(
      `${cell ? 'unknown condition' : 'empty cell'}; allowed: ${CONDITIONS.join(', ')}`,
      row.line,
      view,
    );
  });
  return new Map(conditions);
}
