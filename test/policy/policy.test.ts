import { describe, expect, test } from '@jest/globals';
import { columnOf, parsePolicy } from '../../src/policy/policy.js';
import { PolicyError } from '../../src/policy/policy-error.js';
import { columnIsValid } from '../../src/policy/validity.js';
import { initialPolicy, POLICY_TEXT, smallPolicy, smallPolicyText } from './initial-policy.js';

const GOOD = smallPolicyText('case.status,yes,no', 'person.name,own,consent');

/** A fault put into a good file, and what the message must say: where, and what is allowed. */
const FAULTS: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    'an unknown condition',
    GOOD.replace('yes,no', 'ja,no'),
    'line 7, column NGO/GUIDANCE: unknown condition; allowed: yes, own, consent, no',
  ],
  ['a condition in capitals', GOOD.replace('yes,no', 'YES,no'), 'line 7, column NGO/GUIDANCE: unknown condition'],
  ['an empty cell', GOOD.replace('yes,no', 'yes,'), 'line 7, column IND/RESIDENCE_DECISION: empty cell; allowed: yes'],
  ['a missing cell', GOOD.replace('yes,no', 'yes'), 'line 7, column IND/RESIDENCE_DECISION: the cell is missing'],
  ['a cell too many', GOOD.replace('yes,no', 'yes,no,no'), 'line 7: has 5 cells; there are 4 columns'],
  [
    'a category twice',
    GOOD.replace('person.name', 'case.status'),
    'line 8, column category: case.status stands in the file twice',
  ],
  [
    'a category of one word',
    GOOD.replace('person.name', 'person'),
    'line 8, column category: a category is two words with a point',
  ],
  [
    'a category in capitals',
    GOOD.replace('person.name', 'Person.name'),
    'line 8, column category: a category is two words',
  ],
  ['a category without words', GOOD.replace('person.name,"what it covers"', 'person.name,'), 'line 8, column covers'],
  ['no category at all', smallPolicyText(), 'has no row with a category'],
  ['no version', GOOD.replace(/^.*\n/, ''), 'line 1: must begin with the version'],
  ['a version of another form', GOOD.replace('2026-01-01.1', 'latest'), 'line 1: must begin with the version'],
  ['no headings', '# version: 2026-01-01.1\n', 'has no line with headings'],
  [
    'other headings',
    GOOD.replace('category,covers', 'category,what'),
    'line 2: the headings must begin with category,covers',
  ],
  ['no column', '# version: 2026-01-01.1\ncategory,covers\n', 'line 2: has no column KIND/PURPOSE'],
  [
    'an unknown partner kind',
    GOOD.replace('NGO/G', 'POLICE/G'),
    'line 2, column POLICE/GUIDANCE: the heading must be KIND/PURPOSE',
  ],
  [
    'a heading without purpose',
    GOOD.replace('NGO/GUIDANCE', 'NGO'),
    'line 2, column NGO: the heading must be KIND/PURPOSE',
  ],
  ['an empty heading', GOOD.replace('NGO/GUIDANCE', ''), 'line 2, column number 3: the heading must be'],
  ['a purpose in lower case', GOOD.replace('NGO/GUIDANCE', 'NGO/guidance'), 'line 2, column NGO/guidance: the heading'],
  ['a purpose too long for a role', GOOD.replace('GUIDANCE', 'G'.repeat(33)), 'at most 32 capitals'],
  [
    'a column twice',
    GOOD.replace('IND/RESIDENCE_DECISION', 'NGO/GUIDANCE'),
    'line 2, column NGO/GUIDANCE: stands in the file twice',
  ],
  ['a missing metadata row', GOOD.replace(/@valid-from.*\n/, ''), 'has no row @valid-from'],
  [
    'a metadata row twice',
    GOOD.replace('@valid-until', '@valid-from'),
    'line 6, column category: @valid-from stands in the file twice',
  ],
  ['an unknown metadata row', GOOD.replace('@valid-until', '@valid-untill'), 'line 6, column category: unknown row'],
  ['no legal basis', GOOD.replace('public task', ''), 'line 3, column IND/RESIDENCE_DECISION: @legal-basis must say'],
  [
    'an activity without version',
    GOOD.replace('/decision/v2', '/decision'),
    'line 4, column IND/RESIDENCE_DECISION: @processing-activity',
  ],
  [
    'an activity that is no URI',
    GOOD.replace('https://example.org/guidance/v1', 'guidance/v1'),
    'line 4, column NGO/GUIDANCE',
  ],
  [
    'a day that does not exist',
    GOOD.replace('2026-06-30', '2026-06-31'),
    'line 6, column NGO/GUIDANCE: @valid-until must be a day',
  ],
  [
    'no first day',
    GOOD.replace('first day,2020-01-01', 'first day,'),
    'line 5, column NGO/GUIDANCE: @valid-from must be a day',
  ],
  [
    'an end before the beginning',
    GOOD.replace('2026-06-30', '2019-12-31'),
    'line 6, column NGO/GUIDANCE: @valid-until lies before @valid-from',
  ],
  ['broken CSV', `${GOOD}"`, 'is not CSV'],
];

