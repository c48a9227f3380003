import { CONDITION_WORDS } from './condition-words.js';
import { COLUMN, EFFECTS, type Effect, isCondition } from './difference.js';
import type { FieldChange } from './field-difference.js';
import type { NotedChange } from './noted.js';
import { columnOf, type Policy } from './policy.js';
import type { PolicyNote } from './policy-notes.js';

/** Two versions of the policy, and what was found to be different. */
export interface ToldDifference {
  readonly before: Policy;
  readonly after: Policy;
  readonly changes: readonly NotedChange[];
  readonly fields: readonly FieldChange[];
}

const HEADINGS: Readonly<Record<Effect, string>> = {
  widens: 'Widens:',
  changes: 'Changes:',
  narrows: 'Narrows:',
  restates: 'Says otherwise, opens and closes nothing:',
};

/** The difference in words, per partner, purpose and field: what opens something first, each with its notes. */
export function differenceText(told: ToldDifference): string {
  return EFFECTS.flatMap((effect) => {
    const changes = told.changes.filter((change) => change.effect === effect);
    const lines = changes.flatMap((change) => [`  ${sentence(change, told)}`, ...noteLines(change, told)]);
    const edges = edgeLines(effect, told);
    return lines.length + edges.length > 0 ? [HEADINGS[effect], ...lines, ...edges] : [];
  }).join('\n');
}

/** `AVIM for SUPERVISION` of `AVIM/SUPERVISION`. */
export function viewWords(view: string): string {
  return view.replace('/', ' for ');
}

function sentence(change: NotedChange, told: ToldDifference): string {
  const { view, category, before, after } = change;
  if (view === null) return rowSentence(change);
  if (category === COLUMN) return columnSentence(view, change, told);
  if (category.startsWith('@') || !isCondition(after))
    return `${viewWords(view)}: ${category}: ${quoted(before)} → ${quoted(after)}`;
  const rule = `${category}: ${before} → ${after}, ${CONDITION_WORDS[after]}`;
  const words = fieldWords(told.fields.filter((field) => belongs(field, change)));
  if (words.length > 0) return `${viewWords(view)} ${words.join('; ')} (${rule}).`;
  return `${viewWords(view)}: no field changes by it, each needs another category too (${rule}).`;
}

function rowSentence({ category, before, after }: NotedChange): string {
  if (before === '') return `The category ${category} is new: ${quoted(after)}.`;
  if (after === '') return `The category ${category} is gone: ${quoted(before)}.`;
  return `The category ${category}: ${quoted(before)} → ${quoted(after)}.`;
}

function columnSentence(view: string, { effect }: NotedChange, { before, after }: ToldDifference): string {
  const column = columnOf(effect === 'widens' ? after : before, view);
  if (effect !== 'widens') return `${viewWords(view)} can no longer ask anything: its column is gone.`;
  const until = column?.validUntil ? `until ${column.validUntil}` : 'on';
  const asked = column?.askedByName ? 'A token holds it only when it was asked for by name. ' : '';
  return (
    `${viewWords(view)} can now ask: a new column, with what is open to every view. ${asked}` +
    `From ${column?.validFrom} ${until}; legal basis: ${column?.legalBasis}; activity: ${column?.processingActivity}.`
  );
}

function belongs(field: FieldChange, { view, category, effect }: NotedChange): boolean {
  if (field.view !== view || !field.because.some((one) => one === category)) return false;
  return effect === 'changes' || field.effect === effect || field.effect === 'changes';
}

/** A member that is shown otherwise than before. */
type ToldField = Pick<FieldChange, 'effect' | 'field' | 'kind' | 'before' | 'after'>;

/** What becomes of fields, in words. Filters are told where they come or go; else they follow their fields. */
export function fieldWords(fields: readonly ToldField[]): string[] {
  const named = (words: string, holds: (field: ToldField) => boolean): string[] => {
    const found = fields.filter(holds).map(({ field }) => field);
    return found.length > 0 ? [`${words} ${found.join(', ')}`] : [];
  };
  const outputs = (words: string, holds: (field: ToldField) => boolean) =>
    named(words, (field) => field.kind === 'output' && holds(field));
  const stays = ({ before, after }: ToldField) => before !== 'no' && after !== 'no';
  return [
    ...outputs('now also sees', ({ before }) => before === 'no'),
    ...outputs('sees more of', (field) => stays(field) && field.effect === 'widens'),
    ...outputs('sees other records of', (field) => stays(field) && field.effect === 'changes'),
    ...outputs('sees less of', (field) => stays(field) && field.effect === 'narrows'),
    ...outputs('no longer sees', ({ after }) => after === 'no'),
    ...named('can now do', ({ kind, before }) => kind === 'action' && before === 'no'),
    ...named('can do with other records', (field) => field.kind === 'action' && stays(field)),
    ...named('can no longer do', ({ kind, after }) => kind === 'action' && after === 'no'),
    ...named('can now ask by', ({ kind, before }) => kind === 'input' && before === 'no'),
    ...named('can no longer ask by', ({ kind, after }) => kind === 'input' && after === 'no'),
  ];
}

/** Edges have no cell of their own: they come and go with what lies behind them. */
function edgeLines(effect: Effect, { fields, before, after }: ToldDifference): string[] {
  const edges = fields.filter(
    (field) => field.effect === effect && field.because.length === 0 && field.kind === 'output',
  );
  const views = [...new Set(edges.map(({ view }) => view))].filter(
    // All of a view that comes or goes comes and goes with it; its column says so.
    (view) => columnOf(before, view) && columnOf(after, view),
  );
  const verb = effect === 'widens' ? 'there is now also' : 'there is no longer';
  return views.map((view) => {
    const names = edges.filter((edge) => edge.view === view).map(({ field }) => field);
    return `  With it, in ${viewWords(view)} ${verb} ${names.join(', ')}.`;
  });
}

function noteLines(change: NotedChange, { after }: ToldDifference): string[] {
  if (change.notes.length > 0) return change.notes.map(noteLine);
  const misfits = change.misfits.map(
    ({ line, version, before, after: to }) => `    does not fit: line ${line} (${version}), ${before} → ${to}`,
  );
  if (!change.needsNote) return misfits;
  const cells = [after.version, change.view ?? '', change.category, change.before, change.after, 'why', 'decided by'];
  return [`    NOT NOTED. The line that would note it: ${csvLine(cells)}`, ...misfits];
}

/** A note in words. */
export function noteLine({ version, line, why, decidedBy }: PolicyNote): string {
  return `    noted for ${version} (line ${line}): ${why} Decided by ${decidedBy}.`;
}

/** Cells as a line of a CSV file. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `"${text}"`;
}
