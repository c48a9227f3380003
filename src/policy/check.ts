import type { GraphQLSchema } from 'graphql';
import type { Category } from '../model/category.js';
import type { GuardedTable } from '../model/guarded-table.js';
import type { ViewKey } from '../model/purpose.js';
import { decideTogether } from './decide.js';
import type { Policy } from './policy.js';
import { type MemberShape, type SchemaShape, schemaShape, type TypeShape } from './schema-shape.js';
import { tableProblems } from './table-check.js';
import { carriedTypes, planView } from './view-plan.js';

/**
 * The start-up check: do schema, tables and policy fit together? Nothing is served while there is a problem.
 * @returns the problems in words, each with the place; empty when all is well
 */
export function checkPolicy(master: GraphQLSchema, policy: Policy, tables: readonly GuardedTable[]): string[] {
  let shape: SchemaShape;
  try {
    shape = schemaShape(master);
  } catch (cause) {
    return [cause instanceof Error ? cause.message : 'the schema cannot be read'];
  }
  return [
    ...declarationProblems(shape),
    ...rowProblems(shape, policy),
    ...nullProblems(shape, policy),
    ...edgeProblems(shape, policy),
    ...tableProblems(policy, tables),
  ];
}

/** Each member says its category, why it is open, or leads to a type whose members say it. */
function declarationProblems(shape: SchemaShape): string[] {
  const carried = carriedTypes(shape);
  return membersOf(shape).flatMap(([type, member]) => {
    const fault = declarationFault(shape, carried, type, member);
    return fault ? [`${type.name}.${member.name} ${fault}`] : [];
  });
}

function declarationFault(
  shape: SchemaShape,
  carried: ReadonlySet<string>,
  type: TypeShape,
  member: MemberShape,
): string | null {
  if (member.categories && member.open) return 'has a category and is open: it can be one of them';
  if (member.categories || member.open) return null;
  if (type.kind === 'enum') {
    return carried.has(type.name) ? 'has no category, and other values of its enum have one' : null;
  }
  const leadsOn = isComposite(shape, member) && carried.has(member.typeName ?? '');
  return leadsOn ? null : 'has neither a category nor a reason why it is open (extensions)';
}

function rowProblems(shape: SchemaShape, policy: Policy): string[] {
  const rows = new Set<string>(policy.categories.map(({ category }) => category));
  const shown = new Set<string>();
  const problems = membersOf(shape).flatMap(([type, member]) => {
    const place = `${type.name}.${member.name}`;
    if (type.kind === 'object') for (const category of member.categories ?? []) shown.add(category);
    const inArguments = member.args.flatMap(({ name, categories }) => unknown(`${place}(${name}:)`, categories, rows));
    return [...unknown(place, member.categories, rows), ...inArguments];
  });
  const unused = policy.categories.filter(({ category }) => !shown.has(category));
  return [...problems, ...unused.map(({ category }) => `the policy's row ${category} covers no field of the schema`)];
}

function unknown(place: string, categories: readonly Category[] | undefined, rows: ReadonlySet<string>): string[] {
  const missing = (categories ?? []).filter((category) => !rows.has(category));
  return missing.map((category) => `${place} has the category ${category}, which has no row in the policy`);
}

/** A value that can be withheld must be nullable, or its absence would take the whole record with it. */
function nullProblems(shape: SchemaShape, policy: Policy): string[] {
  return membersOf(shape).flatMap(([type, member]) => {
    if (type.kind !== 'object' && type.kind !== 'interface') return [];
    const view =
      member.nonNull && policy.columns.find((column) => isConditional(policy, column.view, member.categories));
    return view ? [`${type.name}.${member.name} must be nullable: it is conditional in ${view.view}`] : [];
  });
}

/** Where everything behind an edge is conditional, the edge itself is withheld, and must be nullable for the same reason. */
function edgeProblems(shape: SchemaShape, policy: Policy): string[] {
  const found = new Map<string, string>();
  for (const { view } of policy.columns) {
    const certain = certainTypes(shape, policy, view);
    for (const [type, member] of membersOf(shape)) {
      const place = `${type.name}.${member.name}`;
      if (member.nonNull && !found.has(place) && certain.loses(type, member)) {
        found.set(place, `${place} must be nullable: all that lies behind it is conditional in ${view}`);
      }
    }
  }
  return [...found.values()];
}

function certainTypes(shape: SchemaShape, policy: Policy, view: ViewKey) {
  const plan = planView(shape, policy, view);
  const carried = carriedTypes(shape);
  const certain = new Set<string>();
  const isCertain = (type: TypeShape, member: MemberShape): boolean => {
    if (!plan.keepsMember(type.name, member.name) || isConditional(policy, view, member.categories)) return false;
    const leads = isComposite(shape, member) && carried.has(member.typeName ?? '');
    return leads ? certain.has(member.typeName ?? '') : member.categories !== undefined;
  };
  let before = -1;
  while (certain.size > before) {
    before = certain.size;
    for (const type of shape.values()) {
      const possible = type.possible.some((one) => certain.has(one) || !carried.has(one));
      if (possible || type.members.some((member) => isCertain(type, member))) certain.add(type.name);
    }
  }
  const loses = ({ name, kind }: TypeShape, member: MemberShape): boolean =>
    (kind === 'object' || kind === 'interface') &&
    plan.keepsMember(name, member.name) &&
    isComposite(shape, member) &&
    carried.has(member.typeName ?? '') &&
    !certain.has(member.typeName ?? '');
  return { loses };
}

function isComposite(shape: SchemaShape, member: MemberShape): boolean {
  const kind = shape.get(member.typeName ?? '')?.kind;
  return kind !== undefined && kind !== 'enum';
}

function isConditional(policy: Policy, view: ViewKey, categories: readonly Category[] | undefined): boolean {
  if (!categories) return false;
  const decision = decideTogether(policy, view, categories);
  return decision.permitted && decision.conditions.length > 0;
}

function membersOf(shape: SchemaShape): [TypeShape, MemberShape][] {
  return [...shape.values()].flatMap((type) => type.members.map((member): [TypeShape, MemberShape] => [type, member]));
}
