import type { ApolloServer, BaseContext } from '@apollo/server';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import type { IdentifyCaller } from './audit/read-processing-routes.js';
import type { Config } from './config.js';
import { answerBytes } from './graph/answer-bytes.js';
import { sayWhenToAskAgain } from './graph/ask-later.js';
import { limitBodyTime, takeJsonOnly } from './graph/body-rules.js';
import type { AdmitDocument } from './graph/document-admission.js';
import type { Draining } from './graph/draining.js';
import { describeFailure } from './graph/errors.js';
import type { Guards } from './graph/guards.js';
import { type AnswerForm, chooseAnswerForm, type Operation, readOperation } from './graph/http-form.js';
import { type Identified, type IdentifyRequest, identifyCaller } from './graph/identify-request.js';
import type { ReadSession } from './graph/page-session.js';
import { type RefusalLog, Refusals, refuse, refuseUnreadable } from './graph/refusals.js';
import { requestEnd } from './graph/request-end.js';
import { addRequestMarks } from './graph/request-marks.js';
import { securityHeaders } from './graph/security-headers.js';
import type { EventStream, Subscriptions } from './graph/subscription.js';
import { addSubscriptionSocket } from './graph/subscription-socket.js';
import { sendEvents, wantsEvents } from './graph/subscription-stream.js';
import { isThisMachine, refuseOtherHosts } from './graph/this-machine.js';
import { type RequestTelling, RequestTraces } from './graph/trace-requests.js';
import { endUnusedConnections } from './graph/unused-connections.js';
import type { IdentityRules } from './identity/identify.js';
import type { Caller } from './model/caller.js';
import { Forbidden, KetenzichtError, Unauthenticated } from './model/errors.js';
import type { ViewKey } from './model/purpose.js';
import type { RequestFacts } from './model/request-facts.js';
import { within } from './model/span.js';
import type { LogLevel } from './model/telemetry-settings.js';

/** What a server is assembled from. */
export interface ServerParts<Context extends BaseContext> extends RequestTelling {
  readonly config: Pick<Config, 'demo' | 'limits'>;
  readonly identity: IdentityRules;
  /** A started ApolloServer for each view; what a view does not have does not exist for its callers. */
  readonly views: ReadonlyMap<ViewKey, ApolloServer<Context>>;
  readonly makeContext: (caller: Caller, facts: RequestFacts) => Context | Promise<Context>;
  /** Finds the document of a request, or refuses it before it is validated. */
  readonly admitDocument: AdmitDocument;
  /** Writes the audit line of a request that was refused before the graph; none is written when absent. */
  readonly logRefusal?: RefusalLog;
  /** Tells of changes as they happen, over WebSocket and as server-sent events; nobody is told when absent. */
  readonly subscriptions?: Subscriptions;
  /** Bounds how often and how long somebody may ask; nothing does when absent. */
  readonly guards?: Pick<Guards, 'rateLimit' | 'requestTimeoutMs'>;
  /** Adds the pages that people look at, and says how their sessions are read. */
  readonly pages?: (server: FastifyInstance, identity: IdentityRules) => Promise<ReadSession | undefined>;
  /** Adds what is asked outside GraphQL. */
  readonly routes?: (server: FastifyInstance, identify: IdentifyCaller) => void | Promise<void>;
  /** Told to begin when the server is to stop; it says so to each client. */
  readonly draining?: Draining;
  /** Where lines of the operator's log go, as JSON; nowhere when absent. */
  readonly logTo?: { write(line: string): void };
  /** `info` where absent: with a line for each request. */
  readonly logLevel?: LogLevel;
}

