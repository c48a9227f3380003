import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { ViewPlan } from './view-plan.js';

interface WithDefault {
  type: GraphQLInputType;
  defaultValue?: unknown;
}

/**
 * The argument or input field without a default that names something the view does not have: such a default would
 * still order or filter by it, and would stand in the schema for everyone to read.
 */
export function withPermittedDefault<Config extends WithDefault>(config: Config, plan: ViewPlan): Config {
  if (config.defaultValue === undefined || isPermitted(config.type, config.defaultValue, plan)) return config;
  return { ...config, defaultValue: undefined };
}

function isPermitted(type: GraphQLInputType, value: unknown, plan: ViewPlan): boolean {
  if (value === null || value === undefined) return true;
  if (isNonNullType(type)) return isPermitted(type.ofType, value, plan);
  if (isListType(type)) return [value].flat().every((item) => isPermitted(type.ofType, item, plan));
  if (isEnumType(type)) {
    const named = type.getValues().find((one) => one.value === value);
    return named !== undefined && plan.keepsMember(type.name, named.name);
  }
  if (!isInputObjectType(type)) return true;
  return Object.entries(value as Record<string, unknown>).every(
    ([name, inner]) => plan.keepsMember(type.name, name) && isPermitted(fieldType(type, name), inner, plan),
  );
}

function fieldType(type: { getFields(): Record<string, { type: GraphQLInputType }> }, name: string): GraphQLInputType {
  const field = type.getFields()[name];
  if (!field) throw new TypeError(`a default names a field ${name} that its input type does not have`);
  return field.type;
}
