import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, type OperationDefinitionNode, parse, specifiedRules, validate } from 'graphql';
import { explainer } from '../../src/policy/explain.js';
import { KnownOperationTypes } from '../../src/policy/known-operation-types.js';
import { type TriedOperation, tryOperation } from '../../src/policy/try-operation.js';
import { isRefused, triedText } from '../../src/policy/try-text.js';
import { makeView } from '../../src/policy/view.js';
import { smallPolicy } from './initial-policy.js';
import { SMALL_CATEGORIES, smallSchema } from './small-schema.js';

const VIEW = 'NGO/GUIDANCE';
type Cells = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, unknown>>;

const policyWith = (cells: Cells) => smallPolicy(...SMALL_CATEGORIES.map((one) => `${one},${cells[one] ?? 'no'},no`));

/** Tries the first operation of a text for a partner with these cells. */
function tried(text: string, cells: Cells, variables?: Values): TriedOperation {
  const policy = policyWith(cells);
  const schema = makeView(smallSchema, policy, VIEW);
  const explain = explainer(policy, smallSchema);
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const parts = { master: smallSchema, policy, schema, explain, words: () => 'a fault' };
  return tryOperation(parts, VIEW, { document, operation: operation as OperationDefinitionNode, variables });
}

const refusedBy = (text: string, cells: Cells, variables?: Values) =>
  tried(text, cells, variables).refused.map(({ name, deniedBy }) => `${name} ${deniedBy.map((one) => one.category)}`);

describe('what is not in the view is named with the rule that denies it', () => {
  test.each<[string, string, string[]]>([
    [
      'a field',
      '{ cases { edges { node { person { name } } } } }',
      ['Case.person person.name,person.v_number', 'Person.name person.name'],
    ],
    [
      'behind an alias',
      '{ cases { edges { node { status: plans { x: scenario } } } } }',
      ['Case.plans plan.scenario,person.name', 'Plan.scenario plan.scenario'],
    ],
    [
      'in a fragment',
      '{ cases { edges { node { ...F } } } } fragment F on Case { plans { scenario } }',
      ['Case.plans plan.scenario,person.name', 'Plan.scenario plan.scenario'],
    ],
    [
      'in an inline fragment',
      '{ cases { edges { node { events { ... on PlanEvent { scenario } } } } } }',
      ['PlanEvent.scenario plan.scenario'],
    ],
    ['an argument', '{ cases(named: "x") { edges { cursor } } }', ['Query.cases(named:) person.name']],
    ['a filter', '{ cases(filter: { scenario: "x" }) { edges { cursor } } }', ['Filter.scenario plan.scenario']],
    ['an order', '{ cases(orderBy: NAME) { edges { cursor } } }', ['Order.NAME person.name']],
    [
      'a default of a variable',
      'query ($o: Order = NAME) { cases(orderBy: $o) { edges { cursor } } }',
      ['Order.NAME person.name'],
    ],
    [
      'a look-up',
      '{ caseByVNumber(vNumber: "1") { id } }',
      ['Query.caseByVNumber person.v_number', 'Query.caseByVNumber(vNumber:) person.v_number'],
    ],
    [
      'a change',
      'mutation { decide(scenario: "x") }',
      ['Mutation.decide plan.scenario', 'Mutation.decide(scenario:) plan.scenario'],
    ],
    [
      'a type that only a fragment names',
      '{ cases { edges { node { events { ... on PlanEvent { __typename } } } } } }',
      ['PlanEvent plan.scenario'],
    ],
    [
      'in an operation that is not run',
      'query A { me { organisation } } query B { cases { edges { node { plans { scenario } } } } }',
      ['Case.plans plan.scenario,person.name', 'Plan.scenario plan.scenario'],
    ],
  ])('%s', (_what, text, refused) => {
    expect(refusedBy(text, { 'case.status': 'yes' })).toEqual(refused);
  });

  it('also in the value of a variable, where it is given', () => {
    const text = 'query ($f: Filter, $o: Order) { cases(filter: $f, orderBy: $o) { edges { cursor } } }';
    const cells = { 'case.status': 'yes' };
    expect(refusedBy(text, cells, { f: { scenario: 'x' }, o: 'NAME' })).toEqual([
      'Filter.scenario plan.scenario',
      'Order.NAME person.name',
    ]);
    expect(refusedBy(text, cells, { f: { status: 'LEFT' } })).toEqual([]);
    expect(tried(text, cells).openVariables).toEqual(['$f: Filter', '$o: Order']);
    expect(tried(text, cells, { f: {}, o: 'ARRIVED_AT' }).openVariables).toEqual([]);
  });

  it('with its first place in the text', () => {
    const [first] = tried('{\n  cases { edges { node {\n    plans { scenario }\n  } } }\n}', {
      'case.status': 'yes',
    }).refused;
    expect(first).toMatchObject({ name: 'Case.plans', at: { line: 3, column: 5 } });
  });

  it('and what no schema knows is a fault', () => {
    const found = tried('{ me { organisation shoeSize } }', {});
    expect([found.refused, found.faults, isRefused(found)]).toEqual([[], ['a fault'], true]);
    expect(
      tried('query ($f: Filter) { cases(filter: $f) { edges { cursor } } }', { 'case.status': 'yes' }, { f: 1 }).faults,
    ).toEqual(['a fault']);
  });

  it('and so is a kind of operation that the view does not have, also where it names nothing', () => {
    for (const text of ['mutation { __typename }', 'subscription { x }']) {
      const found = tried(text, { 'case.status': 'yes' });
      expect([found.faults, isRefused(found)]).toEqual([['a fault'], true]);
    }
    expect(isRefused(tried('mutation { __typename }', { 'plan.scenario': 'yes' }))).toBe(false);
  });
});

