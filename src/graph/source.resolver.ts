import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import { sourceStatuses } from '../join/source-status.js';
import { type RequestContext, readerOf } from './context.js';
import { SourceStatusType } from './source-status.type.js';

/** How the sources are. */
@Resolver(() => SourceStatusType)
export class SourceResolver {
  @Query(() => [SourceStatusType], { description: 'Health and freshness of the sources (bronnen).' })
  @Extensions({ open: 'says how systems are, nothing of a person' })
  async sources(@Ctx() context: RequestContext): Promise<readonly SourceStatusType[]> {
    return readerOf(context).beside((snapshot) => sourceStatuses(context.sources, snapshot));
  }
}
