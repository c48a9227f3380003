import { Int, ObjectType } from 'type-graphql';
import { GRANTS_CATEGORY } from '../policy/grant-administration.js';
import { PartnerKindEnum } from './agency.enums.js';
import { Guarded } from './fields.js';
import { PurposeGrantType, StandingEnum } from './grant.type.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

/** GraphQL type of an organisation of the register. */
@ObjectType('Organisation', {
  simpleResolvers: true,
  description: 'An organisation that may ask, and until when it takes part (organisatie).',
})
export class OrganisationType {
  @Guarded(GRANTS_CATEGORY, () => String, 'Code, as tokens have it (code).')
  code?: string;

  @Guarded(
    GRANTS_CATEGORY,
    () => PartnerKindEnum,
    'Kind of partner; it decides which purposes there are (soort partner).',
  )
  partnerKind?: string;

  @Guarded(GRANTS_CATEGORY, () => String, 'Name (naam).')
  name?: string;

  @Guarded(GRANTS_CATEGORY, () => DateScalar, 'First day of the participation (eerste dag).')
  validFrom?: string;

  @Guarded(GRANTS_CATEGORY, () => DateScalar, 'Last day, included; null without an end (laatste dag).')
  validUntil?: string | null;

  @Guarded(GRANTS_CATEGORY, () => DateTimeScalar, 'When the participation was taken away (ingetrokken op).')
  revokedAt?: string | null;

  @Guarded(GRANTS_CATEGORY, () => StandingEnum, 'How the participation stands now (stand).')
  standing?: string;

  @Guarded(
    GRANTS_CATEGORY,
    () => Int,
    'Days until the last day, 0 on that day; null when it is over (resterende dagen).',
  )
  daysLeft?: number | null;

  @Guarded(GRANTS_CATEGORY, () => Boolean, 'True from sixty days before the last day on (waarschuwing).')
  warning?: boolean;

  @Guarded(GRANTS_CATEGORY, () => [PurposeGrantType], 'What it may ask for (toegekende doelen).')
  grants?: PurposeGrantType[];

  @Guarded(GRANTS_CATEGORY, () => [String], 'What its kind of partner can be granted (mogelijke doelen).')
  possiblePurposes?: string[];
}
