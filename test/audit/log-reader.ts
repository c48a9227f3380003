import { openAccessLog } from '../../src/audit/access-log.js';
import type { Config } from '../../src/config.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import { anEntry } from './access-entries.js';

/** Who may read the log. */
export const OFFICER = 'privacy-officer';

/** A line, and an answer, as they came. */
export interface Line {
  readonly [name: string]: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
}
/** An answer of `POST /processing-activities`. */
export interface Reading {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly processingActivities: readonly Line[];
    readonly after?: string;
  };
}

/** The whole server, and how to read its processing log. */
export interface Reader {
  readonly graph: TestGraph;
  readonly url: string;
  /** As the privacy officer. */
  read(question: unknown): Promise<Reading>;
  send(body: string, headers: Readonly<Record<string, string>>, address?: string): Promise<Reading>;
  bearer(organisation: string, purpose?: string): Promise<{ authorization: string }>;
  /** Adds lines to both logs. */
  write(...entries: Parameters<typeof anEntry>[0][]): Promise<void>;
  auditLines(): Promise<Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** Starts it, with the made-up world. */
export async function startReader(): Promise<Reader> {
  const graph = await startGraph(WORLD);
  const url = graph.url.replace('/graphql', '/processing-activities');
  const bearer = async (organisation: string, purpose?: string) => ({
    authorization: `Bearer ${await graph.token(organisation, purpose)}`,
  });
  const send: Reader['send'] = async (body, headers, address = url) => {
    const all = { 'content-type': 'application/json', ...headers };
    const response = await fetch(address, { method: 'POST', body, headers: all });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type'), text, body: JSON.parse(text) };
  };
  return {
    graph,
    url,
    send,
    bearer,
    read: async (question) => send(JSON.stringify(question), await bearer(OFFICER)),
    write: async (...entries) => {
      for (const entry of entries) await logOf(graph).write(anEntry(entry));
    },
    auditLines: async () => {
      const rows = await graph.database.admin<{ body: string }[]>`
        select body from audit.audit_record order by month, seq`;
      return rows.map(({ body }) => JSON.parse(body));
    },
    close: graph.close,
  };
}

/** The two logs of that server, with these keys. */
export function logOf({ database }: TestGraph, logKeys: Config['logKeys'] = testConfig().logKeys) {
  return openAccessLog(database, { ...testConfig(), logKeys });
}

/** A question about the person with this V-number. */
export const subject = (id: string, more: object = {}) => ({
  'dpl.core.data_subject_id': id,
  'dpl.core.data_subject_id_type': 'Vreemdelingennummer',
  ...more,
});
