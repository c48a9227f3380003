/** Name of a peer, and of the file in `peers/` that serves it. */
export type PeerName = 'postgraphile' | 'mercurius' | 'apollo' | 'apollo-shield';

/** What the bench knows of a peer. */
export interface Peer {
  readonly title: string;
  /** The packages that make it what it is. */
  readonly packages: readonly string[];
  /** Least major version of Node that it runs on, where that is later than the product's. */
  readonly leastNode?: number;
}

/** Other GraphQL servers that can do the same work, as `peers/README.md` describes them. */
export const PEERS: Readonly<Record<PeerName, Peer>> = {
  postgraphile: { title: 'PostGraphile 5', packages: ['postgraphile'], leastNode: 22 },
  mercurius: { title: 'Mercurius, jit and loaders', packages: ['mercurius'] },
  apollo: { title: 'Apollo, loaders', packages: ['@apollo/server'] },
  'apollo-shield': { title: 'Apollo, loaders and shield', packages: ['@apollo/server', 'graphql-shield'] },
};

/** All of them. */
export const PEER_NAMES = Object.keys(PEERS) as PeerName[];

/** Reads a list such as `mercurius,apollo`; `all` is all. @throws RangeError for a name that is no peer's */
export function peersNamed(words: string): PeerName[] {
  if (words === 'all') return PEER_NAMES;
  const names = [...new Set(words.split(',').map((word) => word.trim()))];
  const unknown = names.find((name) => !Object.hasOwn(PEERS, name));
  if (unknown !== undefined) throw new RangeError(`No peer is called ${unknown}. There are: ${PEER_NAMES.join(', ')}.`);
  return names as PeerName[];
}
