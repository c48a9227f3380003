import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { installPeers, PeersUnavailable } from '../../../src/cli/bench/install-peers.js';

/** A port of this machine at which nobody answers. */
const NOWHERE = 'http://127.0.0.1:9/';

describe('peers that cannot be installed', () => {
  let folder: string;
  let peers: string;
  let offline: [string, ...string[]];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ketenzicht-peers-'));
    peers = join(folder, 'peers');
    offline = ['npm', '--registry', NOWHERE, '--cache', join(folder, 'cache'), '--fetch-retries=0'];
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are unavailable where npm does not reach its registry, and the reason is npm’s', async () => {
    const failure = await installPeers(peers, offline).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PeersUnavailable);
    expect((failure as Error).message).toMatch(/ECONNREFUSED|failed/);
  });

  it('are unavailable where there is no npm', async () => {
    const failure = await installPeers(peers, [join(folder, 'npm')]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PeersUnavailable);
    expect((failure as Error).message).toContain('ENOENT');
  });

  it('are not taken for installed the next time', async () => {
    for (const _ of [1, 2]) await expect(installPeers(peers, offline)).rejects.toThrow(PeersUnavailable);
  });

  it('leave nothing of an older version behind', async () => {
    const older = join(peers, 'older');
    await mkdir(older, { recursive: true });
    await writeFile(join(older, 'installed'), '');
    await expect(installPeers(peers, offline)).rejects.toThrow(PeersUnavailable);
    expect(existsSync(older)).toBe(false);
    expect(await readdir(peers)).toHaveLength(1);
  });
});
