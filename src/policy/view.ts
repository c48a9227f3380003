import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import { type GraphQLFieldConfig, type GraphQLSchema, validateSchema } from 'graphql';
import type { ViewKey } from '../model/purpose.js';
import { withPermittedDefault } from './permitted-default.js';
import type { Policy } from './policy.js';
import { planView, type ViewPlan } from './view-plan.js';

type OutputField = GraphQLFieldConfig<unknown, unknown>;

/**
 * The schema of one partner kind and purpose: the master schema without what the policy denies it. What is not in it
 * cannot be asked for, filtered or ordered by, suggested or introspected. Resolvers and extensions stay as they are.
 * @throws Error when what remains is no valid schema, such as one without a query
 */
export function makeView(master: GraphQLSchema, policy: Policy, view: ViewKey): GraphQLSchema {
  const plan = planView(master, policy, view);
  const filtered = pruneSchema(withoutEnumValues(withoutTypesAndFields(master, plan), plan));
  const [fault] = validateSchema(filtered);
  if (fault) throw new Error(`the policy leaves ${view} without a valid schema: ${fault.message}`);
  return filtered;
}

/** Defaults are judged here, while the enum values that they may name are still there to be recognised. */
function withoutTypesAndFields(master: GraphQLSchema, plan: ViewPlan): GraphQLSchema {
  const field = (config: OutputField, name: string, type: string): OutputField | null =>
    plan.keepsMember(type, name) ? { ...config, args: keptArguments(config, name, type, plan) } : null;
  return mapSchema(master, {
    [MapperKind.TYPE]: (type) => (plan.keepsType(type.name) ? type : null),
    [MapperKind.ROOT_FIELD]: field,
    [MapperKind.OBJECT_FIELD]: field,
    [MapperKind.INTERFACE_FIELD]: field,
    [MapperKind.INPUT_OBJECT_FIELD]: (config, name, type) =>
      plan.keepsMember(type, name) ? withPermittedDefault(config, plan) : null,
  });
}

/** With the field, because the mapper of single arguments is not told their names. */
function keptArguments(config: OutputField, field: string, type: string, plan: ViewPlan): OutputField['args'] {
  const kept = Object.entries(config.args ?? {}).filter(([name]) => plan.keepsArgument(type, field, name));
  return Object.fromEntries(kept.map(([name, argument]) => [name, withPermittedDefault(argument, plan)]));
}

function withoutEnumValues(schema: GraphQLSchema, plan: ViewPlan): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.ENUM_VALUE]: (config, type, _schema, name) => (plan.keepsMember(type, name) ? config : null),
  });
}
