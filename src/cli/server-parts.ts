import { activityRoutes } from '../audit/read-processing-routes.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import type { RequestContext } from '../graph/context.js';
import { type OperatorLog, reportFailure } from '../graph/errors.js';
import type { OpenGraph } from '../graph/open-graph.js';
import { type KeyEvents, LoggedKeys, tellingKeys } from '../identity/key-events.js';
import { registerLookup } from '../identity/register-lookup.js';
import type { ReplayMemory } from '../identity/replay-memory.js';
import { openSenderBinding } from '../identity/sender-binding.js';
import { openVerifier } from '../identity/token-verifier.js';
import type { Policy } from '../policy/policy.js';
import type { ServerParts } from '../server.js';
import { openPurposes } from './policy-file.js';

/** What a server stands on. */
export interface Ground {
  readonly config: Config;
  readonly database: Database;
  readonly policy: Policy;
}

/**
 * The parts of a server over an opened graph: who asks, what is asked of the graph, and what is asked beside it. Pages
 * and the operator's log are added by who starts it.
 * @param log told when the clock of this server or of the identity provider may be off, and of its keys
 * @param lasting.figures told of the keys as well
 * @param lasting.proofs the proofs of possession that were taken before
 */
export async function serverParts(
  ground: Ground,
  graph: OpenGraph,
  log: OperatorLog,
  { figures = [], proofs }: { readonly figures?: readonly KeyEvents[]; readonly proofs?: ReplayMemory } = {},
): Promise<ServerParts<RequestContext>> {
  const { config, database, policy } = ground;
  const addActivities = activityRoutes({
    ...ground,
    accessLog: graph.accessLog,
    report: reportFailure,
  });
  return {
    config,
    identity: {
      verifier: await openVerifier(config, { log, keys: tellingKeys([new LoggedKeys(log), ...figures]) }),
      sender: openSenderBinding(config, proofs),
      findOrganisation: registerLookup(database.gateway),
      purposesOf: openPurposes(policy),
    },
    ...graph,
    async routes(server, identify) {
      await addActivities(server, identify);
      await graph.addDeliveries(server, identify);
    },
  };
}
