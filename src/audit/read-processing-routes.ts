import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../model/caller.js';
import { KetenzichtError, Unauthenticated } from '../model/errors.js';
import { answerProblems, type ReportFailure } from './problem.js';
import { admitReader, type ReadingParts, readProcessing } from './read-processing.js';
import { RegisterCopy } from './register-copy.js';
import { ACTIVITIES_PATH, addRegisterRoutes } from './register-routes.js';
import type { LoggedRequest } from './request-entry.js';

/** Who asks, from the headers of a request. @throws Unauthenticated; Forbidden */
export type IdentifyCaller = (request: FastifyRequest) => Promise<Caller>;

/** What the addresses of processing activities need. */
export interface ActivityRouteParts extends ReadingParts {
  readonly report: ReportFailure;
}

/** Version of the read extension's interface (its OpenAPI document), as the API Design Rules want it told. */
const API_VERSION = '1.1.0';

/**
 * Everything at `/processing-activities`: the public register, and the reading of the processing log as the read
 * extension of Logboek Dataverwerkingen (Logius) has it. All errors are `application/problem+json`.
 */
export function activityRoutes(parts: ActivityRouteParts) {
  return async (server: FastifyInstance, identify: IdentifyCaller): Promise<void> => {
    await server.register(async (scope) => {
      answerProblems(scope, parts.report);
      addRegisterRoutes(scope, new RegisterCopy(parts.database.log));
      addReadingRoute(scope, parts, identify);
      refuseOtherMethods(scope, ACTIVITIES_PATH, 'GET, POST', ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
      refuseOtherMethods(scope, `${ACTIVITIES_PATH}/*`, 'GET', ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
    });
  };
}

function addReadingRoute(scope: FastifyInstance, parts: ReadingParts, identify: IdentifyCaller): void {
  const admitted = new WeakMap<FastifyRequest, LoggedRequest>();
  scope.post(ACTIVITIES_PATH, {
    onRequest: async (request, reply) => {
      reply.header('api-version', API_VERSION);
      const caller = await identify(request);
      const facts = { trace: request.trace, origin: request.ip, receivedAt: new Date() };
      await admitReader(parts, { caller, facts });
      if (request.raw.url?.includes('?')) {
        throw new KetenzichtError('BAD_REQUEST', 'Send nothing in the URL; the question belongs in the body.');
      }
      admitted.set(request, { caller, facts });
    },
    handler: async (request) => {
      const reading = admitted.get(request);
      if (!reading) throw new Unauthenticated();
      return readProcessing(parts, reading, request.body);
    },
  });
}

function refuseOtherMethods(scope: FastifyInstance, url: string, allow: string, method: string[]): void {
  scope.route({
    method,
    url,
    onRequest: async (_request, reply) => {
      reply.header('allow', allow);
      throw new KetenzichtError('METHOD_NOT_ALLOWED', `Use ${allow} here.`);
    },
    handler: async () => undefined,
  });
}
