import { join } from 'node:path';
import { readConfig } from '../../config.js';
import { startProgress } from '../progress.js';
import type { BenchDatabases } from './bench-databases.js';
import { type InstalledPeers, installPeers, PeersUnavailable } from './install-peers.js';
import type { MeasuredServer } from './measured-server.js';
import { PEERS, type PeerName } from './peer-list.js';
import { type PeerServer, startPeer } from './peer-server.js';

/** The peers that run, by title. */
export interface StartedPeers {
  readonly servers: ReadonlyMap<string, MeasuredServer>;
  /** What they run on, and why others are not there. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/**
 * Installs and starts the peers that are asked for, under the same login as floor and product. What cannot be installed
 * here is left out, and said.
 * @throws Error when one that is installed does not start
 */
export async function startPeers(names: readonly PeerName[], { small }: BenchDatabases): Promise<StartedPeers> {
  const servers = new Map<string, PeerServer>();
  const notes: string[] = [];
  const close = async () => {
    await Promise.all([...servers.values()].map((server) => server.close()));
  };
  if (names.length === 0) return { servers, notes, close };
  try {
    const installed = await installPeers(join(readConfig().dataFolder, 'bench-peers'));
    notes.push(versionsText(names, installed));
    await startEach(names, installed, small.views, { servers, notes });
  } catch (error) {
    await close();
    if (!(error instanceof PeersUnavailable)) throw error;
    notes.push(`The peers are left out: npm could not install them (${error.message}).`);
  }
  return { servers, notes, close };
}

function versionsText(names: readonly PeerName[], { versions }: InstalledPeers): string {
  const packages = new Set(names.flatMap((name) => PEERS[name].packages));
  return `The peers are made with ${[...packages].map((name) => `${name} ${versions[name]}`).join(', ')}.`;
}

interface Started {
  readonly servers: Map<string, PeerServer>;
  readonly notes: string[];
}

async function startEach(
  names: readonly PeerName[],
  { folder, nodeFor }: InstalledPeers,
  views: BenchDatabases['small']['views'],
  { servers, notes }: Started,
): Promise<void> {
  const progress = startProgress('Starting the peers');
  const own = process.versions.node;
  try {
    for (const [done, name] of names.entries()) {
      progress.report(done, names.length);
      const { title, leastNode } = PEERS[name];
      const program = nodeFor(name);
      if (program === undefined) {
        notes.push(`${title} is left out: it needs Node ${leastNode}, which npm does not bring for this machine.`);
        continue;
      }
      const server = await startPeer(name, { folder, program }, views);
      servers.set(title, server);
      if (server.node !== own) notes.push(`${title} runs on Node ${server.node}, and all else on ${own}.`);
    }
  } finally {
    progress.end();
  }
}
