import type { Category, Condition } from './category.js';
import type { ViewKey } from './purpose.js';

/** What the policy says of one category in one view. */
export interface Decision {
  readonly view: ViewKey;
  readonly category: Category;
  /** `no` when no rule permits: default deny. */
  readonly condition: Condition;
  /** Identifies the policy cell, such as `decision.medical@NGO/GUIDANCE`; goes into logs and `policy explain`. */
  readonly ruleId: string;
}
