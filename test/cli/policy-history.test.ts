import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe as describeAlways, expect, it, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { policyDiffCommand } from '../../src/cli/policy-diff.js';
import { policyHistoryCommand } from '../../src/cli/policy-history.js';
import { readHistory, readMomentAt, readMomentHere, readPolicyNotesText } from '../../src/cli/policy-source.js';
import { emittedFiles } from '../../src/cli/schema.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { policyText } from '../policy/policy-text.js';
import { moved, without } from '../policy/served.js';
import { SMALL_CATEGORIES, smallSchema } from '../policy/small-schema.js';
import { hasGit } from '../support/git.js';
import { run } from '../support/run-program.js';

const HEAD = 'version,view,category,before,after,why,decided by\n';
const VERSIONS = ['2027-01-01.1', '2027-02-01.1', '2027-03-01.1', '2027-04-01.1'] as const;
const [V1, V2, V3, V4] = VERSIONS;
const line = (version: string, category: string, before: string, after: string) =>
  `${version},IND/A,${category},${before},${after},the law says so.,the owner\n`;
const policyWith = (version: string, name: string, more: Readonly<Record<string, string>> = {}) =>
  policyText(
    version,
    { 'IND/A': { cells: { 'case.status': 'yes', 'person.name': name, ...more } } },
    SMALL_CATEGORIES.slice(2),
  );
const WIDER = line(V2, 'person.name', 'no', 'yes');

const describe = hasGit() ? describeAlways : describeAlways.skip;

let project = '';
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'ketenzicht-history-'));
  if (hasGit()) git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rmSync(project, { recursive: true }));

function git(...words: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...words], { cwd: project, encoding: 'utf8', stdio: 'pipe' }).trim();
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

interface Landing {
  readonly policy?: string;
  readonly notes?: string;
  /** Emitted with this schema and the policy. */
  readonly schema?: GraphQLSchema;
  readonly emittedWith?: string;
}

/** Puts files into the work tree. */
function change({ policy, notes, schema, emittedWith = policy }: Landing): void {
  if (policy !== undefined) put('src/policy/policy.csv', policy);
  if (notes !== undefined) put('src/policy/policy-changes.csv', HEAD + notes);
  if (!schema || emittedWith === undefined) return;
  for (const [path, text] of emittedFiles(schema, parsePolicy(emittedWith))) put(join('schema', path), text);
}

/** Commits them. */
function land(landing: Landing): string {
  change(landing);
  git('add', '.');
  git('commit', '--quiet', '--allow-empty', '--message', 'a change');
  return git('rev-parse', 'HEAD');
}

const history = async (since?: string) =>
  policyHistoryCommand(smallSchema, await readHistory(since, project), await readPolicyNotesText(project));

async function diff(before: string) {
  const moments = { before: await readMomentAt(before, project), after: await readMomentHere(project) };
  return policyDiffCommand(smallSchema, { ...moments, notes: await readPolicyNotesText(project) });
}

