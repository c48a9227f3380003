import type { Category, Condition } from '../model/category.js';
import type { ViewKey } from '../model/purpose.js';
import type { Policy } from './policy.js';

/** One cell that two versions of the policy fill differently. */
export interface CellChange {
  readonly view: ViewKey;
  readonly category: Category;
  readonly before: Condition;
  readonly after: Condition;
  /** `changes`: from `own` to `consent` or back, which opens some rows and closes others. */
  readonly effect: 'widens' | 'narrows' | 'changes';
}

const WIDTH: Record<Condition, number> = { no: 0, own: 1, consent: 1, yes: 2 };

/**
 * What a new version of the policy opens and closes, before it is live. Rows and columns that only one of the two
 * has count as `no` in the other.
 */
export function policyDifference(before: Policy, after: Policy): CellChange[] {
  const views = new Set([...before.columns, ...after.columns].map(({ view }) => view));
  const categories = new Set([...before.categories, ...after.categories].map(({ category }) => category));
  return [...views].flatMap((view) =>
    [...categories].flatMap((category) => {
      const [old, now] = [before.conditionOf(view, category), after.conditionOf(view, category)];
      return old === now ? [] : [{ view, category, before: old, after: now, effect: effectOf(old, now) }];
    }),
  );
}

function effectOf(before: Condition, after: Condition): CellChange['effect'] {
  if (WIDTH[before] === WIDTH[after]) return 'changes';
  return WIDTH[before] < WIDTH[after] ? 'widens' : 'narrows';
}
