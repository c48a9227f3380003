import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Extensions, Info, Query, Resolver } from 'type-graphql';
import { ABSENT } from '../join/absent.js';
import type { FieldAbsence } from '../model/absence.js';
import { dutchDay } from '../model/dutch-day.js';
import { STATISTICS_CATEGORY } from '../policy/statistics-grants.js';
import { askStatistics } from '../statistics/ask.js';
import { readExtent } from '../statistics/extent.js';
import { nationalResults, nationalTotal } from '../statistics/national.js';
import { pilotResults, untilMonth } from '../statistics/pilot-results.js';
import { questionOf } from '../statistics/question.js';
import type { StatisticsRow } from '../statistics/told.js';
import { type RequestContext, readerOf } from './context.js';
import { DateScalar } from './scalars.js';
import { MunicipalityEnum } from './shelter.enums.js';
import { StatisticsInput } from './statistics.input.js';
import { PilotResultsType, StatisticsType } from './statistics.type.js';

const UNDER_STATISTICS = { categories: [STATISTICS_CATEGORY] };
/** Cost of a table: all facts are counted and every cell is judged, however few rows are told. */
const STATISTICS_WORK = 20_000;
const SUPPRESSED: FieldAbsence = { reason: 'SUPPRESSED' };

/** Statistics: facts without identifiers, and of them only what disclosure control tells. */
@Resolver()
export class StatisticsResolver {
  @Query(() => StatisticsType, {
    nullable: true,
    complexity: STATISTICS_WORK,
    description: 'Numbers of people by up to three dimensions (statistieken).',
  })
  @Extensions(UNDER_STATISTICS)
  async statistics(
    @Arg('input', () => StatisticsInput, { description: 'What is counted (vraag).' }) input: StatisticsInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const question = questionOf(askedOf(input), dutchDay(new Date()));
    const asks = (type: string, field: string) => context.operation?.reads.demand.asks(type, field) ?? false;
    const answer = await readerOf(context).beside(async ({ query }) => {
      const extent = await readExtent(query, context.municipalities);
      const asking = { query, extent, protection: context.protection, medians: asks('StatisticsRow', 'medianDays') };
      const { rows, total } = await askStatistics(question, asking);
      const national = asks('Statistics', 'nationalTotal') ? await nationalTotal(query, question) : null;
      const shown = (row: StatisticsRow) => shownRow(row, question.population === 'LEFT');
      return { rows: rows.map(shown), total: shown(total), refreshedAt: extent.refreshedAt, nationalTotal: national };
    });
    return noted(context, info, answer);
  }

  @Query(() => PilotResultsType, {
    nullable: true,
    complexity: STATISTICS_WORK,
    description: 'What the pilots came to, cumulative until a day (resultaten van de pilots).',
  })
  @Extensions(UNDER_STATISTICS)
  async pilotResults(
    @Arg('until', () => DateScalar, { description: 'The day; counted until the beginning of its month (tot).' })
    until: string,
    @Arg('municipality', () => MunicipalityEnum, {
      nullable: true,
      description: 'One of them; all when left out (gemeente).',
    })
    municipality: string | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const month = untilMonth(until, dutchDay(new Date()));
    const asksNational = context.operation?.reads.demand.asks('PilotResults', 'national') ?? false;
    const answer = await readerOf(context).beside(async ({ query }) => {
      const extent = await readExtent(query, context.municipalities);
      const { reasons, durability, ...numbers } = await pilotResults(
        { query, extent, protection: context.protection },
        month,
        municipality ?? null,
      );
      return {
        ...numbers,
        ...suppressed(numbers, ['sheltered', 'left']),
        reasons: reasons.map((row) => shownRow(row, false)),
        durability: durability.map((row) => shownRow(row, false)),
        refreshedAt: extent.refreshedAt,
        national: asksNational ? await nationalResults(query, month) : null,
      };
    });
    return noted(context, info, answer);
  }
}

function askedOf({ population, groupBy, grain, from, until, filter }: StatisticsInput) {
  return {
    population: population ?? 'ENTERED',
    groupBy: groupBy ?? [],
    grain: grain ?? 'YEAR',
    from: from ?? null,
    until: until ?? null,
    filter: {
      MUNICIPALITY: filter?.municipality,
      NATIONALITY_GROUP: filter?.nationalityGroup,
      SCENARIO: filter?.scenario,
      OUTCOME: filter?.outcome,
      DURABILITY: filter?.durability,
      APPLICATION: filter?.application,
      RETURN_PROCEDURE: filter?.returnProcedure,
    },
  } as const;
}

/** @param hasMedian whether the population has medians at all; of others they are plainly null */
function shownRow({ values, count, share, medianDays }: StatisticsRow, hasMedian: boolean) {
  return {
    period: values.get('PERIOD') ?? null,
    municipality: values.get('MUNICIPALITY') ?? null,
    nationalityGroup: values.get('NATIONALITY_GROUP') ?? null,
    scenario: values.get('SCENARIO') ?? null,
    outcome: values.get('OUTCOME') ?? null,
    durability: values.get('DURABILITY') ?? null,
    application: values.get('APPLICATION') ?? null,
    returnProcedure: values.get('RETURN_PROCEDURE') ?? null,
    count,
    share,
    medianDays,
    ...suppressed({ count, share, medianDays }, hasMedian ? ['count', 'share', 'medianDays'] : ['count', 'share']),
  };
}

/** The absences of numbers that are not told: null is never all that is said, and never 0. */
function suppressed<Field extends string>(numbers: Readonly<Record<Field, unknown>>, fields: readonly Field[]) {
  const missing = fields.filter((field) => numbers[field] === null);
  return missing.length > 0 ? { [ABSENT]: Object.fromEntries(missing.map((field) => [field, SUPPRESSED])) } : {};
}

/** Where the absences of the answer are read off. */
function noted<Answer>(context: RequestContext, { path }: GraphQLResolveInfo, answer: Answer): Answer {
  context.roots.set(String(path.key), answer);
  return answer;
}
