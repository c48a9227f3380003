import { Int, ObjectType } from 'type-graphql';
import type { Standing } from '../identity/register-span.js';
import { GRANTS_CATEGORY } from '../policy/grant-administration.js';
import { describedEnum } from './described-enum.js';
import { Guarded } from './fields.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

/** GraphQL enum of how a participation, a grant or a processing activity stands. */
export const StandingEnum = describedEnum<Standing>(
  'Standing',
  'How a participation, a grant for a purpose or a processing activity stands at this moment (stand).',
  {
    NOT_BEGUN: 'It begins on a later day (nog niet begonnen).',
    STANDS: 'It holds now (geldig).',
    ENDED: 'Its last day is over (verlopen).',
    REVOKED: 'It was taken away (ingetrokken).',
  },
);

/** GraphQL type of what an organisation may ask for. */
@ObjectType('PurposeGrant', {
  simpleResolvers: true,
  description: 'What an organisation may ask for, and until when (toekenning van een doel).',
})
export class PurposeGrantType {
  @Guarded(GRANTS_CATEGORY, () => String, 'Name of the purpose (doel).')
  purpose?: string;

  @Guarded(GRANTS_CATEGORY, () => DateScalar, 'First day (eerste dag).')
  validFrom?: string;

  @Guarded(GRANTS_CATEGORY, () => DateScalar, 'Last day, included; null without an end (laatste dag).')
  validUntil?: string | null;

  @Guarded(GRANTS_CATEGORY, () => DateTimeScalar, 'When it was taken away (ingetrokken op).')
  revokedAt?: string | null;

  @Guarded(GRANTS_CATEGORY, () => StandingEnum, 'How it stands now (stand).')
  standing?: string;

  @Guarded(
    GRANTS_CATEGORY,
    () => Int,
    'Days until the last day, 0 on that day; null when it is over (resterende dagen).',
  )
  daysLeft?: number | null;

  @Guarded(GRANTS_CATEGORY, () => Boolean, 'True from sixty days before the last day on (waarschuwing).')
  warning?: boolean;
}
