import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ViewLogins } from '../../database/view-logins.js';
import { roleName } from '../../policy/role-name.js';
import { LIST_STATEMENT, SEARCH_STATEMENT } from './floor-list-sql.js';
import { CASE_STATEMENT, PAGE_STATEMENT } from './floor-sql.js';
import type { MeasuredServer } from './measured-server.js';
import { BENCH_VIEW } from './operations.js';

const ENTER = "select set_config('app.organisation', $1, true)";

/** The hand-written statements, by the path that asks for each. Each begins with the organisation. */
const STATEMENTS: Readonly<Record<string, string>> = {
  '/page': PAGE_STATEMENT,
  '/case': CASE_STATEMENT,
  '/list': LIST_STATEMENT,
  '/search': SEARCH_STATEMENT,
};

/**
 * The floor: the least that could answer. A bare HTTP server that checks nobody, under the same login, with
 * one statement whose text it passes on without looking into it.
 */
export async function startFloor(views: ViewLogins): Promise<MeasuredServer> {
  const server = createServer((request, response) => {
    const statement = STATEMENTS[request.url ?? ''] ?? '';
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      answer(views, statement, JSON.parse(body) as Values).then(
        (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const request = (path: string, ...values: Values) => ({ url: url + path, headers: {}, body: JSON.stringify(values) });
  return {
    page: (size) => request('/page', size),
    oneCase: (id) => request('/case', id),
    list: (size, until) => request('/list', size, until),
    search: (size, name) => request('/search', size, name),
    close: () => closed(server),
  };
}

type Values = (string | number)[];

/** Four statements sent together on one connection, as a snapshot's are. */
async function answer(views: ViewLogins, statement: string, values: Values): Promise<string> {
  const { view, organisation } = BENCH_VIEW;
  const session = await views.take(roleName(view));
  const { client } = session;
  try {
    const [, , rows] = await Promise.all([
      client.unsafe('begin transaction isolation level repeatable read read only'),
      client.unsafe(ENTER, [organisation], { prepare: true }),
      client.unsafe<{ answer: string }[]>(statement, [organisation, ...values], { prepare: true }),
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
