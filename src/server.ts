import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { IdentifyCaller } from './audit/read-processing-routes.js';
import type { Config } from './config.js';
import { describeFailure } from './graph/errors.js';
import { type AnswerForm, chooseAnswerForm, type Operation, readOperation } from './graph/http-form.js';
import { type RefusalLog, Refusals, refuse, refuseUnreadable } from './graph/refusals.js';
import { AskerRefused, askerOf, type IdentityRules, identify } from './identity/identify.js';
import type { Caller } from './model/caller.js';
import { Forbidden, KetenzichtError, Unauthenticated } from './model/errors.js';
import type { ViewKey } from './model/purpose.js';
import type { RequestFacts } from './model/request-facts.js';
import { joinTrace, type TraceContext, traceparentOf } from './model/trace-context.js';

/** What a server is assembled from. */
export interface ServerParts<Context extends BaseContext> {
  readonly config: Pick<Config, 'demo' | 'limits'>;
  readonly identity: IdentityRules;
  /** A started ApolloServer for each view; what a view does not have does not exist for its callers. */
  readonly views: ReadonlyMap<ViewKey, ApolloServer<Context>>;
  readonly makeContext: (caller: Caller, facts: RequestFacts) => Context | Promise<Context>;
  /** Writes the audit line of a request that was refused before the graph; none is written when absent. */
  readonly logRefusal?: RefusalLog;
  /** Adds the pages that people look at. */
  readonly pages?: (server: FastifyInstance) => void | Promise<void>;
  /** Adds what is asked outside GraphQL. */
  readonly routes?: (server: FastifyInstance, identify: IdentifyCaller) => void | Promise<void>;
  /** Where lines of the operator's log go, as JSON; nowhere when absent. */
  readonly logTo?: { write(line: string): void };
  /** `warn` leaves out the line that each request gets. */
  readonly logLevel?: 'info' | 'warn';
}

interface Identified {
  readonly request: FastifyRequest;
  readonly caller: Caller;
}
interface Formed extends Identified {
  readonly form: AnswerForm;
  readonly facts: RequestFacts;
}
interface Admitted<Context extends BaseContext> extends Formed {
  readonly apollo: ApolloServer<Context>;
}
interface Asked<Context extends BaseContext> extends Admitted<Context> {
  readonly operation: Operation;
}
interface Prepared<Context extends BaseContext> extends Asked<Context> {
  readonly context: Context;
}

/** Steps in run order, each taking what the one before handed on. A step that throws ends the road. */
class Road<From, To> {
  readonly walk: (from: From) => Promise<To>;

  constructor(walk: (from: From) => Promise<To>) {
    this.walk = walk;
  }

  step<Next>(next: (to: To) => Next | Promise<Next>): Road<From, Next> {
    return new Road(async (from: From) => next(await this.walk(from)));
  }
}

/**
 * The road of a request. The body of a request that was not admitted is never parsed.
 * Validation, grant, sources, join and logs follow inside `execute`, each in the caller's own view.
 */
function roadOf<Context extends BaseContext>(parts: ServerParts<Context>, refusals: Refusals) {
  return {
    admission: new Road(identifyCaller(parts.identity, refusals)) // identify: who asks, and what for
      .step(refuseDataInUrl) //                            personal data stays out of URLs
      .step(agreeOnForm) //                                how the answer is wanted
      .step(chooseView(parts.views)), //                   choose the view
    answer: new Road(takeOperation<Context>) //            one operation, out of the parsed body
      .step(makeContext(parts.makeContext)) //             what the view's resolvers may use
      .step(execute<Context>), //                          validate → grant → read → join → log → answer
  };
}

function identifyCaller(rules: IdentityRules, refusals: Refusals) {
  return async (request: FastifyRequest): Promise<Identified> => {
    // Two such headers would let a proxy in front see one caller and us another.
    const stated = request.raw.headersDistinct.authorization ?? [];
    if (stated.length > 1) throw new Unauthenticated();
    const purpose = request.headers['x-purpose'];
    try {
      const caller = await identify({ authorization: stated[0], purpose: purpose?.toString() }, rules);
      refusals.know(request, askerOf(caller));
      return { request, caller };
    } catch (error) {
      if (error instanceof AskerRefused) await refusals.log(request, error.asker, error);
      throw error;
    }
  };
}

function refuseDataInUrl(identified: Identified): Identified {
  if (!identified.request.raw.url?.includes('?')) return identified;
  throw new KetenzichtError('BAD_REQUEST', 'Send nothing in the URL; the operation belongs in the body.');
}

function agreeOnForm({ request, caller }: Identified): Formed {
  const form = chooseAnswerForm(request.headers.accept);
  if (!form)
    throw new KetenzichtError('NOT_ACCEPTABLE', 'Accept application/graphql-response+json or application/json.');
  const absences = request.headers['x-absences'] ?? 'report';
  if (absences !== 'strict' && absences !== 'report') {
    throw new KetenzichtError('BAD_REQUEST', 'X-Absences must be "strict" or "report".');
  }
  return {
    request,
    caller,
    form,
    facts: { trace: request.trace, origin: request.ip, absences, receivedAt: new Date() },
  };
}

function chooseView<Context extends BaseContext>(views: ServerParts<Context>['views']) {
  return (formed: Formed): Admitted<Context> => {
    const apollo = views.get(formed.caller.view);
    if (!apollo) throw new Forbidden('This purpose is not open to your organisation. State another in X-Purpose.');
    return { ...formed, apollo };
  };
}

