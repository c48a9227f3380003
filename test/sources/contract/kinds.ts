import { randomBytes } from 'node:crypto';
import { type ExampleAgency, startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import type { LiveSourceSettings } from '../../../src/model/source-settings.js';
import { sources } from '../../../src/sources/index.js';
import { type OpenSources, openSources } from '../../../src/sources/open-sources.js';
import type { Source } from '../../../src/sources/source.js';
import { dropDatabase } from '../../support/database.js';
import type { TestGraph } from '../../support/graph.js';
import { agencyDatabase, recordsOf } from './agency-records.js';

/** A source of some kind that holds what the hosted IND holds in a test's world. */
export interface OpenedKind {
  readonly source: Source;
  /** The API behind it, for kind HTTP. */
  readonly example?: ExampleAgency;
  /** From then on its system does not answer. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Limits that a test need not wait for. */
export const QUICK: Omit<LiveSourceSettings, 'kind' | 'url'> = {
  timeoutMs: 2_000,
  retries: 1,
  concurrency: 4,
  answerBytes: 2_000_000,
  pauseMs: 60_000,
  staleHours: 0,
  tls: {},
};

/** Opens the IND with these settings, live. */
export async function openInd(
  graph: TestGraph,
  settings: Partial<LiveSourceSettings> & Pick<LiveSourceSettings, 'kind' | 'url'>,
  lines: string[] = [],
  now?: () => Date,
): Promise<OpenSources & { readonly source: Source }> {
  const opened = await openSources(
    { IND: { ...QUICK, ...settings } },
    {
      secret: Buffer.from('a secret that only the tests of sources use'),
      database: graph.database.admin,
      now,
      log: { warn: (fields, message) => void lines.push(JSON.stringify({ ...fields, message })) },
    },
  );
  return { ...opened, source: opened.list.find(({ agency }) => agency === 'IND')! };
}

async function hosted(): Promise<OpenedKind> {
  const source = sources.find(({ agency }) => agency === 'IND')!;
  return { source, stop: async () => undefined, close: async () => undefined };
}

async function http(graph: TestGraph): Promise<OpenedKind> {
  const example = await startExampleAgency({ agency: 'IND', records: await recordsOf(graph, 'IND') });
  const { source, close } = await openInd(graph, { kind: 'HTTP', url: example.url });
  return { source, example, stop: () => example.close(), close };
}

async function database(graph: TestGraph): Promise<OpenedKind> {
  const name = `agency_${randomBytes(4).toString('hex')}`;
  const { adminUrl } = graph.database;
  const url = await agencyDatabase(adminUrl, name, 'IND', await recordsOf(graph, 'IND'));
  const { source, close } = await openInd(graph, { kind: 'POSTGRES', url });
  const stop = () => dropDatabase(adminUrl, name);
  return {
    source,
    stop,
    close: async () => {
      await close();
      await stop();
    },
  };
}

/** Every kind of source, with what opens one. */
export const KINDS: readonly (readonly [kind: Source['kind'], open: (graph: TestGraph) => Promise<OpenedKind>])[] = [
  ['HOSTED', hosted],
  ['POSTGRES', database],
  ['HTTP', http],
];
