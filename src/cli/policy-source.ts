import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmittedFiles } from '../policy/emitted-schema.js';
import {
  commitOf,
  commitsThatChanged,
  contentName,
  emittedAt,
  emittedHere,
  fileAt,
  PolicySourceError,
  PROJECT,
} from './checkout.js';

const POLICY_PATH = 'src/policy/policy.csv';
const NOTES_PATH = 'src/policy/policy-changes.csv';

/** The policy at one moment, and what was emitted with it, where that is known. */
export interface PolicyMoment {
  /** A short hash; or words for what is no commit. */
  readonly name: string;
  readonly policy: string;
  readonly emitted?: EmittedFiles;
}

/**
 * The text of a policy: of a file, or of the policy file at a commit, tag or branch of this checkout. What is a file
 * is not looked for among the commits.
 * @param word name of a file, or what git calls a commit
 * @param project the folder that holds `src/policy/policy.csv`
 * @throws PolicySourceError when it is neither, or git does not know this folder
 */
export async function readPolicyAt(word: string, project = PROJECT): Promise<string> {
  return (await fileText(word)) ?? (await committedPolicy(await commitOf(word, project), word, project));
}

/**
 * The same, with the emitted files of the commit; a file alone says nothing of what is emitted.
 * @throws PolicySourceError
 */
export async function readMomentAt(word: string, project = PROJECT): Promise<PolicyMoment> {
  const text = await fileText(word);
  if (text !== undefined) return { name: word, policy: text };
  return committedMoment(await commitOf(word, project), project, word);
}

/**
 * The policy and the emitted files as they stand in the folder.
 * @throws PolicySourceError when there is no policy
 */
export async function readMomentHere(project = PROJECT): Promise<PolicyMoment> {
  const policy = await readNamedFile(join(project, POLICY_PATH));
  return { name: 'the work tree', policy, emitted: await emittedHere(project) };
}

/**
 * Every moment at which the policy, its list of changes or the emitted files changed, the oldest first, from the first
 * policy on; the last is the work tree.
 * @param since a commit, tag or branch to begin with
 * @throws PolicySourceError when the checkout has no or not its whole history, or a commit of it has no policy
 */
export async function readHistory(since?: string, project = PROJECT): Promise<readonly PolicyMoment[]> {
  const begin = since === undefined ? undefined : await commitOf(since, project);
  const commits = await commitsThatChanged(project, [POLICY_PATH, NOTES_PATH, 'schema'], begin);
  const moments: PolicyMoment[] = begin ? [await committedMoment(begin, project, since ?? begin)] : [];
  const read = new Map<string, EmittedFiles | undefined>();
  for (const commit of commits) {
    if (moments.length === 0 && (await fileAt(project, commit, POLICY_PATH)) === undefined) continue;
    const content = await contentName(project, commit, 'schema');
    if (!read.has(content)) read.set(content, await emittedAt(project, commit));
    const policy = await committedPolicy(commit, commit, project);
    moments.push({ name: commit.slice(0, 9), policy, emitted: read.get(content) });
  }
  return [...moments, await readMomentHere(project)];
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
export function readPolicyNotesText(project = PROJECT): Promise<string> {
  return readNamedFile(join(project, NOTES_PATH));
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

async function committedMoment(commit: string, project: string, word: string): Promise<PolicyMoment> {
  const policy = await committedPolicy(commit, word, project);
  return { name: commit.slice(0, 9), policy, emitted: await emittedAt(project, commit) };
}

async function committedPolicy(commit: string, word: string, project: string): Promise<string> {
  const text = await fileAt(project, commit, POLICY_PATH);
  if (text === undefined) throw new PolicySourceError(`The commit ${word} has no file src/policy/policy.csv.`);
  return text;
}
