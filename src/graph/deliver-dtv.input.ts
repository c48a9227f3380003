import { InputType, Int } from 'type-graphql';
import { DepartureKindEnum, LaissezPasserStageEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { DateScalar, DateTimeScalar, VNumberScalar } from './scalars.js';
import { GIVEN, LEFT_OUT } from './stated.js';

/** Input type `DtvOfficerInput`. */
@InputType('DtvOfficerInput', { description: 'The case officer, and how to reach them (regievoerder).' })
export class DtvOfficerInput {
  @Open(GIVEN, () => String, 'Name (naam).')
  name!: string;

  @Open(GIVEN, () => String, 'Telephone number (telefoonnummer).', LEFT_OUT)
  telephone?: string | null;

  @Open(GIVEN, () => String, 'E-mail address (e-mailadres).', LEFT_OUT)
  email?: string | null;
}

/** Input type `DtvRecordInput`. */
@InputType('DtvRecordInput', {
  description: 'One return procedure, known by V-number and first day, as in a file (terugkeerprocedure).',
})
export class DtvRecordInput {
  @Open(GIVEN, () => VNumberScalar, 'V-number (V-nummer).')
  vNumber!: string;

  @Open(GIVEN, () => DateScalar, 'Day it was opened (geopend op).')
  openedAt!: string;

  @Open(GIVEN, () => Int, 'The highest version stands, whichever comes first (versie).')
  version!: number;

  @Open(GIVEN, () => DateScalar, 'Day it was closed; left out while it is open (afgesloten op).', LEFT_OUT)
  closedAt?: string | null;

  @Open(GIVEN, () => DepartureKindEnum, 'Way of departure; it closes the procedure (vertrekwijze).', LEFT_OUT)
  departureKind?: string | null;

  @Open(GIVEN, () => LaissezPasserStageEnum, 'Stage of the laissez-passer (stand LP).', LEFT_OUT)
  laissezPasserStage?: string | null;

  @Open(GIVEN, () => String, 'Country that was asked for it (land van de LP-aanvraag).', LEFT_OUT)
  laissezPasserCountry?: string | null;

  @Open(GIVEN, () => DateScalar, 'Planned day of departure (geplande vertrekdatum).', LEFT_OUT)
  plannedDepartureAt?: string | null;

  @Open(GIVEN, () => Boolean, 'Whether the IOM supports the return (ondersteuning door de IOM).', LEFT_OUT)
  supportedByIom?: boolean | null;

  @Open(GIVEN, () => DtvOfficerInput, 'Case officer (regievoerder).', LEFT_OUT)
  officer?: DtvOfficerInput | null;

  @Open(GIVEN, () => DateTimeScalar, 'Moment you recorded it (vastgelegd op).', LEFT_OUT)
  recordedAt?: string | null;
}
