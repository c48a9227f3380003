import { Int, ObjectType } from 'type-graphql';
import { GRANTS_CATEGORY } from '../policy/grant-administration.js';
import { PartnerKindEnum } from './agency.enums.js';
import { Guarded } from './fields.js';
import { StandingEnum } from './grant.type.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

/**
 * GraphQL type of a version of a processing activity. Everything of it, that it is confidential too, is in the public
 * register (`audit/register-routes.ts`); what is kept from persons are lines of the log, and none are here.
 */
@ObjectType('ProcessingActivity', {
  simpleResolvers: true,
  description: 'A version of a registered processing activity (verwerkingsactiviteit).',
})
export class ProcessingActivityType {
  @Guarded(GRANTS_CATEGORY, () => String, 'URI with its version, as policy and log have it (URI).')
  uri?: string;

  @Guarded(GRANTS_CATEGORY, () => PartnerKindEnum, 'Kind of partner that receives the data (soort partner).')
  partnerKind?: string;

  @Guarded(GRANTS_CATEGORY, () => String, 'Name of the purpose (doel).')
  purpose?: string;

  @Guarded(GRANTS_CATEGORY, () => String, 'Dutch name (Nederlandse naam).')
  nameNl?: string;

  @Guarded(GRANTS_CATEGORY, () => String, 'English name (Engelse naam).')
  nameEn?: string;

  @Guarded(GRANTS_CATEGORY, () => String, 'Who decides why and how (verwerkingsverantwoordelijke).')
  controller?: string;

  @Guarded(GRANTS_CATEGORY, () => String, 'On what basis (grondslag).')
  legalBasis?: string;

  @Guarded(
    GRANTS_CATEGORY,
    () => [String],
    'Each category of data with its condition: `person.bsn own` (categorieën van gegevens).',
  )
  categories?: string[];

  @Guarded(GRANTS_CATEGORY, () => String, 'How long data are kept (bewaartermijn).')
  retention?: string;

  @Guarded(GRANTS_CATEGORY, () => Boolean, 'Whether persons are not told of lines of the log under it (vertrouwelijk).')
  confidential?: boolean;

  @Guarded(GRANTS_CATEGORY, () => DateScalar, 'First day that the policy gives it (eerste dag).')
  validFrom?: string;

  @Guarded(
    GRANTS_CATEGORY,
    () => DateScalar,
    'Last day that the policy gives it, included; null without one (laatste dag).',
  )
  validUntil?: string | null;

  @Guarded(
    GRANTS_CATEGORY,
    () => DateTimeScalar,
    'From when on it admits nobody, because somebody ended it; it may lie ahead (beëindigd op).',
  )
  endedAt?: string | null;

  @Guarded(GRANTS_CATEGORY, () => StandingEnum, 'How it stands now; it is never revoked (stand).')
  standing?: string;

  @Guarded(
    GRANTS_CATEGORY,
    () => Int,
    'Days until the last day, 0 on that day; null when it is over (resterende dagen).',
  )
  daysLeft?: number | null;

  @Guarded(GRANTS_CATEGORY, () => Boolean, 'True from sixty days before the last day on (waarschuwing).')
  warning?: boolean;

  @Guarded(
    GRANTS_CATEGORY,
    () => Boolean,
    'Whether the policy names this version now: nobody is admitted under another (in gebruik).',
  )
  inPolicy?: boolean;
}
