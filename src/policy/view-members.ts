import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { ViewKey } from '../model/purpose.js';
import type { Policy } from './policy.js';
import { makeView } from './view.js';

/** All that a caller of a view can name. */
export interface ViewMembers {
  readonly types: ReadonlySet<string>;
  /** `Type.field`, `Type.field(argument:)`, input fields and enum values as `Type.member`. */
  readonly members: ReadonlySet<string>;
}

/**
 * What stands in the view that callers are served: also without what nothing in the view leads to.
 * @throws Error when the policy leaves no valid schema
 */
export function viewMembers(master: GraphQLSchema, policy: Policy, view: ViewKey): ViewMembers {
  return membersOf(makeView(master, policy, view));
}

/** What stands in a schema; introspection is left out. */
export function membersOf(schema: GraphQLSchema): ViewMembers {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const members = types.flatMap((type) => {
    if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
    if (isInputObjectType(type)) return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) => [
      `${type.name}.${name}`,
      ...args.map((argument) => argumentName(type.name, name, argument.name)),
    ]);
  });
  return { types: new Set(types.map(({ name }) => name)), members: new Set(members) };
}

/** An argument as it is written everywhere here: `Query.cases(filter:)`. */
export function argumentName(type: string, field: string, argument: string): string {
  return `${type}.${field}(${argument}:)`;
}
