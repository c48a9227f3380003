import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { startServerProcess } from '../support/server-process.js';

const COMMAND = fileURLToPath(new URL('../../src/cli/ketenzicht.js', import.meta.url));

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-unread-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

/** What a process says on standard error until it ends, and how that is. */
async function ended(child: ChildProcess): Promise<{ code: number | null; told: string }> {
  let told = '';
  child.stderr?.on('data', (piece: Buffer) => {
    told += piece;
  });
  const [code] = await once(child, 'close');
  return { code, told };
}

describe('when nobody reads what is printed any more', () => {
  it('a command ends without a word, as a shell expects of it', async () => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, KETENZICHT_DATA_FOLDER: folder };
    const child = spawn(process.execPath, [COMMAND, '--help'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    expect(await ended(child)).toEqual({ code: 141, told: '' });
  });

  it('a server goes on answering', async () => {
    const server = await startServerProcess(test.adminUrl, folder, { KETENZICHT_LOG_LEVEL: 'info' });
    server.process.stdout?.destroy();
    const statuses: number[] = [];
    // Each is a line of the operator's log.
    for (let request = 0; request < 5; request += 1) {
      const answer = await fetch(`${server.url}/graphql`, { method: 'POST', body: '{}' });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    await server.wrote(/Nobody reads standard output any more/);
    expect(await server.says('live', 200)).toEqual({ status: 'live' });
    await server.stop();
  });
});
