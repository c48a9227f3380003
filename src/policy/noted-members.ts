import { type PolicyNote, stepsLead } from './policy-notes.js';
import { compareVersions } from './policy-version.js';
import type { MemberChange } from './view-difference.js';

/**
 * The first version from which on a change of the schema that opens something wants a line in the list of changes. What
 * landed before, up to the schema that this version itself was made with, was reviewed as a change of `schema/` only.
 */
export const MEMBERS_NOTED_SINCE = '2026-11-24.2';

/** A change of a view by the schema, with the notes that cover it. */
export interface NotedMember extends MemberChange {
  /** Whether somebody must have decided on it. */
  readonly needsNote: boolean;
  readonly notes: readonly PolicyNote[];
}

/**
 * Finds the notes that cover what the schema opens.
 *
 * The rule: a note counts when its version is not older than the older policy's and not newer than the newer policy's,
 * both included, because a schema can change under a policy that stays. It names the view, and the member; or the type
 * or field that the view had not either and that brings the member with it. Several of one member lead from the one
 * condition to the other, each beginning where the one before it ended.
 * @param before version of the policy that the older views were made with
 * @param after that of the newer
 */
export function noteMembers(
  changes: readonly MemberChange[],
  notes: readonly PolicyNote[],
  before: string,
  after: string,
): NotedMember[] {
  const isRuled = compareVersions(before, MEMBERS_NOTED_SINCE) >= 0;
  const counting = notes
    .filter(({ version }) => compareVersions(version, before) >= 0 && compareVersions(version, after) <= 0)
    .sort((a, b) => compareVersions(a.version, b.version));
  return changes.map((change) => {
    const needsNote = isRuled && change.effect !== 'narrows';
    return { ...change, needsNote, notes: needsNote ? notesOf(change, counting) : [] };
  });
}

function notesOf(change: MemberChange, counting: readonly PolicyNote[]): readonly PolicyNote[] {
  const ofView = counting.filter(({ view }) => view === change.view);
  const whole = ofView.filter(({ category, after }) => category === change.within && after !== 'no');
  const own = ofView.filter(({ category }) => category === change.field);
  // A line of the older version may be about what was there already: any later part of the steps may lead there.
  const part = own.map((_note, place) => own.slice(place)).find((steps) => stepsLead(steps, change));
  return part ?? whole;
}
