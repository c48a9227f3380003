import { ObjectType } from 'type-graphql';
import { GuidancePhaseEnum } from './agency.enums.js';
import { Guarded } from './fields.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';

/** GraphQL type of guidance by an NGO. */
@ObjectType('Guidance', {
  simpleResolvers: true,
  description: 'The guidance of the person by one civil-society organisation (begeleiding).',
})
export class GuidanceType {
  @Guarded('guidance.trajectory', () => String, 'Guiding organisation (begeleidende organisatie).')
  organisation!: string | null;

  @Guarded('guidance.trajectory', () => GuidancePhaseEnum, 'Phase (fase).')
  phase!: string | null;

  @Guarded('guidance.trajectory', () => String, 'Goal (doel).')
  goal!: string | null;

  @Guarded('guidance.trajectory', () => DateScalar, 'First day (start).')
  startedAt!: string | null;

  @Guarded('guidance.trajectory', () => DateScalar, 'Last day; null while it lasts (einde).')
  endedAt!: string | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
