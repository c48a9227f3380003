import { ObjectType } from 'type-graphql';
import { Guarded, Open } from './fields.js';
import { ProvenanceType } from './provenance.type.js';
import { PartialDateScalar, VNumberScalar } from './scalars.js';

/** GraphQL type of the person of a case. */
@ObjectType('Person', {
  simpleResolvers: true,
  description:
    'Who the person is, as the agencies together state it; of differing statements the one with the strongest source level (persoon).',
})
export class PersonType {
  @Guarded('person.name', () => String, 'Family name (achternaam).')
  familyName!: string | null;

  @Guarded('person.name', () => String, 'Given names (voornamen).')
  givenNames!: string | null;

  @Guarded('person.name', () => [String], 'Other names the person is known by (aliassen).')
  aliases!: string[] | null;

  @Guarded('person.birth', () => PartialDateScalar, 'Birth date, as precise as it is known (geboortedatum).')
  birthDate!: string | null;

  @Guarded('person.birth', () => String, 'Place of birth (geboorteplaats).')
  birthPlace!: string | null;

  @Guarded(
    'person.nationality',
    () => [String],
    'Nationalities, by code of BRP table 32; 0000 unknown, 0499 stateless (nationaliteiten).',
  )
  nationalities!: string[] | null;

  @Guarded('person.v_number', () => VNumberScalar, 'V-number; null while the person has none (V-nummer).')
  vNumber!: string | null;

  @Guarded('person.bsn', () => String, 'Citizen service number; most people here have none (BSN).')
  bsn!: string | null;

  @Guarded('person.contact', () => String, 'Telephone number (telefoonnummer).')
  telephone!: string | null;

  @Guarded('person.contact', () => String, 'E-mail address (e-mailadres).')
  email!: string | null;

  @Guarded('person.contact', () => String, 'Language the person speaks (taal).')
  language!: string | null;

  @Guarded('person.contact', () => String, 'Language in which an interpreter is needed (tolk).')
  interpreter!: string | null;

  @Open(
    'shown with the values it belongs to, never without them',
    () => [ProvenanceType],
    'Where the shown values come from, one entry a statement (herkomst).',
    { nullable: true },
  )
  provenance!: ProvenanceType[] | null;
}
