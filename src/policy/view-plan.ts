import type { GraphQLSchema } from 'graphql';
import type { ViewKey } from '../model/purpose.js';
import type { Declared } from './field-category.js';
import type { Policy } from './policy.js';
import { type ArgumentShape, type MemberShape, type SchemaShape, schemaShape, type TypeShape } from './schema-shape.js';
import { opensTo } from './source-owner.js';

/** What of the master schema stays in one view. */
export interface ViewPlan {
  keepsType(type: string): boolean;
  /** A field, input field or enum value. */
  keepsMember(type: string, member: string): boolean;
  keepsArgument(type: string, field: string, argument: string): boolean;
}

/**
 * Works out what stays in a view.
 * - A member stays when all its categories permit, and the source that it writes to is the view's own. A scalar field
 *   that says neither a category nor why it is open is denied: what no rule permits does not exist.
 * - A type is *carried* when it has a member with a category, or a member of a carried type. It stays while it keeps
 *   one: a case of which nothing may be seen goes, and with it its connection, its edge and every field that leads
 *   there. Types that carry nothing (`PageInfo`) stay.
 * - A field that loses an argument it requires, and an input that loses a field it requires, go: nobody could use them.
 */
export function planView(master: GraphQLSchema | SchemaShape, policy: Policy, view: ViewKey): ViewPlan {
  const shape = isShape(master) ? master : schemaShape(master);
  return new Plan(shape, carriedTypes(shape), (declared) => opensTo(policy, view, declared));
}

function isShape(master: GraphQLSchema | SchemaShape): master is SchemaShape {
  return master instanceof Map;
}

/** Names of the types that have a member with a category, directly or through the types of their members. */
export function carriedTypes(shape: SchemaShape): ReadonlySet<string> {
  const carried = new Set<string>();
  const carries = (type: TypeShape): boolean =>
    type.members.some((member) => isRuled(member, shape) || carried.has(member.typeName ?? '')) ||
    type.possible.some((name) => carried.has(name));
  growUntilStable(shape, carried, carries);
  return carried;
}

/** True for a member that the policy rules by itself: it has a category, or lacks one although it needs it. */
function isRuled(member: MemberShape, shape: SchemaShape): boolean {
  return member.categories !== undefined || isUndeclared(member, shape);
}

/** True for a field with a value of its own (not an edge to another type) that says neither category nor why it is open. */
export function isUndeclared(member: MemberShape, shape: SchemaShape): boolean {
  if (member.categories || member.open || !member.typeName) return false;
  const kind = shape.get(member.typeName)?.kind;
  return kind === undefined || kind === 'enum';
}

/** Adds types until no more qualify: what only a circle of types holds up is never added. */
function growUntilStable(shape: SchemaShape, found: Set<string>, qualifies: (type: TypeShape) => boolean): void {
  let before = -1;
  while (found.size > before) {
    before = found.size;
    for (const type of shape.values()) if (!found.has(type.name) && qualifies(type)) found.add(type.name);
  }
}

class Plan implements ViewPlan {
  private readonly alive = new Set<string>();

  constructor(
    private readonly shape: SchemaShape,
    private readonly carried: ReadonlySet<string>,
    private readonly permits: (declared: Declared) => boolean,
  ) {
    growUntilStable(shape, this.alive, (type) => this.hasContent(type));
  }

  keepsType(name: string): boolean {
    const type = this.shape.get(name);
    if (type?.root) return type.members.some((member) => this.keeps(type, member));
    return !this.carried.has(name) || this.alive.has(name);
  }

  keepsMember(typeName: string, name: string): boolean {
    const type = this.shape.get(typeName);
    const member = type?.members.find((one) => one.name === name);
    return !!type && !!member && this.keepsType(typeName) && this.keeps(type, member);
  }

  keepsArgument(typeName: string, field: string, name: string): boolean {
    const member = this.shape.get(typeName)?.members.find((one) => one.name === field);
    const argument = member?.args.find((one) => one.name === name);
    return !!argument && this.keepsMember(typeName, field) && this.keepsOne(argument);
  }

  private hasContent(type: TypeShape): boolean {
    if (!this.carried.has(type.name)) return false;
    if (type.kind === 'union' || type.kind === 'interface') return type.possible.some((name) => this.keepsType(name));
    const losesRequired = type.members.some((member) => member.required && !this.keeps(type, member));
    return !losesRequired && type.members.some((member) => this.isContent(member) && this.keeps(type, member));
  }

  private isContent(member: MemberShape): boolean {
    return member.categories !== undefined || this.carried.has(member.typeName ?? '');
  }

  private keeps(type: TypeShape, member: MemberShape): boolean {
    if (isUndeclared(member, this.shape) || this.isUnsaidValue(type, member)) return false;
    return this.keepsOne(member) && member.args.every((argument) => !argument.required || this.keepsOne(argument));
  }

  /** In an enum with categories, a value without one is denied like a field without one. */
  private isUnsaidValue(type: TypeShape, member: MemberShape): boolean {
    return type.kind === 'enum' && this.carried.has(type.name) && !member.categories && !member.open;
  }

  private keepsOne(one: ArgumentShape | MemberShape): boolean {
    if (!this.permits(one)) return false;
    return one.typeName === undefined || this.keepsType(one.typeName);
  }
}
