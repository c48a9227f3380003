import type { GraphQLSchema } from 'graphql';
import type { Category } from '../model/category.js';
import type { RowCondition } from '../model/grant.js';
import type { ViewKey } from '../model/purpose.js';
import { decideTogether } from './decide.js';
import { type Effect, sortedByEffect, viewsOf } from './difference.js';
import { columnOf, type Policy } from './policy.js';
import { schemaShape } from './schema-shape.js';
import { argumentName, viewMembers } from './view-members.js';

/** A member of the schema that two versions of the policy show differently to one view. */
export interface FieldChange {
  readonly effect: Exclude<Effect, 'restates'>;
  readonly view: ViewKey;
  /** `Type.field`, `Type.field(argument:)`, an input field or an enum value. */
  readonly field: string;
  /** `output`: an answer can hold it; `input`: a caller can ask by it (argument, filter, order, enum value); `action`: it changes something. */
  readonly kind: 'output' | 'input' | 'action';
  readonly before: Shown;
  readonly after: Shown;
  /** The categories of the member whose cells changed; none for what follows from others, such as an edge. */
  readonly because: readonly Category[];
}

/** When a view shows a member: never, always, or while conditions hold. */
export type Shown = 'no' | 'yes' | 'own' | 'consent' | 'own and consent';

/** A member of the schema with all the categories that it needs. */
export interface RuledMember {
  readonly field: string;
  readonly kind: FieldChange['kind'];
  readonly categories: readonly Category[];
}

/**
 * Which fields, arguments, filters, orders and enum values a new version of the policy opens, closes, or shows under
 * other conditions, per view. Both versions are judged with the same schema, so that a field that needs several
 * categories, and an edge that stands or falls with what lies behind it, come out as callers will see them.
 * @throws Error when a policy leaves a view without a valid schema
 */
export function fieldDifference(master: GraphQLSchema, before: Policy, after: Policy): FieldChange[] {
  const ruled = ruledMembers(master);
  const changes = viewsOf(before, after)
    .filter((view) => differs(before, after, view))
    .flatMap((view) => {
      const [old, now] = [shownIn(master, before, view, ruled), shownIn(master, after, view, ruled)];
      return ruled.flatMap(({ field, kind, categories }): FieldChange[] => {
        const [was, is] = [old.get(field) ?? 'no', now.get(field) ?? 'no'];
        if (was === is) return [];
        const because = categories.filter((one) => before.conditionOf(view, one) !== after.conditionOf(view, one));
        return [{ effect: shownEffect(was, is), view, field, kind, before: was, after: is, because }];
      });
    });
  return sortedByEffect(changes);
}

function differs(before: Policy, after: Policy, view: ViewKey): boolean {
  if (!columnOf(before, view) || !columnOf(after, view)) return true;
  const categories = [...before.categories, ...after.categories];
  return categories.some(({ category }) => before.conditionOf(view, category) !== after.conditionOf(view, category));
}

/**
 * When a view that is made of this schema and this policy shows each of its members.
 *
 * A view that the policy does not name is served to nobody, so it shows nothing, not even what is open to all.
 * @throws Error when the policy leaves the view without a valid schema
 */
export function shownIn(
  master: GraphQLSchema,
  policy: Policy,
  view: ViewKey,
  ruled: readonly RuledMember[],
): ReadonlyMap<string, Shown> {
  if (!columnOf(policy, view)) return new Map();
  const { members } = viewMembers(master, policy, view);
  const there = ruled.filter(({ field }) => members.has(field));
  return new Map(there.map(({ field, categories }) => [field, shown(policy, view, categories)]));
}

/** When a member of these categories is shown to a view that has it. */
export function shown(policy: Policy, view: ViewKey, categories: readonly Category[]): Shown {
  if (categories.length === 0) return 'yes';
  const decision = decideTogether(policy, view, categories);
  if (!decision.permitted) return 'no';
  return decision.conditions.length > 0 ? (decision.conditions.join(' and ') as Shown) : 'yes';
}

/** All members of a schema; an argument needs what its field needs. */
export function ruledMembers(master: GraphQLSchema): RuledMember[] {
  const mutation = master.getMutationType()?.name;
  return [...schemaShape(master).values()].flatMap((type) =>
    type.members.flatMap(({ name, args, categories = [] }): RuledMember[] => {
      const asksBy = type.kind === 'enum' || type.kind === 'input';
      const kind = type.name === mutation ? 'action' : asksBy ? 'input' : 'output';
      const ofArguments = args.map((argument): RuledMember => {
        const all = [...new Set([...categories, ...(argument.categories ?? [])])];
        return { field: argumentName(type.name, name, argument.name), kind: 'input', categories: all };
      });
      return [{ field: `${type.name}.${name}`, kind, categories }, ...ofArguments];
    }),
  );
}

/** What it does to a view's sight that a member is shown otherwise than before. */
export function shownEffect(before: Shown, after: Shown): FieldChange['effect'] {
  if (before === 'no') return 'widens';
  if (after === 'no') return 'narrows';
  const [old, now] = [conditionsOf(before), conditionsOf(after)];
  if (now.every((condition) => old.includes(condition))) return 'widens';
  return old.every((condition) => now.includes(condition)) ? 'narrows' : 'changes';
}

function conditionsOf(shown: Shown): RowCondition[] {
  return (['own', 'consent'] as const).filter((condition) => shown.split(' and ').includes(condition));
}
