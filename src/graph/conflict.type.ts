import { Int, ObjectType } from 'type-graphql';
import type { Category } from '../model/category.js';
import { describedEnum } from './described-enum.js';
import { Open } from './fields.js';
import { ProvenanceType } from './provenance.type.js';

const FOLLOWS = 'a conflict is listed only between values that may be read, under their own category';

/** GraphQL enum of what can conflict. */
export const ConflictFieldEnum = describedEnum(
  'ConflictField',
  'A fact that two sources state differently (gegeven).',
  {
    FAMILY_NAME: 'Family name (achternaam).',
    GIVEN_NAMES: 'Given names (voornamen).',
    BIRTH_DATE: 'Birth date (geboortedatum).',
    BIRTH_PLACE: 'Place of birth (geboorteplaats).',
    NATIONALITIES: 'Nationalities (nationaliteiten).',
  },
);

/** The category that each conflict falls under. */
export const conflictCategories: Readonly<Record<keyof typeof ConflictFieldEnum, Category>> = {
  FAMILY_NAME: 'person.name',
  GIVEN_NAMES: 'person.name',
  BIRTH_DATE: 'person.birth',
  BIRTH_PLACE: 'person.birth',
  NATIONALITIES: 'person.nationality',
};

/** GraphQL type of one side of a conflict. */
@ObjectType('ConflictingValue', {
  simpleResolvers: true,
  description: 'What one source states (afwijkende waarde).',
})
export class ConflictingValueType {
  @Open(FOLLOWS, () => [String], 'The stated values; one, except for lists (waarden).')
  values!: string[];

  @Open(FOLLOWS, () => Int, 'Strength of the evidence, 1 is the strongest (bronniveau).')
  sourceLevel!: number;

  @Open(FOLLOWS, () => ProvenanceType, 'Who states it (herkomst).', { nullable: true })
  provenance!: ProvenanceType | null;
}

/** GraphQL type of a conflict. */
@ObjectType('Conflict', {
  simpleResolvers: true,
  description: 'A fact that two sources state differently; nobody overwrites anybody (tegenstrijdigheid).',
})
export class ConflictType {
  @Open(FOLLOWS, () => ConflictFieldEnum, 'Which fact (gegeven).')
  field!: string;

  @Open(FOLLOWS, () => [ConflictingValueType], 'Every statement, the strongest source level first (waarden).')
  values!: ConflictingValueType[];
}
