import type { Cases, SourceReading, SourceSelect } from './source.js';

/** Several sources read in one statement over `$1`, the case ids. */
export interface JointSelect {
  /** @param besides SQL expression of what else is to be read in it: `found` of `firstOf` its rows */
  text(besides?: string): string;
  /** Takes its rows apart: what each source answers, in their order. @param cases how many were asked for */
  take(rows: readonly JointRow[], cases: number): SourceReading[];
}

/** A row of such a statement. */
export type JointRow = Readonly<Record<string, unknown>>;

/** The id of a case where there is one, and where there are more. */
const IDS: Readonly<Record<Cases, string>> = { ONE: '($1::uuid[])[1]', MANY: 'k.id' };
/** The ids stand in a select of their own, where the planner does not count them (`table-rows.ts`). */
const CASES = 'from unnest((select $1::uuid[])) with ordinality as k(id, n)';
const FIRST = 1;

/**
 * One case is read by other expressions than several: a third less work. Of several, what is read of each case comes in a
 * row of its own, so that PostgreSQL and this process hold a case and not a page of them as one text; the rest comes with
 * the first of these rows.
 */
export function jointSelect(selects: readonly SourceSelect[], cases: Cases): JointSelect {
  const withEach = selects.filter(({ ofEach }) => ofEach);
  const hasRows = cases === 'MANY' && withEach.length > 0;
  const once = (expression: string) => (hasRows ? `case when k.n = ${FIRST} then ${expression} end` : expression);
  const each = withEach.map(({ ofEach }) => ofEach?.(IDS[cases])).join(', ');
  const columns = [
    ...(hasRows ? ['k.n::int as n'] : []),
    ...(each ? [`json_build_array(${each}) as each`] : []),
    ...selects.flatMap(({ ofAll }, at) => ofAll.map((expression, place) => `${once(expression)} as s${at}_${place}`)),
  ];
  const selecting = (named: readonly string[]) => `select ${named.join(', ')}${hasRows ? ` ${CASES}` : ''}`;
  const alone = selecting(columns);
  return {
    text: (besides) => (besides ? selecting([...columns, `${once(besides)} as found`]) : alone),
    take(rows, count) {
      const first = firstOf(rows);
      const eachOf = byCase(rows, count);
      return selects.map((select, at) => {
        const ofAll = select.ofAll.map((_, place) => first?.[`s${at}_${place}`]);
        const place = withEach.indexOf(select);
        return select.take({ ofAll, ofEach: place < 0 ? [] : eachOf.map((values) => values?.[place]) }, count);
      });
    },
  };
}

/** The row that holds what was read once, `found` among it. */
export function firstOf(rows: readonly JointRow[]): JointRow | undefined {
  return rows.find(({ n = FIRST }) => n === FIRST);
}

/** What was read of each case, in the order of the cases. */
function byCase(rows: readonly JointRow[], count: number): (readonly unknown[] | undefined)[] {
  const values = new Array<readonly unknown[] | undefined>(count).fill(undefined);
  for (const { n = FIRST, each } of rows) if (Array.isArray(each)) values[(n as number) - 1] = each;
  return values;
}

/** Whether so many cases are one, or several. */
export function casesOf(ids: readonly string[]): Cases {
  return ids.length === 1 ? 'ONE' : 'MANY';
}
