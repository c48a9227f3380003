import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { openAccessLog } from '../../src/audit/access-log.js';
import { tellingRefused } from '../../src/audit/refused-answers.js';
import { readPolicy } from '../../src/cli/policy-file.js';
import { type Ground, serverParts } from '../../src/cli/server-parts.js';
import { addStateFigures } from '../../src/cli/telemetry/state-figures.js';
import { openTelemetry, type Telemetry } from '../../src/cli/telemetry/telemetry.js';
import { tokenCommand } from '../../src/cli/token.js';
import type { Config } from '../../src/config.js';
import type { Database } from '../../src/database/database.js';
import { storeRecords } from '../../src/delivery/store.js';
import type { Guards } from '../../src/graph/guards.js';
import { openGraph, schemaOf } from '../../src/graph/open-graph.js';
import type { Absence } from '../../src/model/absence.js';
import type { Policy } from '../../src/policy/policy.js';
import { buildServer } from '../../src/server.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { testConfig, testDatabase } from './database.js';

/** What is asked, and by whom. `purpose` may be left out where the organisation has only one. */
export interface Question {
  readonly organisation: string;
  readonly purpose?: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Response keys by which the tests reach into an answer. */
type Key =
  | 'applications'
  | 'case'
  | 'cases'
  | 'conflicts'
  | 'cursor'
  | 'edges'
  | 'endCursor'
  | 'findPerson'
  | 'hasNextPage'
  | 'hasPreviousPage'
  | 'id'
  | 'kind'
  | 'leftAt'
  | 'location'
  | 'me'
  | 'medicalOutcome'
  | 'node'
  | 'pageInfo'
  | 'person'
  | 'plan'
  | 'provenance'
  | 'returnProcedures'
  | 'shelterStays'
  | 'startCursor'
  | 'status'
  | 'timeline'
  | 'totalCount'
  | 'two'
  | 'vNumber';

/** Data of an answer, whatever its shape: a test says by its expectations what it looks for. */
export type Json = readonly Json[] & { readonly [Name in Key]: Json };

/** One answer, as it came over HTTP. */
export interface Answer {
  readonly status: number;
  /** The body, byte for byte. */
  readonly text: string;
  readonly data: Json;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly source?: string };
  }[];
  readonly absences: readonly Absence[];
  readonly traceId: string;
}

/** The real thing on a free port: database, policy, every view, HTTP. One for each test file. */
export interface TestGraph {
  readonly database: Database;
  readonly url: string;
  readonly guards: Guards;
  /** Statements of the requests since `statements.length = 0`. */
  readonly statements: string[];
  /** Lines of the operator's log. */
  readonly log: string[];
  /** The figures, and the traces where they are set. */
  readonly telemetry: Telemetry;
  /** How many answers were told to be refused because they could not be logged. */
  notLogged(): number;
  /** With the purpose, or with those that a token holds by default. */
  token(organisation: string, purpose?: string): Promise<string>;
  ask(question: Question): Promise<Answer>;
  /** The id of the case that a municipality's file with this key opened. */
  id(sourceKey: string): string;
  store(records: readonly SourceRecord[]): Promise<void>;
  /** Runs a statement as the owner of the database. */
  change(statement: string): Promise<void>;
  close(): Promise<void>;
}

/** Every request belongs to one trace, so that equal answers are equal to the byte. */
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** The whole schema of the tests' configuration. */
export function masterOfTests(): GraphQLSchema {
  return schemaOf(testConfig());
}

/** Starts the graph on a database of its own that holds these records, with settings that differ from the tests'. */
export async function startGraph(
  records: readonly SourceRecord[] = [],
  settings: Partial<Config> = {},
): Promise<TestGraph> {
  const opened = await testDatabase();
  const config = testConfig(settings);
  const policy = await readPolicy();
  const { database } = opened;
  const [statements, log] = [[] as string[], [] as string[]];
  const { graph, server, telemetry, notLogged } = await startServer({ config, database, policy }, { statements, log });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`;
  const token = tokenShop(config, policy);
  const cases = await caseStore(database, records);
  return {
    database,
    url,
    guards: graph.guards,
    statements,
    log,
    notLogged,
    telemetry,
    token,
    ask: async (question) => post(url, await token(question.organisation, question.purpose), question),
    ...cases,
    change: async (statement) => void (await database.admin.unsafe(statement)),
    async close() {
      await server.close();
      await telemetry.traces?.close();
      await graph.close();
      await opened.close();
    },
  };
}

/** A server on a free port, as `serve` puts it together. @param told takes its statements and the operator's log */
async function startServer(ground: Ground, told: { readonly statements: string[]; readonly log: string[] }) {
  const { config, database } = ground;
  const write = (fields: object, message: string) => void told.log.push(JSON.stringify({ ...fields, message }));
  const log = { warn: write, error: write };
  const telemetry = openTelemetry(config.telemetry, log);
  const { accessLog, notLogged } = countedLog(database, config, telemetry);
  const onStatement = (text: string) => void told.statements.push(text);
  const { requests: figures, traces } = telemetry;
  const graph = await openGraph({ ...ground, accessLog, log, onStatement, figures });
  addStateFigures(telemetry.registry, { database, subscriptions: graph.subscriptions.open });
  const server = await buildServer({
    ...(await serverParts(ground, graph, log)),
    logTo: { write: (line) => void told.log.push(line) },
    figures,
    traceRequest: traces?.traceRequest,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return { graph, server, telemetry, notLogged };
}

/** The two logs, with a count of the answers that they refused. */
function countedLog(database: Database, config: Config, { writes }: Telemetry) {
  let refused = 0;
  const accessLog = tellingRefused(openAccessLog(database, config, writes), () => {
    refused += 1;
  });
  return { accessLog, notLogged: () => refused };
}

/** Tokens as the command line issues them, each once. A purpose is named only where a token does not hold it anyhow. */
function tokenShop(config: Config, policy: Policy) {
  const tokens = new Map<string, Promise<string>>();
  return (organisation: string, stated?: string) => {
    const kind = config.organisations.find(({ code }) => code === organisation)?.partnerKind;
    const column = policy.columns.find((one) => one.partnerKind === kind && one.purpose === stated);
    const purpose = column?.askedByName ? stated : undefined;
    const key = `${organisation} ${purpose ?? ''}`;
    const known = tokens.get(key) ?? tokenCommand(config, policy, { organisation, purpose }).then(({ text }) => text);
    tokens.set(key, known);
    return known;
  };
}

async function caseStore(database: Database, records: readonly SourceRecord[]) {
  const ids = new Map<string, string>();
  const store = async (more: readonly SourceRecord[]) => {
    await storeRecords(database, more);
    const rows = await database.admin<{ key: string; id: string }[]>`
      select source_key as key, case_id as id from app.record where agency = 'SHELTER'`;
    for (const { key, id } of rows) ids.set(key, id);
  };
  await store(records);
  const id = (sourceKey: string) => {
    const found = ids.get(sourceKey);
    if (!found) throw new Error(`no case of ${sourceKey}`);
    return found;
  };
  return { store, id };
}

async function post(url: string, token: string, { purpose, query, variables, headers }: Question): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      traceparent: TRACEPARENT,
      ...(purpose ? { 'x-purpose': purpose } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors, extensions } = JSON.parse(text);
  return {
    status: response.status,
    text,
    data,
    errors,
    absences: extensions?.absences ?? [],
    traceId: extensions?.decision?.traceId,
  };
}

/** The codes of an answer's errors. */
export function codesOf(answer: Answer): string[] {
  return (answer.errors ?? []).map(({ extensions }) => extensions.code);
}
