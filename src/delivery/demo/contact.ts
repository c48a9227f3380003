import { nameKey } from '../../model/person-name.js';
import type { PartValues } from '../../sources/source-record.js';
import type { DemoPerson } from './person.js';
import type { Chance } from './random.js';

/** Ways to reach the person: numbers that are not given out, and the domain that is kept for examples. */
export function contactOf(person: DemoPerson, chance: Chance): PartValues {
  const initial = nameKey(person.name.givenNames).slice(0, 1);
  const mailbox = `${initial}.${nameKey(person.name.familyName).replaceAll(' ', '-')}.${person.number + 1}`;
  return {
    telephone: chance.happens(0.75) ? `06-0000${String(person.number + 1).padStart(4, '0')}` : null,
    email: chance.happens(0.3) ? `${mailbox}@example.org` : null,
    language: person.language,
    interpreter: chance.happens(0.55) ? person.language : null,
  };
}
