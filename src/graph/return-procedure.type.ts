import { ObjectType } from 'type-graphql';
import { DepartureKindEnum, LaissezPasserStageEnum, ProcedureStateEnum } from './agency.enums.js';
import { Edge, Guarded } from './fields.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';

/** GraphQL type of the DT&V's case officer. */
@ObjectType('Officer', {
  simpleResolvers: true,
  description: "The DT&V's case officer, and how to reach them (regievoerder).",
})
export class OfficerType {
  @Guarded('return.officer', () => String, 'Name (naam).')
  name!: string | null;

  @Guarded('return.officer', () => String, 'Telephone number (telefoonnummer).')
  telephone!: string | null;

  @Guarded('return.officer', () => String, 'E-mail address (e-mailadres).')
  email!: string | null;
}

/** GraphQL type of a return procedure. */
@ObjectType('ReturnProcedure', {
  simpleResolvers: true,
  description: 'A return procedure of the DT&V (terugkeerprocedure).',
})
export class ReturnProcedureType {
  @Guarded('return.status', () => ProcedureStateEnum, 'State (stand).')
  state!: string | null;

  @Guarded('return.status', () => DateScalar, 'Day it was opened (geopend op).')
  openedAt!: string | null;

  @Guarded('return.status', () => DateScalar, 'Day it was closed (afgesloten op).')
  closedAt!: string | null;

  @Guarded('return.status', () => DepartureKindEnum, 'Way of departure (vertrekwijze).')
  departureKind!: string | null;

  @Guarded('return.document', () => LaissezPasserStageEnum, 'Stage of the laissez-passer (stand LP).')
  laissezPasserStage!: string | null;

  @Guarded('return.document', () => String, 'Country that was asked for it (land van de LP-aanvraag).')
  laissezPasserCountry!: string | null;

  @Guarded('return.travel', () => DateScalar, 'Planned day of departure (geplande vertrekdatum).')
  plannedDepartureAt!: string | null;

  @Guarded('return.travel', () => Boolean, 'Whether the IOM supports the return (ondersteuning door de IOM).')
  supportedByIom!: boolean | null;

  @Edge(() => OfficerType, 'Case officer (regievoerder).')
  officer!: OfficerType | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
