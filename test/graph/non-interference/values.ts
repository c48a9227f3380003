import {
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Draw } from './draw.js';
import { columnOf, DAYS, PEOPLE, textsOf, V_NUMBERS } from './words.js';

/** A value as it travels in JSON, before it is written as a literal or sent as a variable. */
export type InputValue =
  | null
  | boolean
  | number
  | string
  | readonly InputValue[]
  | { readonly [name: string]: InputValue };

/** What values are drawn from, beside the schema. */
export interface ValueSetting {
  /** Ids of cases: in reach, out of reach, in the second world only, of nobody. */
  readonly caseIds: readonly string[];
  /** Fields behind which the two worlds differ: a filter by one of them tells the most. */
  readonly likely: ReadonlySet<string>;
}

/** Fields of a condition, which stand for the field that it is about. */
const CONDITION_FIELDS = ['in', 'from', 'until', 'is'];

/** Draws values for the arguments of a schema. */
export class Values {
  constructor(
    private readonly draw: Draw,
    private readonly setting: ValueSetting,
  ) {}

  /**
   * A value of the type; now and then one that the rules of the type do not forbid and the rules of the house do.
   * @param name the argument or field that it is for
   */
  of(type: GraphQLInputType, name: string): InputValue {
    if (isNonNullType(type)) return this.#given(type.ofType, name);
    return this.draw.oneIn(15) ? null : this.#given(type, name);
  }

  #given(type: GraphQLInputType, name: string): InputValue {
    if (isNonNullType(type)) return this.#given(type.ofType, name);
    if (isListType(type)) return this.draw.several(this.draw.oneIn(15) ? 0 : 1, 3, () => this.of(type.ofType, name));
    if (isEnumType(type)) return this.draw.pick(type.getValues()).name;
    if (!isInputObjectType(type)) return this.#scalar(type.name, name);
    if (type.name === 'FindPersonInput' && !this.draw.oneIn(4)) return this.#person(type.getFields());
    return this.#object(Object.values(type.getFields()), name);
  }

  #object(fields: readonly GraphQLInputField[], about: string): InputValue {
    const optional = fields.filter((field) => !isRequiredInputField(field));
    const likely = optional.filter((field) => this.#isLikely(field));
    const candidates = likely.length > 0 && !this.draw.oneIn(3) ? likely : optional;
    const most = candidates.length === 0 ? 0 : this.draw.oneIn(4) ? 3 : 1;
    const chosen = new Set(this.draw.several(Math.min(1, most), most, () => this.draw.pick(candidates)));
    const given = fields.filter((field) => isRequiredInputField(field) || chosen.has(field));
    const nameOf = (name: string) => (CONDITION_FIELDS.includes(name) ? about : name);
    return Object.fromEntries(given.map(({ name, type }) => [name, this.of(type, nameOf(name))]));
  }

  /** The field itself, or the object of conditions that has it. */
  #isLikely({ name, type }: GraphQLInputField): boolean {
    const inner = getNamedType(type);
    if (this.setting.likely.has(name)) return true;
    return isInputObjectType(inner) && Object.keys(inner.getFields()).some((field) => this.setting.likely.has(field));
  }

  /** Somebody of the world, by three or four identifiers; only such a search finds anybody. */
  #person(fields: Readonly<Record<string, unknown>>): InputValue {
    const person = this.draw.pick(PEOPLE);
    const left = this.draw.pick(['name', 'birthDate', 'nationality', 'vNumber', '']);
    return Object.fromEntries(Object.entries(person).filter(([name]) => name in fields && name !== left));
  }

  #scalar(type: string, name: string): InputValue {
    const { draw } = this;
    const { caseIds } = this.setting;
    const kinds: Readonly<Record<string, () => InputValue>> = {
      ID: () => (draw.oneIn(8) ? draw.pick(['nobody', '', "' or true --", '0']) : draw.pick(caseIds)),
      VNumber: () => (draw.oneIn(10) ? draw.pick(['12', 'V1000000001']) : draw.pick(V_NUMBERS)),
      PartialDate: () => draw.pick(textsOf('birth_date')),
      Date: () => (draw.oneIn(12) ? '2024-02-31' : draw.pick(DAYS)),
      DateTime: () => `${draw.pick(DAYS)}T12:00:00Z`,
      Boolean: () => draw.oneIn(2),
      Int: () => (draw.oneIn(12) ? draw.pick([0, -1, 100_000]) : 1 + draw.below(12)),
      Float: () => draw.below(100) / 4,
    };
    return (kinds[type] ?? (() => draw.pick(textsOf(columnOf(name)))))();
  }
}

/** The value as a literal of the language. */
export function literal(value: InputValue, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (value === null) return 'null';
  if (isListType(type)) return `[${(value as InputValue[]).map((item) => literal(item, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return String(value);
  if (!isInputObjectType(type)) return JSON.stringify(value);
  const fields = type.getFields();
  const given = Object.entries(value as Record<string, InputValue>);
  return `{ ${given.map(([name, inner]) => `${name}: ${literal(inner, fields[name]!.type)}`).join(', ')} }`;
}
