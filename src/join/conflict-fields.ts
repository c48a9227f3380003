/** Identity facts that two sources can say different things of, by the name of their conflict. */
export const CONFLICTS = {
  FAMILY_NAME: 'familyName',
  GIVEN_NAMES: 'givenNames',
  BIRTH_DATE: 'birthDate',
  BIRTH_PLACE: 'birthPlace',
  NATIONALITIES: 'nationalities',
} as const;

/** Fields of the person that can conflict. */
export const CONFLICT_FIELDS: readonly string[] = Object.values(CONFLICTS);