async function takeOperation<Context extends BaseContext>(admitted: Admitted<Context>): Promise<Asked<Context>> {
  return { ...admitted, operation: readOperation(admitted.request.body) };
}

function makeContext<Context extends BaseContext>(make: ServerParts<Context>['makeContext']) {
  return async (asked: Asked<Context>): Promise<Prepared<Context>> => {
    return { ...asked, context: await make(asked.caller, asked.facts) };
  };
}

/** Apollo sees the operation and the agreed form, and no header else: not the token, not an address. */
function execute<Context extends BaseContext>({ apollo, operation, form, context }: Prepared<Context>) {
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ['accept', form],
  ]);
  const httpGraphQLRequest = { method: 'POST', headers, search: '', body: operation };
  return apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace that this request belongs to. */
    trace: TraceContext;
  }
}

/**
 * Assembles the server; the caller lets it listen.
 * @throws Error when a page or plugin cannot be added
 */
export async function buildServer<Context extends BaseContext>(parts: ServerParts<Context>): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: parts.config.limits.bodyBytes,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    logController: new LogController({ disableRequestLogging: true }),
    logger: parts.logTo
      ? { stream: parts.logTo, level: parts.logLevel ?? 'info', serializers: { err: withoutTexts } }
      : false,
    clientErrorHandler: refuseUnreadable,
  });
  await server.register(helmet, securityHeaders(parts.config.demo));
  takeJsonOnly(server);
  traceRequests(server);
  if (parts.config.demo) server.addHook('onRequest', refuseOtherHosts);
  const refusals = new Refusals(parts.logRefusal);
  server.setErrorHandler((error, request, reply) => refusals.answer(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    refuse(new KetenzichtError('NOT_FOUND', 'There is nothing at this address.'), request, reply),
  );
  addGraph(server, roadOf(parts, refusals));
  const identified = identifyCaller(parts.identity, refusals);
  await parts.routes?.(server, async (request) => (await identified(request)).caller);
  await parts.pages?.(server);
  return server;
}

/** An error as the framework logs it by itself: its classes and places, none of its texts. */
function withoutTexts(error: Error) {
  const { failure, at } = describeFailure(error);
  return { type: failure.join(' < '), message: '', stack: at.join('\n') };
}

function addGraph<Context extends BaseContext>(
  server: FastifyInstance,
  road: ReturnType<typeof roadOf<Context>>,
): void {
  const admitted = new WeakMap<FastifyRequest, Admitted<Context>>();
  server.post('/graphql', {
    onRequest: async (request) => {
      admitted.set(request, await road.admission.walk(request));
    },
    handler: async (request, reply) => {
      const admission = admitted.get(request);
      if (!admission) throw new Unauthenticated();
      return send(reply, await road.answer.walk(admission));
    },
  });
  server.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    onRequest: async (_request, reply) => {
      reply.header('allow', 'POST');
      throw new KetenzichtError('METHOD_NOT_ALLOWED', 'Send operations by POST.');
    },
    handler: async () => undefined,
  });
}

function send(reply: FastifyReply, answer: HTTPGraphQLResponse): FastifyReply {
  if (answer.body.kind !== 'complete') throw new Error('an answer in parts was not agreed on');
  for (const [name, value] of answer.headers) reply.header(name, value);
  return reply
    .code(answer.status ?? 200)
    .header('cache-control', 'no-store')
    .send(answer.body.string);
}

/** Only JSON in UTF-8 is parsed: forms that a web page can send to another site unasked are not among it. */
function takeJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, server.getDefaultJsonParser('error', 'error'));
  server.addHook('preParsing', async ({ headers }) => {
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
    if (/^utf-?8$/i.test(charset) && /^(identity)?$/i.test(headers['content-encoding'] ?? '')) return;
    throw new KetenzichtError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json in UTF-8, not compressed.');
  });
}

function traceRequests(server: FastifyInstance): void {
  server.decorateRequest('trace', { getter: () => joinTrace(undefined) });
  server.addHook('onRequest', async (request, reply) => {
    const trace = joinTrace(request.headers.traceparent?.toString());
    Object.defineProperty(request, 'trace', { value: trace });
    reply.header('traceparent', traceparentOf(trace)).header('cache-control', 'no-store');
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, trace } = request;
    const durationMs = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info(
      { method, route: routeOptions.url, status: reply.statusCode, durationMs, traceId: trace.traceId },
      'request',
    );
  });
}

/** A page of another site could point its name at this machine (DNS rebinding) and read what the demo's pages show. */
async function refuseOtherHosts(request: FastifyRequest): Promise<void> {
  const name = request.hostname.replace(/:\d+$/, '');
  if (name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)) return;
  throw new Forbidden('The demo answers to this machine only. Open it as localhost.');
}

function securityHeaders(demo: boolean) {
  const self = ["'self'"];
  const none = ["'none'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: none,
        baseUri: none,
        frameAncestors: none,
        formAction: self,
      },
    },
    xFrameOptions: { action: 'deny' as const },
    // The demo speaks plain HTTP on this machine; a browser must not remember otherwise for localhost.
    strictTransportSecurity: demo ? (false as const) : { maxAge: 31_536_000, includeSubDomains: true },
  };
}
