import { ID, InputType } from 'type-graphql';
import { Open } from './fields.js';

const GIVEN = 'says what to change; the mutation that takes it carries the category';

/** Input type `AddWebhookInput`. */
@InputType('AddWebhookInput', { description: 'An address that is to be told of changes (nieuwe webhook).' })
export class AddWebhookInput {
  @Open(GIVEN, () => String, 'https address on the public internet, without a name or password in it (adres).')
  url!: string;
}

/** Input type `EndWebhookInput`. */
@InputType('EndWebhookInput', { description: 'A webhook that is to be told nothing more (einde van een webhook).' })
export class EndWebhookInput {
  @Open(GIVEN, () => ID, 'Identifier of the webhook (webhook-id).')
  webhookId!: string;
}

/** Input type `RetryWebhookFailureInput`. */
@InputType('RetryWebhookFailureInput', {
  description: 'A message that is to be sent again (opnieuw te sturen bericht).',
})
export class RetryWebhookFailureInput {
  @Open(GIVEN, () => ID, 'Identifier of the message that was given up (bericht-id).')
  failureId!: string;
}
