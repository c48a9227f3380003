import { ArgsType, ID, InputType, Int } from 'type-graphql';
import type { Agency } from '../model/agency.js';
import { AgencyEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { RectifiableFieldEnum, RectificationOutcomeEnum, RectificationStateEnum } from './rectification.enums.js';

const GIVEN = 'says what to record; the mutation that takes it carries the category';
const CHOOSES = 'chooses among requests that the caller may see';
const LEFT_OUT = { nullable: true };

/** Input type `RequestRectificationInput`. */
@InputType('RequestRectificationInput', {
  description: 'What the person says is wrong, and whose word it is (verzoek tot rectificatie).',
})
export class RequestRectificationInput {
  @Open(GIVEN, () => ID, 'Case of the person (casus-id).')
  caseId!: string;

  @Open(GIVEN, () => RectifiableFieldEnum, 'Which value (gegeven).')
  field!: string;

  @Open(GIVEN, () => AgencyEnum, 'Source that states it; its provenance says which (bron).')
  source!: Agency;

  @Open(GIVEN, () => String, 'What is wrong, in 1 to 1000 characters; no medical content (toelichting).')
  statement!: string;
}

/** Input type `DecideRectificationInput`. */
@InputType('DecideRectificationInput', { description: "The owner's decision on a request (besluit)." })
export class DecideRectificationInput {
  @Open(GIVEN, () => ID, 'Identifier of the request (verzoek-id).')
  id!: string;

  @Open(GIVEN, () => RectificationOutcomeEnum, 'What is decided (besluit).')
  outcome!: 'HONOURED' | 'REFUSED';

  @Open(GIVEN, () => String, 'Why, in 1 to 1000 characters; the requester reads it (motivering).')
  reason!: string;
}

/** Arguments of `rectifications`. */
@ArgsType()
export class RectificationsArgs {
  @Open(CHOOSES, () => RectificationStateEnum, 'Only requests that are so far; all when left out (stand).', LEFT_OUT)
  state?: 'OPEN' | 'DECIDED' | null;

  @Open(CHOOSES, () => Int, 'Number of requests, 50 when left out (eerste).', LEFT_OUT)
  first?: number | null;

  @Open(CHOOSES, () => ID, 'Identifier of the request to go on from (na).', LEFT_OUT)
  after?: string | null;
}
