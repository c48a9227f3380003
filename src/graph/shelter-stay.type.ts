import { ObjectType } from 'type-graphql';
import { Guarded } from './fields.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';
import { StayKindEnum } from './shelter.enums.js';

/** GraphQL type of a stay in a shelter. */
@ObjectType('ShelterStay', {
  simpleResolvers: true,
  description: 'One uninterrupted time in a place of shelter (verblijf in de opvang).',
})
export class ShelterStayType {
  @Guarded('shelter.stay', () => DateScalar, 'First day of the stay (ingang opvang).')
  arrivedAt!: string | null;

  @Guarded('shelter.stay', () => DateScalar, 'Last day of the stay; null while it lasts (einde opvang).')
  departedAt!: string | null;

  @Guarded('shelter.stay', () => StayKindEnum, 'Kind of place (soort opvang).')
  kind!: string | null;

  @Guarded('shelter.location', () => String, 'Name of the place (locatie).')
  location!: string | null;

  @Guarded('shelter.location', () => String, 'Address of the place (adres).')
  address!: string | null;

  @Guarded('shelter.location', () => String, 'Room (kamer).')
  room!: string | null;

  @Guarded('shelter.attention', () => String, 'Practical needs; nothing medical (bijzonderheden).')
  attention!: string | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
