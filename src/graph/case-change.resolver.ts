import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Extensions, Info, Query, Resolver, Root, Subscription } from 'type-graphql';
import { CHANGE_AREAS } from '../join/change-areas.js';
import { byChanges } from '../join/changes.js';
import { CaseChangedArgs, ChangesArgs } from './case-change.args.js';
import { ChangeConnectionType, ChangeType } from './case-change.type.js';
import { changeConnection, changesRequest, keptChanges } from './case-change-connection.js';
import { type RequestContext, readerOf } from './context.js';

const CASES = { categories: [CHANGE_AREAS.CASE] };

/** What changed, to be read on from a cursor, or told as it happens. */
@Resolver(() => ChangeType)
export class CaseChangeResolver {
  @Query(() => ChangeConnectionType, {
    description: 'What changed of cases in your reach, each at least once and in order (wijzigingen).',
  })
  @Extensions(CASES)
  async changes(
    @Args(() => ChangesArgs) args: ChangesArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const request = changesRequest(args, context);
    const reader = readerOf(context);
    const answer = keptChanges(await reader.find(byChanges(request, context.permits)));
    const connection = await changeConnection(request, answer, reader, context);
    context.roots.set(String(info.path.key), connection);
    return connection;
  }

  /** Each event is executed with its change as the root (`subscription.ts`). */
  @Subscription(() => ChangeType, {
    description: 'Tells each change of cases in your reach as it happens (casus gewijzigd).',
    subscribe: () => {
      throw new Error('subscriptions are run by graph/subscription.ts');
    },
  })
  @Extensions(CASES)
  caseChanged(
    @Root() change: ChangeType,
    @Args(() => CaseChangedArgs) _args: CaseChangedArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): ChangeType {
    context.roots.set(String(info.path.key), change);
    return change;
  }
}
