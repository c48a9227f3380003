import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ViewLogins } from '../../database/view-logins.js';
import { roleName } from '../../policy/role-name.js';
import { CASE_STATEMENT, PAGE_STATEMENT } from './floor-sql.js';
import type { MeasuredServer } from './measured-server.js';
import { BENCH_VIEW } from './operations.js';

const ENTER = "select set_config('app.organisation', $1, true)";

/**
 * The floor: the least that could answer. A bare HTTP server that checks nobody, under the same login, with
 * one statement whose text it passes on without looking into it.
 */
export async function startFloor(views: ViewLogins): Promise<MeasuredServer> {
  const server = createServer((request, response) => {
    const [, kind, key = ''] = (request.url ?? '').split('/');
    request.resume();
    answer(views, kind === 'page' ? [PAGE_STATEMENT, Number(key)] : [CASE_STATEMENT, key]).then(
      (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    page: (size) => ({ url: `${url}/page/${size}`, headers: {}, body: '' }),
    oneCase: (id) => ({ url: `${url}/case/${id}`, headers: {}, body: '' }),
    close: () => closed(server),
  };
}

/** Four statements sent together on one connection, as a snapshot's are. */
async function answer(views: ViewLogins, [statement, key]: [string, string | number]): Promise<string> {
  const { view, organisation } = BENCH_VIEW;
  const session = await views.take(roleName(view));
  const { client } = session;
  try {
    const [, , rows] = await Promise.all([
      client.unsafe('begin transaction isolation level repeatable read read only'),
      client.unsafe(ENTER, [organisation], { prepare: true }),
      client.unsafe<{ answer: string }[]>(statement, [organisation, key], { prepare: true }),
      client.unsafe('commit'),
    ]);
    return rows[0]?.answer ?? '';
  } finally {
    views.give(session);
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
