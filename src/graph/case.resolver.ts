import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { byPerson } from '../join/find-person.js';
import { byId, byVNumber, isCaseId } from '../join/key-query.js';
import { byPage } from '../join/page.js';
import type { TimelineEvent } from '../join/timeline.js';
import { CaseConnectionType, CaseType } from './case.type.js';
import { caseConnection, pageRequest, seekNamed } from './case-connection.js';
import { CasesArgs, TimelineArgs } from './cases.args.js';
import { type RequestContext, readerOf } from './context.js';
import { FindPersonInput } from './find-person.input.js';
import { notePersonsMissed } from './person-lookups.js';
import { VNumberScalar } from './scalars.js';
import { TimelineConnectionType } from './timeline.type.js';
import { timelineConnection } from './timeline-connection.js';

/** Cost of a search: names are compared letter by letter. */
const SEARCH_WORK = 500;

/** Root fields that find cases, and the edges of a case that take arguments. They hand on; what is shown is decided before. */
@Resolver(() => CaseType)
export class CaseResolver {
  @Query(() => CaseType, { name: 'case', nullable: true, description: 'One case by its identifier (casus).' })
  async caseById(
    @Arg('id', () => ID, { description: 'Identifier of the case (casus-id).' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const [found] = await readerOf(context).cases(byId(id));
    if (!found) context.misses.note(1);
    if (!found && isCaseId(id)) context.sought.push({ caseId: id.toLowerCase() });
    return keep(context, info, found ?? null);
  }

  @Query(() => CaseType, { nullable: true, description: 'One case by V-number (casus op V-nummer).' })
  @Extensions({ categories: ['person.v_number'] })
  async caseByVNumber(
    @Arg('vNumber', () => VNumberScalar, { description: 'V-number: ten digits as a string (V-nummer).' })
    vNumber: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const [found] = await readerOf(context).cases(byVNumber(vNumber));
    if (!found) {
      context.misses.note(1);
      context.sought.push({ vNumber });
    }
    return keep(context, info, found ?? null);
  }

  @Query(() => CaseConnectionType, { description: 'Cases in your reach, page by page (casussen).' })
  async cases(
    @Args(() => CasesArgs) args: CasesArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const page = pageRequest(args, context);
    seekNamed(page, context);
    const reader = readerOf(context);
    const answer = await reader.page(byPage(page, context.permits));
    notePersonsMissed(page, answer, context);
    return keep(context, info, await caseConnection(page, answer, reader, context));
  }

  @Query(() => [CaseType], {
    complexity: SEARCH_WORK,
    description: 'Cases in your reach of which at least three of four identifiers agree, at most 20 (persoon zoeken).',
  })
  @Extensions({ categories: ['person.name', 'person.birth', 'person.nationality'] })
  async findPerson(
    @Arg('input', () => FindPersonInput, { description: 'What you know of the person (zoekgegevens).' })
    input: FindPersonInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const found = await readerOf(context).cases(byPerson(input, context.permits));
    if (found.length === 0) context.misses.note(1);
    if (input.vNumber) context.sought.push({ vNumber: input.vNumber });
    return keep(context, info, found);
  }

  @FieldResolver(() => TimelineConnectionType, {
    nullable: true,
    description: 'What happened, the oldest first, from all sources (tijdlijn).',
  })
  timeline(
    @Root() joined: { id: string; timeline?: readonly TimelineEvent[] },
    @Args(() => TimelineArgs) args: TimelineArgs,
    @Ctx() context: RequestContext,
  ) {
    return timelineConnection(joined.id, joined.timeline ?? [], args, context);
  }
}

/** Keeps the joined value of a root field, for the absences of the answer. */
function keep<Value>(context: RequestContext, info: GraphQLResolveInfo, value: Value): Value {
  context.roots.set(String(info.path.key), value);
  return value;
}
