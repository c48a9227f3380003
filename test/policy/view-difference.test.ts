import { describe, expect, it, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { schemaOf } from '../../src/graph/open-graph.js';
import { readEmitted } from '../../src/policy/emitted-schema.js';
import { viewDifference } from '../../src/policy/view-difference.js';
import { viewMembers } from '../../src/policy/view-members.js';
import { testConfig } from '../support/config.js';
import { initialPolicy } from './initial-policy.js';
import { policyOf } from './policy-text.js';
import { emittedOf, moved, servedBy, without } from './served.js';
import { SMALL_CATEGORIES, smallSchema } from './small-schema.js';

type Cells = Readonly<Record<string, string>>;
const CELLS: Cells = { 'case.status': 'yes', 'person.name': 'own', 'plan.scenario': 'yes' };

const policyWith = (cells: Cells) => policyOf('2026-01-01.1', { 'IND/A': { cells } }, SMALL_CATEGORIES);

/** `effect field before after` of what the schema changes; the policy stays unless another is given. */
function between(before: GraphQLSchema, after: GraphQLSchema, old = CELLS, now = old): string[] {
  const changes = viewDifference(servedBy(before, policyWith(old)), servedBy(after, policyWith(now)));
  return changes.map(({ effect, field, before: was, after: is }) => `${effect} ${field}: ${was} → ${is}`);
}

describe('what a view shows by the schema alone is told', () => {
  it('a new field, a new argument, and a type that comes with its edge', () => {
    expect(between(without(smallSchema, 'Person', 'name'), smallSchema)).toEqual([
      'widens Case.person: no → yes',
      'widens Person.name: no → own',
    ]);
    expect(between(without(smallSchema, 'Query', 'cases', 'named'), smallSchema)).toEqual([
      'widens Query.cases(named:): no → own',
    ]);
    const plans = without(smallSchema, 'Case', 'plans');
    expect(between(plans, smallSchema)).toEqual(['widens Case.plans: no → yes']);
  });

  it('a field that fell under a category that the view may read, or may read more of', () => {
    const field = moved(smallSchema, 'Person', 'vNumber', 'case.status');
    expect(between(smallSchema, field)).toEqual(['widens Person.vNumber: no → yes']);
    expect(between(smallSchema, moved(smallSchema, 'Person', 'name', 'case.status'))).toEqual([
      'widens Person.name: own → yes',
    ]);
    const consent = { ...CELLS, 'person.v_number': 'consent' };
    expect(between(smallSchema, moved(smallSchema, 'Person', 'name', 'person.v_number'), consent)).toEqual([
      'changes Person.name: own → consent',
    ]);
  });

  it('also where a cell opens something else at the same time', () => {
    const now = { ...CELLS, 'person.v_number': 'yes' };
    const field = without(smallSchema, 'Plan', 'scenario');
    expect(between(field, smallSchema, CELLS, now)).toEqual(['widens Plan.scenario: no → yes']);
  });

  it('what vanished, as narrower', () => {
    expect(between(smallSchema, without(smallSchema, 'Case', 'plans'))).toEqual(['narrows Case.plans: yes → no']);
    expect(between(smallSchema, moved(smallSchema, 'Person', 'name', 'person.v_number'))).toEqual([
      'narrows Case.person: yes → no',
      'narrows Person.name: own → no',
    ]);
  });

  it('what the program lets through, although schema and policy stay as they are', () => {
    const served = servedBy(smallSchema, policyWith(CELLS));
    const had = served.emitted.views.get('IND/A');
    const members = new Set([...(had?.members ?? [])].filter((member) => member !== 'Person.name'));
    const less = { types: had?.types ?? new Set<string>(), members };
    const before = { ...served, emitted: { ...served.emitted, views: new Map([['IND/A' as const, less]]) } };
    expect(viewDifference(before, served)).toMatchObject([{ effect: 'widens', field: 'Person.name', after: 'own' }]);
  });
});

describe('what only the policy changes is left to the policy', () => {
  test.each<[string, Cells]>([
    ['a cell that opens', { ...CELLS, 'person.v_number': 'yes' }],
    ['a cell that closes', { ...CELLS, 'person.name': 'no' }],
    ['a condition that goes', { ...CELLS, 'person.name': 'yes' }],
    ['nothing', CELLS],
  ])('%s', (_what, now) => {
    expect(between(smallSchema, smallSchema, CELLS, now)).toEqual([]);
  });

  it('so is a new field of a category that opens with it', () => {
    const now = { ...CELLS, 'person.v_number': 'yes' };
    expect(between(without(smallSchema, 'Person', 'vNumber'), smallSchema, CELLS, now)).toEqual([]);
  });

  it('and a view that is new, or gone: its column says so', () => {
    const one = servedBy(smallSchema, policyWith(CELLS));
    const columns = { 'IND/A': { cells: CELLS }, 'NGO/B': { cells: CELLS } };
    const two = servedBy(smallSchema, policyOf('2026-01-02.1', columns, SMALL_CATEGORIES));
    expect([viewDifference(one, two), viewDifference(two, one)]).toEqual([[], []]);
  });
});

describe('what brings a member with it is named', () => {
  const within = (before: GraphQLSchema) =>
    viewDifference(servedBy(before, policyWith(CELLS)), servedBy(smallSchema, policyWith(CELLS))).map(
      ({ field, within: by }) => `${field} ${by}`,
    );

  it('a type that the view had not, or a field with its arguments, and else nothing', () => {
    expect(within(without(smallSchema, 'Person', 'name'))).toEqual(['Case.person null', 'Person.name Person']);
    expect(within(without(smallSchema, 'Query', 'cases', 'named'))).toEqual(['Query.cases(named:) null']);
    expect(within(without(smallSchema, 'Mutation', 'decide'))).toEqual([
      'Mutation.decide Mutation',
      'Mutation.decide(scenario:) Mutation',
    ]);
    expect(within(without(smallSchema, 'Query', 'cases'))).toContain('Query.cases(first:) Query.cases');
  });
});

describe('the emitted files say what the code says', () => {
  const master = schemaOf(testConfig());
  const read = readEmitted(emittedOf(master, initialPolicy));

  test.each(initialPolicy.columns.map(({ view }) => view))('of %s', (view) => {
    expect(read.views.get(view)).toEqual(viewMembers(master, initialPolicy, view));
    expect(viewMembers(read.master, initialPolicy, view)).toEqual(read.views.get(view));
  });

  test.each<[string, (files: ReturnType<typeof emittedOf>) => ReturnType<typeof emittedOf>, RegExp]>([
    ['a schema that is none', (files) => ({ ...files, schema: 'type {' }), /^emitted schema: is no schema/],
    [
      'a view that is none',
      (files) => ({ ...files, views: new Map([['IND/A' as const, 'x']]) }),
      /^emitted IND\/A: is no/,
    ],
  ])('and %s is refused', (_what, broken, message) => {
    expect(() => readEmitted(broken(emittedOf(smallSchema, policyWith(CELLS))))).toThrow(message);
  });
});
