import { avimWords } from './avim/own-words.js';
import { dtvWords } from './dtv/own-words.js';
import { guidanceWords } from './guidance/own-words.js';
import { indWords } from './ind/own-words.js';
import type { OwnWordsOf } from './own-words.js';
import { shelterWords } from './shelter/own-words.js';

/** How each agency's records are read that come in the words of the graph instead of the agency's own layout. */
export const ownWords: OwnWordsOf = {
  SHELTER: shelterWords,
  GUIDANCE: guidanceWords,
  IND: indWords,
  DTV: dtvWords,
  AVIM: avimWords,
};
