import type { FastifyInstance } from 'fastify';
import { readPolicyChanges } from '../cli/policy-file.js';
import { schemaOf } from '../graph/open-graph.js';
import type { Policy } from '../policy/policy.js';
import { schemaShape } from '../policy/schema-shape.js';
import { type CoveredMember, coveredMembers } from '../policy/visibility.js';
import type { PageSetting } from './demo-routes.js';

/**
 * `GET /visibility.json`: who may see which categories and fields, on what basis, and what the policy changed. It is
 * public, as `schema/visibility.md` is, which says the same: people may know who may see what about them (AVG art. 12 to
 * 14). Nothing in it comes from a record, or differs with who asks.
 */
export function addVisibility(
  server: FastifyInstance,
  { config, policy }: Pick<PageSetting, 'config' | 'policy'>,
): void {
  let answer: Promise<object> | undefined;
  server.get('/visibility.json', async (_request, reply) => {
    answer ??= visibilityOf(policy, coveredMembers(schemaShape(schemaOf(config))));
    return reply.header('cache-control', 'no-cache').send(await answer);
  });
}

async function visibilityOf(policy: Policy, members: readonly CoveredMember[]): Promise<object> {
  const changes = await readPolicyChanges();
  return {
    version: policy.version,
    columns: policy.columns.map(({ view, legalBasis, processingActivity, validFrom, validUntil }) => ({
      view,
      legalBasis,
      processingActivity,
      validFrom,
      validUntil,
    })),
    categories: policy.categories.map(({ category, covers }) => ({
      category,
      covers,
      conditions: policy.columns.map(({ view }) => policy.conditionOf(view, category)),
      fields: members.filter(({ categories }) => categories.includes(category)).map(({ name }) => name),
    })),
    changes: changes.map(({ line, ...change }) => change),
  };
}
