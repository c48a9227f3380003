import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerProblems } from '../audit/problem.js';
import type { IdentifyCaller } from '../audit/read-processing-routes.js';
import type { LoggedRequest } from '../audit/request-entry.js';
import type { DeliveryName, DeliveryReport, RejectedPlace } from '../delivery/delivery-report.js';
import { UploadConflict } from '../delivery/open-upload.js';
import { KetenzichtError, Unauthenticated } from '../model/errors.js';
import { ownsDeliveries } from '../policy/delivery-rows.js';
import type { Policy } from '../policy/policy.js';
import type { Layout } from '../sources/layout.js';
import { layoutOf } from '../sources/layouts.js';
import type { DeliveryDesk } from './delivery-desk.js';
import type { DeliveryAction } from './delivery-entry.js';
import { FILE_ENDINGS, readDeliveryHeaders, waitOf } from './delivery-headers.js';
import { reportFailure } from './errors.js';

/** Where deliveries are sent, and asked about. */
export const DELIVERIES_PATH = '/deliveries';

/** What the addresses of deliveries need. */
export interface DeliveryRouteParts {
  readonly policy: Policy;
  readonly desk: DeliveryDesk;
}

interface Addressed {
  readonly source?: string;
  readonly id?: string;
  readonly key?: string;
}

/** A request of somebody who may deliver, and the layout of its organisation's files. */
interface Admitted extends LoggedRequest {
  readonly layout: Layout;
}

type Handler = (asked: Admitted, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/**
 * Everything at `/deliveries`: an organisation sends the files of its own source, streamed and in its own layout, and
 * asks what became of them. For whoever may not deliver, and for any other source or delivery, there is nothing here.
 */
export function deliveryRoutes({ policy, desk }: DeliveryRouteParts) {
  return async (server: FastifyInstance, identify: IdentifyCaller): Promise<void> => {
    await server.register(async (scope) => {
      const known = new WeakMap<FastifyRequest, LoggedRequest>();
      answerProblems(scope, reportFailure, async (request, code) => {
        const asked = known.get(request);
        if (asked) await desk.log(asked, { action: actionOf(request), code });
      });
      // Bodies are taken as they come, and only by the address that takes them.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      const route = (method: 'GET' | 'POST', url: string, handle: Handler) => {
        const admitted = new WeakMap<FastifyRequest, Admitted>();
        scope.route<{ Params: Addressed }>({
          method,
          url: `${DELIVERIES_PATH}${url}`,
          config: { streamsBody: true },
          onRequest: async (request) => {
            const caller = await identify(request);
            const asked = { caller, facts: { trace: request.trace, origin: request.ip, receivedAt: new Date() } };
            known.set(request, asked);
            admitted.set(request, admit(policy, asked, request));
          },
          handler: async (request, reply) => {
            const asked = admitted.get(request);
            if (!asked) throw new Unauthenticated();
            return handle(asked, request, reply);
          },
        });
      };
      addRoutes(route, desk);
    });
  };
}

function addRoutes(route: (method: 'GET' | 'POST', url: string, handle: Handler) => void, desk: DeliveryDesk): void {
  route('POST', '/:source', (asked, request, reply) => deliver(desk, asked, request, reply));
  route('GET', '/:id', (asked, request) => report(desk, asked, request, { id: paramsOf(request).id ?? '' }));
  route('GET', '/by-key/:key', (asked, request) => report(desk, asked, request, { key: paramsOf(request).key ?? '' }));
  route('GET', '/:id/rejected', (asked, request, reply) => rejected(desk, asked, request, reply));
  for (const decision of ['confirm', 'withdraw'] as const) {
    route('POST', `/:id/${decision}`, async (asked, request, reply) => {
      const id = paramsOf(request).id ?? '';
      await desk[decision](asked, id);
      return answer(reply, await existing(desk.report(asked, { id }, waitOf(request.headers))));
    });
  }
}

const paramsOf = (request: FastifyRequest) => request.params as Addressed;

