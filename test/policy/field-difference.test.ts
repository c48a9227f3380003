import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { fieldDifference } from '../../src/policy/field-difference.js';
import type { Policy } from '../../src/policy/policy.js';
import { makeView } from '../../src/policy/view.js';
import { policyOf } from './policy-text.js';
import { SMALL_CATEGORIES, smallSchema } from './small-schema.js';

type Cells = Readonly<Record<string, string>>;
const VIEWS = ['NGO/GUIDANCE', 'IND/RESIDENCE_DECISION'] as const;

const policyWith = (cells: Cells) => policyOf('2026-01-01.1', { 'NGO/GUIDANCE': { cells } }, SMALL_CATEGORIES);

/** `effect field before after` of all that changes between two fillings of one column. */
function between(before: Cells, after: Cells): string[] {
  const changes = fieldDifference(smallSchema, policyWith(before), policyWith(after));
  return changes.map(({ effect, field, before: was, after: is }) => `${effect} ${field}: ${was} → ${is}`);
}

describe('the fields that a cell opens and closes are named', () => {
  it('with filters, orders, arguments, and the edges that come with them', () => {
    const opened = between({ 'case.status': 'yes' }, { 'case.status': 'yes', 'person.name': 'own' });
    for (const name of ['Person.name', 'Order.NAME', 'Query.cases(named:)']) {
      expect(opened).toContain(`widens ${name}: no → own`);
    }
    for (const name of ['Case.person', 'Case.findings']) expect(opened).toContain(`widens ${name}: no → yes`);
    expect(opened.filter((line) => !line.startsWith('widens'))).toEqual([]);
  });

  it('and not those that need another category that stays denied', () => {
    const opened = between({}, { 'person.name': 'yes' }).join('\n');
    expect(opened).toContain('Person.name');
    for (const name of ['Plan.officer', 'Search.name', 'Query.search']) expect(opened).not.toContain(name);
  });

  it('a field under two categories opens with the second', () => {
    const opened = between({ 'person.name': 'own' }, { 'person.name': 'own', 'plan.scenario': 'consent' });
    expect(opened).toContain('widens Plan.officer: no → own and consent');
    expect(opened).toContain('widens Plan.scenario: no → consent');
  });

  it('names the cells behind each field', () => {
    const changes = fieldDifference(smallSchema, policyWith({}), policyWith({ 'plan.scenario': 'yes' }));
    const because = (field: string) => changes.find((change) => change.field === field)?.because;
    expect([because('Plan.scenario'), because('Case.plans'), because('Plan.officer')]).toEqual([
      ['plan.scenario'],
      [],
      undefined,
    ]);
    expect(changes.find(({ field }) => field === 'Mutation.decide')?.kind).toBe('action');
    expect(changes.find(({ field }) => field === 'Filter.scenario')?.kind).toBe('input');
  });

  test('a condition that is swapped for another is neither wider nor narrower', () => {
    expect(between({ 'person.v_number': 'own' }, { 'person.v_number': 'consent' })).toContain(
      'changes Person.vNumber: own → consent',
    );
  });

  test('a view that appears shows all that is open to it, and one that goes nothing', () => {
    const one = policyWith({ 'case.status': 'yes' });
    const two = policyOf('2026-02-01.1', {
      'NGO/GUIDANCE': { cells: { 'case.status': 'yes' } },
      'IND/RESIDENCE_DECISION': { cells: { 'case.status': 'no' } },
    });
    const appeared = fieldDifference(smallSchema, one, two);
    expect(new Set(appeared.map(({ view, effect }) => `${view} ${effect}`))).toEqual(
      new Set(['IND/RESIDENCE_DECISION widens']),
    );
    expect(appeared.map(({ field }) => field)).toContain('Query.me');
    expect(appeared.map(({ field }) => field)).not.toContain('Case.status');
    expect(new Set(fieldDifference(smallSchema, two, one).map(({ effect }) => effect))).toEqual(new Set(['narrows']));
  });
});

/** The kinds of record that there are, as far as conditions can tell them apart. */
const RECORDS = [true, false].flatMap((own) => [true, false].map((consent) => ({ own, consent })));

