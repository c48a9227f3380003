import type { GraphQLSchema } from 'graphql';
import { KetenzichtError } from '../model/errors.js';
import { limitsFor, type OperationSettings } from '../model/operation-settings.js';
import type { Principal } from '../model/principal.js';
import { operationCosts } from './operation-cost.js';
import type { SentOperation } from './operation-plan.js';

/**
 * Refuses an operation that costs more than whoever asks may spend on one.
 * @throws KetenzichtError `COST_LIMIT`
 */
export type RefuseCostly = (principal: Principal, sent: SentOperation) => void;

/** The limit on what operations of one view cost; asked of each request, because pages come with the variables. */
export function costLimit(schema: GraphQLSchema, settings: OperationSettings): RefuseCostly {
  const costOf = operationCosts(schema);
  return (principal, sent) => {
    const { cost: most } = limitsFor(settings, principal);
    if (costOf(sent) <= most) return;
    throw new KetenzichtError(
      'COST_LIMIT',
      `This operation costs more than ${most}, by the values it may answer. Ask for smaller pages or fewer fields.`,
    );
  };
}
