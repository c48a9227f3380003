import { InputType, Int } from 'type-graphql';
import { GuidancePhaseEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { DateScalar, DateTimeScalar, PartialDateScalar, VNumberScalar } from './scalars.js';
import { GIVEN, LEFT_OUT } from './stated.js';

/** Input type `GuidanceRecordInput`. */
@InputType('GuidanceRecordInput', {
  description:
    'The guidance of one person by your organisation, known by name, birth date and first day, as in a file (begeleiding).',
})
export class GuidanceRecordInput {
  @Open(GIVEN, () => String, 'Full name (naam).')
  name!: string;

  @Open(GIVEN, () => PartialDateScalar, 'Birth date, as precise as it is known (geboortedatum).', LEFT_OUT)
  birthDate?: string | null;

  @Open(GIVEN, () => [String], 'Nationalities, by code of BRP table 32 (nationaliteiten).', LEFT_OUT)
  nationalities?: string[] | null;

  @Open(GIVEN, () => VNumberScalar, 'V-number, where you know it (V-nummer).', LEFT_OUT)
  vNumber?: string | null;

  @Open(GIVEN, () => GuidancePhaseEnum, 'Phase (fase).')
  phase!: string;

  @Open(GIVEN, () => String, 'Goal (doel).', LEFT_OUT)
  goal?: string | null;

  @Open(GIVEN, () => DateScalar, 'First day (start).', LEFT_OUT)
  startedAt?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day; left out while it lasts (einde).', LEFT_OUT)
  endedAt?: string | null;

  @Open(GIVEN, () => String, 'Telephone number (telefoonnummer).', LEFT_OUT)
  telephone?: string | null;

  @Open(GIVEN, () => String, 'E-mail address (e-mailadres).', LEFT_OUT)
  email?: string | null;

  @Open(GIVEN, () => String, 'Language the person speaks (taal).', LEFT_OUT)
  language?: string | null;

  @Open(GIVEN, () => String, 'Language in which an interpreter is needed (tolk).', LEFT_OUT)
  interpreter?: string | null;

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
