import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const POLICY_PATH = './src/policy/policy.csv';
const run = promisify(execFile);

/** A file or a version of the policy cannot be read. The message says why and what can be given. */
export class PolicySourceError extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = 'PolicySourceError';
  }
}

/**
 * The text of a policy: of a file, or of the policy file at a commit, tag or branch of this checkout. What is a file
 * is not looked for among the commits.
 * @param word name of a file, or what git calls a commit
 * @param project the folder that holds `src/policy/policy.csv`
 * @throws PolicySourceError when it is neither, or git does not know this folder
 */
export async function readPolicyAt(word: string, project = PROJECT): Promise<string> {
  return (await fileText(word)) ?? (await committedText(word, project));
}

/**
 * The text of a file that somebody named.
 * @throws PolicySourceError when there is no such file, or it cannot be read
 */
export async function readNamedFile(name: string): Promise<string> {
  const text = await fileText(name);
  if (text === undefined) throw new PolicySourceError(`There is no file ${name}.`);
  return text;
}

/** The text of the list of policy changes that ships. */
export function readPolicyNotesText(): Promise<string> {
  return readNamedFile(join(PROJECT, 'src/policy/policy-changes.csv'));
}

/** All of standard input, as text. */
export async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

async function fileText(name: string): Promise<string | undefined> {
  try {
    return await readFile(name, 'utf8');
  } catch (cause) {
    const { code } = cause as { readonly code?: unknown };
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new PolicySourceError(`${name} cannot be read as a file (${String(code)}).`);
  }
}

/** The word reaches git only as one argument, to be turned into a commit's hash; the hash is what is read. */
async function committedText(word: string, project: string): Promise<string> {
  if (word.startsWith('-')) throw new PolicySourceError(`${word} is no file, and a commit cannot begin with "-".`);
  const inside = await git(project, ['rev-parse', '--is-inside-work-tree']);
  if (inside.exitCode === 'ENOENT') throw new PolicySourceError(`There is no file ${word}, and no git to ask for it.`);
  if (inside.exitCode !== 0) {
    throw new PolicySourceError(`There is no file ${word}, and this is no git checkout that could have such a commit.`);
  }
  const commit = await git(project, ['rev-parse', '--verify', '--quiet', `${word}^{commit}`]);
  if (commit.exitCode !== 0) {
    throw new PolicySourceError(
      `There is neither a file nor a commit ${word}. Give a file, or a commit, tag or branch.`,
    );
  }
  const shown = await git(project, ['show', `${commit.out.trim()}:${POLICY_PATH}`]);
  if (shown.exitCode !== 0) throw new PolicySourceError(`The commit ${word} has no file src/policy/policy.csv.`);
  return shown.out;
}

async function git(cwd: string, words: readonly string[]): Promise<{ exitCode: unknown; out: string }> {
  try {
    const { stdout } = await run('git', words, { cwd, encoding: 'utf8', maxBuffer: 2 ** 24 });
    return { exitCode: 0, out: stdout };
  } catch (cause) {
    return { exitCode: (cause as { readonly code?: unknown }).code, out: '' };
  }
}