describe('a policy file that cannot be trusted is refused, with the place and what is allowed', () => {
  test.each(FAULTS)('%s', (_name, text, message) => {
    expect(text).not.toBe(GOOD);
    expect(() => parsePolicy(text)).toThrow(PolicyError);
    expect(() => parsePolicy(text)).toThrow(message);
  });
});

describe('the policy file', () => {
  test('is read with its version, columns and categories', () => {
    const policy = parsePolicy(GOOD);
    expect(policy.version).toBe('2026-01-01.1');
    expect(policy.columns[1]).toEqual({
      view: 'IND/RESIDENCE_DECISION',
      partnerKind: 'IND',
      purpose: 'RESIDENCE_DECISION',
      legalBasis: 'public task',
      processingActivity: 'https://example.org/decision/v2',
      validFrom: '2020-01-01',
      validUntil: null,
      askedByName: false,
    });
    expect(policy.categories).toEqual([
      { category: 'case.status', covers: 'what it covers' },
      { category: 'person.name', covers: 'what it covers' },
    ]);
  });

  test('is read the same with a byte order mark, Windows line ends and comments', () => {
    const text = `\uFEFF${GOOD.replace('category,covers', '# a remark\ncategory,covers').replaceAll('\n', '\r\n')}`;
    const policy = parsePolicy(text);
    expect(policy.columns).toEqual(parsePolicy(GOOD).columns);
    expect(policy.conditionOf('NGO/GUIDANCE', 'person.name')).toBe('own');
  });

  test('cannot be changed once it is read', () => {
    const policy = parsePolicy(GOOD);
    expect(() => Object.assign(policy, { conditionOf: () => 'yes' })).toThrow(TypeError);
    expect(() => Object.assign(policy.columns[0] ?? {}, { validUntil: null })).toThrow(TypeError);
    expect(() => (policy.categories as unknown[]).push({})).toThrow(TypeError);
  });

  test('gives every shipped column a versioned activity of its own and a legal basis', () => {
    const activities = initialPolicy.columns.map(({ processingActivity }) => processingActivity);
    expect(new Set(activities).size).toBe(initialPolicy.columns.length);
    expect(POLICY_TEXT.startsWith(`# version: ${initialPolicy.version}\n`)).toBe(true);
  });
});

/** Moments and whether a column from 2020-01-01 until 2026-06-30 is in force; the Netherlands is 1 or 2 hours ahead of UTC. */
const MOMENTS: readonly (readonly [string, string, boolean])[] = [
  ['the last moment before its first day', '2019-12-31T22:59:59.999Z', false],
  ['the first moment of its first day', '2019-12-31T23:00:00Z', true],
  ['the last moment of its last day', '2026-06-30T21:59:59.999Z', true],
  ['the first moment after its last day', '2026-06-30T22:00:00Z', false],
  ['years later', '2030-01-01T12:00:00Z', false],
];

describe('a column is in force on its own days only', () => {
  const policy = smallPolicy('case.status,yes,yes');
  test.each(MOMENTS)('%s', (_name, moment, valid) => {
    expect(columnIsValid(policy, 'NGO/GUIDANCE', new Date(moment))).toBe(valid);
  });

  test('an open-ended one does not end, and an unknown view is never in force', () => {
    expect(columnIsValid(policy, 'IND/RESIDENCE_DECISION', new Date('2099-01-01T00:00:00Z'))).toBe(true);
    expect(columnIsValid(policy, 'IND/OTHER', new Date('2021-01-01T00:00:00Z'))).toBe(false);
    expect(columnOf(policy, 'IND/OTHER')).toBeUndefined();
  });
});
