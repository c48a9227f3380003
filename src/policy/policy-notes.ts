import { isDate } from '../model/partial-date.js';
import { COLUMN, isCondition } from './difference.js';
import { PolicyError } from './policy-error.js';
import { cutRows, type PolicyRow } from './policy-rows.js';
import { VERSION_FORM } from './policy-version.js';

/** A line of the policy's own list of changes: who decided that a cell should change, when, and why. */
export interface PolicyNote {
  /** The version of the policy that brought the change. */
  readonly version: string;
  readonly view: string;
  /**
   * A category; or `@column` for a whole column, or a row that describes columns, such as `@valid-until`; or a member
   * of the schema (`Person.bsn`, `Query.cases(filter:)`) or one of its types, for what a view shows by the schema.
   */
  readonly category: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  readonly decidedBy: string;
  /** Where it stands in the file. */
  readonly line: number;
}

/** The headings of the list, in their order. */
export const NOTE_HEADINGS = ['version', 'view', 'category', 'before', 'after', 'why', 'decided by'] as const;
type Heading = (typeof NOTE_HEADINGS)[number];

const FILE = 'list of policy changes';
const VIEW = /^[A-Z][A-Z0-9_]*\/[A-Z][A-Z0-9_]*$/;
const CATEGORY = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;
/** A type; a field, input field or enum value; an argument. */
const MEMBER = /^[A-Z]\w*(\.\w+(\(\w+:\))?)?$/;
const YES_OR_NO = { holds: (cell: string) => cell === 'yes' || cell === 'no', allowed: 'yes or no' };
const WORDS = { holds: (cell: string) => cell !== '', allowed: 'the text of the cell' };

/** What `before` and `after` may be, by what the line is about; a category takes the conditions of the policy. */
const CELLS: Readonly<Record<string, { holds(cell: string): boolean; readonly allowed: string }>> = {
  [COLUMN]: YES_OR_NO,
  '@legal-basis': WORDS,
  '@processing-activity': WORDS,
  '@valid-from': { holds: isDate, allowed: 'a day, as in 2026-11-23' },
  '@valid-until': { holds: (cell) => cell === '' || isDate(cell), allowed: 'a day, as in 2026-11-23, or nothing' },
  '@asked-by-name': { holds: (cell) => cell === '' || cell === 'yes', allowed: 'yes or nothing' },
};
const CONDITION_CELL = { holds: isCondition, allowed: 'yes, own, consent or no' };
const MEMBER_CELL = {
  holds: (cell: string) => isCondition(cell) || cell === 'own and consent',
  allowed: 'yes, own, consent, own and consent, or no',
};

/** Whether a line is about a member or type of the schema, and not about a cell of the policy. */
export function isMemberNote({ category }: Pick<PolicyNote, 'category'>): boolean {
  return MEMBER.test(category);
}

/** Whether lines, in the order of their versions, lead from one cell to another: each begins where the one before ended. */
export function stepsLead(
  steps: readonly PolicyNote[],
  { before, after }: Pick<PolicyNote, 'before' | 'after'>,
): boolean {
  const follows = steps.every((step, place) => step.before === (steps[place - 1]?.after ?? before));
  return steps.length > 0 && follows && steps.at(-1)?.after === after;
}

/**
 * Reads the list of policy changes (`policy-changes.csv`).
 * @throws PolicyError with line, column and what is allowed, at the first fault
 */
export function readPolicyNotes(text: string): PolicyNote[] {
  const [head, ...rows] = cutRows(text, FILE);
  if (head?.cells.join() !== NOTE_HEADINGS.join()) {
    throw new PolicyError(`the headings must be ${NOTE_HEADINGS.join(',')}`, head?.line, undefined, FILE);
  }
  const seen = new Set<string>();
  return rows.map((row) => {
    const note = readNote(row);
    const key = [note.version, note.view, note.category].join(' ');
    if (seen.has(key)) refuse(row, 'category', 'this cell has a line for this version already');
    seen.add(key);
    return note;
  });
}

function readNote(row: PolicyRow): PolicyNote {
  if (row.cells.length !== NOTE_HEADINGS.length) {
    refuse(row, undefined, `has ${row.cells.length} cells; there are ${NOTE_HEADINGS.length} columns`);
  }
  const [version, view, category, before, after, why, decidedBy] = row.cells as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (!VERSION_FORM.test(version)) refuse(row, 'version', 'must be a version of the policy, as in 2026-11-23.1');
  if (!VIEW.test(view)) refuse(row, 'view', 'must be KIND/PURPOSE, as the policy heads its columns');
  const cell = cellOf(category);
  if (!cell) {
    const described = Object.keys(CELLS).join(', ');
    return refuse(row, 'category', `must be a category, as in person.bsn, one of ${described}, or Type.field`);
  }
  if (!cell.holds(before)) refuse(row, 'before', `must be ${cell.allowed}`);
  if (!cell.holds(after)) refuse(row, 'after', `must be ${cell.allowed}`);
  if (before === after) refuse(row, 'after', 'must differ from before: a line is about a change');
  if (!why) refuse(row, 'why', 'must say why');
  if (!decidedBy) refuse(row, 'decided by', 'must say who decided');
  return { version, view, category, before, after, why, decidedBy, line: row.line };
}

function cellOf(category: string) {
  if (MEMBER.test(category)) return MEMBER_CELL;
  return CATEGORY.test(category) ? CONDITION_CELL : CELLS[category];
}

function refuse(row: PolicyRow, column: Heading | undefined, fault: string): never {
  throw new PolicyError(fault, row.line, column, FILE);
}
