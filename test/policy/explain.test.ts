import { describe, expect, test } from '@jest/globals';
import { policyCheckCommand, policyExplainCommand } from '../../src/cli/policy.js';
import { explain } from '../../src/policy/explain.js';
import { smallPolicy, smallPolicyText } from './initial-policy.js';
import { SMALL_CATEGORIES, smallSchema } from './small-schema.js';

const ROWS = ['case.status,yes,yes', 'person.name,consent,no', 'person.v_number,no,own', 'plan.scenario,no,yes'];
const policy = smallPolicy(...ROWS);
const ask = (view: string, field: string) => explain(policy, smallSchema, { view, field });

/** A question, the decision, and what the words must say. */
const ANSWERS: readonly (readonly [view: string, field: string, decision: string, words: string])[] = [
  ['NGO/GUIDANCE', 'Case.status', 'permit', 'rule case.status@NGO/GUIDANCE: yes, for every case in reach'],
  [
    'NGO/GUIDANCE',
    'Person.name',
    'permit',
    "rule person.name@NGO/GUIDANCE: consent, only while the data subject's consent",
  ],
  ['IND/RESIDENCE_DECISION', 'Person.vNumber', 'permit', 'person.v_number@IND/RESIDENCE_DECISION: own'],
  ['IND/RESIDENCE_DECISION', 'Order.ARRIVED_AT', 'permit', 'case.status@IND'],
  ['NGO/GUIDANCE', 'Case.person', 'permit', 'it stays while the type behind it keeps a field'],
  ['NGO/GUIDANCE', 'Me.organisation', 'permit', 'open: says nothing about a person'],
  ['NGO/GUIDANCE', 'Plan.scenario', 'deny', 'rule plan.scenario@NGO/GUIDANCE: no, never'],
  ['NGO/GUIDANCE', 'Plan.officer', 'deny', 'rule plan.scenario@NGO/GUIDANCE: no'],
  ['NGO/GUIDANCE', 'Case.plans', 'deny', 'nothing behind it is left'],
  ['NGO/GUIDANCE', 'Query.caseByVNumber', 'deny', 'nothing behind it is left'],
  ['NGO/GUIDANCE', 'Search.name', 'deny', 'its rules permit it, but nothing of the types'],
  ['IND/RESIDENCE_DECISION', 'Person.name', 'deny', 'person.name@IND/RESIDENCE_DECISION: no'],
  ['IND/RESIDENCE_DECISION', 'Order.NAME', 'deny', 'category person.name: what it covers'],
  ['NGO/GUIDANCE', 'Query.cases(named:)', 'permit', 'person.name@NGO/GUIDANCE: consent'],
  ['NGO/GUIDANCE', 'Query.cases(first:)', 'permit', 'open: says nothing about a person'],
  ['IND/RESIDENCE_DECISION', 'Query.cases(named:)', 'deny', 'person.name@IND/RESIDENCE_DECISION: no'],
  ['NGO/GUIDANCE', 'Query.search(input:)', 'deny', 'denied by: person.v_number@NGO/GUIDANCE'],
  ['NGO/GUIDANCE', 'Query.cases(nothing:)', 'unknown', 'There is no field Query.cases(nothing:)'],
  ['NGO/GUIDANCE', 'Case.nothing', 'unknown', 'There is no field Case.nothing in the schema'],
  ['NGO/GUIDANCE', 'Nothing.status', 'unknown', 'There is no field Nothing.status'],
  ['NGO/GUIDANCE', 'Case', 'unknown', 'write it as Type.field'],
  ['NGO/GUIDANCE', 'Case.status.x', 'unknown', 'There is no field'],
  [
    'NGO/OTHER',
    'Case.status',
    'unknown',
    'There is no view NGO/OTHER in the policy. Its views: NGO/GUIDANCE, IND/RESIDENCE_DECISION.',
  ],
];

