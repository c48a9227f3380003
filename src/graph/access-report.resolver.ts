import { Arg, Args, ArgsType, Ctx, Extensions, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import {
  ACCESS_REPORT_CATEGORY,
  type AccessFacts,
  type AccessReport,
  MOST_ACCESSES,
  type ReportQuestion,
  reportAccess,
} from '../audit/access-report.js';
import { categoryName } from '../audit/letter/category-names.js';
import { AccessPageType, AccessReportType } from './access-report.type.js';
import { pageSize } from './case-connection.js';
import { type RequestContext, readerOf } from './context.js';
import { listKey } from './cursor.js';
import { Open } from './fields.js';
import { VNumberScalar } from './scalars.js';

const UNDER_REPORT = { categories: [ACCESS_REPORT_CATEGORY] };
const PAGING = 'says only where a page stands';
const USUAL_SIZE = 50;
/** Cost of a report: the whole log of a person is read for it. */
const REPORT_WORK = 10_000;

/** Arguments of `accesses`. */
@ArgsType()
class AccessesArgs {
  @Open(PAGING, () => Int, 'Number of times, 50 when absent, at most 1000 (eerste).', { nullable: true })
  first?: number | null;

  @Open(PAGING, () => String, 'Cursor to go on from (na).', { nullable: true })
  after?: string | null;
}

/** A report on its way to the caller, with what its page of accesses is read by. */
interface Asked {
  readonly question: ReportQuestion;
  readonly upTo: AccessReport['upTo'];
}

/** Who saw what of a person: for the person's right of access (AVG art. 15). */
@Resolver(() => AccessReportType)
export class AccessReportResolver {
  @Query(() => AccessReportType, {
    complexity: REPORT_WORK,
    description: 'Who saw what of a person, when, for what and on what legal basis (inzageverslag).',
  })
  @Extensions(UNDER_REPORT)
  async accessReport(
    @Arg('vNumber', () => VNumberScalar, { description: 'V-number: ten digits as a string (V-nummer).' })
    vNumber: string,
    @Ctx() context: RequestContext,
  ) {
    await readerOf(context).admit();
    const { partnerKind, organisation } = context.caller.principal;
    const question = { vNumber, withinReachOf: partnerKind === 'PRIVACY_OFFICER' ? null : organisation };
    const report = await context.accessReports.report(question);
    context.reported.set(vNumber, reportAccess(vNumber, report));
    if (question.withinReachOf !== null && report.summaries.length === 0) context.misses.note(1);
    const { generatedAt, keptFrom, summaries, upTo } = report;
    return {
      generatedAt,
      period: { beganAt: keptFrom, endedAt: generatedAt },
      summaries: summaries.map((summary) => ({ ...summary, ...shownFacts(summary) })),
      question,
      upTo,
    };
  }

  @FieldResolver(() => AccessPageType, { description: 'Single times, the newest first (afzonderlijke keren).' })
  @Extensions(UNDER_REPORT)
  async accesses(
    @Root() { question, upTo }: Asked,
    @Args(() => AccessesArgs) { first, after }: AccessesArgs,
    @Ctx() context: RequestContext,
  ): Promise<AccessPageType> {
    const { caller, cursors } = context;
    const list = listKey(['accesses', caller.view, caller.principal.organisation, question.vNumber]);
    const size = pageSize(first, MOST_ACCESSES, USUAL_SIZE);
    const place = after == null ? undefined : cursors.open(list, after);
    if (upTo === null) return { items: [], hasNextPage: false, endCursor: null };
    const request = { upTo, first: size, ...(place && { after: { at: place.key, id: place.id } }) };
    const page = await context.accessReports.accesses(question, request);
    const last = page.accesses.at(-1);
    return {
      items: page.accesses.map((access) => ({ ...shownFacts(access), at: access.at })),
      hasNextPage: page.hasNextPage,
      endCursor: last ? cursors.seal(list, { key: last.at, id: last.id }) : null,
    };
  }
}

function shownFacts({ activity, categories, organisation, organisationName, purpose, legalBasis }: AccessFacts) {
  const seen = categories.map((category) => ({
    category,
    nameNl: categoryName(category, 'nl'),
    nameEn: categoryName(category, 'en'),
  }));
  return { organisation, organisationName, processingActivity: activity, purpose, legalBasis, seen };
}
