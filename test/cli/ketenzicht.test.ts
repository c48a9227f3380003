import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const COMMAND = fileURLToPath(new URL('../../src/cli/ketenzicht.js', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the command as a shell would, from a folder that is not the project's. */
function command(...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, KETENZICHT_DATA_FOLDER: folder };
  return new Promise((done) => {
    execFile(COMMAND, words, { cwd: folder, env }, (error, out, err) => {
      done({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

describe('the command ketenzicht works from any folder', () => {
  it('and explains itself when nothing is asked', async () => {
    const { exitCode, out, err } = await command();
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: ketenzicht/);
  });

  it('and prints a token that a shell can put into a header', async () => {
    const { exitCode, out, err } = await command('token', '--organisation', 'ind');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it('and loads the whole schema', async () => {
    const { exitCode, out, err } = await command('policy', 'check');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^Policy .* fits the schema/);
  });

  it('and tells its caller by the exit code that it could not', async () => {
    const { exitCode, out, err } = await command('token', '--organisation', 'nobody');
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^ketenzicht: No such organisation\. Choose one of: /);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
