import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import type { LiveAgency, LiveSourceSettings } from '../../../src/model/source-settings.js';
import { sources } from '../../../src/sources/index.js';
import { type OpenSources, openSources } from '../../../src/sources/open-sources.js';
import type { Source, SourcePart } from '../../../src/sources/source.js';
import { dropDatabase } from '../../support/database.js';
import type { TestGraph } from '../../support/graph.js';
import { agencyDatabase, fieldsOf, recordsOf } from './agency-records.js';

/** What a source that is read live can do wrong, whatever its kind. */
export type Wrong = 'slow' | 'types' | 'twice' | 'keyless';

/** A source of some kind that holds what the hosted one holds in a test's world. */
export interface OpenedKind {
  readonly source: Source;
  /** From then on it does wrong with the rows of this part; the values of the field are those that get a wrong type. */
  fail(how: Wrong, part: string, field: string): Promise<void>;
  /** It does so no longer. */
  mend(): Promise<void>;
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

type SomeSettings = Partial<LiveSourceSettings> & Pick<LiveSourceSettings, 'kind' | 'url'>;
type Opened = OpenSources & { readonly source: Source };

/** Opens the IND with these settings, live. */
export function openInd(
  graph: TestGraph,
  settings: SomeSettings,
  lines: string[] = [],
  now?: () => Date,
): Promise<Opened> {
  return openLive(graph, 'IND', settings, { lines, now });
}

async function openLive(
  graph: TestGraph,
  agency: LiveAgency,
  settings: SomeSettings,
  { lines = [], now }: { readonly lines?: string[]; readonly now?: () => Date } = {},
): Promise<Opened> {
  const opened = await openSources(
    { [agency]: { ...QUICK, ...settings } },
    {
      secret: Buffer.from('a secret that only the tests of sources use'),
      database: graph.database.admin,
      now,
      log: { warn: (fields, message) => void lines.push(JSON.stringify({ ...fields, message })) },
    },
  );
  return { ...opened, source: opened.list.find((source) => source.agency === agency)! };
}

/** Its wrong rows are kept out by the keys and types of our own tables. */
async function hosted(_: TestGraph, agency: LiveAgency): Promise<OpenedKind> {
  const source = sources.find((one) => one.agency === agency)!;
  const nothing = async () => undefined;
  return { source, fail: nothing, mend: nothing, stop: nothing, close: nothing };
}

async function http(graph: TestGraph, agency: LiveAgency): Promise<OpenedKind> {
  const example = await startExampleAgency({ agency, records: await recordsOf(graph, agency) });
  const { source, close } = await openLive(graph, agency, { kind: 'HTTP', url: example.url });
  return {
    source,
    fail: async (how) => void Object.assign(example, { fault: how }),
    mend: async () => void Object.assign(example, { fault: 'none' }),
    stop: () => example.close(),
    close: async () => {
      await close();
      await example.close();
    },
  };
}

async function database(graph: TestGraph, agency: LiveAgency): Promise<OpenedKind> {
  const name = `agency_${randomBytes(4).toString('hex')}`;
  const { adminUrl } = graph.database;
  const url = await agencyDatabase(adminUrl, name, agency, await recordsOf(graph, agency));
  const { source, close } = await openLive(graph, agency, { kind: 'POSTGRES', url });
  const stop = () => dropDatabase(adminUrl, name);
  let undo = '';
  return {
    source,
    async fail(how, part, field) {
      const { schema, table } = source.parts[part]!;
      undo = `drop view ${schema}.${table}; alter table ${schema}.${table}_rows rename to ${table}`;
      const view = wrongView(how, source.parts[part]!, field);
      await run(
        url,
        `alter table ${schema}.${table} rename to ${table}_rows; create view ${schema}.${table} as ${view}`,
      );
    },
    mend: () => run(url, undo),
    stop,
    close: async () => {
      await close();
      await stop();
    },
  };
}

/** A view of the part's own name that holds its rows wrongly. */
function wrongView(how: Wrong, part: SourcePart, field: string): string {
  const columns = fieldsOf(part).map(([name, column]) => {
    if (how === 'types' && name === field) return `12.5 as "${column.name}"`;
    return how === 'keyless' && name === 'recordKey' ? 'null::text as record_key' : `"${column.name}"`;
  });
  const rows = `select v_number, ${columns.join(', ')} from ${part.schema}.${part.table}_rows`;
  if (how === 'twice') return `${rows} union all ${rows}`;
  return how === 'slow' ? `${rows}, (select pg_sleep(0.1)) as wait` : rows;
}

async function run(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

type OpenKind = (graph: TestGraph, agency: LiveAgency) => Promise<OpenedKind>;

/** Every kind of source, with what opens one. */
export const KINDS: readonly (readonly [kind: Source['kind'], open: OpenKind])[] = [
  ['HOSTED', hosted],
  ['POSTGRES', database],
  ['HTTP', http],
];
