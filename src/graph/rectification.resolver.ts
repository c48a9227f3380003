import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, Info, Mutation, Query, Resolver } from 'type-graphql';
import { checkedStatement, decideRectification, requestRectification } from '../delivery/rectification.js';
import { rectifiedCategories } from '../join/investigation-values.js';
import { statedLive } from '../join/live-statement.js';
import { rectificationRecord, rectificationsOf } from '../join/rectifications.js';
import type { Agency } from '../model/agency.js';
import type { Category } from '../model/category.js';
import { CONSENT_CATEGORY, RECTIFICATION_CATEGORY } from '../policy/rights.js';
import { pageSize } from './case-connection.js';
import { type RequestContext, readerOf } from './context.js';
import { changePerson } from './person-change.js';
import { DecideRectificationInput, RectificationsArgs, RequestRectificationInput } from './rectification.input.js';
import { RectificationType } from './rectification.type.js';

const CATEGORIES: readonly Category[] = [RECTIFICATION_CATEGORY];
const REQUESTS = { categories: CATEGORIES };
/** Who asks for the person is who keeps the person's consents: an owner of values decides on requests and makes none. */
const FOR_THE_PERSON = { categories: [RECTIFICATION_CATEGORY, CONSENT_CATEGORY] };
const USUAL_SIZE = 50;

/** Requests to rectify: made for the person, passed to the owner of the value, decided by the owner. */
@Resolver(() => RectificationType)
export class RectificationResolver {
  @Query(() => [RectificationType], {
    nullable: true,
    description:
      'Requests that you made or that were passed to you, and to a municipality all of cases in reach, the oldest first (verzoeken tot rectificatie).',
  })
  @Extensions(REQUESTS)
  async rectifications(
    @Args(() => RectificationsArgs) { state, first, after }: RectificationsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const page = { state: state ?? null, size: pageSize(first, context.pageSize, USUAL_SIZE), after: after ?? null };
    const reader = readerOf(context);
    const { organisation } = context.caller.principal;
    const found = await reader.beside((snapshot) => rectificationsOf(snapshot, organisation, page));
    for (const { caseId, field, source } of found) {
      const categories = rectifiedCategories(String(field), source as Agency);
      reader.serve(String(caseId), [RECTIFICATION_CATEGORY, ...categories]);
    }
    context.roots.set(String(info.path.key), found);
    return found;
  }

  @Mutation(() => [RectificationType], {
    nullable: true,
    description:
      'Ask on behalf of the person to rectify a value; answers one request for each organisation that states it (rectificatie verzoeken).',
  })
  @Extensions(FOR_THE_PERSON)
  async requestRectification(
    @Arg('input', () => RequestRectificationInput, { description: 'What is wrong, and whose word it is (verzoek).' })
    input: RequestRectificationInput,
    @Ctx() context: RequestContext,
  ) {
    const categories = [RECTIFICATION_CATEGORY, ...rectifiedCategories(input.field, input.source)] as const;
    checkedStatement(input);
    const stated = await statedLive({ ...context, reader: readerOf(context) }, input);
    return changePerson(context, { name: 'requestRectification', categories }, async (sql, maker) => {
      const requests = await requestRectification(sql, maker, input, stated);
      const value = requests.map((request) => rectificationRecord(request, maker.organisation));
      return { value, caseId: input.caseId.toLowerCase() };
    });
  }

  @Mutation(() => RectificationType, {
    nullable: true,
    description: 'Decide, as the owner of the value, on a request that was passed to you (besluiten op een verzoek).',
  })
  @Extensions(REQUESTS)
  async decideRectification(
    @Arg('input', () => DecideRectificationInput, { description: 'Which, what and why (besluit).' })
    input: DecideRectificationInput,
    @Ctx() context: RequestContext,
  ) {
    return changePerson(context, { name: 'decideRectification', ...REQUESTS }, async (sql, maker) => {
      const decided = await decideRectification(sql, maker, input);
      return { value: rectificationRecord(decided, maker.organisation), caseId: decided.caseId };
    });
  }
}