describe('the history of the policy is walked step by step', () => {
  it('so that what was opened without a note is not hidden by what was closed before', async () => {
    const first = land({ policy: policyWith(V1, 'no'), notes: '' });
    land({ policy: policyWith(V2, 'yes'), notes: WIDER });
    land({ policy: policyWith(V3, 'no') });
    const noted = await history();
    expect([noted.exitCode, noted.text]).toEqual([0, expect.stringMatching(/All that widens or changes is noted\.$/)]);
    const last = land({ policy: policyWith(V4, 'yes') });
    const { exitCode, text } = await history();
    expect(exitCode).toBe(1);
    expect(text).toContain(`→ ${last.slice(0, 9)}: From policy ${V3} to ${V4}: 1 change (1 widening).`);
    expect(text).toContain(`NOT NOTED. The line that would note it: ${V4},IND/A,person.name,no,yes,why,decided by`);
    expect((await diff(first)).exitCode).toBe(0);
  });

  it('and a line that comes later notes a step, and one that is taken out again does not', async () => {
    land({ policy: policyWith(V1, 'no'), notes: '' });
    land({ policy: policyWith(V2, 'yes') });
    expect((await history()).exitCode).toBe(1);
    land({ notes: WIDER });
    expect((await history()).exitCode).toBe(0);
    land({ notes: '' });
    expect((await history()).exitCode).toBe(1);
  });

  it('the last step is from the last commit to the work tree', async () => {
    land({ policy: policyWith(V1, 'no'), notes: '' });
    change({ policy: policyWith(V2, 'yes') });
    const { exitCode, text } = await history();
    expect([exitCode, text]).toEqual([1, expect.stringContaining('→ the work tree: From policy')]);
    change({ notes: WIDER });
    expect((await history()).exitCode).toBe(0);
  });

  it('from a commit on, when one is given', async () => {
    land({ policy: policyWith(V1, 'no'), notes: '' });
    const begin = land({ policy: policyWith(V2, 'yes') });
    land({ policy: policyWith(V3, 'own') });
    expect([(await history()).exitCode, (await history(begin)).exitCode]).toEqual([1, 0]);
  });

  it('a new text under a version that is there is told as not noted', async () => {
    land({ policy: policyWith(V2, 'no'), notes: WIDER });
    land({ policy: policyWith(V2, 'yes') });
    const { exitCode, text } = await history();
    expect([exitCode, text]).toEqual([1, expect.stringContaining(`Warning: both are version ${V2}.`)]);
  });

  it('a merge is one step, of what it brought', async () => {
    land({ policy: policyWith(V1, 'no'), notes: '' });
    git('switch', '--quiet', '--create', 'branch');
    land({ policy: policyWith(V2, 'own') });
    land({ policy: policyWith(V2, 'yes') });
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '--no-edit', 'branch');
    expect((await history()).exitCode).toBe(1);
    land({ notes: WIDER });
    expect((await history()).exitCode).toBe(0);
  });
});

describe('a history that cannot be walked is told, and never taken for a good one', () => {
  it('a checkout with only the end of it', async () => {
    land({ policy: policyWith(V1, 'no'), notes: '' });
    land({ policy: policyWith(V2, 'yes') });
    const shallow = mkdtempSync(join(tmpdir(), 'ketenzicht-shallow-'));
    git('clone', '--quiet', '--depth', '1', `file://${project}`, shallow);
    await expect(readHistory(undefined, shallow)).rejects.toThrow(/only the end of its history/);
    rmSync(shallow, { recursive: true });
  });

  it('no checkout, no such commit, a commit of another branch, and one without a policy', async () => {
    land({});
    const begin = git('rev-parse', 'HEAD');
    land({ policy: policyWith(V1, 'no'), notes: '' });
    git('switch', '--quiet', '--create', 'branch');
    land({ policy: policyWith(V2, 'yes') });
    git('switch', '--quiet', 'main');
    await expect(readHistory('branch', project)).rejects.toThrow('HEAD does not come after that commit');
    await expect(readHistory('v9', project)).rejects.toThrow('neither a file nor a commit v9');
    await expect(readHistory('--all', project)).rejects.toThrow('a commit cannot begin with "-"');
    await expect(readHistory(begin, project)).rejects.toThrow('has no file src/policy/policy.csv');
    const bare = mkdtempSync(join(tmpdir(), 'ketenzicht-no-checkout-'));
    await expect(readHistory(undefined, bare)).rejects.toThrow(/no git checkout/);
    rmSync(bare, { recursive: true });
  });

  it('a policy that cannot be read, with the commit that has it', async () => {
    const broken = land({ policy: 'x', notes: '' });
    land({ policy: policyWith(V1, 'no') });
    const { exitCode, text } = await history();
    expect([exitCode, text]).toEqual([2, expect.stringContaining(`at ${broken.slice(0, 9)}: policy file, line 1`)]);
  });

  test.each([[[]], [['HEAD', '--history']]])('the command with %j is exit code 2', async (words) => {
    const { exitCode, err } = await run('policy', 'diff', ...words);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Say what to compare with')]);
  });
});

