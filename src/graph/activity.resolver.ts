import type { TransactionSql } from 'postgres';
import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import {
  type AdministeredActivity,
  endProcessingActivity,
  readProcessingActivities,
} from '../identity/register-activities.js';
import { GRANTS_CATEGORY } from '../policy/grant-administration.js';
import { EndProcessingActivityInput } from './activity.input.js';
import { ProcessingActivityType } from './activity.type.js';
import { type RequestContext, readerOf } from './context.js';
import { inRegister } from './register-change.js';

const GRANTS = { categories: [GRANTS_CATEGORY] };

/** The register of processing activities, for whoever administers who takes part. */
@Resolver(() => ProcessingActivityType)
export class ActivityResolver {
  @Query(() => [ProcessingActivityType], {
    description: 'Every version of every processing activity, by URI (verwerkingsactiviteiten).',
  })
  @Extensions(GRANTS)
  async processingActivities(@Ctx() context: RequestContext): Promise<ProcessingActivityType[]> {
    const found = await readerOf(context).beside((snapshot) => readProcessingActivities(snapshot.query));
    return found.map((one) => activityType(context, one));
  }

  @Mutation(() => ProcessingActivityType, {
    nullable: true,
    description:
      'End a version of a processing activity, or move an end that lies ahead: nobody is admitted under it from then on. One that has come is not taken back (verwerkingsactiviteit beëindigen).',
  })
  @Extensions(GRANTS)
  async endProcessingActivity(
    @Arg('input', () => EndProcessingActivityInput, { description: 'Which, and when (welke en wanneer).' })
    input: EndProcessingActivityInput,
    @Ctx() context: RequestContext,
  ): Promise<ProcessingActivityType> {
    const { principal, purpose } = context.caller;
    const under = { partnerKind: principal.partnerKind, purpose };
    const change = { name: 'endProcessingActivity', about: input.uri };
    const ended = await inRegister(context, change, (sql: TransactionSql) =>
      endProcessingActivity(sql, { ...input, under }),
    );
    return activityType(context, ended);
  }
}

function activityType({ policy }: RequestContext, activity: AdministeredActivity): ProcessingActivityType {
  const inPolicy = policy.columns.some(({ processingActivity }) => processingActivity === activity.uri);
  return { ...activity, categories: [...activity.categories], inPolicy };
}
