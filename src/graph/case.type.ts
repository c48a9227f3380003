import { ID, Int, ObjectType } from 'type-graphql';
import { ApplicationType } from './application.type.js';
import { ConflictType } from './conflict.type.js';
import { Edge, Guarded, Open } from './fields.js';
import { GuidanceType } from './guidance.type.js';
import { IdentityType } from './identity.type.js';
import { InvestigationType } from './investigation.type.js';
import { OutflowType } from './outflow.type.js';
import { PageInfoType } from './page-info.type.js';
import { PersonType } from './person.type.js';
import { PlanType } from './plan.type.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { ReturnProcedureType } from './return-procedure.type.js';
import { DateScalar } from './scalars.js';
import { CaseStatusEnum, MunicipalityEnum } from './shelter.enums.js';
import { ShelterStayType } from './shelter-stay.type.js';
import { SupervisionType } from './supervision.type.js';

/** GraphQL type of a case: one person, as all sources together know them. */
@ObjectType('Case', {
  simpleResolvers: true,
  description: 'One person in an LVV, as all sources together know them (casus).',
})
export class CaseType {
  @Open('random, derived from nothing, the same for every partner', () => ID, 'Identifier of the case (casus-id).')
  id!: string;

  @Guarded('case.status', () => CaseStatusEnum, 'Where the case stands (stand van de casus).')
  status!: string | null;

  @Guarded('case.status', () => MunicipalityEnum, 'Municipality with the direction (gemeente).')
  municipality!: string | null;

  @Guarded('case.status', () => DateScalar, 'Day of arrival in the LVV (ingang opvang).')
  arrivedAt!: string | null;

  @Guarded('case.status', () => DateScalar, 'Day of leaving the LVV (einde opvang).')
  leftAt!: string | null;

  @Edge(() => PersonType, 'Who the person is (persoon).')
  person!: PersonType | null;

  @Edge(() => [ShelterStayType], 'Stays, the oldest first (verblijven).')
  shelterStays!: ShelterStayType[] | null;

  @Edge(() => PlanType, 'What the case table decided (plan).')
  plan!: PlanType | null;

  @Edge(() => [GuidanceType], 'Guidance, the oldest first (begeleiding).')
  guidance!: GuidanceType[] | null;

  @Edge(() => [ApplicationType], 'Applications to the IND, the oldest first (aanvragen).')
  applications!: ApplicationType[] | null;

  @Edge(() => [ReturnProcedureType], 'Return procedures, the oldest first (terugkeerprocedures).')
  returnProcedures!: ReturnProcedureType[] | null;

  @Edge(() => SupervisionType, 'Supervision by the AVIM (toezicht).')
  supervision!: SupervisionType | null;

  @Edge(() => IdentityType, 'Result of identity research (identiteitsonderzoek).')
  identity!: IdentityType | null;

  @Edge(() => OutflowType, 'How the person left (uitstroom).')
  outflow!: OutflowType | null;

  @Edge(() => [ConflictType], 'What sources state differently (tegenstrijdigheden).')
  conflicts!: ConflictType[] | null;

  @Edge(() => [InvestigationType], 'Values that somebody asked to rectify, not yet decided on (in onderzoek).')
  underInvestigation!: InvestigationType[] | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}

const CARRIES = 'carries cases in reach, nothing else';

/** GraphQL type of an edge to a case. */
@ObjectType('CaseEdge', { simpleResolvers: true, description: 'A case with its cursor (casus in de lijst).' })
export class CaseEdgeType {
  @Edge(() => CaseType, 'The case (casus).')
  node!: CaseType;

  @Open(CARRIES, () => String, 'Opaque position of this case (cursor).')
  cursor!: string;
}

/** GraphQL type of a page of cases. */
@ObjectType('CaseConnection', { simpleResolvers: true, description: 'A page of cases (lijst van casussen).' })
export class CaseConnectionType {
  @Edge(() => [CaseEdgeType], 'The cases of this page (casussen).')
  edges!: CaseEdgeType[];

  @Open(CARRIES, () => PageInfoType, 'Where this page stands (pagina-informatie).')
  pageInfo!: PageInfoType;

  @Open(CARRIES, () => Int, 'Number of cases in reach that the filter finds (totaal aantal).')
  totalCount!: number;
}