function actionOf({ method, url }: FastifyRequest): DeliveryAction {
  if (method === 'GET') return 'readDelivery';
  if (url.endsWith('/confirm')) return 'confirmDelivery';
  return url.endsWith('/withdraw') ? 'withdrawDelivery' : 'deliver';
}

/** @throws KetenzichtError `NOT_FOUND` for whoever does not deliver, and for another's source */
function admit(policy: Policy, asked: LoggedRequest, request: FastifyRequest): Admitted {
  if (request.raw.url?.includes('?')) {
    throw new KetenzichtError('BAD_REQUEST', 'Send nothing in the URL; what there is to say stands in the headers.');
  }
  const { principal, view } = asked.caller;
  const layout = layoutOf({ code: principal.organisation, partnerKind: principal.partnerKind });
  const { source } = paramsOf(request);
  if (!layout || !ownsDeliveries(policy, view)) throw notFound();
  if (source !== undefined && source !== layout.agency.toLowerCase()) throw notFound();
  return { ...asked, layout };
}

function notFound(): KetenzichtError {
  return new KetenzichtError('NOT_FOUND', 'There is nothing of your organisation at this address.');
}

async function deliver(
  desk: DeliveryDesk,
  asked: Admitted,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { agency, file } = asked.layout;
  const { key, mode, isCompressed, offset, digest } = readDeliveryHeaders(request.headers, asked.layout);
  const { organisation } = asked.caller.principal;
  const fileName = `${organisation}.${FILE_ENDINGS[file.format]}${isCompressed ? '.gz' : ''}`;
  // Not destroyed when it is not read to its end: the answer goes out on the same connection.
  const body = ((request.body ?? Readable.from([])) as Readable).iterator({ destroyOnReturn: false });
  try {
    const id = await desk.deliver(asked, { upload: { agency, mode, fileName, key, offset }, body, digest });
    const found = await existing(desk.report(asked, { id }, waitOf(request.headers)));
    return answer(reply.header('location', `${DELIVERIES_PATH}/${id}`), found);
  } catch (error) {
    if (error instanceof UploadConflict && error.offset !== undefined) reply.header('upload-offset', error.offset);
    // What is left of the body stands in the way of the next request on this connection (RFC 9112, 9.3).
    if (!request.raw.complete) reply.header('connection', 'close');
    throw error instanceof KetenzichtError || request.raw.complete ? error : brokenOff(error);
  }
}

/** Nobody is there to be told; it is for the log. */
function brokenOff(cause: unknown): KetenzichtError {
  return new KetenzichtError('BAD_REQUEST', 'The sending broke off. Go on from where the delivery stands.', cause);
}

async function report(
  desk: DeliveryDesk,
  asked: Admitted,
  request: FastifyRequest,
  name: DeliveryName,
): Promise<DeliveryReport> {
  const found = await existing(desk.report(asked, name, waitOf(request.headers)));
  await desk.log(asked, { action: 'readDelivery', counts: { rejected: found.rejected } });
  return found;
}

async function rejected(
  desk: DeliveryDesk,
  asked: Admitted,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = await existing(desk.report(asked, { id: paramsOf(request).id ?? '' }, 0));
  await desk.log(asked, { action: 'readDelivery', counts: { rejected: found.rejected } });
  return reply.type('application/x-ndjson').send(Readable.from(lines(desk.rejected(asked, found.id))));
}

async function* lines(rows: AsyncIterable<RejectedPlace>): AsyncGenerator<string> {
  for await (const { place, reason } of rows) yield `${JSON.stringify({ place, reason })}\n`;
}

async function existing(reading: Promise<DeliveryReport | null>): Promise<DeliveryReport> {
  const found = await reading;
  if (!found) throw notFound();
  return found;
}

/** 202 while it is being stored. */
function answer(reply: FastifyReply, found: DeliveryReport): FastifyReply {
  return reply.code(found.state === 'APPLYING' ? 202 : 200).send(found);
}
