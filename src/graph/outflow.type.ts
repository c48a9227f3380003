import { ObjectType } from 'type-graphql';
import { Guarded } from './fields.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';
import { DurabilityEnum, OutflowReasonEnum } from './shelter.enums.js';

/** GraphQL type of how a person left. */
@ObjectType('Outflow', { simpleResolvers: true, description: 'How and when the person left the LVV (uitstroom).' })
export class OutflowType {
  @Guarded('outflow.reason', () => OutflowReasonEnum, 'Reason (reden van uitstroom).')
  reason!: string | null;

  @Guarded('outflow.reason', () => DurabilityEnum, 'How durable the solution is (bestendigheid).')
  durability!: string | null;

  @Guarded('outflow.reason', () => String, 'Country of destination, where known (bestemming).')
  destination!: string | null;

  @Guarded('outflow.reason', () => DateScalar, 'Day the person left (vertrokken op).')
  leftAt!: string | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
