import type { Condition } from '../model/category.js';

/** What a cell of the policy means, in words that finish a sentence. */
export const CONDITION_WORDS: Readonly<Record<Condition, string>> = {
  yes: 'for every case in reach',
  own: "only where the record belongs to the partner's organisation",
  consent: "only while the data subject's consent for this partner kind stands",
  no: 'never: the field is not in this schema',
};
