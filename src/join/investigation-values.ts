import type { Agency } from '../model/agency.js';
import type { Category } from '../model/category.js';
import type { GuardedTable } from '../model/guarded-table.js';
import { CASE_V_NUMBER } from '../policy/gateway-tables.js';
import type { SourcePart } from '../sources/source.js';
import { caseShape, personGroups, type Shape } from './shape.js';

/** Where one source keeps a value. */
export interface StatedIn {
  readonly table: GuardedTable;
  readonly column: string;
  /** The source's part; absent for the gateway's own index of V-numbers. */
  readonly part?: SourcePart;
}

/** A value that somebody can ask to rectify. */
export interface RectifiableValue {
  /** Name of the enum value, such as `PERSON_BIRTH_DATE`. */
  readonly name: string;
  readonly type: string;
  readonly field: string;
  readonly statedIn: ReadonlyMap<Agency, StatedIn>;
}

/** Every value that a source states, by the name of its enum value: a field added to a source's table stands here too. */
export const RECTIFIABLE_VALUES: ReadonlyMap<string, RectifiableValue> = rectifiableValues();

/** `Type.field`, as it is kept with a request. */
export function coordinateOf({ type, field }: Pick<RectifiableValue, 'type' | 'field'>): string {
  return `${type}.${field}`;
}

const NAMES: ReadonlyMap<string, string> = new Map(
  [...RECTIFIABLE_VALUES.values()].map((value) => [coordinateOf(value), value.name]),
);

/** The enum value of a `Type.field`; undefined for a field that there is no longer. */
export function nameOfCoordinate(coordinate: string): string | undefined {
  return NAMES.get(coordinate);
}

/** The categories under which a value stands, of one source or of all; none for a name that is no value. */
export function rectifiedCategories(name: string, source?: Agency): readonly Category[] {
  const statedIn = [...(RECTIFIABLE_VALUES.get(name)?.statedIn ?? [])];
  return statedIn.filter(([agency]) => !source || agency === source).flatMap(([, { table }]) => table.categories);
}

function rectifiableValues(): ReadonlyMap<string, RectifiableValue> {
  const found = new Map<string, RectifiableValue & { readonly statedIn: Map<Agency, StatedIn> }>();
  const add = (type: string, field: string, agency: Agency, statedIn: StatedIn) => {
    const name = enumName(type, field);
    const value = found.get(name) ?? { name, type, field, statedIn: new Map() };
    value.statedIn.set(agency, statedIn);
    found.set(name, value);
  };
  const addPart = (type: string, part: SourcePart) => {
    for (const [field, column] of Object.entries(part.fields)) {
      add(type, field, part.agency, { table: part, column, part });
    }
  };
  for (const part of personGroups.flat()) addPart('Person', part);
  for (const { type, parts } of shapesWithin(caseShape)) for (const part of parts) addPart(type, part);
  add('Person', 'vNumber', 'SHELTER', { table: CASE_V_NUMBER, column: 'v_number' });
  return found;
}

function shapesWithin(shape: Shape): Shape[] {
  return [shape, ...(shape.nested ?? []).flatMap(shapesWithin)];
}

/** `ShelterStay`, `arrivedAt` → `SHELTER_STAY_ARRIVED_AT`. */
function enumName(type: string, field: string): string {
  return `${type}_${field}`.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}
