import { ID, Int, ObjectType } from 'type-graphql';
import type { FailureReason } from '../delivery/webhook/post.js';
import { WEBHOOK_CATEGORY } from '../policy/webhook-grants.js';
import { describedEnum } from './described-enum.js';
import { Edge, Guarded, Open } from './fields.js';
import { DateTimeScalar } from './scalars.js';

const ID_ONLY = 'random; says nothing without the address';

/** GraphQL type of an address that is told of changes. */
@ObjectType('Webhook', {
  simpleResolvers: true,
  description: 'An address of your organisation that is told that cases changed, never what they say (webhook).',
})
export class WebhookType {
  @Open(ID_ONLY, () => ID, 'Identifier of the webhook (webhook-id).')
  id!: string;

  @Guarded(WEBHOOK_CATEGORY, () => String, 'Where messages are sent, over https (adres).')
  url!: string | null;

  @Guarded(WEBHOOK_CATEGORY, () => DateTimeScalar, 'Moment it was added (toegevoegd op).')
  createdAt!: string | null;

  @Guarded(WEBHOOK_CATEGORY, () => DateTimeScalar, 'Moment it was ended; null while it stands (beëindigd op).')
  endedAt!: string | null;

  @Guarded(WEBHOOK_CATEGORY, () => Int, 'Attempts at the message under way; 0 while all goes well (pogingen).')
  attempts!: number | null;

  @Guarded(
    WEBHOOK_CATEGORY,
    () => DateTimeScalar,
    'Since when the message under way does not arrive; null while messages do (mislukt sinds).',
  )
  firstFailedAt!: string | null;

  @Guarded(WEBHOOK_CATEGORY, () => DateTimeScalar, 'When it is tried next (volgende poging).')
  nextAttemptAt!: string | null;
}

/** GraphQL type of a webhook that was just added. */
@ObjectType('AddedWebhook', {
  simpleResolvers: true,
  description: 'A webhook with the secret of its signatures, which is shown this once (toegevoegde webhook).',
})
export class AddedWebhookType {
  @Edge(() => WebhookType, 'The webhook (webhook).')
  webhook!: WebhookType | null;

  @Guarded(
    WEBHOOK_CATEGORY,
    () => String,
    'Secret to check signatures with, as Standard Webhooks has it; keep it, it is never shown again (geheim).',
  )
  secret!: string | null;
}

/** GraphQL enum of why a message did not arrive. */
export const WebhookFailureReasonEnum = describedEnum<FailureReason>(
  'WebhookFailureReason',
  'Why a message did not arrive (oorzaak).',
  {
    TIMEOUT: 'No answer within ten seconds (geen antwoord op tijd).',
    UNREACHABLE: 'No connection, or it broke (niet bereikbaar).',
    CERTIFICATE: 'The certificate does not stand (certificaat ongeldig).',
    NOT_PUBLIC: 'The name leads to an address that is not of the public internet (geen openbaar adres).',
    REDIRECTED: 'The answer led elsewhere; messages go nowhere but to the address itself (doorverwezen).',
    REFUSED: 'The answer had a status of 400 to 499 (geweigerd).',
    FAILED_THERE: 'The answer had a status of 500 or more (fout bij de ontvanger).',
  },
);

/** GraphQL type of a message that was given up. */
@ObjectType('WebhookFailure', {
  simpleResolvers: true,
  description: 'A message that was tried for a day and given up; have it sent again when you can (mislukt bericht).',
})
export class WebhookFailureType {
  @Open('sealed; says nothing', () => ID, 'Identifier of the message (bericht-id).')
  id!: string;

  @Guarded(WEBHOOK_CATEGORY, () => ID, 'Webhook that it was for (webhook-id).')
  webhookId!: string | null;

  @Guarded(WEBHOOK_CATEGORY, () => Int, 'Attempts made; 0 while it waits to be sent again (pogingen).')
  attempts!: number | null;

  @Guarded(WEBHOOK_CATEGORY, () => WebhookFailureReasonEnum, 'Why the last attempt failed (oorzaak).')
  reason!: string | null;

  @Guarded(WEBHOOK_CATEGORY, () => DateTimeScalar, 'Moment of the last attempt (mislukt op).')
  failedAt!: string | null;
}
