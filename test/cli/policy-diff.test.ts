import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from '@jest/globals';
import { policyDiffCommand } from '../../src/cli/policy-diff.js';
import { readNamedFile, readPolicyAt } from '../../src/cli/policy-source.js';
import { POLICY_TEXT } from '../policy/initial-policy.js';
import { policyText } from '../policy/policy-text.js';
import { smallSchema } from '../policy/small-schema.js';
import { hasGit } from '../support/git.js';
import { run } from '../support/run-program.js';

const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OLD = '2026-01-01.1';
const NEW = '2026-02-01.1';
const HEAD = 'version,view,category,before,after,why,decided by\n';
const LINE = `${NEW},IND/A,person.name,no,own,the law says so.,the owner\n`;
const policyWith = (version: string, cells: Readonly<Record<string, string>>) =>
  policyText(version, { 'IND/A': { cells: { 'case.status': 'yes', 'plan.scenario': 'own', ...cells } } });
const before = policyWith(OLD, { 'person.name': 'no', 'person.v_number': 'yes' });
const after = policyWith(NEW, { 'person.name': 'own', 'person.v_number': 'no' });
const diff = (notes = HEAD, [old, now] = [before, after]) =>
  policyDiffCommand(smallSchema, { before: { policy: old }, after: { policy: now }, notes });

describe('policy diff says what a new policy does', () => {
  it('in words, per partner, purpose and field, what widens first', () => {
    const { text, exitCode } = diff(HEAD + LINE);
    expect(text.split('\n')).toEqual([
      'From policy 2026-01-01.1 to 2026-02-01.1: 2 changes (1 widening, 1 narrowing).',
      'Widens:',
      '  IND for A now also sees Person.name, Plan.officer; can now ask by Order.NAME, Query.cases(named:) ' +
        "(person.name: no → own, only where the record belongs to the partner's organisation).",
      '    noted for 2026-02-01.1 (line 2): the law says so. Decided by the owner.',
      'Narrows:',
      '  IND for A no longer sees Person.vNumber; can no longer ask by Query.caseByVNumber(vNumber:), Search.vNumber ' +
        '(person.v_number: yes → no, never: the field is not in this schema).',
      '  With it, in IND for A there is no longer Query.caseByVNumber, Query.search.',
      'All that widens or changes is noted.',
    ]);
    expect(exitCode).toBe(0);
  });

  it('as data', () => {
    expect(diff(HEAD + LINE).json).toMatchObject({
      before: OLD,
      after: NEW,
      changes: [
        { effect: 'widens', view: 'IND/A', category: 'person.name', needsNote: true, notes: [{ line: 2 }] },
        { effect: 'narrows', category: 'person.v_number', needsNote: false, notes: [] },
      ],
      fields: expect.arrayContaining([expect.objectContaining({ field: 'Person.name', before: 'no', after: 'own' })]),
      warnings: [],
    });
  });

  it('and nothing of two that are the same', () => {
    expect(diff(HEAD, [before, before])).toMatchObject({
      exitCode: 0,
      text: 'From policy 2026-01-01.1 to 2026-01-01.1: nothing changes.',
      json: { changes: [], fields: [] },
    });
  });

  it('also where a cell opens no field by itself', () => {
    const less = policyText(OLD, { 'IND/A': { cells: { 'case.status': 'yes', 'other.one': 'no' } } });
    const more = policyText(NEW, { 'IND/A': { cells: { 'case.status': 'yes', 'other.one': 'yes' } } });
    expect(diff(HEAD, [less, more]).text).toContain('IND for A: no field changes by it');
  });

  it('tells a condition that is swapped, and a new column with its basis', () => {
    const swapped = policyWith(NEW, { 'person.name': 'no', 'person.v_number': 'yes', 'plan.scenario': 'consent' });
    expect(diff(HEAD, [before, swapped])).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('Changes:\n  IND for A sees other records of Plan.scenario'),
    });
    const wider = policyText(NEW, { 'IND/A': { cells: {} }, 'NGO/B': { cells: {}, basis: 'consent' } }, [
      'case.status',
    ]);
    const narrow = policyText(OLD, { 'IND/A': { cells: {} } }, ['case.status']);
    expect(diff(HEAD, [narrow, wider]).text).toContain('NGO for B can now ask: a new column');
    expect(diff(HEAD, [narrow, wider]).text).toContain('legal basis: consent');
    expect(diff(HEAD, [wider.replace(NEW, OLD), narrow.replace(OLD, NEW)])).toMatchObject({ exitCode: 0 });
  });
});

