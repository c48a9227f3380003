import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The project as it lies in the image: what `COPY . .` takes, which is the names that `.dockerignore` lets in without
 * those it keeps out again; the pages, where they were built; and a link to the packages.
 */
export function copyProject(to: string): void {
  const lines = readFileSync(join(PROJECT, '.dockerignore'), 'utf8').split('\n');
  const out = lines.filter((line) => /^[a-z]/.test(line)).map((line) => join(PROJECT, line));
  for (const name of lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))) {
    cpSync(join(PROJECT, name), join(to, name), { recursive: true, filter: (path) => !out.includes(path) });
  }
  const pages = join(PROJECT, 'dist/pages');
  if (existsSync(pages)) cpSync(pages, join(to, 'dist/pages'), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(to, 'node_modules'));
}
