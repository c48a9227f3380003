import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { Arg, Args, ArgsType, Ctx, Extensions, Int, Mutation, Query, Resolver } from 'type-graphql';
import { addWebhook, endWebhook, retryFailure, type WebhookOwner } from '../delivery/webhook/manage-webhooks.js';
import { type WebhookFailureRow, webhookFailuresOf } from '../delivery/webhook/read-failures.js';
import { type WebhookRow, webhooksOf } from '../delivery/webhook/read-webhooks.js';
import { makeSecret } from '../delivery/webhook/secret.js';
import { checkTarget } from '../delivery/webhook/target.js';
import { BadUserInput } from '../model/errors.js';
import { WEBHOOK_CATEGORY } from '../policy/webhook-grants.js';
import { pageSize } from './case-connection.js';
import { type RequestContext, readerOf } from './context.js';
import { listKey } from './cursor.js';
import { Open } from './fields.js';
import { AddWebhookInput, EndWebhookInput, RetryWebhookFailureInput } from './webhook.input.js';
import { AddedWebhookType, WebhookFailureType, WebhookType } from './webhook.type.js';

const CATEGORIES = [WEBHOOK_CATEGORY] as const;
const WEBHOOKS = { categories: CATEGORIES };
const USUAL_SIZE = 50;

/** Arguments of `webhookFailures`. */
@ArgsType()
class WebhookFailuresArgs {
  @Open('says only how many', () => Int, 'Number of messages, 50 when left out (eerste).', { nullable: true })
  first?: number | null;
}

/** The addresses of an organisation that are told of changes. */
@Resolver(() => WebhookType)
export class WebhookResolver {
  @Query(() => [WebhookType], {
    nullable: true,
    description: 'Addresses of your organisation that are told of changes, the oldest first (webhooks).',
  })
  @Extensions(WEBHOOKS)
  async webhooks(@Ctx() context: RequestContext): Promise<WebhookRow[]> {
    return readerOf(context).beside(webhooksOf);
  }

  @Query(() => [WebhookFailureType], {
    nullable: true,
    description: 'Messages to your webhooks that were given up, the latest first (mislukte berichten).',
  })
  @Extensions(WEBHOOKS)
  async webhookFailures(
    @Args(() => WebhookFailuresArgs) { first }: WebhookFailuresArgs,
    @Ctx() context: RequestContext,
  ): Promise<WebhookFailureType[]> {
    const size = pageSize(first, context.pageSize, USUAL_SIZE);
    const found = await readerOf(context).beside((snapshot) => webhookFailuresOf(snapshot, size));
    return found.map((row) => ({ ...row, id: failureId(context, row) }));
  }

  @Mutation(() => AddedWebhookType, {
    nullable: true,
    description:
      'Add an address that is told of changes from now on; its secret is shown this once (webhook toevoegen).',
  })
  @Extensions(WEBHOOKS)
  async addWebhook(
    @Arg('input', () => AddWebhookInput, { description: 'The address (adres).' }) input: AddWebhookInput,
    @Ctx() context: RequestContext,
  ): Promise<AddedWebhookType> {
    await readerOf(context).admit();
    const url = await checkTarget(input.url, context.webhooks.rule);
    const [id, secret] = [randomUUID(), makeSecret()];
    const sealed = context.webhooks.secrets.seal(id, secret);
    const webhook = await change(context, 'addWebhook', id, (sql, owner) =>
      addWebhook(sql, { ...owner, id, url, sealed }),
    );
    return { webhook, secret };
  }

  @Mutation(() => WebhookType, {
    nullable: true,
    description: 'End a webhook: nothing more is sent to it; ending it again changes nothing (webhook beëindigen).',
  })
  @Extensions(WEBHOOKS)
  async endWebhook(
    @Arg('input', () => EndWebhookInput, { description: 'Which (welke).' }) { webhookId }: EndWebhookInput,
    @Ctx() context: RequestContext,
  ): Promise<WebhookRow> {
    return change(context, 'endWebhook', undefined, (sql, owner) => endWebhook(sql, owner, webhookId));
  }

  @Mutation(() => WebhookType, {
    nullable: true,
    description: 'Have a message that was given up sent again, once; answers its webhook (bericht opnieuw sturen).',
  })
  @Extensions(WEBHOOKS)
  async retryWebhookFailure(
    @Arg('input', () => RetryWebhookFailureInput, { description: 'Which (welk).' })
    { failureId: id }: RetryWebhookFailureInput,
    @Ctx() context: RequestContext,
  ): Promise<WebhookRow> {
    return change(context, 'retryWebhookFailure', undefined, (sql, owner) =>
      retryFailure(sql, owner, failureOf(context, id)),
    );
  }
}

/** Makes a change of the caller's webhooks: granted, written and logged in one transaction. No person is in it. */
async function change(
  context: RequestContext,
  name: string,
  id: string | undefined,
  run: (sql: TransactionSql, owner: WebhookOwner) => Promise<WebhookRow>,
): Promise<WebhookRow> {
  const { principal, purpose } = context.caller;
  const facts = { name, categories: CATEGORIES, as: 'delivery', ...(id ? { about: `webhook ${id}` } : {}) } as const;
  const owner = { organisation: principal.organisation, purpose };
  return context.runChange(context, facts, async (sql) => ({ value: await run(sql, owner) }));
}

function failureId(context: RequestContext, { webhookId, position }: WebhookFailureRow): string {
  return context.cursors.seal(failuresOf(context), { key: String(position), id: webhookId });
}

/** @throws BadUserInput for an id that is another's, or none */
function failureOf(context: RequestContext, failureId: string) {
  try {
    const { key, id } = context.cursors.open(failuresOf(context), failureId);
    return { webhookId: id, position: Number(key) };
  } catch (error) {
    throw new BadUserInput('There is no such message to send again. Take its id from `webhookFailures`.', error);
  }
}

function failuresOf({ caller }: RequestContext): Buffer {
  return listKey(['webhook failures', caller.view, caller.principal.organisation]);
}
