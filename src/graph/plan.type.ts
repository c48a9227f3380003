import { ObjectType } from 'type-graphql';
import { Edge, Guarded } from './fields.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';
import { ScenarioEnum } from './shelter.enums.js';

/** GraphQL type of one organisation's agreed effort. */
@ObjectType('Effort', {
  simpleResolvers: true,
  description: 'What one organisation undertook at the case table (afgesproken inspanning).',
})
export class EffortType {
  @Guarded('plan.effort', () => String, 'Organisation that acts (organisatie).')
  organisation!: string | null;

  @Guarded('plan.effort', () => String, 'What it undertook (inspanning).')
  effort!: string | null;

  @Guarded('plan.effort', () => DateScalar, 'Day by which it is due (uiterlijk op).')
  dueAt!: string | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}

/** GraphQL type of the case table's decision. */
@ObjectType('Plan', {
  simpleResolvers: true,
  description: 'What the case table decided (besluit van het lokaal samenwerkingsoverleg, LSO).',
})
export class PlanType {
  @Guarded('plan.scenario', () => ScenarioEnum, 'Scenario that is pursued (scenario).')
  scenario!: string | null;

  @Guarded('plan.scenario', () => DateScalar, 'Day of the decision (datum LSO-besluit).')
  decidedAt!: string | null;

  @Edge(() => [EffortType], 'Agreed efforts, one an organisation (inspanningen).')
  efforts!: EffortType[] | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
