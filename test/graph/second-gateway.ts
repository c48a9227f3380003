import type { AddressInfo } from 'node:net';
import { serverParts } from '../../src/cli/server-parts.js';
import { openGraph } from '../../src/graph/open-graph.js';
import type { Policy } from '../../src/policy/policy.js';
import { buildServer } from '../../src/server.js';
import { testConfig } from '../support/config.js';
import type { TestGraph } from '../support/graph.js';

/** Another process's gateway on the same database, perhaps of another release. */
export interface SecondGateway extends Pick<TestGraph, 'url' | 'token'> {
  ask(question: { organisation: string; purpose: string; query: string }): Promise<string>;
  close(): Promise<void>;
}

/** Starts a second gateway on the database of a graph, with a policy of its own. */
export async function secondGateway({ database, token }: TestGraph, policy: Policy): Promise<SecondGateway> {
  const config = testConfig();
  const log = { warn: () => undefined, error: () => undefined };
  const graph = await openGraph({ config, database, policy, log });
  const server = await buildServer({
    ...(await serverParts({ config, database, policy }, graph, log)),
    logTo: { write: () => undefined },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`;
  return {
    url,
    token,
    async ask({ organisation, purpose, query }) {
      const authorization = `Bearer ${await token(organisation, purpose)}`;
      const headers = { 'content-type': 'application/json', authorization, 'x-purpose': purpose };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
      return response.text();
    },
    async close() {
      await server.close();
      await graph.close();
    },
  };
}
