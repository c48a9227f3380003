import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { MUTANTS } from './mutants.js';
import { edited } from './project-copy.js';

const contentOf = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test('at least ten ways to break the policy are known, each by a name of its own', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  expect(MUTANTS.length).toBeGreaterThanOrEqual(10);
});

test.each(MUTANTS)('$name still fits the code: give it another text where the code has another', ({ edits }) => {
  for (const edit of edits) {
    const content = contentOf(edit.file);
    expect(edited(content, edit)).not.toBe(content);
  }
});

test('a text that is not there, or twice, is no mutant', () => {
  const edit = { file: 'a.ts', text: 'x', replacement: 'y' };
  expect(edited('axb', edit)).toBe('ayb');
  expect(() => edited('ab', edit)).toThrow('a.ts holds this text 0 times');
  expect(() => edited('axbx', edit)).toThrow('a.ts holds this text 2 times');
});
