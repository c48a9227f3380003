import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Category, CONDITIONS, type Condition } from '../../src/model/category.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { combine, decide, decideTogether } from '../../src/policy/decide.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { initialPolicy, POLICY_TEXT } from './initial-policy.js';
import { CATEGORIES, PERMITTED } from './matrix.cases.js';

const VIEWS = Object.keys(PERMITTED) as ViewKey[];
const CELLS = VIEWS.flatMap((view) =>
  CATEGORIES.map((category): [ViewKey, Category, Condition] => [view, category, expected(view, category)]),
);

function expected(view: string, category: string): Condition {
  const cells = PERMITTED[view] ?? {};
  return CONDITIONS.find((condition) => condition !== 'no' && cells[condition]?.includes(category)) ?? 'no';
}

describe('every cell of the policy', () => {
  test.each(CELLS)('%s %s: %s', (view, category, condition) => {
    expect(decide(initialPolicy, view, category)).toEqual({ view, category, condition, ruleId: `${category}@${view}` });
  });

  test('is listed above, and the policy has no other', () => {
    expect(initialPolicy.columns.map(({ view }) => view).sort()).toEqual([...VIEWS].sort());
    expect(initialPolicy.categories.map(({ category }) => category).sort()).toEqual([...CATEGORIES].sort());
    expect(CELLS.filter(([, , condition]) => condition === 'no').length).toBeGreaterThan(100);
  });
});

const ABOUT = { verbose: 1 };
const anyText = fc.oneof(
  fc.string(),
  fc.constantFrom('constructor', '__proto__', 'toString', '', 'NO/SUCH', 'no.such'),
);

describe('what no rule permits is denied', () => {
  test('for any view that the policy does not name', () => {
    const unknown = anyText.filter((view) => !VIEWS.includes(view as ViewKey));
    fc.assert(
      fc.property(unknown, fc.constantFrom(...CATEGORIES), (view, category) => {
        expect(decide(initialPolicy, view as ViewKey, category).condition).toBe('no');
      }),
      ABOUT,
    );
  });

  test('for any category that has no row', () => {
    const unknown = anyText.filter((category) => !(CATEGORIES as readonly string[]).includes(category));
    fc.assert(
      fc.property(fc.constantFrom(...VIEWS), unknown, (view, category) => {
        expect(decide(initialPolicy, view, category as Category).condition).toBe('no');
      }),
      ABOUT,
    );
  });

  test('also for a name that differs only by case or a blank', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VIEWS), fc.constantFrom(...CATEGORIES), (view, category) => {
        for (const [v, c] of [
          [view.toLowerCase(), category],
          [` ${view}`, category],
          [view, category.toUpperCase()],
          [view, `${category} `],
        ]) {
          expect(decide(initialPolicy, v as ViewKey, c as Category).condition).toBe('no');
        }
      }),
      ABOUT,
    );
  });

  test('whatever the order of rows and columns', () => {
    const lines = POLICY_TEXT.trimEnd().split('\n');
    const begin = lines.findIndex((line) => line.startsWith('category,')) + 1;
    const [head, body] = [lines.slice(0, begin), lines.slice(begin)];
    fc.assert(
      fc.property(fc.shuffledSubarray(body, { minLength: body.length }), (shuffled) => {
        const policy = parsePolicy([...head, ...shuffled].join('\n'));
        for (const [view, category, condition] of CELLS) expect(policy.conditionOf(view, category)).toBe(condition);
      }),
      { ...ABOUT, numRuns: 20 },
    );
  });
});

/** Conditions of several categories of one table, and what they give together; null is denied. */
const COMBINED: readonly (readonly [readonly Condition[], readonly string[] | null])[] = [
  [[], null],
  [['no'], null],
  [['yes', 'no'], null],
  [['no', 'own'], null],
  [['consent', 'no', 'yes'], null],
  [['yes'], []],
  [['yes', 'yes'], []],
  [['own'], ['own']],
  [['own', 'yes'], ['own']],
  [['consent', 'consent'], ['consent']],
  [
    ['consent', 'own'],
    ['own', 'consent'],
  ],
];

describe('several categories never add up to more than one permits', () => {
  const decisions = (conditions: readonly Condition[]) =>
    conditions.map((condition) => ({ view: 'IND/X', category: 'a.b', condition, ruleId: 'a.b@IND/X' }) as const);

  test.each(COMBINED)('%j gives %j', (conditions, together) => {
    const answer = together ? { permitted: true, conditions: together } : { permitted: false };
    expect(combine(decisions(conditions))).toEqual(answer);
    expect(combine(decisions([...conditions].reverse()))).toEqual(answer);
  });

  test('an unknown condition is a denial', () => {
    expect(combine(decisions(['yes', 'maybe' as Condition]))).toEqual({ permitted: false });
  });

  test('one more category never takes a condition away', () => {
    const some = fc.array(fc.constantFrom(...CATEGORIES), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...VIEWS), some, fc.constantFrom(...CATEGORIES), (view, categories, more) => {
        const before = decideTogether(initialPolicy, view, categories);
        const after = decideTogether(initialPolicy, view, [...categories, more]);
        if (!after.permitted) return;
        expect(before.permitted).toBe(true);
        expect(after.conditions).toEqual(expect.arrayContaining(before.permitted ? [...before.conditions] : []));
      }),
      ABOUT,
    );
  });
});
