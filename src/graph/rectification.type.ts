import { ID, ObjectType } from 'type-graphql';
import { RECTIFICATION_CATEGORY } from '../policy/rights.js';
import { AgencyEnum } from './agency.enums.js';
import { Guarded, Open } from './fields.js';
import { RectifiableFieldEnum, RectificationOutcomeEnum, RectificationStateEnum } from './rectification.enums.js';
import { DateTimeScalar } from './scalars.js';

const ID_ONLY = 'random; says nothing without the request';

/** GraphQL type of a request to rectify. */
@ObjectType('Rectification', {
  simpleResolvers: true,
  description: 'A request on behalf of the person to rectify a value, AVG art. 16 (verzoek tot rectificatie).',
})
export class RectificationType {
  @Open(ID_ONLY, () => ID, 'Identifier of the request (verzoek-id).')
  id!: string;

  @Guarded(RECTIFICATION_CATEGORY, () => ID, 'Case of the person (casus-id).')
  caseId!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => RectifiableFieldEnum, 'Which value (gegeven).')
  field!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => AgencyEnum, 'Source that states it (bron).')
  source!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => String, 'Owner: organisation that decides on it (bronhouder).')
  organisation!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => String, 'Organisation that asked on behalf of the person (ingediend door).')
  requestedBy!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => DateTimeScalar, 'Moment of the request (ingediend op).')
  requestedAt!: string | null;

  @Guarded(
    RECTIFICATION_CATEGORY,
    () => String,
    'What is wrong in the words of the person; for the requester and the owner only (toelichting).',
  )
  statement!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => RectificationStateEnum, 'How far it is (stand).')
  state!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => RectificationOutcomeEnum, 'What the owner decided; null while open (besluit).')
  outcome!: string | null;

  @Guarded(
    RECTIFICATION_CATEGORY,
    () => String,
    'Why the owner decided so; for the requester and the owner only (motivering).',
  )
  reason!: string | null;

  @Guarded(RECTIFICATION_CATEGORY, () => DateTimeScalar, 'Moment of the decision; null while open (besloten op).')
  decidedAt!: string | null;
}
