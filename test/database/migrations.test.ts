import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const TABLES = './src/{database/*.tables,sources/*/tables,statistics/facts/tables}.ts';
const copy = mkdtempSync(join(tmpdir(), 'ketenzicht-migrations-'));

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the migrations make the tables that the source describes', () => {
  cpSync(join(PROJECT, 'drizzle'), copy, { recursive: true });
  const kit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');
  const out = relative(PROJECT, copy);
  const flags = ['generate', '--dialect=postgresql', `--schema=${TABLES}`, `--out=${out}`];
  const run = spawnSync(process.execPath, [kit, ...flags], {
    cwd: PROJECT,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  // What to do when this fails: npx drizzle-kit generate --config src/database/drizzle.config.ts --name <what changes>
  expect(run.stdout + run.stderr).toContain('No schema changes');
  expect(readdirSync(copy).sort()).toEqual(readdirSync(join(PROJECT, 'drizzle')).sort());
});
