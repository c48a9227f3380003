import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { activitiesOf, readActivityFile } from '../../src/audit/register-entries.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { AVIM_ACTIVITY, IND_ACTIVITY } from './access-entries.js';

const text = readFileSync(new URL('../../src/policy/policy.csv', import.meta.url), 'utf8');
const policy = parsePolicy(text);
const entries = JSON.parse(readActivityFile()) as Record<string, Record<string, unknown>>;
const refused = (changed: Record<string, unknown>, policyText = text) => {
  return () => activitiesOf(parsePolicy(policyText), JSON.stringify(changed));
};

describe('every purpose has a registered processing activity', () => {
  it('of its own, in Dutch and in English, not confidential unless somebody decided so', () => {
    const activities = activitiesOf(policy);
    expect(activities.map(({ uri }) => uri)).toEqual(
      policy.columns.map(({ processingActivity }) => processingActivity),
    );
    expect(activities.filter(({ nameNl, nameEn }) => nameNl === nameEn)).toEqual([]);
    expect(activities.filter(({ confidential }) => confidential)).toEqual([]);
  });

  it('that says what the policy says: legal basis, validity, and all permitted categories with their condition', () => {
    const activity = activitiesOf(policy).find(({ uri }) => uri.includes('/municipality-case-coordination/'));
    expect(activity?.legalBasis).toMatch(/^AVG art\. 6\(1\)\(e\), direction of the LVV/);
    expect(activity?.validFrom).toBe('2019-01-01');
    expect(activity?.categories).toEqual(
      expect.arrayContaining(['case.status yes', 'person.bsn own', 'decision.medical consent']),
    );
    expect(activity?.categories.filter((category) => /^supervision|no$/.test(category))).toEqual([]);
  });

  it('and one that is confidential says on what ground', () => {
    const confidential = {
      ...entries,
      [AVIM_ACTIVITY]: { ...entries[AVIM_ACTIVITY], confidential: 'UAVG art. 41(1)(d)' },
    };
    const activity = activitiesOf(policy, JSON.stringify(confidential)).find(({ uri }) => uri === AVIM_ACTIVITY);
    expect(activity).toMatchObject({
      confidential: true,
      legalBasis: expect.stringMatching(/not told: UAVG art\. 41/),
    });
  });
});

describe('nothing starts while policy and register do not fit each other', () => {
  const { [IND_ACTIVITY]: ind, ...withoutInd } = entries;

  it('an activity without an entry', () => {
    expect(refused(withoutInd)).toThrow(/names .*ind-residence-decision\/v2 \(IND\/RESIDENCE_DECISION\); put an entry/);
  });

  it('an entry without a column', () => {
    expect(refused({ ...entries, 'https://ketenzicht.example/processing-activities/old/v1': ind })).toThrow(
      /no column of the policy names .*\/old\/v1; take it out/,
    );
  });

  it('two purposes with one activity', () => {
    expect(refused(entries, text.replace(AVIM_ACTIVITY, IND_ACTIVITY))).toThrow(/twice/);
  });

  it('an URI that would not resolve here', () => {
    expect(refused(entries, text.replace(IND_ACTIVITY, 'https://elsewhere.example/register/ind/v1'))).toThrow(
      /must end in \/processing-activities/,
    );
  });

  it.each([
    ['no controller', { controller: '' }, /→ controller/],
    ['confidential without a ground', { confidential: true }, /→ confidential/],
    ['confidential for no reason', { confidential: '' }, /→ confidential/],
    ['no retention', { retention: undefined }, /→ retention/],
    ['something that nobody knows', { legalBasis: 'another' }, /Unrecognized key/],
  ])('an entry with %s', (_what, change, message) => {
    expect(refused({ ...entries, [IND_ACTIVITY]: { ...ind, ...change } })).toThrow(message);
  });

  it('a file that is not JSON', () => {
    expect(() => activitiesOf(policy, '{')).toThrow(/is not JSON/);
  });
});
