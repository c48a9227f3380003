import { ABSENT, type JoinedRecord } from '../join/absent.js';
import type { Absence, FieldAbsence } from '../model/absence.js';
import type { SelectedField } from './coordinates.js';

interface Folded {
  readonly path: string;
  readonly absence: FieldAbsence;
  readonly at: number[][];
}

/**
 * The absences of an answer, by response path: what was asked for and is null for a reason. Paths of list items are
 * folded, so that fifty withheld rows are one entry with their indices.
 */
export function absencesOf(selection: readonly SelectedField[], roots: ReadonlyMap<string, unknown>): Absence[] {
  const walk = new AbsenceWalk();
  for (const field of selection) walk.enter(field, roots.get(field.responseKey));
  return walk.absences();
}

/** Goes through the joined values of an answer. Most of them lack nothing: only what does costs a path. */
class AbsenceWalk {
  readonly #found = new Map<string, Folded>();
  /** Where the walk is: response keys, `*` for each list. */
  readonly #path: string[] = [];
  /** The place in each of these lists. */
  readonly #at: number[] = [];

  enter({ responseKey, children }: SelectedField, value: unknown): void {
    this.#path.push(responseKey);
    this.#visit(value, children);
    this.#path.pop();
  }

  absences(): Absence[] {
    return [...this.#found.values()].map(({ path, absence, at }) => ({
      path,
      ...absence,
      ...(at[0]?.length ? { at: at.map((indices) => (indices.length === 1 ? (indices[0] as number) : indices)) } : {}),
    }));
  }

  #visit(value: unknown, fields: readonly SelectedField[]): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) this.#visitList(value, fields);
    else this.#visitRecord(value as JoinedRecord, fields);
  }

  #visitList(items: readonly unknown[], fields: readonly SelectedField[]): void {
    this.#path.push('*');
    const level = this.#at.push(0) - 1;
    for (const item of items) {
      this.#visit(item, fields);
      (this.#at[level] as number) += 1;
    }
    this.#at.pop();
    this.#path.pop();
  }

  #visitRecord(record: JoinedRecord, fields: readonly SelectedField[]): void {
    const absent = record[ABSENT];
    for (const selected of fields) {
      const absence = absent?.[selected.field];
      if (absence) this.#note(selected.responseKey, absence);
      // What is stale is there, and something in it may be absent by itself.
      const isThere = !absence || absence.reason === 'STALE';
      if (isThere && selected.children.length > 0) this.enter(selected, record[selected.field]);
    }
  }

  #note(responseKey: string, absence: FieldAbsence): void {
    const path = [...this.#path, responseKey].join('.');
    const key = `${path} ${absence.reason} ${absence.condition ?? ''}`;
    const folded = this.#found.get(key) ?? { path, absence, at: [] };
    const here = [...this.#at];
    if (!folded.at.some((known) => isSame(known, here))) folded.at.push(here);
    this.#found.set(key, folded);
  }
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((index, place) => index === other[place]);
}