interface Holder {
  readonly extensions?: unknown;
}

/** Every member of a schema by its name, with those whose categories it needs. */
function membersOf(schema: GraphQLSchema): [name: string, holders: readonly Holder[]][] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return types.flatMap((type): [string, readonly Holder[]][] => {
    if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, [value]]);
    if (isInputObjectType(type)) return Object.values(type.getFields()).map((f) => [`${type.name}.${f.name}`, [f]]);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field): [string, readonly Holder[]][] => {
      const name = `${type.name}.${field.name}`;
      return [[name, [field]], ...field.args.map((one): [string, Holder[]] => [`${name}(${one.name}:)`, [field, one]])];
    });
  });
}

/** The oracle: which kinds of record of each member a view shows, read off the schema that is served. */
function shownBy(policy: Policy, view: string): Map<string, Set<string>> {
  const column = policy.columns.find((one) => one.view === view);
  if (!column) return new Map();
  const shown = membersOf(makeView(smallSchema, policy, column.view)).map(([name, holders]): [string, Set<string>] => {
    const categories = holders.flatMap(
      ({ extensions }) => (extensions as { categories?: string[] } | undefined)?.categories ?? [],
    );
    const cells = categories.map((category) => policy.conditionOf(view, category));
    return [name, new Set(RECORDS.filter((record) => cells.every((cell) => meets(record, cell))).map(nameOf))];
  });
  return new Map(shown);
}

function meets(record: { own: boolean; consent: boolean }, cell: string): boolean {
  if (cell === 'own' || cell === 'consent') return record[cell];
  return cell === 'yes';
}

function nameOf({ own, consent }: { own: boolean; consent: boolean }): string {
  return `${own} ${consent}`;
}

function expectedOf(before: Policy, after: Policy): string[] {
  return VIEWS.flatMap((view) => {
    const [old, now] = [shownBy(before, view), shownBy(after, view)];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((field) => {
      const [was, is] = [old.get(field) ?? new Set<string>(), now.get(field) ?? new Set<string>()];
      const gains = [...is].some((record) => !was.has(record));
      const loses = [...was].some((record) => !is.has(record));
      if (!gains && !loses) return [];
      return [`${view} ${field} ${gains && loses ? 'changes' : gains ? 'widens' : 'narrows'}`];
    });
  });
}

describe('for any two policies', () => {
  const cells = fc.record(
    Object.fromEntries(SMALL_CATEGORIES.map((one) => [one, fc.constantFrom('yes', 'own', 'consent', 'no')])),
  );
  const policies = fc
    .record({ 'NGO/GUIDANCE': cells, 'IND/RESIDENCE_DECISION': cells }, { requiredKeys: ['NGO/GUIDANCE'] })
    .map((columns) => {
      const texts = Object.entries(columns).map(([view, filled]) => [view, { cells: filled as Cells }]);
      return policyOf('2026-01-01.1', Object.fromEntries(texts));
    });

  it('a field is told to widen exactly when the view shows more records of it than before', () => {
    fc.assert(
      fc.property(policies, policies, (before, after) => {
        const told = fieldDifference(smallSchema, before, after);
        const lines = told.map(({ view, field, effect }) => `${view} ${field} ${effect}`);
        expect(lines.sort()).toEqual(expectedOf(before, after).sort());
      }),
      { numRuns: 40 },
    );
  });

  it('nothing is told of a policy and itself', () => {
    fc.assert(
      fc.property(policies, (policy) => expect(fieldDifference(smallSchema, policy, policy)).toEqual([])),
      { numRuns: 10 },
    );
  });

  it('what widens one way narrows the other way', () => {
    const turned = { widens: 'narrows', narrows: 'widens', changes: 'changes' } as const;
    fc.assert(
      fc.property(policies, policies, (before, after) => {
        const there = fieldDifference(smallSchema, before, after).map((one) => `${one.field} ${turned[one.effect]}`);
        const back = fieldDifference(smallSchema, after, before).map((one) => `${one.field} ${one.effect}`);
        expect(there.sort()).toEqual(back.sort());
      }),
      { numRuns: 15 },
    );
  });
});
