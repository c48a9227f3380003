import { ObjectType } from 'type-graphql';
import { Guarded } from './fields.js';
import {
  ApplicationKindEnum,
  ApplicationStateEnum,
  DecisionOutcomeEnum,
  MedicalOutcomeEnum,
  RemedyEnum,
} from './ind.enums.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';

/** GraphQL type of an application to the IND. */
@ObjectType('Application', {
  simpleResolvers: true,
  description: 'An application to the IND with its decision; never its grounds (aanvraag).',
})
export class ApplicationType {
  @Guarded('decision.status', () => ApplicationKindEnum, 'Kind of application (soort aanvraag).')
  kind!: string | null;

  @Guarded('decision.status', () => ApplicationStateEnum, 'How far it is (stand).')
  state!: string | null;

  @Guarded('decision.status', () => DateScalar, 'Day it was submitted (ingediend op).')
  submittedAt!: string | null;

  @Guarded('decision.status', () => DateScalar, 'Day of the decision (beslist op).')
  decidedAt!: string | null;

  @Guarded('decision.status', () => DecisionOutcomeEnum, 'Outcome (uitkomst).')
  outcome!: string | null;

  @Guarded('decision.legal', () => String, 'Article of the Vw 2000 that the decision rests on (wetsartikel).')
  legalArticle!: string | null;

  @Guarded('decision.legal', () => RemedyEnum, 'Remedy that is open or pending (rechtsmiddel).')
  remedy!: string | null;

  @Guarded('decision.legal', () => DateScalar, 'Last day for the remedy (uiterste datum rechtsmiddel).')
  remedyDeadline!: string | null;

  @Guarded('decision.legal', () => DateScalar, 'Day of the return decision, art. 62a (terugkeerbesluit).')
  returnDecisionAt!: string | null;

  @Guarded('decision.legal', () => DateScalar, 'Last day of the entry ban, art. 66a (inreisverbod tot).')
  entryBanUntil!: string | null;

  @Guarded('decision.medical', () => MedicalOutcomeEnum, 'Outcome of art. 64, never its content (uitkomst artikel 64).')
  medicalOutcome!: string | null;

  @Guarded('decision.medical', () => DateScalar, 'Last day of the postponement (artikel 64 geldig tot).')
  medicalValidUntil!: string | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
