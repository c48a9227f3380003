import { EFFECTS, type Effect } from './difference.js';
import { csvLine, fieldWords, noteLine, viewWords } from './difference-text.js';
import type { NotedMember } from './noted-members.js';

const HEADINGS: Readonly<Record<Exclude<Effect, 'restates'>, string>> = {
  widens: 'Widens by the schema, without a change of the policy:',
  changes: 'Changes by the schema, without a change of the policy:',
  narrows: 'Narrows by the schema, without a change of the policy:',
};

/**
 * What the schema opens and closes in words, per view, each with its notes, or with the lines that would note it.
 * @param version of the newer policy, which is what a line would be for
 */
export function viewDifferenceText(members: readonly NotedMember[], version: string): string {
  return EFFECTS.flatMap((effect) => {
    if (effect === 'restates') return [];
    const found = members.filter((member) => member.effect === effect);
    const views = [...new Set(found.map(({ view }) => view))];
    const lines = views.flatMap((view) => {
      const ofView = found.filter((member) => member.view === view);
      return [
        `  ${viewWords(view)} ${fieldWords(ofView).join('; ')}.`,
        ...noteLines(ofView),
        ...wanted(ofView, version),
      ];
    });
    return lines.length > 0 ? [HEADINGS[effect], ...lines] : [];
  }).join('\n');
}

/** What wants a note and has none. */
export function unnoted(members: readonly NotedMember[]): NotedMember[] {
  return members.filter(({ needsNote, notes }) => needsNote && notes.length === 0);
}

function noteLines(members: readonly NotedMember[]): string[] {
  return [...new Set(members.flatMap(({ notes }) => notes))].map(noteLine);
}

/** One line for a new type or field with all that comes with it. */
function wanted(members: readonly NotedMember[], version: string): string[] {
  const lines = unnoted(members).map(({ view, field, within, before, after }) =>
    within === null
      ? csvLine([version, view, field, before, after, 'why', 'decided by'])
      : csvLine([version, view, within, 'no', 'yes', 'why', 'decided by']),
  );
  return [...new Set(lines)].map((line) => `    NOT NOTED. The line that would note it: ${line}`);
}