describe('what widens wants a note', () => {
  test.each([
    ['none', HEAD],
    ['one of another cell', HEAD + LINE.replace('IND/A', 'IND/B')],
    ['one that says less', HEAD + LINE.replace('no,own', 'no,consent')],
    ['one of an older version', HEAD + LINE.replace(NEW, OLD)],
  ])('with %s it is exit code 1, and says which line is missing', (_what, notes) => {
    const { exitCode, text } = diff(notes);
    expect(exitCode).toBe(1);
    expect(text).toContain(
      'NOT NOTED. The line that would note it: 2026-02-01.1,IND/A,person.name,no,own,why,decided by',
    );
    expect(text).toMatch(/1 change needs a note that is not there\.$/);
  });

  it('and a line for something that did not change is a warning', () => {
    const { exitCode, text, json } = diff(`${HEAD}${LINE}${LINE.replace('person.name', 'case.status')}`);
    expect(exitCode).toBe(0);
    expect(text).toContain('Warning: the list of policy changes, line 3, notes case.status of IND/A for 2026-02-01.1');
    expect((json as { warnings: string[] }).warnings).toHaveLength(1);
  });

  it('and a new text under an old version is not noted, and told', () => {
    const { exitCode, text } = diff(HEAD + LINE.replace(NEW, OLD), [before, after.replace(NEW, OLD)]);
    expect(exitCode).toBe(1);
    expect(text).toContain('Warning: both are version 2026-01-01.1.');
  });

  test.each([
    ['the list', `${HEAD}x`, [before, after], /list of policy changes, line 2: has 1 cells/],
    ['the old policy', HEAD, ['x', after], /policy file, line 1/],
    [
      'the new policy',
      HEAD,
      [before, after.replace(',own', ',maybe')],
      /policy file, line 9, column IND\/A: unknown cond/,
    ],
  ] as const)('a fault in %s is exit code 2, with its place', (_what, notes, texts, message) => {
    const { exitCode, text, json } = diff(notes, [...texts] as [string, string]);
    expect([exitCode, text]).toEqual([2, expect.stringMatching(message)]);
    expect(json).toMatchObject({ error: text });
  });
});

describe('a policy is read from a file or from a commit', () => {
  const project = join(folder, 'project');
  const git = (...words: string[]) => {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...words], { cwd: project, encoding: 'utf8' }).trim();
  };
  const withGit = hasGit() ? test : test.skip;

  function checkout(): void {
    mkdirSync(join(project, 'src/policy'), { recursive: true });
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'nothing yet');
    for (const text of [before, after]) {
      writeFileSync(join(project, 'src/policy/policy.csv'), text);
      git('add', '.');
      git('commit', '--quiet', '--message', text.slice(0, 30));
    }
    git('tag', 'v1', 'HEAD~1');
  }

  withGit('by whatever name git knows it', async () => {
    checkout();
    for (const name of ['HEAD~1', 'v1', git('rev-parse', 'HEAD~1'), git('rev-parse', '--short', 'HEAD~1')]) {
      expect(await readPolicyAt(name, project)).toBe(before);
    }
    expect(await readPolicyAt('HEAD', project)).toBe(after);
    await expect(readPolicyAt('HEAD~2', project)).rejects.toThrow('HEAD~2 has no file src/policy/policy.csv');
    for (const name of ['HEAD~9', 'v2', 'HEAD:src', '$(touch x)', 'HEAD; touch x']) {
      await expect(readPolicyAt(name, project)).rejects.toThrow(`There is neither a file nor a commit ${name}.`);
    }
  });

  withGit('and not where there is no checkout', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'ketenzicht-no-checkout-'));
    await expect(readPolicyAt('HEAD', bare)).rejects.toThrow(/no git checkout/);
    rmSync(bare, { recursive: true });
  });

  test.each(['-', '--help', '--output=x', '-h'])('%s is never handed to git', async (word) => {
    await expect(readPolicyAt(word, folder)).rejects.toThrow('a commit cannot begin with "-"');
  });

  it('a file is a file, also where a commit has its name', async () => {
    const file = join(folder, 'HEAD');
    writeFileSync(file, after);
    expect(await readPolicyAt(file, folder)).toBe(after);
    await expect(readNamedFile(join(folder, 'nothing'))).rejects.toThrow('There is no file');
    await expect(readPolicyAt(folder, folder)).rejects.toThrow('cannot be read as a file');
  });
});

describe('the command', () => {
  it('compares with the policy that ships, and fails on a widening that nobody noted', async () => {
    const narrow = join(folder, 'narrow.csv');
    const version = /^# version: (.*)$/m.exec(POLICY_TEXT)?.[1] ?? '';
    writeFileSync(narrow, POLICY_TEXT.replace(version, '2019-01-01.1').replace(/^(person\.bsn,.*)yes/m, '$1no'));
    const [same, widened] = [await run('policy', 'diff', 'src/policy/policy.csv'), await run('policy', 'diff', narrow)];
    expect([same.exitCode, same.out]).toEqual([0, expect.stringContaining('nothing changes')]);
    expect(widened.exitCode).toBe(1);
    expect(widened.out).toContain('IND for RESIDENCE_DECISION now also sees Person.bsn');
    const list = join(folder, 'list.csv');
    writeFileSync(list, `${HEAD}${version},IND/RESIDENCE_DECISION,person.bsn,no,yes,because.,the IND\n`);
    const noted = await run('policy', 'diff', narrow, '--changes', list, '--json');
    expect([noted.exitCode, JSON.parse(noted.out).changes[0].notes[0].decidedBy]).toEqual([0, 'the IND']);
  });

  it('says what it cannot read, with exit code 2, also as data', async () => {
    const [plain, json] = [
      await run('policy', 'diff', 'no-such-thing'),
      await run('policy', 'diff', '--json', 'no-such'),
    ];
    expect([plain.exitCode, plain.out, json.exitCode]).toEqual([2, '', 2]);
    expect(plain.err).toMatch(/There is (neither|no) .*no-such-thing/);
    expect(JSON.parse(json.out).error).toContain('no-such');
  });

  test.each(['diff', 'try'])('policy %s --help has an example', async (command) => {
    expect((await run('policy', command, '--help')).out).toMatch(/Example:\n {2}ketenzicht policy/);
  });
});
