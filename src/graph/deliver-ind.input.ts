import { InputType, Int } from 'type-graphql';
import { Open } from './fields.js';
import { ApplicationKindEnum, DecisionOutcomeEnum, MedicalOutcomeEnum, RemedyEnum } from './ind.enums.js';
import { DateScalar, DateTimeScalar, PartialDateScalar, VNumberScalar } from './scalars.js';
import { GIVEN, LEFT_OUT } from './stated.js';

/** Input type `IndPersonInput`. */
@InputType('IndPersonInput', { description: 'Who the person is, as the IND knows (persoon).' })
export class IndPersonInput {
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

  @Open(GIVEN, () => Int, 'Strength of the evidence, 1 to 8, 1 is the strongest (bronniveau).')
  sourceLevel!: number;
}

/** Input type `IndApplicationInput`. */
@InputType('IndApplicationInput', { description: 'An application with its decision; never its grounds (aanvraag).' })
export class IndApplicationInput {
  @Open(GIVEN, () => String, 'Number of the application (zaaknummer).')
  key!: string;

  @Open(GIVEN, () => ApplicationKindEnum, 'Kind of application (soort aanvraag).')
  kind!: string;

  @Open(GIVEN, () => DateScalar, 'Day it was submitted (ingediend op).', LEFT_OUT)
  submittedAt?: string | null;

  @Open(GIVEN, () => DateScalar, 'Day of the decision; left out while there is none (beslist op).', LEFT_OUT)
  decidedAt?: string | null;

  @Open(GIVEN, () => DecisionOutcomeEnum, 'Outcome; of ART64_MEDICAL only a withdrawal (uitkomst).', LEFT_OUT)
  outcome?: string | null;

  @Open(GIVEN, () => String, 'Article of the Vw 2000 that the decision rests on (wetsartikel).', LEFT_OUT)
  legalArticle?: string | null;

  @Open(GIVEN, () => RemedyEnum, 'Remedy that is open or pending (rechtsmiddel).', LEFT_OUT)
  remedy?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day for the remedy (uiterste datum rechtsmiddel).', LEFT_OUT)
  remedyDeadline?: string | null;

  @Open(GIVEN, () => DateScalar, 'Day of the return decision, art. 62a (terugkeerbesluit).', LEFT_OUT)
  returnDecisionAt?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day of the entry ban, art. 66a (inreisverbod tot).', LEFT_OUT)
  entryBanUntil?: string | null;

  @Open(GIVEN, () => MedicalOutcomeEnum, 'Outcome of art. 64, never its content (uitkomst artikel 64).', LEFT_OUT)
  medicalOutcome?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day of the postponement (artikel 64 geldig tot).', LEFT_OUT)
  medicalValidUntil?: string | null;
}

/** Input type `IndRecordInput`. */
@InputType('IndRecordInput', {
  description: 'All that the IND holds of one person; what is left out is not stated (dossier IND).',
})
export class IndRecordInput {
  @Open(GIVEN, () => VNumberScalar, 'V-number; also the key of the record (V-nummer).')
  vNumber!: string;

  @Open(GIVEN, () => IndPersonInput, 'Who the person is (persoon).', LEFT_OUT)
  person?: IndPersonInput | null;

  @Open(GIVEN, () => [IndApplicationInput], 'Applications (aanvragen).')
  applications!: IndApplicationInput[];

  @Open(
    GIVEN,
    () => Int,
    'Higher versions replace lower ones; 0 when left out, and in files: they no longer change a record that has a version (versie).',
    LEFT_OUT,
  )
  version?: number | null;

  @Open(GIVEN, () => DateTimeScalar, 'Moment you recorded it (vastgelegd op).', LEFT_OUT)
  recordedAt?: string | null;
}
