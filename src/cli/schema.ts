import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import type { Policy } from '../policy/policy.js';
import { makeView } from '../policy/view.js';
import { visibilityTable } from '../policy/visibility.js';
import type { CommandResult } from './command-result.js';
import { publishedOperations } from './published-operations.js';

const FOLDER = fileURLToPath(new URL('../../schema', import.meta.url));

/**
 * The emitted files by path: the whole schema, each view, the review table, and the names of the published operations.
 * They are committed, so that a change of what a partner sees, or of what the log may name, is a change of lines that
 * somebody reviews.
 */
export function emittedFiles(master: GraphQLSchema, policy: Policy): Map<string, string> {
  const views = policy.columns.map(({ view, partnerKind, purpose }): [string, string] => [
    `views/${partnerKind}.${purpose}.graphql`,
    sdl(makeView(master, policy, view)),
  ]);
  return new Map([
    ['ketenzicht.graphql', sdl(master)],
    ...views,
    ['visibility.md', visibilityTable(master, policy)],
    ['operations.json', `${JSON.stringify(publishedOperations(), null, 2)}\n`],
  ]);
}

/** `ketenzicht schema`: writes the emitted files, or with `check` says which are not up to date. */
export async function schemaCommand(
  master: GraphQLSchema,
  policy: Policy,
  { check = false, folder = FOLDER }: { check?: boolean; folder?: string } = {},
): Promise<CommandResult> {
  const files = emittedFiles(master, policy);
  const stale = await staleFiles(files, folder);
  if (!check) await write(files, stale, folder);
  const json = { files: files.size, [check ? 'stale' : 'written']: stale };
  if (stale.length === 0) return { exitCode: 0, text: `${files.size} files in schema/ are up to date.`, json };
  const list = stale.map((path) => `  schema/${path}`).join('\n');
  if (!check) return { exitCode: 0, text: `Wrote:\n${list}`, json };
  return { exitCode: 1, text: `Not up to date; run \`npm run schema\` and review the change:\n${list}`, json };
}

function sdl(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Files that differ, are missing, or belong to no view any more. */
async function staleFiles(files: ReadonlyMap<string, string>, folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const present = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const changed = [...files].map(async ([path, text]) => {
    const written = await readFile(join(folder, path), 'utf8').catch(() => null);
    return written === text ? [] : [path];
  });
  return [...(await Promise.all(changed)).flat(), ...present.filter((path) => !files.has(path))].sort();
}

async function write(files: ReadonlyMap<string, string>, stale: readonly string[], folder: string): Promise<void> {
  await mkdir(join(folder, 'views'), { recursive: true });
  for (const path of stale) {
    const text = files.get(path);
    if (text === undefined) await rm(join(folder, path));
    else await writeFile(join(folder, path), text);
  }
}
