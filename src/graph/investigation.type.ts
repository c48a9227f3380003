import { ObjectType } from 'type-graphql';
import { AgencyEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { RectifiableFieldEnum } from './rectification.enums.js';
import { DateTimeScalar } from './scalars.js';

const FOLLOWS = 'a mark is listed only on a value that may be read, under its own category';

/** GraphQL type of the mark on a value that somebody asked to rectify. */
@ObjectType('Investigation', {
  simpleResolvers: true,
  description: 'A value that somebody asked to rectify; its owner has not decided yet (gegeven in onderzoek).',
})
export class InvestigationType {
  @Open(FOLLOWS, () => RectifiableFieldEnum, 'Which value (gegeven).')
  field!: string;

  @Open(FOLLOWS, () => AgencyEnum, 'Source that states it (bron).')
  source!: string;

  @Open(FOLLOWS, () => DateTimeScalar, 'Moment of the first request that is still open (in onderzoek sinds).')
  requestedAt!: string;
}
