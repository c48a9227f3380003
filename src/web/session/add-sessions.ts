import type { FastifyInstance } from 'fastify';
import type { ReadSession } from '../../graph/page-session.js';
import type { PageSetting } from '../demo-routes.js';
import { addPersonaRoute, addSessionRoutes, readSessionOf } from './session-routes.js';
import { Sessions } from './sessions.js';

/**
 * Adds the sessions of the pages: a persona in the demo, else a log-in at the identity provider.
 * @returns what reads the session of a page that asks the graph
 */
export async function addSessions(server: FastifyInstance, setting: PageSetting): Promise<ReadSession> {
  const { config, identity } = setting;
  const secure = config.publicUrl?.startsWith('https:') ?? !config.demo;
  const sessions = new Sessions({ secrets: config, verifier: identity.verifier, secure });
  const parts = { ...setting, sessions, signIn: null };
  addSessionRoutes(server, parts);
  if (config.demo) addPersonaRoute(server, parts);
  return readSessionOf(parts);
}
