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
  const found = new Map<string, Folded>();
  for (const field of selection) {
    visit(roots.get(field.responseKey), field.children, field.responseKey, [], found);
  }
  return [...found.values()].map(({ path, absence, at }) => ({
    path,
    ...absence,
    ...(at[0]?.length ? { at: at.map((indices) => (indices.length === 1 ? (indices[0] as number) : indices)) } : {}),
  }));
}

function visit(
  value: unknown,
  fields: readonly SelectedField[],
  path: string,
  at: readonly number[],
  found: Map<string, Folded>,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, fields, `${path}.*`, [...at, index], found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const record = value as JoinedRecord;
  const absent = record[ABSENT];
  for (const { field, responseKey, children } of fields) {
    const absence = absent?.[field];
    if (absence) note(`${path}.${responseKey}`, absence, at, found);
    // What is stale is there, and something in it may be absent by itself.
    if ((!absence || absence.reason === 'STALE') && children.length > 0)
      visit(record[field], children, `${path}.${responseKey}`, at, found);
  }
}

function note(path: string, absence: FieldAbsence, at: readonly number[], found: Map<string, Folded>): void {
  const key = `${path} ${absence.reason} ${absence.condition ?? ''}`;
  const folded = found.get(key) ?? { path, absence, at: [] };
  if (!folded.at.some((known) => known.length === at.length && known.every((index, place) => index === at[place]))) {
    folded.at.push([...at]);
  }
  found.set(key, folded);
}
