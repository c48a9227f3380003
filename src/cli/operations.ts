import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CommandResult, cannot } from './command-result.js';
import { type BuildParts, buildManifest, type DocumentFile } from './operations-build.js';

/** What the command is asked. */
export interface BuildOptions {
  readonly organisation: string;
  readonly purpose?: string;
  /** Files, and folders whose `*.graphql` are taken. */
  readonly documents: readonly string[];
  /** The manifest's file. */
  readonly to: string;
  /** Write nothing, and say whether the file is up to date. */
  readonly check?: boolean;
}

/**
 * `ketenzicht operations build`: writes the manifest of a partner's operations, or with `check` says whether it is up
 * to date. Exit code 1 when an operation does not fit the partner's view or limits, or the file is not up to date.
 */
export async function operationsBuildCommand(parts: BuildParts, options: BuildOptions): Promise<CommandResult> {
  const { organisation, purpose, to, check = false } = options;
  const files = await documentFiles(options.documents);
  if ('exitCode' in files) return files;
  const built = buildManifest(parts, { organisation, purpose, files });
  if ('exitCode' in built) return built;
  const { view, operations, text } = built;
  const json = { file: to, view, operations };
  if (check) {
    const isCurrent = (await readFile(to, 'utf8').catch(() => null)) === text;
    if (isCurrent) return { exitCode: 0, text: `${to} is up to date.`, json: { ...json, stale: false } };
    return { exitCode: 1, text: `${to} is not up to date; build it again.`, json: { ...json, stale: true } };
  }
  try {
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, text);
  } catch (cause) {
    return cannot(`${to} cannot be written (${(cause as NodeJS.ErrnoException).code}).`);
  }
  const lines = operations.map(({ name, id }) => `  ${id}  ${name}`);
  return { exitCode: 0, text: [`Wrote ${to}, for ${view}:`, ...lines].join('\n'), json };
}

async function documentFiles(paths: readonly string[]): Promise<DocumentFile[] | CommandResult> {
  const files: DocumentFile[] = [];
  for (const path of paths) {
    try {
      for (const name of await documentsAt(path)) files.push({ name, text: await readFile(name, 'utf8') });
    } catch (cause) {
      return cannot(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code}).`);
    }
  }
  return files;
}

async function documentsAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const found = await readdir(path, { recursive: true });
  return found
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => join(path, name));
}
