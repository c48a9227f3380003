import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KetenzichtError } from '../model/errors.js';
import type { Language } from './letter/category-names.js';
import { entryOfActivity, type RegisterEntry } from './register-answer.js';
import type { ActivityVersion, RegisterCopy } from './register-copy.js';
import { languageOf, wantsPage } from './register-form.js';
import { entryPage, listPage } from './register-page.js';

/** Where the register is answered, and the log of processing is read. */
export const ACTIVITIES_PATH = '/processing-activities';

/**
 * The public register: `GET /processing-activities` lists the latest version of each activity, `/<id>` answers the
 * latest, `/<id>/v<n>` that one. The URIs of policy and log resolve here by their path. Confidential activities are in
 * it too: it is their lines in the log that are kept from the person, not that there is such an activity.
 */
export function addRegisterRoutes(scope: FastifyInstance, register: RegisterCopy): void {
  scope.get(ACTIVITIES_PATH, async (request, reply) => {
    const all = await readOf(register.all());
    const latest = [...new Map(all.map((one) => [one.id, one])).values()];
    const entries = latest.map((one) => entryOfActivity(one, versionsOf(all, one.id)));
    return answer(request, reply, { activities: entries }, (language) => listPage(entries, language));
  });
  scope.get<{ Params: { '*': string } }>(`${ACTIVITIES_PATH}/*`, async (request, reply) => {
    const entry = await entryAt(register, request.params['*']);
    return answer(request, reply, entry, (language) => entryPage(entry, language));
  });
}

/** @throws KetenzichtError `NOT_FOUND` */
async function entryAt(register: RegisterCopy, place: string): Promise<RegisterEntry> {
  const [, id, version] = /^([^/]+)(?:\/v([1-9]\d{0,5}))?$/.exec(place) ?? [];
  const versions = id === undefined ? [] : versionsOf(await readOf(register.all()), id);
  const found = version === undefined ? versions.at(-1) : versions.find((one) => one.version === Number(version));
  if (!found) {
    throw new KetenzichtError(
      'NOT_FOUND',
      `There is no such processing activity. GET ${ACTIVITIES_PATH} lists those there are.`,
    );
  }
  return entryOfActivity(found, versions);
}

async function readOf<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    throw new KetenzichtError('UNAVAILABLE', 'The register cannot be read now. Ask again later.', error);
  }
}

/** The versions of one activity, the oldest first; none when there is none of that name. */
function versionsOf(all: readonly ActivityVersion[], id: string): ActivityVersion[] {
  return all.filter((one) => one.id === id);
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  content: object,
  page: (language: Language) => string,
): FastifyReply {
  reply.header('vary', 'Accept, Accept-Language');
  if (!wantsPage(request.headers.accept)) return reply.send(content);
  const language = languageOf(request.headers['accept-language']);
  return reply.header('content-language', language).type('text/html; charset=utf-8').send(page(language));
}