describe('which rule decided can always be answered', () => {
  test.each(ANSWERS)('%s %s: %s', (view, field, decision, words) => {
    const answer = ask(view, field);
    expect(answer.decision).toBe(decision);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('policy version: 2026-01-01.1');
  });

  test('with the basis, the activity and the validity of the column', () => {
    const answer = ask('NGO/GUIDANCE', 'Plan.scenario');
    expect(answer.text).toContain('legal basis: consent\n  processing activity: https://example.org/guidance/v1\n');
    expect(answer.text).toContain('valid: from 2020-01-01 until 2026-06-30');
    expect(ask('IND/RESIDENCE_DECISION', 'Plan.scenario').text).toContain('from 2020-01-01 on, open-ended');
    expect(answer.rules).toEqual([
      { view: 'NGO/GUIDANCE', category: 'plan.scenario', condition: 'no', ruleId: 'plan.scenario@NGO/GUIDANCE' },
    ]);
  });

  test('also for what has no rule of its own: those that deny what it needs, and no others', () => {
    const rulesOf = (field: string) => ask('NGO/GUIDANCE', field).deniedBy.map(({ ruleId }) => ruleId);
    expect(rulesOf('Case.plans')).toEqual(['plan.scenario@NGO/GUIDANCE']);
    expect(rulesOf('Search.name')).toEqual(['person.v_number@NGO/GUIDANCE']);
    expect(rulesOf('Query.caseByVNumber')).toEqual(['person.v_number@NGO/GUIDANCE']);
    expect(rulesOf('PlanEvent.at')).toEqual(['plan.scenario@NGO/GUIDANCE']);
    expect(rulesOf('Case.status')).toEqual([]);
    const bare = explain(smallPolicy(...SMALL_CATEGORIES.map((one) => `${one},no,no`)), smallSchema, {
      view: 'NGO/GUIDANCE',
      field: 'Status.LEFT',
    });
    expect(bare.decision).toBe('deny');
    expect(bare.deniedBy.map(({ category }) => category)).toContain('case.status');
  });

  test('also for a category without a row', () => {
    const answer = explain(smallPolicy('case.status,yes,yes'), smallSchema, {
      view: 'NGO/GUIDANCE',
      field: 'Person.name',
    });
    expect(answer.text).toContain('no row in the policy: denied by default');
  });
});

describe('the commands', () => {
  const text = smallPolicyText(...ROWS);

  test('policy explain: 0 permitted, 1 denied, 2 unknown', () => {
    const organisations = [{ code: 'ngo-de-haven', partnerKind: 'NGO' }];
    const run = (field: string, organisation = 'ngo-de-haven', purpose = 'GUIDANCE') =>
      policyExplainCommand(smallSchema, text, organisations, { organisation, purpose, field });
    expect(run('Case.status', 'nobody')).toMatchObject({ exitCode: 2, text: expect.stringContaining('ngo-de-haven') });
    expect(run('Case.status', 'ngo-de-haven', 'RETURN')).toMatchObject({
      exitCode: 2,
      text: expect.stringContaining('GUIDANCE'),
    });
    expect([run('Case.status'), run('Plan.scenario'), run('Case.x')].map(({ exitCode }) => exitCode)).toEqual([
      0, 1, 2,
    ]);
    expect(run('Plan.scenario').json).toMatchObject([{ decision: 'deny', policyVersion: '2026-01-01.1' }]);
  });

  test('policy check: 0 when all is well, 1 with the problems, 2 when the file cannot be read', () => {
    const fits = smallPolicyText(...ROWS.map((row) => row.replace('own', 'yes')));
    expect(policyCheckCommand(smallSchema, fits, [])).toEqual({
      exitCode: 0,
      text: 'Policy 2026-01-01.1 fits the schema: 4 categories, 2 views, 0 tables.',
      json: { policyVersion: '2026-01-01.1', problems: [] },
    });
    const unfit = policyCheckCommand(smallSchema, smallPolicyText(...ROWS, 'a.b,no,no'), []);
    expect(unfit.exitCode).toBe(1);
    expect(unfit.text).toBe("Policy 2026-01-01.1 has 1 problem:\n  the policy's row a.b covers no field of the schema");
    const broken = policyCheckCommand(smallSchema, text.replace('yes,yes', 'maybe,yes'), []);
    expect(broken).toMatchObject({ exitCode: 2, json: { line: 7 } });
    const nobody = { organisation: 'a', field: 'a.b' };
    expect(policyExplainCommand(smallSchema, 'x', [], nobody).exitCode).toBe(2);
  });
});
