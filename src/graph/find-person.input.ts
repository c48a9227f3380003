import { InputType } from 'type-graphql';
import { Guarded } from './fields.js';
import { PartialDateScalar, VNumberScalar } from './scalars.js';

/** Input type `FindPersonInput`. */
@InputType('FindPersonInput', {
  description: 'What you know of a person: at least three of the four (zoekgegevens).',
})
export class FindPersonInput {
  @Guarded('person.name', () => String, 'Full name: given names and family name, or `Family, Given` (naam).')
  name?: string | null;

  @Guarded('person.birth', () => PartialDateScalar, 'Birth date, as precise as it is known (geboortedatum).')
  birthDate?: string | null;

  @Guarded('person.nationality', () => String, 'Nationality, by code of BRP table 32 (nationaliteit).')
  nationality?: string | null;

  @Guarded('person.v_number', () => VNumberScalar, 'V-number (V-nummer).')
  vNumber?: string | null;
}
