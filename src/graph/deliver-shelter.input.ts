import { InputType, Int } from 'type-graphql';
import { Open } from './fields.js';
import { DateScalar, DateTimeScalar, PartialDateScalar, VNumberScalar } from './scalars.js';
import { OutflowReasonEnum, ScenarioEnum, StayKindEnum } from './shelter.enums.js';
import { GIVEN, LEFT_OUT } from './stated.js';

/** Input type `ShelterPersonInput`. */
@InputType('ShelterPersonInput', { description: 'Who the person is, as the municipality knows (persoon).' })
export class ShelterPersonInput {
  @Open(GIVEN, () => String, 'Family name (achternaam).', LEFT_OUT)
  familyName?: string | null;

  @Open(GIVEN, () => String, 'Given names (voornamen).', LEFT_OUT)
  givenNames?: string | null;

  @Open(GIVEN, () => [String], 'Other names the person is known by (aliassen).', LEFT_OUT)
  aliases?: string[] | null;

  @Open(GIVEN, () => PartialDateScalar, 'Birth date, as precise as it is known (geboortedatum).', LEFT_OUT)
  birthDate?: string | null;

  @Open(GIVEN, () => String, 'Place of birth (geboorteplaats).', LEFT_OUT)
  birthPlace?: string | null;

  @Open(GIVEN, () => [String], 'Nationalities, by code of BRP table 32 (nationaliteiten).', LEFT_OUT)
  nationalities?: string[] | null;

  @Open(GIVEN, () => String, 'Citizen service number (BSN).', LEFT_OUT)
  bsn?: string | null;

  @Open(GIVEN, () => String, 'Telephone number (telefoonnummer).', LEFT_OUT)
  telephone?: string | null;

  @Open(GIVEN, () => String, 'E-mail address (e-mailadres).', LEFT_OUT)
  email?: string | null;

  @Open(GIVEN, () => String, 'Language the person speaks (taal).', LEFT_OUT)
  language?: string | null;

  @Open(GIVEN, () => String, 'Language in which an interpreter is needed (tolk).', LEFT_OUT)
  interpreter?: string | null;
}

/** Input type `ShelterStayInput`. */
@InputType('ShelterStayInput', { description: 'One uninterrupted time in a place of shelter (verblijf).' })
export class ShelterStayInput {
  @Open(GIVEN, () => DateScalar, 'First day; no two stays begin on one day (ingang opvang).')
  arrivedAt!: string;

  @Open(GIVEN, () => DateScalar, 'Last day; left out while it lasts (einde opvang).', LEFT_OUT)
  departedAt?: string | null;

  @Open(GIVEN, () => StayKindEnum, 'Kind of place (soort opvang).')
  kind!: string;

  @Open(GIVEN, () => String, 'Name of the place (locatie).', LEFT_OUT)
  location?: string | null;

  @Open(GIVEN, () => String, 'Address of the place (adres).', LEFT_OUT)
  address?: string | null;

  @Open(GIVEN, () => String, 'Room (kamer).', LEFT_OUT)
  room?: string | null;

  @Open(GIVEN, () => String, 'Practical needs; nothing medical (bijzonderheden).', LEFT_OUT)
  attention?: string | null;
}

/** Input type `ShelterEffortInput`. */
@InputType('ShelterEffortInput', { description: 'What one organisation undertook (afgesproken inspanning).' })
export class ShelterEffortInput {
  @Open(GIVEN, () => String, 'Code of the organisation that acts (organisatie).')
  organisation!: string;

  @Open(GIVEN, () => String, 'What it undertook (inspanning).')
  effort!: string;

  @Open(GIVEN, () => DateScalar, 'Day by which it is due (uiterlijk op).', LEFT_OUT)
  dueAt?: string | null;
}

/** Input type `ShelterPlanInput`. */
@InputType('ShelterPlanInput', { description: 'What the case table decided (plan).' })
export class ShelterPlanInput {
  @Open(GIVEN, () => ScenarioEnum, 'Scenario that is pursued (scenario).')
  scenario!: string;

  @Open(GIVEN, () => DateScalar, 'Day of the decision (datum LSO-besluit).', LEFT_OUT)
  decidedAt?: string | null;

  @Open(GIVEN, () => [ShelterEffortInput], 'Agreed efforts (inspanningen).', LEFT_OUT)
  efforts?: ShelterEffortInput[] | null;
}

/** Input type `ShelterOutflowInput`. */
@InputType('ShelterOutflowInput', { description: 'How and when the person left (uitstroom).' })
export class ShelterOutflowInput {
  @Open(GIVEN, () => OutflowReasonEnum, 'Reason; how durable it is follows from it (reden van uitstroom).')
  reason!: string;

  @Open(GIVEN, () => String, 'Country of destination, where known (bestemming).', LEFT_OUT)
  destination?: string | null;

  @Open(GIVEN, () => DateScalar, 'Day the person left (vertrokken op).', LEFT_OUT)
  leftAt?: string | null;
}

/** Input type `ShelterRecordInput`. */
@InputType('ShelterRecordInput', {
  description: 'The whole of what the municipality holds in one file; what is left out is not stated (dossier opvang).',
})
export class ShelterRecordInput {
  @Open(GIVEN, () => String, 'Your own key of the file; the same key is the same file (dossiernummer).')
  key!: string;

  @Open(
    GIVEN,
    () => Int,
    'Higher versions replace lower ones; 0 when left out, and in files: they no longer change a record that has a version (versie).',
    LEFT_OUT,
  )
  version?: number | null;

  @Open(GIVEN, () => DateTimeScalar, 'Moment you recorded it (vastgelegd op).', LEFT_OUT)
  recordedAt?: string | null;

  @Open(GIVEN, () => VNumberScalar, 'V-number; left out while the person has none (V-nummer).', LEFT_OUT)
  vNumber?: string | null;

  @Open(GIVEN, () => ShelterPersonInput, 'Who the person is (persoon).')
  person!: ShelterPersonInput;

  @Open(GIVEN, () => [ShelterStayInput], 'Stays (verblijven).', LEFT_OUT)
  stays?: ShelterStayInput[] | null;

  @Open(GIVEN, () => ShelterPlanInput, 'What the case table decided (plan).', LEFT_OUT)
  plan?: ShelterPlanInput | null;

  @Open(GIVEN, () => ShelterOutflowInput, 'How the person left (uitstroom).', LEFT_OUT)
  outflow?: ShelterOutflowInput | null;
}
