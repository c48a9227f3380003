import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyInstance } from 'fastify';
import { GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString } from 'graphql';
import type { Organisation } from '../src/config.js';
import { documentAdmission } from '../src/graph/document-admission.js';
import { errorReporting, formatError, type OperatorLog } from '../src/graph/errors.js';
import { readPublished } from '../src/graph/published-documents.js';
import { openSenderBinding } from '../src/identity/sender-binding.js';
import { tokenVerifier } from '../src/identity/token-verifier.js';
import type { Caller } from '../src/model/caller.js';
import { BadUserInput, SourceUnavailable } from '../src/model/errors.js';
import type { ViewKey } from '../src/model/purpose.js';
import type { RequestFacts } from '../src/model/request-facts.js';
import { buildServer, type ServerParts } from '../src/server.js';
import { SECRET, type TestIssuer, testIssuer } from './identity/issuer.js';
import { testConfig } from './support/config.js';

/** The context of the tiny graph. */
export interface TinyContext {
  readonly caller: Caller;
  readonly facts: RequestFacts;
}

const VNumber = new GraphQLScalarType({
  name: 'VNumber',
  parseValue(value) {
    if (typeof value === 'string' && /^\d{10}$/.test(value)) return value;
    throw new BadUserInput('A V-number has ten digits.');
  },
});

/** A view with one field of its own and a few that answer, refuse or break. */
export function tinySchema(own: string): GraphQLSchema {
  const text = (resolve: (context: TinyContext, args: Record<string, unknown>) => unknown) => ({
    type: GraphQLString,
    resolve: (_: unknown, args: Record<string, unknown>, context: TinyContext) => resolve(context, args),
  });
  const query = new GraphQLObjectType<unknown, TinyContext>({
    name: 'Query',
    fields: {
      [own]: text(({ caller }) => caller.principal.organisation),
      traceId: text(({ facts }) => facts.trace.traceId),
      absences: text(({ facts }) => facts.absences),
      echo: { ...text((_, { vNumber }) => vNumber), args: { vNumber: { type: VNumber } } },
      later: text(({ caller }) => new Promise((done) => setImmediate(() => done(caller.principal.organisation)))),
      down: text(() => {
        throw new SourceUnavailable('The IND does not answer.', new Error('connect ECONNREFUSED jansen'));
      }),
      broken: text(() => {
        throw Object.assign(new Error('Key (v_number)=(1234567890) already exists'), { code: '23505' });
      }),
    },
  });
  return new GraphQLSchema({ query });
}

/** A started server on a free port, with the views IND/RESIDENCE_DECISION, AVIM/SUPERVISION and AVIM/IDENTIFICATION. */
export interface TinyServer {
  readonly url: string;
  readonly issuer: TestIssuer;
  readonly server: FastifyInstance;
  readonly lines: string[];
  token(organisation: string, purposes: string): Promise<string>;
  /** Posts a body to /graphql as `organisation`, or without a token. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

const organisations: Organisation[] = [
  { code: 'ind', partnerKind: 'IND', name: 'IND' },
  { code: 'avim', partnerKind: 'AVIM', name: 'AVIM' },
];
const PURPOSES: Record<string, string[]> = { IND: ['RESIDENCE_DECISION'], AVIM: ['SUPERVISION', 'IDENTIFICATION'] };

export async function tinyServer(changes: Partial<ServerParts<TinyContext>> = {}): Promise<TinyServer> {
  const issuer = await testIssuer();
  const lines: string[] = [];
  const views = await tinyViews(lines);
  const server = await buildServer<TinyContext>({
    config: {
      demo: true,
      limits: { bodyBytes: 10_000, statementTimeoutMs: 5_000, pageSize: 200, subscriptions: 10, subscriptionsEach: 10 },
    },
    identity: {
      verifier: tokenVerifier(issuer.trusted, SECRET),
      sender: openSenderBinding({}),
      findOrganisation: async (code) => organisations.find((one) => one.code === code),
      purposesOf: (kind) => PURPOSES[kind] ?? [],
    },
    views,
    makeContext: (caller, facts) => ({ caller, facts }),
    admitDocument: documentAdmission(testConfig().operations, readPublished(undefined)),
    logTo: { write: (line) => lines.push(line) },
    ...changes,
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    issuer,
    server,
    lines,
    token: (organisation, purposes) => issuer.sign({ organisation, purposes }),
    post: (body, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async close() {
      await server.close();
      await Promise.all([...views.values()].map((view) => view.stop()));
    },
  };
}

/** The started views, whose failures become lines. */
export async function tinyViews(lines: string[]): Promise<Map<ViewKey, ApolloServer<TinyContext>>> {
  const log: OperatorLog = {
    warn: (fields, message) => lines.push(JSON.stringify({ ...fields, message })),
    error: (fields, message) => lines.push(JSON.stringify({ ...fields, message })),
  };
  const views = new Map<ViewKey, ApolloServer<TinyContext>>([
    ['IND/RESIDENCE_DECISION', tinyApollo('decisions', log)],
    ['AVIM/SUPERVISION', tinyApollo('reporting', log)],
    ['AVIM/IDENTIFICATION', tinyApollo('documents', log)],
  ]);
  await Promise.all([...views.values()].map((view) => view.start()));
  return views;
}

function tinyApollo(own: string, log: OperatorLog): ApolloServer<TinyContext> {
  return new ApolloServer<TinyContext>({
    schema: tinySchema(own),
    formatError,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), errorReporting(log, ({ facts }) => facts.trace.traceId)],
  });
}
