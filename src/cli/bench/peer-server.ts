import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CONNECTIONS } from '../../database/connection-bounds.js';
import type { Database } from '../../database/database.js';
import { roleName } from '../../policy/role-name.js';
import type { MeasuredServer } from './measured-server.js';
import { BENCH_VIEW } from './operations.js';
import type { PeerName } from './peer-list.js';
import { documentsOf } from './peer-operations.js';

/** Where a peer's files and packages are, and the Node that runs it. */
export interface PeerPlace {
  readonly folder: string;
  readonly program: string;
}

/** A peer, and the version of Node that it says it runs on. */
export interface PeerServer extends MeasuredServer {
  readonly node: string;
}

/**
 * Starts a peer in a process of its own, in production, under the login of the view that is measured and with as many
 * connections as the product may work with.
 * @throws Error when it does not start
 */
export async function startPeer(
  name: PeerName,
  { folder, program }: PeerPlace,
  views: Database['views'],
): Promise<PeerServer> {
  // Nothing else of the environment: it may hold settings of the product, or of Node for this process.
  const env = { NODE_ENV: 'production', GRAPHILE_ENV: 'production' };
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe', 'ipc'];
  const child = fork(join(folder, `${name}.js`), { execPath: program, execArgv: [], env, stdio });
  const { url, node } = await helloOf(child, name, views);
  const documents = documentsOf(name);
  const headers = { 'content-type': 'application/json' };
  const request = (query: string, variables: object) => ({ url, headers, body: JSON.stringify({ query, variables }) });
  return {
    node,
    page: (first) => request(documents.page, { first }),
    oneCase: (id) => request(documents.oneCase, { id }),
    list: (first, until) => request(documents.list, { first, until }),
    search: (first, search) => request(documents.search, { first, names: [search] }),
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** What a peer says once it can be asked. */
interface Hello {
  readonly url: string;
  readonly node: string;
}

async function helloOf(child: ChildProcess, name: PeerName, views: Database['views']): Promise<Hello> {
  const { host, port, database, user, pass } = views.optionsOf(roleName(BENCH_VIEW.view));
  const login = { host: host[0], port: port[0], database, user, password: pass };
  const { organisation } = BENCH_VIEW;
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The peer ${name} does not start: ${why}`));
    let complaints = '';
    child.stderr?.on('data', (piece: Buffer) => {
      complaints += piece;
    });
    child.once('close', (code) => fail(complaints.trim() || `it ended with ${code}`));
    child.once('error', ({ message }) => fail(message));
    child.once('message', (said: Hello | { readonly error: string }) => {
      if ('url' in said) {
        child.stderr?.removeAllListeners('data').pipe(process.stderr);
        return resolve(said);
      }
      child.disconnect();
      fail(said.error);
    });
    child.send({ login, organisation, connections: CONNECTIONS.views.atWork });
  });
}
