import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgress } from '../progress.js';
import { PEERS, type PeerName } from './peer-list.js';

const PEERS_FOLDER = fileURLToPath(new URL('peers/', import.meta.url));
/** Written last: a folder without it was left half done. */
const DONE = 'installed';
const [OWN_NODE = 0] = process.versions.node.split('.').map(Number);

/** The peers could not be installed; the message says why, as npm said it. */
export class PeersUnavailable extends Error {}

/** Where peers are, and what runs each. */
export interface InstalledPeers {
  readonly folder: string;
  /** Versions of the packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** The program that runs a peer: this Node, or the later one that npm brought; undefined where there is none. */
  nodeFor(name: PeerName): string | undefined;
}

/**
 * Puts the peers and their packages into a folder of their own below `parent`, where they stay for the next run: nothing
 * of them comes near the project's own packages. No package's install script is run.
 * @param npm the program and the words that it is begun with
 * @throws PeersUnavailable when npm is not there, or does not reach what it needs
 */
export async function installPeers(
  parent: string,
  npm: readonly [string, ...string[]] = ['npm'],
): Promise<InstalledPeers> {
  const lock = await readFile(join(PEERS_FOLDER, 'package-lock.json'));
  const name = createHash('sha256').update(lock).digest('hex').slice(0, 16);
  const folder = join(parent, name);
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(parent)) {
    if (old !== name) await rm(join(parent, old), { recursive: true, force: true });
  }
  for (const file of await readdir(PEERS_FOLDER)) await copyFile(join(PEERS_FOLDER, file), join(folder, file));
  const present = await readdir(folder);
  if (!present.includes(DONE)) await install(folder, npm);
  const later = await laterNode(folder);
  const { dependencies: versions } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  return { folder, versions, nodeFor: (peer) => ((PEERS[peer].leastNode ?? 0) <= OWN_NODE ? process.execPath : later) };
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

async function install(folder: string, [npm, ...words]: readonly [string, ...string[]]): Promise<void> {
  const progress = startProgress('Installing the peers with npm, which takes a minute or two');
  progress.report(0, 1);
  try {
    await run(npm, [...words, 'ci', '--prefix', folder, ...QUIETLY], folder);
    await writeFile(join(folder, DONE), '');
  } finally {
    progress.end();
  }
}

/** Some packages want a later Node than this one; the lock file brings it, for the peers that run on it. */
const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false', '--loglevel=error'];

function run(command: string, words: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (piece: Buffer) => {
      said += piece;
    });
    child.on('error', ({ message }) => reject(new PeersUnavailable(message)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new PeersUnavailable(firstError(said)))));
  });
}

/** What went wrong, without the advice and the paths that npm adds. */
function firstError(said: string): string {
  const lines = said.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  return lines.find((line) => line !== '' && !/^(code|errno|syscall)\b/.test(line)) ?? 'npm gave no reason';
}

/** The program of npm's `node` package for this platform, where it has one. */
async function laterNode(folder: string): Promise<string | undefined> {
  const program = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return access(program).then(
    () => program,
    () => undefined,
  );
}
