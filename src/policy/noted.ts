import type { PolicyChange } from './difference.js';
import { isMemberNote, type PolicyNote, stepsLead } from './policy-notes.js';
import { compareVersions } from './policy-version.js';

/** A change with the notes that cover it. */
export interface NotedChange extends PolicyChange {
  /** Whether somebody must have decided on it: it opens something, or shows something else. */
  readonly needsNote: boolean;
  /** The notes that lead from before to after, the oldest first; none when there are none, or they lead elsewhere. */
  readonly notes: readonly PolicyNote[];
  /** Notes of the cell that do not cover it: of another span of versions, or from or to something else. */
  readonly misfits: readonly PolicyNote[];
}

/** What the list of changes says of a difference. */
export interface Noted {
  readonly changes: readonly NotedChange[];
  /** Notes of this span of versions for cells that did not change. */
  readonly idle: readonly PolicyNote[];
}

/**
 * Finds the notes that cover each change.
 *
 * The rule: a note counts when its version is newer than the older policy's and not newer than the newer policy's, and
 * names the view and the category. All such notes of one cell, in the order of their versions, must lead from the cell
 * before to the cell after, each beginning where the one before it ended; most often that is one note. So the history
 * of a cell over many versions is noted as long as each step is.
 */
export function noteChanges(
  changes: readonly PolicyChange[],
  notes: readonly PolicyNote[],
  before: string,
  after: string,
): Noted {
  const counting = notes
    .filter((note) => !isMemberNote(note))
    .filter(({ version }) => compareVersions(version, before) > 0 && compareVersions(version, after) <= 0)
    .sort((a, b) => compareVersions(a.version, b.version));
  const noted = changes.map((change): NotedChange => {
    const steps = counting.filter((note) => isAbout(note, change));
    const needsNote = change.effect === 'widens' || change.effect === 'changes';
    if (stepsLead(steps, change)) return { ...change, needsNote, notes: steps, misfits: [] };
    return {
      ...change,
      needsNote,
      notes: [],
      misfits: needsNote ? notes.filter((note) => isAbout(note, change)) : steps,
    };
  });
  // Steps of a cell that came back to where it was lead around, and are no mistake.
  const idle = counting.filter(
    (note) =>
      !changes.some((change) => isAbout(note, change)) && !leadsBack(counting.filter((one) => sameCell(one, note))),
  );
  return { changes: noted, idle };
}

function isAbout(note: PolicyNote, change: PolicyChange): boolean {
  return note.view === change.view && note.category === change.category;
}

function sameCell(one: PolicyNote, other: PolicyNote): boolean {
  return one.view === other.view && one.category === other.category;
}

function leadsBack(steps: readonly PolicyNote[]): boolean {
  const start = steps[0]?.before ?? '';
  return stepsLead(steps, { before: start, after: start });
}
