import type { Category } from '../model/category.js';
import type { RowCondition } from '../model/grant.js';
import type { ViewKey } from '../model/purpose.js';
import { decide } from './decide.js';
import { columnOf, type Policy } from './policy.js';
import { permittedCategories, RECTIFICATION_CATEGORY } from './rights.js';
import { ASKING_ORGANISATION, consentOf, inReach } from './row-condition.js';
import { sqlName } from './sql-text.js';

/** A table of which each row says by itself under which categories it stands: all of them must permit. */
export interface TaggedTable {
  readonly schema: string;
  readonly table: string;
  /** Column with the categories of a row, an array of text. */
  readonly tagColumn: string;
  readonly caseColumn: string;
  /** Columns of which one must be the asking organisation, where a category of the row says `own`. */
  readonly ownColumns: (category: Category) => readonly string[];
}

/**
 * Requests to rectify. Each is kept as two rows, because row-level security covers whole rows and the text of a request
 * is for fewer than the mark on the value: the *request*, under the value's categories and `rights.rectification`, and,
 * while it is open, the *mark*, under the value's categories alone and without any text.
 */
export const RECTIFICATIONS: TaggedTable = {
  schema: 'app',
  table: 'rectification',
  tagColumn: 'categories',
  caseColumn: 'case_id',
  ownColumns: (category) => (category === RECTIFICATION_CATEGORY ? ['organisation', 'requested_by'] : ['organisation']),
};

/**
 * When a view's role may see a row of a tagged table: every category of the row is permitted to the view, the case is
 * in the organisation's reach, and the conditions of all its categories hold, as `row-condition.ts` says them of tables.
 * A row without a category is denied.
 * @returns an SQL condition; null when the view has no cases
 */
export function taggedRowCondition(policy: Policy, view: ViewKey, table: TaggedTable): string | null {
  const column = columnOf(policy, view);
  const permitted = permittedCategories(policy, view);
  if (!column || !permitted.includes('case.status')) return null;
  const tags = `${sqlName(table.table)}.${sqlName(table.tagColumn)}`;
  const caseId = `${sqlName(table.table)}.${sqlName(table.caseColumn)}`;
  const under = (condition: RowCondition) =>
    permitted.filter((category) => decide(policy, view, category).condition === condition);
  return [
    `${tags} <> '{}'`,
    `${tags} <@ ${sqlTexts(permitted)}`,
    ...ownTests(table, under('own')).map(([categories, test]) => ifTagged(tags, categories, test)),
    ...(under('consent').length > 0 ? [ifTagged(tags, under('consent'), consentOf(caseId, column.partnerKind))] : []),
    inReach(caseId),
  ].join(' and ');
}

/** The test of `own`, once for each set of columns that it compares, with the categories that ask it. */
function ownTests(table: TaggedTable, categories: readonly Category[]): [Category[], string][] {
  const tests = new Map<string, Category[]>();
  for (const category of categories) {
    const columns = table.ownColumns(category).map((name) => `${sqlName(table.table)}.${sqlName(name)}`);
    const test = columns.map((name) => `${name} = ${ASKING_ORGANISATION}`).join(' or ');
    tests.set(test, [...(tests.get(test) ?? []), category]);
  }
  return [...tests].map(([test, asking]) => [asking, test]);
}

function ifTagged(tags: string, categories: readonly Category[], test: string): string {
  return `(not ${tags} && ${sqlTexts(categories)} or (${test}))`;
}

/** @throws RangeError for a category that is not plain: it is written into the text of a row policy */
function sqlTexts(categories: readonly Category[]): string {
  if (categories.some((category) => !/^[a-z_]+\.[a-z_0-9]+$/.test(category))) {
    throw new RangeError('a category must be two plain names with a full stop between them');
  }
  return `array[${categories.map((category) => `'${category}'`).join(', ')}]::text[]`;
}