interface Arrived {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
interface Formed extends Identified {
  readonly form: AnswerForm;
  /** A stream of events is wanted, not one answer. */
  readonly events: boolean;
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
interface Answer extends Pick<Formed, 'form'> {
  readonly status: number;
  readonly headers: Iterable<[name: string, value: string]>;
  readonly result: FormattedExecutionResult;
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
function roadOf<Context extends BaseContext>(
  parts: ServerParts<Context>,
  identified: IdentifyRequest,
  session?: ReadSession,
) {
  return {
    admission: new Road(identifyPage(identified, session)) // identify: who asks, and what for; not too often
      .step(refuseDataInUrl) //                            personal data stays out of URLs
      .step(agreeOnForm(parts.subscriptions)) //           how the answer is wanted
      .step(chooseView(parts.views)), //                   choose the view
    answer: new Road(takeOperation<Context>(parts.admitDocument)) // one operation, within the caller's limits
      .step(makeContext(parts.makeContext)) //             what the view's resolvers may use
      .step(execute<Context>), //                          validate → grant → read → join → log → answer
    subscribe: subscribeTo<Context>(parts.subscriptions), // the same for each event of a subscription
  };
}

/** A page asks by its session, everything else by its own token; who brings both is asked nothing of the session. */
function identifyPage(identified: IdentifyRequest, readSession: ReadSession | undefined) {
  return async ({ request, reply }: Arrived): Promise<Identified> => {
    if (request.raw.headersDistinct.authorization) return identified(request);
    return identified(request, await readSession?.(request, reply));
  };
}

function subscribeTo<Context extends BaseContext>(subscriptions: Subscriptions | undefined) {
  return ({ request, caller, facts }: Admitted<Context>): EventStream => {
    if (!subscriptions) throw new KetenzichtError('NOT_ACCEPTABLE', 'Events are not offered here.');
    return subscriptions.subscribe(caller, readOperation(request.body), facts);
  };
}

function refuseDataInUrl(identified: Identified): Identified {
  if (!identified.request.raw.url?.includes('?')) return identified;
  throw new KetenzichtError('BAD_REQUEST', 'Send nothing in the URL; the operation belongs in the body.');
}

function agreeOnForm(subscriptions: Subscriptions | undefined) {
  return ({ request, caller }: Identified): Formed => {
    const events = subscriptions !== undefined && wantsEvents(request.headers.accept);
    const form = events ? 'application/json' : chooseAnswerForm(request.headers.accept);
    if (!form)
      throw new KetenzichtError('NOT_ACCEPTABLE', 'Accept application/graphql-response+json or application/json.');
    const absences = request.headers['x-absences'] ?? 'report';
    if (absences !== 'strict' && absences !== 'report') {
      throw new KetenzichtError('BAD_REQUEST', 'X-Absences must be "strict" or "report".');
    }
    const facts = { trace: request.trace, origin: request.ip, absences, receivedAt: new Date() } as const;
    return { request, caller, form, events, facts };
  };
}

function chooseView<Context extends BaseContext>(views: ServerParts<Context>['views']) {
  return ({ ...formed }: Formed): Promise<Admitted<Context>> => {
    const { view } = formed.caller;
    return within(formed.facts.trace.span, { name: 'view', attributes: { 'ketenzicht.view': view } }, () => {
      const apollo = views.get(view);
      if (!apollo) throw new Forbidden('This purpose is not open to your organisation. State another in X-Purpose.');
      return { ...formed, apollo };
    });
  };
}

function takeOperation<Context extends BaseContext>(admit: AdmitDocument) {
  return async (admitted: Admitted<Context>): Promise<Asked<Context>> => {
    return { ...admitted, operation: admit(admitted.caller, readOperation(admitted.request.body)) };
  };
}

function makeContext<Context extends BaseContext>(make: ServerParts<Context>['makeContext']) {
  return async (asked: Asked<Context>): Promise<Prepared<Context>> => {
    const { trace } = asked.facts;
    const span = trace.span?.begin('graphql');
    const facts = span ? { ...asked.facts, trace: { ...trace, span } } : asked.facts;
    return { ...asked, facts, context: await make(asked.caller, facts) };
  };
}

/** Apollo sees the operation and nothing else of the request: not the token, not an address, no header. */
async function execute<Context extends BaseContext>({ operation, ...prepared }: Prepared<Context>): Promise<Answer> {
  const { apollo, form, context, facts } = prepared;
  const { query, operationName, variables } = operation;
  const asked = { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
  const answering = apollo.executeOperation(asked, { contextValue: context });
  const { http, body } = await answering.finally(() => facts.trace.span?.end());
  if (body.kind !== 'single') throw new Error('an answer in parts was not agreed on');
  return { status: http.status ?? 200, headers: http.headers, form, result: body.singleResult };
}

/**
 * Assembles the server; the caller lets it listen.
 * @throws Error when a page or plugin cannot be added
 */
export async function buildServer<Context extends BaseContext>(parts: ServerParts<Context>): Promise<FastifyInstance> {
  const traces = new RequestTraces(parts);
  const server = Fastify({
    bodyLimit: parts.config.limits.bodyBytes,
    requestTimeout: 0,
    forceCloseConnections: 'idle',
    // What came over a connection that was open is answered, though the server closes.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    genReqId: traces.join,
    logger: parts.logTo ? lineFormat(parts.logTo, parts.logLevel) : false,
    clientErrorHandler: refuseUnreadable,
  });
  const protecting = securityHeaders(parts.config.demo);
  server.addHook('onRequest', async (_request, reply) => void reply.headers(protecting));
  sayWhenToAskAgain(server);
  limitBodyTime(server);
  takeJsonOnly(server);
  traces.addTo(server);
  addRequestMarks(server);
  parts.draining?.watch(server);
  if (parts.config.demo) server.addHook('onRequest', refuseOtherHosts);
  const refusals = new Refusals(parts.logRefusal);
  server.setErrorHandler((error, request, reply) => refusals.answer(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    refuse(new KetenzichtError('NOT_FOUND', 'There is nothing at this address.'), request, reply),
  );
  const session = await parts.pages?.(server, parts.identity);
  const identified = identifyCaller(parts, refusals);
  addGraph(server, roadOf(parts, identified, session), parts.guards?.requestTimeoutMs);
  addSockets(server, parts);
  endUnusedConnections(server);
  await parts.routes?.(server, async (request) => (await identified(request)).caller);
  return server;
}

function addSockets<Context extends BaseContext>(server: FastifyInstance, parts: ServerParts<Context>): void {
  const { config, identity, logRefusal, subscriptions, guards } = parts;
  if (!subscriptions) return;
  const takesHost = (host: string | undefined) => !config.demo || isThisMachine(host ?? '');
  addSubscriptionSocket(server, {
    identity,
    logRefusal,
    rateLimit: guards?.rateLimit,
    subscriptions,
    takesHost,
    limits: config.limits,
  });
}

/** Lines as all of the operator's log are: JSON, with a level by its name and a time in ISO 8601. */
function lineFormat(stream: { write(line: string): void }, level: LogLevel = 'info') {
  return {
    stream,
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: withoutTexts },
  };
}

/** An error as the framework logs it by itself: its classes and places, none of its texts. */
function withoutTexts(error: Error) {
  const { failure, at } = describeFailure(error);
  return { type: failure.join(' < '), message: '', stack: at.join('\n') };
}

function addGraph<Context extends BaseContext>(
  server: FastifyInstance,
  road: ReturnType<typeof roadOf<Context>>,
  withinMs: number | undefined,
): void {
  server.post('/graphql', {
    onRequest: async (request, reply) => {
      request.admission = await road.admission.walk({ request, reply });
    },
    handler: async (request, reply) => {
      const admission = request.admission as Admitted<Context> | undefined;
      if (!admission) throw new Unauthenticated();
      if (admission.events) return sendEvents(reply, road.subscribe(admission));
      const facts = withinMs ? { ...admission.facts, signal: requestEnd(reply, withinMs) } : admission.facts;
      return send(reply, await road.answer.walk({ ...admission, facts }));
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

function send(reply: FastifyReply, { status, headers, form, result }: Answer): FastifyReply {
  for (const [name, value] of headers) reply.header(name, value);
  return reply
    .code(status)
    .header('content-type', `${form}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(answerBytes(result));
}
