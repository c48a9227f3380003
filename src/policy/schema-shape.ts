import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Category } from '../model/category.js';
import { type Declared, declaredOf } from './field-category.js';

/** An argument, as the policy sees it. */
export interface ArgumentShape extends Declared {
  readonly name: string;
  readonly typeName: string;
  readonly required: boolean;
}

/** A field, input field or enum value, as the policy sees it. */
export interface MemberShape extends Declared {
  readonly name: string;
  /** Name of the type behind lists and non-nulls; absent for an enum value. */
  readonly typeName?: string;
  /** For an input field: it must be given. */
  readonly required: boolean;
  /** For an output field: it is never null. */
  readonly nonNull: boolean;
  readonly args: readonly ArgumentShape[];
}

/** A type whose members the policy can remove. */
export interface TypeShape {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'input' | 'enum' | 'union';
  readonly root: boolean;
  readonly members: readonly MemberShape[];
  /** Object types that an interface or union can be. */
  readonly possible: readonly string[];
}

/** The types of a schema by name, in the order of their names; without scalars and introspection. */
export type SchemaShape = ReadonlyMap<string, TypeShape>;

/**
 * Reads off a schema what the policy decides on. A field of an interface needs what any implementation of it needs,
 * and an implementation what its interface needs: neither is a way around the other.
 * @throws TypeError with the member's name when it declares its category in a form that cannot be read
 */
export function schemaShape(schema: GraphQLSchema): SchemaShape {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const shapes = types.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((type) => typeShape(schema, type));
  return new Map(shapes.map((shape) => [shape.name, shape]));
}

function typeShape(schema: GraphQLSchema, type: GraphQLNamedType): TypeShape[] {
  const kind = kindOf(type);
  if (!kind) return [];
  const root = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(
    type as GraphQLObjectType,
  );
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [];
  return [{ name: type.name, kind, root, members: membersOf(schema, type), possible }];
}

function kindOf(type: GraphQLNamedType): TypeShape['kind'] | null {
  if (isObjectType(type)) return 'object';
  if (isInterfaceType(type)) return 'interface';
  if (isInputObjectType(type)) return 'input';
  if (isEnumType(type)) return 'enum';
  return isAbstractType(type) ? 'union' : null;
}

function membersOf(schema: GraphQLSchema, type: GraphQLNamedType): MemberShape[] {
  if (isObjectType(type) || isInterfaceType(type)) {
    const kin = isInterfaceType(type) ? implementationsOf(schema, type) : type.getInterfaces();
    return Object.values(type.getFields()).map((field) => {
      const related = kin.flatMap((one) => one.getFields()[field.name] ?? []);
      return fieldShape(type.name, field, related);
    });
  }
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => inputShape(type.name, field));
  if (!isEnumType(type)) return [];
  const noType = { required: false, nonNull: false, args: [] };
  return type
    .getValues()
    .map((value) => ({ name: value.name, ...noType, ...declared(`${type.name}.${value.name}`, value) }));
}

function implementationsOf(schema: GraphQLSchema, type: GraphQLNamedType) {
  if (!isInterfaceType(type)) return [];
  const { objects, interfaces } = schema.getImplementations(type);
  return [...objects, ...interfaces, ...type.getInterfaces()];
}

function fieldShape(
  owner: string,
  field: GraphQLField<unknown, unknown>,
  related: readonly GraphQLField<unknown, unknown>[],
): MemberShape {
  const name = `${owner}.${field.name}`;
  const { categories, open, agency } = declared(name, field);
  const all = new Set<Category>(categories);
  for (const other of related) for (const category of declared(name, other).categories ?? []) all.add(category);
  return {
    name: field.name,
    typeName: getNamedType(field.type).name,
    required: false,
    nonNull: isNonNullType(field.type),
    args: field.args.map((argument) => argumentShape(name, argument)),
    categories: all.size > 0 ? [...all] : undefined,
    open,
    agency,
  };
}

function argumentShape(field: string, argument: GraphQLArgument): ArgumentShape {
  return {
    name: argument.name,
    typeName: getNamedType(argument.type).name,
    required: isRequiredArgument(argument),
    ...declared(`${field}(${argument.name}:)`, argument),
  };
}

function inputShape(owner: string, field: GraphQLInputField): MemberShape {
  return {
    name: field.name,
    typeName: getNamedType(field.type).name,
    required: isRequiredInputField(field),
    nonNull: isNonNullType(field.type),
    args: [],
    ...declared(`${owner}.${field.name}`, field),
  };
}

function declared(name: string, member: { readonly extensions?: unknown }): Declared {
  try {
    return declaredOf(member);
  } catch (cause) {
    throw new TypeError(`${name}: ${cause instanceof Error ? cause.message : 'unreadable extensions'}`);
  }
}
