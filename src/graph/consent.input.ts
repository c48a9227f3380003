import { ID, InputType } from 'type-graphql';
import type { PartnerKind } from '../model/principal.js';
import { PartnerKindEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { DateTimeScalar } from './scalars.js';

const GIVEN = 'says what to record; the mutation that takes it carries the category';
const LEFT_OUT = { nullable: true };

/** Input type `RecordConsentInput`. */
@InputType('RecordConsentInput', { description: 'A consent that the person gave (gegeven toestemming).' })
export class RecordConsentInput {
  @Open(GIVEN, () => ID, 'Case of the person (casus-id).')
  caseId!: string;

  @Open(GIVEN, () => PartnerKindEnum, 'Kind of partner that it is for (soort partner).')
  partnerKind!: PartnerKind;

  @Open(
    GIVEN,
    () => String,
    'Code of the one organisation it is for; all of the kind when left out (organisatie).',
    LEFT_OUT,
  )
  organisation?: string | null;

  @Open(GIVEN, () => DateTimeScalar, 'Moment the person gave it (gegeven op).')
  givenAt!: string;
}

/** Input type `WithdrawConsentInput`. */
@InputType('WithdrawConsentInput', { description: 'A consent that the person withdraws (intrekking).' })
export class WithdrawConsentInput {
  @Open(GIVEN, () => ID, 'Identifier of the consent (toestemming-id).')
  consentId!: string;

  @Open(GIVEN, () => DateTimeScalar, 'Moment the person withdrew it; now when left out (ingetrokken op).', LEFT_OUT)
  withdrawnAt?: string | null;
}
