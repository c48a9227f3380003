/**
 * Broad groups of nationalities: a nationality by itself would single people out. `STATELESS_OR_UNKNOWN` is also where
 * nobody states one; `OTHER` is whatever the list below does not name.
 */
export const NATIONALITY_GROUPS = [
  'EAST_AFRICA',
  'WEST_AFRICA',
  'NORTH_AFRICA',
  'MIDDLE_EAST_AND_CENTRAL_ASIA',
  'STATELESS_OR_UNKNOWN',
  'OTHER',
] as const;

/** Broad group of nationalities. */
export type NationalityGroup = (typeof NATIONALITY_GROUPS)[number];

/** Codes of BRP table 32 (nationaliteiten). */
const CODES: Readonly<Record<Exclude<NationalityGroup, 'OTHER'>, readonly string[]>> = {
  EAST_AFRICA: ['0084', '0114', '0149'],
  WEST_AFRICA: ['0117', '0118', '0119', '0137', '0147'],
  NORTH_AFRICA: ['0131'],
  MIDDLE_EAST_AND_CENTRAL_ASIA: ['0300', '0314', '0315'],
  STATELESS_OR_UNKNOWN: ['0000', '0499'],
};

/**
 * SQL for the group of a nationality.
 * @param code SQL for a code of BRP table 32; null counts as unknown
 */
export function nationalityGroup(code: string): string {
  const cases = Object.entries(CODES).map(
    ([group, codes]) => `when ${code} in (${codes.map((one) => `'${one}'`).join(', ')}) then '${group}'`,
  );
  return `case when ${code} is null then 'STATELESS_OR_UNKNOWN' ${cases.join(' ')} else 'OTHER' end`;
}
