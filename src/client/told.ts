import type { Absence, WithheldCondition } from '../model/absence.js';

/** What the absences of an answer are about. */
export interface WithAbsences<Data> {
  readonly data: Data;
  /** Why values that were asked for are not there, or are old (design: an absence always says why). */
  readonly absences: readonly Absence[];
}

/**
 * One value, or why there is none. `empty`: its source has none. `withheld`: the condition is not met, whether or not a
 * value exists. `unavailable`: its source did not answer. `stale`: the source's last copy. `suppressed`: a protected
 * statistical cell.
 */
export type Told<Value> =
  | { readonly state: 'value'; readonly value: Value }
  | { readonly state: 'stale'; readonly value: Value | null }
  | { readonly state: 'empty' }
  | { readonly state: 'withheld'; readonly condition?: WithheldCondition }
  | { readonly state: 'unavailable' }
  | { readonly state: 'suppressed' };

/** Holds, in the types only, what a step of a path stands for. */
declare const ORIGINAL: unique symbol;

/** The data with nothing absent in between, for choosing a value in it. */
export type Whole<Value> = Value extends string | number | boolean
  ? Value
  : (Value extends readonly (infer Item)[]
      ? { readonly [index: number]: Whole<NonNullable<Item>> }
      : { readonly [Name in keyof Value]-?: Whole<NonNullable<Value[Name]>> }) & { readonly [ORIGINAL]?: Value };

/** What a chosen step stands for. */
export type Chosen<Step> = Step extends string | number | boolean
  ? Step
  : Step extends { readonly [ORIGINAL]?: infer Value }
    ? NonNullable<Value>
    : never;

/**
 * One value of an answer, or why it is not there.
 * @param choose names the value as if nothing were absent: `(data) => data.case.applications[0]?.medicalOutcome`. It may
 * take properties and list indices, and nothing else.
 */
export function read<Data, Step>(
  { data, absences }: WithAbsences<Data>,
  choose: (data: Whole<NonNullable<Data>>) => Step,
): Told<Chosen<NonNullable<Step>>> {
  const path = pathOf(choose as (data: unknown) => unknown);
  const value = path.reduce<unknown>((parent, name) => (parent as Record<string, unknown> | null)?.[name], data);
  const absence = absenceAt(path, absences);
  const known = value as Chosen<NonNullable<Step>> | null | undefined;
  if (absence?.reason === 'STALE') return { state: 'stale', value: known ?? null };
  if (known !== null && known !== undefined) return { state: 'value', value: known };
  switch (absence?.reason) {
    case 'WITHHELD':
      return { state: 'withheld', condition: absence.condition };
    case 'SOURCE_UNAVAILABLE':
      return { state: 'unavailable' };
    case 'SUPPRESSED':
      return { state: 'suppressed' };
    default:
      return { state: 'empty' };
  }
}

/** Writes down which properties are taken. */
function pathOf(choose: (data: unknown) => unknown): string[] {
  const paths = new WeakMap<object, string[]>();
  const step = (path: string[]): object => {
    const recorder: object = new Proxy(Object.freeze({}), {
      get: (_, name) => {
        if (typeof name === 'string') return step([...path, name]);
        throw new TypeError('Choose one value by its properties, such as (data) => data.case.person.familyName.');
      },
    });
    paths.set(recorder, path);
    return recorder;
  };
  const chosen = choose(step([]));
  const path = typeof chosen === 'object' && chosen !== null ? paths.get(chosen) : undefined;
  if (!path) throw new TypeError('Choose one value by its properties, such as (data) => data.case.person.familyName.');
  return path;
}

/** The absence of a value, or of what it stands in. */
function absenceAt(path: readonly string[], absences: readonly Absence[]): Absence | undefined {
  if (absences.length === 0) return undefined;
  const isIndex = (name: string) => /^\d+$/.test(name);
  for (let length = 1; length <= path.length; length += 1) {
    const part = path.slice(0, length);
    const folded = part.map((name) => (isIndex(name) ? '*' : name)).join('.');
    const indices = part.filter(isIndex).map(Number);
    const found = absences.find((one) => one.path === folded && isAt(one, indices));
    if (found) return found;
  }
  return undefined;
}

/** Whether an absence is of the record at these list indices. */
function isAt({ at }: Absence, indices: readonly number[]): boolean {
  if (at === undefined) return true;
  return at.some((place) => String(place) === String(indices));
}
