import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { RequestContext } from './context.js';
import { SourceStatusType } from './source-status.type.js';

/** How the sources are. */
@Resolver(() => SourceStatusType)
export class SourceResolver {
  @Query(() => [SourceStatusType], { description: 'Health and freshness of the sources (bronnen).' })
  @Extensions({ open: 'says how systems are, nothing of a person' })
  async sources(@Ctx() context: RequestContext): Promise<readonly SourceStatusType[]> {
    return context.sourceStatuses();
  }
}