describe('what the schema opens without a cell wants a note too', () => {
  const POLICY = policyWith(V1, 'own');
  const member = (category: string, before: string, after: string) => line(V1, category, before, after);

  test.each<[string, GraphQLSchema, GraphQLSchema, string, string]>([
    [
      'a new field',
      without(smallSchema, 'Case', 'status'),
      smallSchema,
      'IND for A now also sees Case.status',
      member('Case.status', 'no', 'yes'),
    ],
    [
      'a new argument',
      without(smallSchema, 'Query', 'cases', 'named'),
      smallSchema,
      'IND for A can now ask by Query.cases(named:)',
      member('Query.cases(named:)', 'no', 'own'),
    ],
    [
      'a field under a wider category',
      smallSchema,
      moved(smallSchema, 'Person', 'name', 'case.status'),
      'IND for A sees more of Person.name',
      member('Person.name', 'own', 'yes'),
    ],
    [
      'a new type with its edge',
      without(smallSchema, 'Person', 'name'),
      smallSchema,
      'IND for A now also sees Case.findings, Case.person, Person.name',
      ['Person', 'Case.person', 'Case.findings'].map((one) => member(one, 'no', 'yes')).join(''),
    ],
  ])('%s', async (_what, before, after, words, notes) => {
    const first = land({ policy: POLICY, notes: '', schema: before });
    land({ policy: POLICY, schema: after });
    for (const { exitCode, text } of [await diff(first), await history()]) {
      expect(exitCode).toBe(1);
      expect(text).toContain('Widens by the schema, without a change of the policy:');
      expect(text).toContain(words);
      for (const wanted of notes.trim().split('\n')) {
        const [version, view, category, was, is] = wanted.split(',');
        expect(text).toContain(`would note it: ${version},${view},${category},${was},${is},why,decided by`);
      }
    }
    land({ notes });
    for (const { exitCode, text } of [await diff(first), await history()]) {
      expect([exitCode, text]).toEqual([0, expect.stringMatching(/All that widens or changes is noted\.$/)]);
    }
  });

  test.each<[string, string]>([
    ['another view', member('Case.status', 'no', 'yes').replace('IND/A', 'IND/B')],
    ['another field', member('Person.status', 'no', 'yes')],
    ['less', member('Case.status', 'no', 'own')],
    ['the type, which was there', member('Case', 'no', 'yes')],
    ['an older version', member('Case.status', 'no', 'yes').replace(V1, '2026-12-31.1')],
    ['a version to come', member('Case.status', 'no', 'yes').replace(V1, V2)],
    ['the cell that it falls under', line(V1, 'case.status', 'no', 'yes')],
  ])('and a line of %s does not note it', async (_what, notes) => {
    land({ policy: POLICY, notes, schema: without(smallSchema, 'Case', 'status') });
    land({ policy: POLICY, schema: smallSchema });
    expect((await history()).exitCode).toBe(1);
  });

  it('what vanishes is told and wants none', async () => {
    const first = land({ policy: POLICY, notes: '', schema: smallSchema });
    land({ policy: POLICY, schema: without(smallSchema, 'Case', 'status') });
    const { exitCode, text } = await diff(first);
    expect(exitCode).toBe(0);
    expect(text).toContain(
      'Narrows by the schema, without a change of the policy:\n  IND for A no longer sees Case.st',
    );
    expect((await history()).exitCode).toBe(0);
  });

  it('one that comes, goes and comes again is not hidden between two commits', async () => {
    land({ policy: POLICY, notes: '', schema: without(smallSchema, 'Case', 'status') });
    land({ policy: POLICY, schema: smallSchema });
    land({ policy: POLICY, schema: without(smallSchema, 'Case', 'status') });
    expect((await history()).exitCode).toBe(1);
  });

  it('what a noted cell opens needs no second line, also when it is emitted some commits later', async () => {
    land({ policy: policyWith(V1, 'no'), notes: WIDER, schema: smallSchema });
    land({ policy: policyWith(V2, 'yes') });
    expect((await history()).exitCode).toBe(0);
    land({ schema: smallSchema, emittedWith: policyWith(V2, 'yes') });
    expect((await history()).exitCode).toBe(0);
  });

  it('what landed before the rule began needs none', async () => {
    const old = policyWith('2026-11-24.1', 'own');
    const first = land({ policy: old, notes: '', schema: without(smallSchema, 'Case', 'status') });
    land({ policy: old, schema: smallSchema });
    expect([(await history()).exitCode, (await diff(first)).exitCode]).toEqual([0, 0]);
  });
});
