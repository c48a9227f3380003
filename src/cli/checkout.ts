import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ViewKey } from '../model/purpose.js';
import type { EmittedFiles } from '../policy/emitted-schema.js';

/** The folder of this program, which is a git checkout where it is worked on. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

const VIEW_FILE = /^([A-Z_]+)\.([A-Z_]+)\.graphql$/;
const run = promisify(execFile);

/** A file or a version of the policy cannot be read. The message says why and what can be given. */
export class PolicySourceError extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = 'PolicySourceError';
  }
}

/**
 * The hash of a commit, tag or branch. The word reaches git only as one argument, to be turned into a hash; the hash is
 * what is read.
 * @throws PolicySourceError when git is not there, or does not know this folder or the word
 */
export async function commitOf(word: string, project: string): Promise<string> {
  if (word.startsWith('-')) throw new PolicySourceError(`${word} is no file, and a commit cannot begin with "-".`);
  const inside = await git(project, ['rev-parse', '--is-inside-work-tree']);
  if (inside.exitCode === 'ENOENT') throw new PolicySourceError(`There is no file ${word}, and no git to ask for it.`);
  if (inside.exitCode !== 0) {
    throw new PolicySourceError(`There is no file ${word}, and this is no git checkout that could have such a commit.`);
  }
  const commit = await git(project, ['rev-parse', '--verify', '--quiet', `${word}^{commit}`]);
  if (commit.exitCode === 0) return commit.out.trim();
  throw new PolicySourceError(`There is neither a file nor a commit ${word}. Give a file, or a commit, tag or branch.`);
}

/** The text of a file at a commit; undefined where the commit has none. */
export async function fileAt(project: string, commit: string, path: string): Promise<string | undefined> {
  const shown = await git(project, ['show', `${commit}:./${path}`]);
  return shown.exitCode === 0 ? shown.out : undefined;
}

/** The emitted files at a commit; undefined where the commit has none. */
export async function emittedAt(project: string, commit: string): Promise<EmittedFiles | undefined> {
  const listed = await git(project, ['ls-tree', '--name-only', commit, './schema/views/']);
  const names = listed.out.split('\n').map((path) => path.split('/').at(-1) ?? '');
  return emitted(names, (path) => fileAt(project, commit, `schema/${path}`));
}

/** The emitted files as they stand in the folder; undefined where there are none. */
export async function emittedHere(project: string): Promise<EmittedFiles | undefined> {
  const names = await readdir(join(project, 'schema/views')).catch(() => []);
  return emitted(names, (path) => readFile(join(project, 'schema', path), 'utf8').catch(() => undefined));
}

/**
 * The commits on the first line of parents that changed one of the paths, the oldest first: what landed, each merge as
 * one step.
 * @param since a hash; only what came after it
 * @throws PolicySourceError when the checkout has only the end of its history, or the commit is none of it
 */
export async function commitsThatChanged(
  project: string,
  paths: readonly string[],
  since?: string,
): Promise<readonly string[]> {
  await commitOf('HEAD', project);
  const shallow = await git(project, ['rev-parse', '--is-shallow-repository']);
  if (shallow.out.trim() !== 'false') {
    throw new PolicySourceError('This checkout has only the end of its history. Get the rest: git fetch --unshallow.');
  }
  if (since && (await git(project, ['merge-base', '--is-ancestor', since, 'HEAD'])).exitCode !== 0) {
    throw new PolicySourceError('HEAD does not come after that commit. Give one of its own history.');
  }
  const range = since ? `${since}..HEAD` : 'HEAD';
  const listed = await git(project, ['rev-list', '--first-parent', '--reverse', range, '--', ...paths]);
  return listed.out.split('\n').filter((hash) => hash !== '');
}

/** The name of what stands under a path at a commit: the same name is the same content. */
export async function contentName(project: string, commit: string, path: string): Promise<string> {
  return (await git(project, ['rev-parse', '--verify', '--quiet', `${commit}:./${path}`])).out.trim();
}

async function emitted(
  names: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<EmittedFiles | undefined> {
  const [schema, table] = [await read('ketenzicht.graphql'), await read('visibility.md')];
  if (schema === undefined || table === undefined) return undefined;
  const views = await Promise.all(
    names.map(async (name): Promise<[ViewKey, string][]> => {
      const [, kind, purpose] = VIEW_FILE.exec(name) ?? [];
      const text = kind ? await read(`views/${name}`) : undefined;
      return text === undefined ? [] : [[`${kind}/${purpose}` as ViewKey, text]];
    }),
  );
  return { schema, table, views: new Map(views.flat()) };
}

async function git(cwd: string, words: readonly string[]): Promise<{ exitCode: unknown; out: string }> {
  try {
    const { stdout } = await run('git', words, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
    return { exitCode: 0, out: stdout };
  } catch (cause) {
    return { exitCode: (cause as { readonly code?: unknown }).code, out: '' };
  }
}
