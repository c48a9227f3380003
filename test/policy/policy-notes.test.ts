import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { noteChanges } from '../../src/policy/noted.js';
import { type PolicyNote, readPolicyNotes } from '../../src/policy/policy-notes.js';
import { compareVersions } from '../../src/policy/policy-version.js';

const HEAD = 'version,view,category,before,after,why,decided by';
const GOOD = '2026-02-01.1,IND/A,person.bsn,no,own,the law says so,the owner';
const listOf = (...lines: string[]) => ['# for people', HEAD, ...lines, ''].join('\n');

describe('the list of policy changes', () => {
  it('says who decided what, with the line it stands in', () => {
    expect(
      readPolicyNotes(listOf(GOOD, '2026-02-01.1,IND/A,@valid-until,2026-12-31,,"longer, as agreed",both')),
    ).toEqual([
      {
        version: '2026-02-01.1',
        view: 'IND/A',
        category: 'person.bsn',
        before: 'no',
        after: 'own',
        why: 'the law says so',
        decidedBy: 'the owner',
        line: 3,
      },
      expect.objectContaining({ category: '@valid-until', after: '', why: 'longer, as agreed', line: 4 }),
    ]);
    expect(readPolicyNotes(listOf())).toEqual([]);
  });

  test.each(['Person,no,yes', 'Person.bsn,own,own and consent', 'Query.cases(filter:),no,consent'])(
    'can be about what the schema opens: %s',
    (cells) => {
      const [note] = readPolicyNotes(listOf(GOOD.replace('person.bsn,no,own', cells)));
      expect([note?.category, note?.before, note?.after]).toEqual(cells.split(','));
    },
  );

  test.each<[string, string, RegExp]>([
    ['nothing at all', '', /^list of policy changes: the headings must be version,view,/],
    ['other headings', 'version,view,category,before,after,why\n', /line 1: the headings must be/],
    ['a cell too few', listOf('2026-02-01.1,IND/A,person.bsn,no,own,why'), /line 3: has 6 cells; there are 7/],
    ['no version', listOf(GOOD, GOOD.replace('2026-02-01.1', 'soon')), /line 4, column version: must be a version/],
    ['no view', listOf(GOOD.replace('IND/A', 'IND')), /line 3, column view: must be KIND\/PURPOSE/],
    ['no category', listOf(GOOD.replace('person.bsn', 'bsn')), /line 3, column category: must be a category/],
    ['no such row', listOf(GOOD.replace('person.bsn', '@covers')), /column category: .*@column, @legal-basis/],
    ['no condition', listOf(GOOD.replace(',own,', ',maybe,')), /column after: must be yes, own, consent or no/],
    ['an empty cell', listOf(GOOD.replace(',no,', ',,')), /column before: must be yes, own, consent or no/],
    ['no day', listOf(GOOD.replace('person.bsn,no,own', '@valid-from,2026-02-30,2026-02-01')), /before: must be a day/],
    ['no change', listOf(GOOD.replace(',own,', ',no,')), /column after: must differ from before/],
    ['a member in no form', listOf(GOOD.replace('person.bsn', 'Person.bsn.')), /column category: .* or Type\.field/],
    ['an argument without a name', listOf(GOOD.replace('person.bsn', 'Query.a()')), /column category: must be/],
    ['no condition of a member', listOf(GOOD.replace('person.bsn,no', 'Person.bsn,maybe')), /own and consent, or no/],
    ['no reason', listOf(GOOD.replace('the law says so', '')), /column why: must say why/],
    ['nobody', listOf(GOOD.replace('the owner', '')), /column decided by: must say who/],
    [
      'a cell twice',
      listOf(GOOD, GOOD.replace('own', 'yes')),
      /line 4, column category: .* a line for this version already/,
    ],
    ['a quote that stays open', listOf(`${GOOD}"`), /line 3: is not CSV/],
  ])('with %s is refused, with the place', (_what, text, message) => {
    expect(() => readPolicyNotes(text)).toThrow(message);
  });

  it('that ships can be read, and names the founders', () => {
    const shipped = readFileSync(new URL('../../src/policy/policy-changes.csv', import.meta.url), 'utf8');
    for (const note of readPolicyNotes(shipped)) expect(note.decidedBy).not.toBe('');
  });
});

