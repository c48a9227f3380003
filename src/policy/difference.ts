import { CONDITIONS, type Condition } from '../model/category.js';
import type { ViewKey } from '../model/purpose.js';
import { columnOf, type Policy, type PolicyColumn } from './policy.js';

/**
 * What a change does to a partner's sight.
 * `widens`: it sees or may do more; `narrows`: less; `changes`: some more and some less, or the same for another
 * reason (from `own` to `consent`, another legal basis); `restates`: opens and closes nothing.
 */
export type Effect = 'widens' | 'changes' | 'narrows' | 'restates';

/** The order in which changes are told: what opens something first. */
export const EFFECTS: readonly Effect[] = ['widens', 'changes', 'narrows', 'restates'];

/** One thing that two versions of the policy say differently. */
export interface PolicyChange {
  readonly effect: Effect;
  /** Null where it is about a row and no view. */
  readonly view: ViewKey | null;
  /** The category of a cell; or `@column` for a column that appears or goes, or a row that describes columns. */
  readonly category: string;
  /** As it stands in the file; of a column or row `no` or empty where there was none. */
  readonly before: string;
  readonly after: string;
}

/** The name under which a column that appears (`no` → `yes`) or goes is told and noted. */
export const COLUMN = '@column';

const WIDTH: Record<Condition, number> = { no: 0, own: 1, consent: 1, yes: 2 };
/** An open end is later than every day. */
const OPEN_END = '9999-12-31';

/**
 * What a new version of the policy says differently, before it is live; what widens comes first. Rows and columns that
 * only one of the two has count as `no` in the other. Empty for two policies that say the same.
 */
export function policyDifference(before: Policy, after: Policy): PolicyChange[] {
  const changes = [
    ...viewsOf(before, after).flatMap((view) => [
      ...columnChanges(view, columnOf(before, view), columnOf(after, view)),
      ...cellChanges(view, before, after),
    ]),
    ...rowChanges(before, after),
  ];
  return sortedByEffect(changes);
}

/** What opens something first; else the order stays as it is. */
export function sortedByEffect<Change extends { readonly effect: Effect }>(changes: readonly Change[]): Change[] {
  return EFFECTS.flatMap((effect) => changes.filter((change) => change.effect === effect));
}

/** The views of both policies, each once. */
export function viewsOf(before: Policy, after: Policy): ViewKey[] {
  return [...new Set([...before.columns, ...after.columns].map(({ view }) => view))];
}

function cellChanges(view: ViewKey, before: Policy, after: Policy): PolicyChange[] {
  const categories = new Set([...before.categories, ...after.categories].map(({ category }) => category));
  return [...categories].flatMap((category) => {
    const [old, now] = [before.conditionOf(view, category), after.conditionOf(view, category)];
    return old === now ? [] : [{ effect: effectOf(WIDTH[now] - WIDTH[old]), view, category, before: old, after: now }];
  });
}

function columnChanges(view: ViewKey, old?: PolicyColumn, now?: PolicyColumn): PolicyChange[] {
  if (!old) return [{ effect: 'widens', view, category: COLUMN, before: 'no', after: 'yes' }];
  if (!now) return [{ effect: 'narrows', view, category: COLUMN, before: 'yes', after: 'no' }];
  const described = (category: string, before: string, after: string, width: number): PolicyChange[] =>
    before === after ? [] : [{ effect: effectOf(width), view, category, before, after }];
  const [byName, byNameNow] = [old, now].map(({ askedByName }) => (askedByName ? 'yes' : '')) as [string, string];
  return [
    ...described('@legal-basis', old.legalBasis, now.legalBasis, 0),
    ...described('@processing-activity', old.processingActivity, now.processingActivity, 0),
    ...described('@valid-from', old.validFrom, now.validFrom, old.validFrom > now.validFrom ? 1 : -1),
    ...described('@valid-until', old.validUntil ?? '', now.validUntil ?? '', endOf(now) > endOf(old) ? 1 : -1),
    ...described('@asked-by-name', byName, byNameNow, byNameNow === '' ? 1 : -1),
  ];
}

function endOf({ validUntil }: PolicyColumn): string {
  return validUntil ?? OPEN_END;
}

/** Rows say in words what they cover; what a row opens stands in its cells, and is told there. */
function rowChanges(before: Policy, after: Policy): PolicyChange[] {
  const covers = ({ categories }: Policy) => new Map(categories.map((row) => [row.category, row.covers]));
  const [old, now] = [covers(before), covers(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (category) => old.get(category) !== now.get(category),
  );
  return changed.map((category) => ({
    effect: 'restates',
    view: null,
    category,
    before: old.get(category) ?? '',
    after: now.get(category) ?? '',
  }));
}

function effectOf(width: number): Effect {
  if (width === 0) return 'changes';
  return width > 0 ? 'widens' : 'narrows';
}

/** True for a word that a cell of the policy can hold. */
export function isCondition(word: string): word is Condition {
  return CONDITIONS.some((condition) => condition === word);
}
