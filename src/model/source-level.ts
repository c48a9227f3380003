/** Source levels of identity data (bronniveau), strongest first, as the Dutch identification protocol ranks them. */
export const SOURCE_LEVELS = {
  1: 'identifying and non-identifying official document',
  2: 'identifying official document',
  3: 'non-identifying official document',
  4: 'other document',
  5: 'own statement',
  6: 'statement by a third party',
  7: 'documents known to the BRP',
  8: 'machine-readable zone',
} as const;

/** Strength of the evidence behind an identity value; 1 is the strongest. */
export type SourceLevel = keyof typeof SOURCE_LEVELS;
