import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Edit } from './mutants.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** What a copy does without, or links to. */
const LEFT = ['node_modules', 'coverage'];

/** A copy of the project in a folder of its own, to be broken. */
export interface ProjectCopy {
  readonly folder: string;
  remove(): void;
}

/**
 * Copies the project and applies the edits to the copy.
 * @throws Error naming the file when a text does not stand in it exactly once: the mutant needs a new text then
 */
export function copyProject(edits: readonly Edit[]): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-mutant-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const wanted = (path: string) =>
      path === PROJECT || !(LEFT.includes(basename(path)) || basename(path).startsWith('.'));
    cpSync(PROJECT, folder, { recursive: true, filter: wanted });
    symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    for (const edit of edits) apply(folder, edit);
  } catch (error) {
    remove();
    throw error;
  }
  return { folder, remove };
}

function apply(folder: string, edit: Edit): void {
  const path = join(folder, edit.file);
  writeFileSync(path, edited(readFileSync(path, 'utf8'), edit));
}

/** The text of a file with the edit. @throws Error when what it changes does not stand there exactly once */
export function edited(content: string, { file, text, replacement }: Edit): string {
  const pieces = content.split(text);
  if (pieces.length === 2) return pieces.join(replacement);
  throw new Error(`${file} holds this text ${pieces.length - 1} times instead of once:\n${text}`);
}
