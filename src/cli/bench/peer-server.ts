import { fork, type StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import { CONNECTIONS } from '../../database/connection-bounds.js';
import type { Database } from '../../database/database.js';
import { roleName } from '../../policy/role-name.js';
import { endChild, helloOf } from './child-server.js';
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
  const { url, node } = await helloOf<Hello>(child, `The peer ${name}`, orderOf(views));
  const documents = documentsOf(name);
  const headers = { 'content-type': 'application/json' };
  const request = (query: string, variables: object) => ({ url, headers, body: JSON.stringify({ query, variables }) });
  return {
    node,
    page: (first) => request(documents.page, { first }),
    oneCase: (id) => request(documents.oneCase, { id }),
    list: (first, until) => request(documents.list, { first, until }),
    search: (first, search) => request(documents.search, { first, names: [search] }),
    close: () => endChild(child),
  };
}

/** What a peer says once it can be asked. */
interface Hello {
  readonly url: string;
  readonly node: string;
}

/** What a peer is told. */
function orderOf(views: Database['views']) {
  const { host, port, database, user, pass } = views.optionsOf(roleName(BENCH_VIEW.view));
  const login = { host: host[0], port: port[0], database, user, password: pass };
  return { login, organisation: BENCH_VIEW.organisation, connections: CONNECTIONS.views.atWork };
}