describe('versions', () => {
  test.each([
    ['2026-01-01.1', '2026-01-02.1'],
    ['2026-01-01.9', '2026-01-01.10'],
    ['2025-12-31.2', '2026-01-01.1'],
  ])('%s is older than %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
    expect(compareVersions(older, older)).toBe(0);
  });
});

const note = (version: string, before: string, after: string, more: Partial<PolicyNote> = {}): PolicyNote => ({
  ...{ version: `2026-${version}.1`, view: 'IND/A', category: 'person.bsn', before, after },
  ...{ why: 'why', decidedBy: 'who', line: 1, ...more },
});
const change = (before: string, after: string, effect: 'widens' | 'changes' | 'narrows' = 'widens') =>
  ({ effect, view: 'IND/A', category: 'person.bsn', before, after }) as const;
const noted = (changes: ReturnType<typeof change>[], ...notes: PolicyNote[]) =>
  noteChanges(changes, notes, '2026-01-01.1', '2026-03-01.1');

describe('a change is noted', () => {
  test.each<[string, PolicyNote[]]>([
    ['by a line of the new version', [note('03-01', 'no', 'yes')]],
    ['by a line of a version in between', [note('02-01', 'no', 'yes')]],
    ['by lines that lead there step by step', [note('02-01', 'no', 'own'), note('03-01', 'own', 'yes')]],
    ['in whatever order they stand', [note('03-01', 'own', 'yes'), note('02-01', 'no', 'own')]],
    ['beside lines that are history already', [note('01-01', 'yes', 'no'), note('02-01', 'no', 'yes')]],
  ])('%s', (_how, notes) => {
    const found = noted([change('no', 'yes')], ...notes);
    expect(found.changes[0]?.notes.length).toBeGreaterThan(0);
    expect(found.idle).toEqual([]);
  });

  test.each<[string, PolicyNote[]]>([
    ['by nothing', []],
    ['by a line of the old version', [note('01-01', 'no', 'yes')]],
    ['by a line of a version to come', [note('04-01', 'no', 'yes')]],
    ['by a line of another view', [note('02-01', 'no', 'yes', { view: 'IND/B' })]],
    ['by a line of another category', [note('02-01', 'no', 'yes', { category: 'person.name' })]],
    ['by a line that says less', [note('02-01', 'no', 'own')]],
    ['by a line that begins elsewhere', [note('02-01', 'own', 'yes')]],
    ['by lines with a gap between', [note('02-01', 'no', 'own'), note('03-01', 'consent', 'yes')]],
    ['by lines that lead on to elsewhere', [note('02-01', 'no', 'yes'), note('03-01', 'yes', 'own')]],
  ])('not %s', (_how, notes) => {
    const [only] = noted([change('no', 'yes')], ...notes).changes;
    expect([only?.needsNote, only?.notes]).toEqual([true, []]);
  });

  it('whoever only narrows needs no line', () => {
    const [narrows] = noted([change('yes', 'no', 'narrows')]).changes;
    const [changes] = noted([change('own', 'consent', 'changes')]).changes;
    expect([narrows?.needsNote, changes?.needsNote]).toEqual([false, true]);
  });

  it('a line about what did not change is told, unless its steps lead back', () => {
    expect(noted([], note('02-01', 'no', 'yes')).idle).toHaveLength(1);
    expect(noted([], note('02-01', 'no', 'yes'), note('03-01', 'yes', 'no')).idle).toEqual([]);
    expect(noted([], note('01-01', 'no', 'yes'), note('04-01', 'no', 'yes')).idle).toEqual([]);
  });
});