describe('what is in the view is told with its condition', () => {
  const CELLS = { 'case.status': 'yes', 'person.name': 'own', 'person.v_number': 'no', 'plan.scenario': 'consent' };
  const found = tried(
    '{ cases(orderBy: NAME) { edges { node { id status person { name } plans { officer } } } } }',
    CELLS,
  );

  it('withheld record by record, or asked by in vain', () => {
    const told = found.conditional.map(
      ({ name, effect, conditions }) => `${name} ${effect}: ${conditions.join(' and ')}`,
    );
    expect(told).toEqual([
      'Order.NAME unfound: own',
      'Person.name withheld: own',
      'Plan.officer withheld: own and consent',
    ]);
    expect(found.strictCouldReject).toBe(true);
  });

  it('or free', () => {
    expect(found.free.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Case.id', 'Case.status', 'Case.person', 'Query.cases']),
    );
    expect(found.free.map(({ name }) => name)).not.toContain('Person.name');
  });

  it('and an order by what may be withheld is no reason to reject under strict', () => {
    expect(tried('{ cases(orderBy: NAME) { edges { cursor } } }', CELLS).strictCouldReject).toBe(false);
  });

  it('only of the operation that is run', () => {
    const two = tried(
      'query A { me { organisation } } query B { cases { edges { node { person { name } } } } }',
      CELLS,
    );
    expect([two.conditional, isRefused(two)]).toEqual([[], false]);
  });

  it('in words', () => {
    const text = triedText(policyWith(CELLS), found, ['SHELTER']);
    expect(text).toMatch(/^NGO for GUIDANCE, policy 2026-01-01\.1: answered, with conditions\n/);
    expect(text).toContain("rule person.name@NGO/GUIDANCE: own, only where the record belongs to the partner's organ");
    expect(text).toContain(
      '  sources asked: SHELTER\n  with X-Absences: strict it is rejected where anything is withheld',
    );
    expect(text).toContain('  legal basis: consent\n  valid: from 2020-01-01 until 2026-06-30');
  });
});

const DOCUMENTS = [
  '{ me { organisation } page { hasNextPage } node { id } __schema { types { name } } }',
  '{ cases { edges { cursor node { id related { id status } } } pageInfo { hasNextPage } } }',
  '{ cases(first: 1, orderBy: ARRIVED_AT, filter: {}) { edges { cursor } } }',
  '{ cases(filter: { status: LEFT }) { edges { node { events { at ... on StatusEvent { status } } } } } }',
  '{ cases(orderBy: NAME, named: "x") { edges { node { person { name } } } } }',
  '{ cases { edges { node { findings { ... on Person { __typename } ... on Plan { officer } } } } } }',
  'query ($v: VNumber!) { caseByVNumber(vNumber: $v) { person { vNumber } } }',
  'query ($s: Search!) { search(input: $s) { id } }',
  '{ search(input: { name: "x", vNumber: "1" }) { id } }',
  'mutation { decide(scenario: "x") }',
  '{ node { ... on Case { __typename } ... on Organisation { id } } }',
];

describe('for any policy and operation', () => {
  const cells = fc.record(
    Object.fromEntries(SMALL_CATEGORIES.map((one) => [one, fc.constantFrom('yes', 'own', 'consent', 'no')])),
  );

  it('it is told to be refused exactly when the view refuses it, and something is named', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(...DOCUMENTS), (filled, text) => {
        const found = tried(text, filled);
        const view = makeView(smallSchema, policyWith(filled), VIEW);
        const refuses = validate(view, parse(text), [...specifiedRules, KnownOperationTypes]).length > 0;
        expect([isRefused(found), found.refused.length > 0]).toEqual([refuses, refuses]);
      }),
      { numRuns: 100 },
    );
  });

  it('nothing is told twice, and nothing that is refused is told to be answered', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(...DOCUMENTS), (filled, text) => {
        const { refused, conditional, free } = tried(text, filled);
        const names = [...refused, ...conditional, ...free].map(({ name }) => name);
        expect(names).toEqual([...new Set(names)]);
      }),
      { numRuns: 30 },
    );
  });
});
