import { ObjectType } from 'type-graphql';
import { MeasureEnum, ReportingStatusEnum } from './agency.enums.js';
import { Guarded } from './fields.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';

/** GraphQL type of supervision by the AVIM. */
@ObjectType('Supervision', {
  simpleResolvers: true,
  description: 'Supervision by the AVIM (toezicht).',
})
export class SupervisionType {
  @Guarded('supervision.duty', () => Boolean, 'Whether there is a duty to report, art. 54 Vw 2000 (meldplicht).')
  reportingDuty!: boolean | null;

  @Guarded('supervision.duty', () => ReportingStatusEnum, 'How the duty is met (stand van de meldplicht).')
  reportingStatus!: string | null;

  @Guarded('supervision.measure', () => MeasureEnum, 'Measure in force or last in force (maatregel).')
  measure!: string | null;

  @Guarded('supervision.measure', () => DateScalar, 'First day of the measure (maatregel vanaf).')
  measureFrom!: string | null;

  @Guarded('supervision.measure', () => DateScalar, 'Last day of the measure (maatregel tot).')
  measureUntil!: string | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
