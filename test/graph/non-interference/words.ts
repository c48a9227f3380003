import { type GraphQLSchema, getNamedType, isEnumType, isObjectType } from 'graphql';
import { nameKey } from '../../../src/model/person-name.js';
import { masterOfTests } from '../../support/graph.js';
import { V } from '../../support/world.js';
import { NEIGHBOURS } from './neighbours.js';

/** What a caller may know of somebody: the input of a search for a person. */
export const PEOPLE = [
  { name: 'Amal Abdi', birthDate: '1990-05-17', nationality: '0084', vNumber: V.amal },
  { name: 'Bilal Haile', birthDate: '1988', nationality: '0084', vNumber: V.bilal },
  { name: 'Nadia Abdi', birthDate: '1990-05-17', nationality: '0084', vNumber: NEIGHBOURS.nadia },
  { name: 'Haile, Omar', birthDate: '1990-05-17', nationality: '0084', vNumber: NEIGHBOURS.omar },
  { name: 'Farid Karimi', birthDate: '1991-02-14', nationality: '0315', vNumber: V.farid },
  { name: 'Eden Girma', birthDate: '1995-03', nationality: '0114', vNumber: V.eden },
] as const;

/** Texts that stand in the world, by column: for values and for filters alike, because a leak shows when the two meet. */
const TEXTS_OF: Readonly<Record<string, readonly string[]>> = {
  family_name: ['Abdi', 'Haile', 'Barre', 'Girmay'],
  given_names: ['Amal', 'Omar', 'Nadia', 'Pia'],
  search_key: PEOPLE.map(({ name }) => nameKey(name.replace(/(\w+), (\w+)/, '$2 $1'))),
  birth_date: ['1990-05-17', '1990-05', '1988', '1991-02-14', '1995-03'],
  birth_place: ['Asmara', 'Kabul', 'Addis Ababa'],
  nationalities: ['0084', '0315', '0499'],
  nationality: ['0084', '0315', '0499'],
  language: ['Tigrinya', 'Amharic'],
  interpreter: ['Tigrinya', 'Amharic'],
  location: ['De Oever', 'Maaszicht'],
  attention: ['Ground floor', 'With a child'],
  destination: ['Ghana', 'Eritrea'],
  laissez_passer_country: ['Eritrea', 'Ethiopia'],
  issued_by: ['Eritrea', 'Ethiopia'],
  legal_article: ['31', '64'],
  effort: ['Shelter', 'Laissez-passer'],
  organisation: ['ngo-de-haven', 'ngo-het-anker', 'ind'],
};

/** Texts of a column that has none of its own. */
const OTHER_TEXTS = ['Abdi', '0084', 'Eritrea', 'De Oever', '31', 'nothing'];

/** Days around those of the world. */
export const DAYS = ['2022-01-10', '2023-02-01', '2024-03-01', '2024-03-09', '2024-03-21', '2024-08-10', '2024-12-31'];

const KNOWN_NUMBERS = [...Object.values(V), ...Object.values(NEIGHBOURS)];
/** V-numbers of the world, of some of the doubles in a second world, and of nobody. */
export const V_NUMBERS = [...KNOWN_NUMBERS, ...KNOWN_NUMBERS.slice(0, 5).map(doubledNumber), '9999999999'];

/** The V-number of somebody's double. */
export function doubledNumber(number: string): string {
  return `7${number.slice(1)}`;
}

/** The whole schema: what other views have too. */
export const master: GraphQLSchema = masterOfTests();

/** Name of the column behind a field. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const ENUM_VALUES = enumValuesByColumn();

/** Texts that a column of this name may hold. */
export function textsOf(column: string): readonly string[] {
  return TEXTS_OF[column] ?? ENUM_VALUES.get(column) ?? OTHER_TEXTS;
}

function enumValuesByColumn(): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const type of Object.values(master.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      if (!isEnumType(inner)) continue;
      const column = columnOf(field.name);
      found.set(column, [...(found.get(column) ?? []), ...inner.getValues().map(({ name }) => name)]);
    }
  }
  return found;
}
