import { InputType, Int } from 'type-graphql';
import { DocumentKindEnum, MeasureEnum, ReportingStatusEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { DateScalar, DateTimeScalar, VNumberScalar } from './scalars.js';
import { GIVEN, LEFT_OUT } from './stated.js';

/** Input type `AvimMeasureInput`. */
@InputType('AvimMeasureInput', { description: 'A supervisory measure (toezichtsmaatregel).' })
export class AvimMeasureInput {
  @Open(GIVEN, () => String, 'Your own key of the measure (kenmerk).')
  key!: string;

  @Open(GIVEN, () => MeasureEnum, 'Measure (maatregel).')
  measure!: string;

  @Open(GIVEN, () => DateScalar, 'First day (maatregel vanaf).', LEFT_OUT)
  measureFrom?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day (maatregel tot).', LEFT_OUT)
  measureUntil?: string | null;
}

/** Input type `AvimIdentityInput`. */
@InputType('AvimIdentityInput', { description: 'Result of identity research (identiteitsonderzoek).' })
export class AvimIdentityInput {
  @Open(GIVEN, () => Boolean, 'Whether the identity is established (identiteit vastgesteld).')
  established!: boolean;

  @Open(GIVEN, () => DateScalar, 'Day it was established (vastgesteld op).', LEFT_OUT)
  establishedAt?: string | null;

  @Open(GIVEN, () => Int, 'Strength of the evidence, 1 to 8, 1 is the strongest (bronniveau).', LEFT_OUT)
  sourceLevel?: number | null;
}

/** Input type `AvimDocumentInput`. */
@InputType('AvimDocumentInput', { description: 'A document seen in identity research (document).' })
export class AvimDocumentInput {
  @Open(GIVEN, () => String, 'Your own key of the document (kenmerk).')
  key!: string;

  @Open(GIVEN, () => DocumentKindEnum, 'Kind of document (soort document).')
  kind!: string;

  @Open(GIVEN, () => String, 'Number of the document (documentnummer).', LEFT_OUT)
  number?: string | null;

  @Open(GIVEN, () => String, 'Country or body that issued it (afgegeven door).', LEFT_OUT)
  issuedBy?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day of validity (geldig tot).', LEFT_OUT)
  validUntil?: string | null;
}

/** Input type `AvimRecordInput`. */
@InputType('AvimRecordInput', {
  description: 'All that the AVIM holds of one person; what is left out is not stated (dossier AVIM).',
})
export class AvimRecordInput {
  @Open(GIVEN, () => VNumberScalar, 'V-number; also the key of the record (V-nummer).')
  vNumber!: string;

  @Open(GIVEN, () => Boolean, 'Whether there is a duty to report, art. 54 Vw 2000 (meldplicht).', LEFT_OUT)
  reportingDuty?: boolean | null;

  @Open(GIVEN, () => ReportingStatusEnum, 'How the duty is met (stand van de meldplicht).', LEFT_OUT)
  reportingStatus?: string | null;

  @Open(GIVEN, () => [AvimMeasureInput], 'Measures (maatregelen).', LEFT_OUT)
  measures?: AvimMeasureInput[] | null;

  @Open(GIVEN, () => AvimIdentityInput, 'Result of identity research (identiteitsonderzoek).', LEFT_OUT)
  identity?: AvimIdentityInput | null;

  @Open(GIVEN, () => [AvimDocumentInput], 'Documents seen (documenten).', LEFT_OUT)
  documents?: AvimDocumentInput[] | null;

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
