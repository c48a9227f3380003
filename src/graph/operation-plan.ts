import { type DocumentNode, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { demandOf } from '../join/demand.js';
import { type CategoryCondition, planReads, type TableConditions } from '../join/plan.js';
import type { Source } from '../sources/source.js';
import type { OperationPlan } from './context.js';
import { coordinatesOf, isConditional, selectedFields } from './coordinates.js';

/** What a view decides with. */
export interface ViewRules {
  readonly schema: GraphQLSchema;
  readonly sources: readonly Source[];
  readonly permits: TableConditions;
  readonly conditionOf: CategoryCondition;
}

/** An operation of a document, as it was sent. */
export interface SentOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Decides what operations of one view read: once per operation, before anything is read. Plans of documents without
 * `@skip` and `@include` are kept with the document, which Apollo keeps for as long as it is in use.
 */
export function operationPlanner(rules: ViewRules): (sent: SentOperation) => OperationPlan {
  const kept = new WeakMap<OperationDefinitionNode, OperationPlan>();
  return (sent) => {
    const known = kept.get(sent.operation);
    if (known) return known;
    const plan = planOperation(rules, sent);
    if (!isConditional(sent.document)) kept.set(sent.operation, plan);
    return plan;
  };
}

function planOperation(rules: ViewRules, { document, operation, variables }: SentOperation): OperationPlan {
  const { coerced } = getVariableValues(rules.schema, operation.variableDefinitions ?? [], variables);
  const selection = selectedFields(rules.schema, document, operation, coerced ?? {});
  const demand = demandOf(coordinatesOf(selection));
  return { selection, reads: planReads(demand, rules.sources, rules.permits, rules.conditionOf) };
}
