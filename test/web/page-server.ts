import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type postgres from 'postgres';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import type { Config } from '../../src/config.js';
import { documentAdmission } from '../../src/graph/document-admission.js';
import { readPublished } from '../../src/graph/published-documents.js';
import { openSenderBinding } from '../../src/identity/sender-binding.js';
import { openVerifier } from '../../src/identity/token-verifier.js';
import { buildServer, type ServerParts } from '../../src/server.js';
import { addPages } from '../../src/web/pages.js';
import { testConfig } from '../support/config.js';
import { type TinyContext, tinyViews } from '../tiny-graph.js';

/** A listening server with the pages. */
export interface PageServer {
  readonly url: string;
  get(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** Starts a server with the pages over the views that are given, else over tiny ones: real HTTP, and no database but the owner’s connection that is given. */
export async function pageServer(
  changes: Partial<Config> = {},
  graph?: Pick<ServerParts<never>, 'views' | 'makeContext' | 'subscriptions'>,
  owner?: postgres.Sql,
): Promise<PageServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ketenzicht-pages-'));
  const config = testConfig({ dataFolder: folder, ...changes });
  const policy = await readPolicy();
  const verifierConfig = { ...config, demo: true };
  const server = await buildServer({
    config,
    admitDocument: documentAdmission(config.operations, readPublished(undefined)),
    identity: {
      verifier: await openVerifier(verifierConfig),
      sender: openSenderBinding(config),
      findOrganisation: async (code) => config.organisations.find((one) => one.code === code),
      purposesOf: openPurposes(policy),
    },
    ...(graph ?? (await tinyGraph())),
    pages: (instance, identity) => addPages(instance, { config, policy, identity, owner }),
  });
  const url = (await server.listen({ host: '127.0.0.1', port: config.port })).replace('127.0.0.1', 'localhost');
  return {
    url,
    get: (path) => fetch(url + path),
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function tinyGraph(): Promise<Pick<ServerParts<never>, 'views' | 'makeContext'>> {
  const makeContext = (caller: TinyContext['caller'], facts: TinyContext['facts']) => ({ caller, facts });
  return { views: await tinyViews([]), makeContext } as unknown as Pick<ServerParts<never>, 'views' | 'makeContext'>;
}
