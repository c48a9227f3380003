import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project's top folder. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** One text file of a project: its path from the top folder, with forward slashes, and its content. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Every file that belongs to the project: all but `.git` and what `.gitignore` names. Walks the tree instead of
 * asking git, so that it also holds where git is not installed and for files that are not yet committed.
 */
export function projectFiles(project = PROJECT): ProjectFile[] {
  const ignored = ignoredNames(project);
  return filesBelow(project, ignored).map((file) => ({
    path: relative(project, file),
    text: readFileSync(file, 'utf8'),
  }));
}

/** The program's own files below one folder: TypeScript and JavaScript, with and without elements in it. */
export function sourceFiles(folder: 'src' | 'test', project = PROJECT): ProjectFile[] {
  return projectFiles(project).filter(({ path }) => path.startsWith(`${folder}/`) && /\.[cm]?[jt]sx?$/.test(path));
}

function filesBelow(folder: string, ignored: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !ignored.test(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path, ignored);
      return entry.isFile() ? [path] : [];
    });
}

function ignoredNames(project: string): RegExp {
  const patterns = readFileSync(join(project, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/^\/|\/$/g, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*'));
  return new RegExp(`^(?:\\.git|${patterns.join('|')})$`);
}
