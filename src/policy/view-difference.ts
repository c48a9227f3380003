import type { Category } from '../model/category.js';
import type { ViewKey } from '../model/purpose.js';
import { type Effect, sortedByEffect, viewsOf } from './difference.js';
import type { EmittedSchema } from './emitted-schema.js';
import {
  type FieldChange,
  type RuledMember,
  ruledMembers,
  type Shown,
  shown,
  shownEffect,
  shownIn,
} from './field-difference.js';
import { columnOf, type Policy } from './policy.js';

/** One moment: what callers were served, and the policy that it was made with. */
export interface ServedMoment {
  readonly emitted: EmittedSchema;
  readonly policy: Policy;
}

/** A member that a view shows otherwise than before because of the schema, and not only of the policy. */
export interface MemberChange {
  readonly effect: Exclude<Effect, 'restates'>;
  readonly view: ViewKey;
  /** `Type.field`, `Type.field(argument:)`, an input field or an enum value. */
  readonly field: string;
  readonly kind: FieldChange['kind'];
  readonly before: Shown;
  readonly after: Shown;
  /** The type or field that the view did not have either, and that brings the member with it; a note of it is enough. */
  readonly within: string | null;
}

/** A member as one moment has it. */
interface Ruling {
  readonly kind: FieldChange['kind'];
  readonly categories: readonly Category[];
}

/**
 * What the views show otherwise than before through no change of a policy cell: a field that is new, that fell under
 * another category, or that the way views are made lets through now. The policy's own changes are told by
 * `policyDifference`; here the question is what the new schema would show under the old policy.
 *
 * Views are compared as they were emitted, so that a change of this program counts like one of the schema. Of a view
 * that one of the two policies does not name nothing is told: its column says so.
 */
export function viewDifference(before: ServedMoment, after: ServedMoment): MemberChange[] {
  const [old, now] = [rulings(before), rulings(after)];
  const changes = viewsOf(before.policy, after.policy)
    .filter((view) => columnOf(before.policy, view) && columnOf(after.policy, view))
    .flatMap((view) => viewChanges(view, [before, old], [after, now]));
  return sortedByEffect(changes);
}

type Ruled = readonly [ServedMoment, ReadonlyMap<string, Ruling>];

function viewChanges(view: ViewKey, [before, old]: Ruled, [after, now]: Ruled): MemberChange[] {
  const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap((member) => {
    const was = shownAt(before, view, member, old);
    const is = shownAt(after, view, member, now);
    return was === is ? [] : [{ member, was, is }];
  });
  if (changed.length === 0) return [];
  const underOld = shownIn(after.emitted.master, before.policy, view, ruledMembers(after.emitted.master));
  return changed.flatMap(({ member, was, is }): MemberChange[] => {
    const effect = shownEffect(was, is);
    const bySchema = underOld.get(member) ?? 'no';
    // What the new schema shows under the old policy is no more than it was: then a cell opened it, and has its note.
    if (bySchema === was || opens(shownEffect(was, bySchema)) !== opens(effect)) return [];
    const kind = (now.get(member) ?? old.get(member))?.kind ?? 'output';
    return [
      { effect, view, field: member, kind, before: was, after: is, within: broughtBy(before, view, member, was) },
    ];
  });
}

/** Whether an effect is one that somebody must have decided on. */
function opens(effect: MemberChange['effect']): boolean {
  return effect !== 'narrows';
}

/** The type, or of an argument the field, that the view had not; null where it had both, or had the member itself. */
function broughtBy({ emitted }: ServedMoment, view: ViewKey, member: string, was: Shown): string | null {
  if (was !== 'no') return null;
  const had = emitted.views.get(view);
  const type = member.split('.', 1)[0] ?? '';
  if (!had?.types.has(type)) return type;
  const field = member.split('(', 1)[0] ?? '';
  return field !== member && !had.members.has(field) ? field : null;
}

function shownAt(
  { emitted, policy }: ServedMoment,
  view: ViewKey,
  member: string,
  ruled: ReadonlyMap<string, Ruling>,
): Shown {
  if (!emitted.views.get(view)?.members.has(member)) return 'no';
  const { categories = [] } = ruled.get(member) ?? {};
  const conditions = shown(policy, view, categories);
  // It was served, whatever its categories say now of it.
  return conditions === 'no' ? 'yes' : conditions;
}

function rulings({ emitted }: ServedMoment): ReadonlyMap<string, Ruling> {
  return new Map(ruledMembers(emitted.master).map(({ field, ...ruling }: RuledMember) => [field, ruling]));
}
