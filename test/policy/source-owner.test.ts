import { describe, expect, test } from '@jest/globals';
import { AGENCIES } from '../../src/model/agency.js';
import { explainer } from '../../src/policy/explain.js';
import { declaredOf } from '../../src/policy/field-category.js';
import { schemaShape } from '../../src/policy/schema-shape.js';
import { opensTo, ownsSource } from '../../src/policy/source-owner.js';
import { planView } from '../../src/policy/view-plan.js';
import { masterOfTests } from '../support/graph.js';
import { initialPolicy } from './initial-policy.js';

const VIEWS = initialPolicy.columns.map(({ view }) => view);
const shape = schemaShape(masterOfTests());
/** The tests' own opinion of who owns what. */
const OWNERS = { SHELTER: 'MUNICIPALITY', GUIDANCE: 'NGO', IND: 'IND', DTV: 'DTV', AVIM: 'AVIM' } as const;
const MUTATIONS = {
  SHELTER: 'deliverShelter',
  GUIDANCE: 'deliverGuidance',
  IND: 'deliverInd',
  DTV: 'deliverDtv',
  AVIM: 'deliverAvim',
};

describe.each(AGENCIES)('what writes to the source of %s', (agency) => {
  test('is in the views of its owner that deliver, and in no other', () => {
    const found = VIEWS.filter((view) =>
      planView(shape, initialPolicy, view).keepsMember('Mutation', MUTATIONS[agency]),
    );
    const delivering = VIEWS.filter((view) => initialPolicy.conditionOf(view, 'delivery.own') !== 'no');
    expect(found).toEqual(delivering.filter((view) => view.startsWith(`${OWNERS[agency]}/`)));
    expect(found.length).toBeGreaterThan(0);
  });

  test('is denied to everybody else whatever the categories say, and to a view that nobody knows', () => {
    for (const view of VIEWS)
      expect(ownsSource(initialPolicy, view, agency)).toBe(view.startsWith(`${OWNERS[agency]}/`));
    const unknown = 'NOBODY/NOTHING' as never;
    expect(opensTo(initialPolicy, unknown, { agency })).toBe(false);
  });
});

test('categories and owner must both permit', () => {
  const owner = 'DTV/RETURN';
  expect(opensTo(initialPolicy, owner, { categories: ['delivery.own'], agency: 'DTV' })).toBe(true);
  expect(opensTo(initialPolicy, owner, { categories: ['delivery.match'], agency: 'DTV' })).toBe(false);
  expect(opensTo(initialPolicy, owner, { categories: ['delivery.own'], agency: 'IND' })).toBe(false);
});

test('an owner that cannot be read must not pass for none', () => {
  for (const agency of ['', 'NOBODY', 'ind', 7, null, ['IND']]) {
    expect(() => declaredOf({ extensions: { agency } })).toThrow(TypeError);
  }
  expect(declaredOf({ extensions: { agency: 'IND' } })).toEqual({ agency: 'IND' });
});

test('`policy explain` says why it is denied', () => {
  const explain = explainer(initialPolicy, masterOfTests());
  const { decision, text } = explain({ view: 'IND/RESIDENCE_DECISION', field: 'Mutation.deliverDtv' });
  expect([decision, text]).toEqual([
    'deny',
    expect.stringContaining('only the owner of the source DTV (DTV) writes to it'),
  ]);
  const field = explain({ view: 'IND/RESIDENCE_DECISION', field: 'ShelterStayInput.room' });
  expect(field).toMatchObject({ decision: 'deny', deniedBy: [], foreignSources: ['SHELTER'] });
  const own = explain({ view: 'DTV/RETURN', field: 'Mutation.deliverDtv' });
  expect(own).toMatchObject({ decision: 'permit', foreignSources: [] });
});
