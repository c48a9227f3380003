import { ID, ObjectType } from 'type-graphql';
import { CONSENT_CATEGORY } from '../policy/rights.js';
import { PartnerKindEnum } from './agency.enums.js';
import { Guarded, Open } from './fields.js';
import { DateTimeScalar } from './scalars.js';

const ID_ONLY = 'random; says nothing without the record';

/** GraphQL type of a consent. */
@ObjectType('Consent', {
  simpleResolvers: true,
  description: 'Consent of the person to share with a kind of partner or one organisation of it (toestemming).',
})
export class ConsentType {
  @Open(ID_ONLY, () => ID, 'Identifier of the consent (toestemming-id).')
  id!: string;

  @Guarded(CONSENT_CATEGORY, () => ID, 'Case of the person who consents (casus-id).')
  caseId!: string | null;

  @Guarded(CONSENT_CATEGORY, () => PartnerKindEnum, 'Kind of partner that it is for (soort partner).')
  partnerKind!: string | null;

  @Guarded(CONSENT_CATEGORY, () => String, 'The one organisation it is for; null for all of the kind (organisatie).')
  organisation!: string | null;

  @Guarded(CONSENT_CATEGORY, () => DateTimeScalar, 'Moment the person gave it (gegeven op).')
  givenAt!: string | null;

  @Guarded(
    CONSENT_CATEGORY,
    () => DateTimeScalar,
    'Moment the person withdrew it; null while it stands (ingetrokken op).',
  )
  withdrawnAt!: string | null;

  @Guarded(CONSENT_CATEGORY, () => String, 'Organisation that recorded it (vastgelegd door).')
  recordedBy!: string | null;

  @Guarded(
    CONSENT_CATEGORY,
    () => String,
    'Organisation that recorded the withdrawal; null when a delivery stated it (intrekking vastgelegd door).',
  )
  withdrawnBy!: string | null;
}
