import { FOR_EACH_ROW } from '../policy/row-condition.js';
import { CONSENT_PART, REACH_PART } from './case-changes.js';
import { partsUnderConsent } from './change-areas.js';
import type { KeyContext, KeyQuery, KeyRow } from './key-query.js';
import type { TableConditions } from './plan.js';

/** The changes after a position, the oldest first. */
export interface ChangesRequest {
  /** Zero: from the oldest that is kept. */
  readonly after: number;
  /** The day of the change that the position is of (`YYYY-MM-DD`); absent where there is none. */
  readonly day?: string;
  readonly size: number;
  /** Only of these cases. */
  readonly caseIds?: readonly string[];
  /**
   * True where little can have come since: positions are then walked one by one, whoever they are for. Else a partner
   * with few cases is looked up case by case, so that what happens to others costs it nothing.
   */
  readonly isNear?: boolean;
  /** Whether the position of the last change that can be seen is wanted. */
  readonly latest?: boolean;
}

/** A change as the search finds it: of one case, in one transaction. */
export interface FoundChange {
  readonly position: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly caseId: string;
  /** A case that came into reach, or left it, is told as a whole: `parts` is then empty. */
  readonly kind: 'CHANGED' | 'ENTERED' | 'LEFT';
  /** Tables of which rows changed that the view may read; `app.consent` for a consent of the person. */
  readonly parts: readonly string[];
  /** The case as far as a search knows it; null when it is no longer in reach. */
  readonly row: KeyRow | null;
}

/** What the search answers. */
export interface ChangesAnswer {
  /** One more than asked for, where there are more. */
  readonly changes: readonly FoundChange[];
  /** The last change that can be seen; zero when there is none. Null when it was not asked for. */
  readonly latest: number | null;
  /** Today as the database has it (`YYYY-MM-DD`). */
  readonly today: string;
  /** True where changes after the position are no longer kept: what was missed cannot be told. */
  readonly expired: boolean;
}

/**
 * More cases than this are many. To walk looks at as many positions as there are cases to one's own, for each change of a
 * page; the other road looks at every case of one's own. So they cost the same at some multiple of the root of all cases
 * (measured from 1,300 to 1,300,000). How many there are is PostgreSQL's own estimate: a table that was never analysed
 * counts as empty.
 */
const MANY_CASES =
  "(select greatest(100, 3 * sqrt(greatest(n.reltuples, 0))) from pg_class n where n.oid = 'app.case_index'::regclass)";

/**
 * The search for changes. It runs under the view's role, whose row-level security leaves only rows of tables that the
 * view may read, of cases in reach. Nothing is told from before a case came into reach, or from before the person's
 * consent of what consent opened: that it is open now is told as a whole.
 */
export function byChanges(request: ChangesRequest, permits: TableConditions): KeyQuery {
  return { sql: (context) => changesSql(request, permits, context) };
}

type RawChange = readonly [id: string, consented: boolean | null, vNumber: string | null, ...rest: readonly unknown[]];

/** Reads what the search answered. @param answer the JSON value of the statement */
export function readChanges(answer: unknown): ChangesAnswer {
  const { rows, ...rest } = answer as Omit<ChangesAnswer, 'changes'> & { readonly rows: readonly RawChange[] };
  return { ...rest, changes: rows.map(changeOf) };
}

function changeOf([id, consented, vNumber, position, at, right, parts, isReached]: RawChange): FoundChange {
  const kind = right === 'ADDED' ? 'ENTERED' : right === 'REMOVED' ? 'LEFT' : 'CHANGED';
  return {
    position: position as number,
    at: (at as string).replace(/\+00:00$/, 'Z'),
    caseId: id,
    kind,
    parts: kind === 'CHANGED' ? (parts as readonly string[]) : [],
    row: isReached ? [id, consented, vNumber] : null,
  };
}

function changesSql(request: ChangesRequest, permits: TableConditions, context: KeyContext): string {
  const { parameters, facts } = context;
  const after = `${parameters.bind(request.after)}::bigint`;
  const size = `${parameters.bind(request.size + 1)}::int`;
  const reached = `exists (select 1 from app.reach e where e.organisation = ${context.organisation} and e.case_id = f.id)`;
  const told = (rows: string) =>
    `select coalesce(json_agg(json_build_array(k.id, k.consented, k.v_number, k.position, k.at, k.right_kind, k.parts, ` +
    `k.reached) order by k.position), '[]') from (select f.*, ${facts('f.id')}, ${reached} as reached ` +
    `from (${firstOf(rows, permits)} limit ${size}) f) k`;
  const roads = roadsOf(request, after, context);
  const latest = (row: string) => `select coalesce(max(l.position), 0) from (${row}) l`;
  const expired =
    request.day === undefined
      ? 'false'
      : `(select ${parameters.bind(request.day)}::date < current_date - t.days from app.retention_term t where t.what = 'changes')`;
  return (
    `json_build_object('rows', ${roads(({ rows }) => told(rows))}, ` +
    `'latest', ${request.latest ? roads((road) => latest(road.latest)) : 'null'}, ` +
    `'today', current_date::text, 'expired', ${expired})`
  );
}

/** The changes that rows are of, in their order: with a limit, no more rows are looked at than it takes. */
function firstOf(rows: string, permits: TableConditions): string {
  return (
    'select c.position, c.case_id as id, min(c.recorded_at) as at, ' +
    `min(case when c.part = '${REACH_PART}' then c.kind end) as right_kind, json_agg(distinct c.part) as parts ` +
    `from (${rows}) c where ${notOpenedSince(permits)} group by c.position, c.case_id order by c.position`
  );
}

/** That a row `c` is not from before the reach, or the consent, by which it is seen. Names of tables come from code. */
function notOpenedSince(permits: TableConditions): string {
  const parts = partsUnderConsent(permits).map((part) => `'${part}'`);
  const consented = `e.part = '${CONSENT_PART}' and c.part = any (array[${parts.join(', ')}]::text[])`;
  return (
    'not exists (select 1 from app.change e where e.case_id = c.case_id and e.position > c.position ' +
    `and e.kind <> 'REMOVED' and (e.part = '${REACH_PART}' or (${consented}))${FOR_EACH_ROW})`
  );
}

const COLUMNS = 'c.position, c.part, c.case_id, c.kind, c.recorded_at';

/** A way to find changes: rows, each once, and where the last of them is looked for. */
interface Road {
  readonly rows: string;
  readonly latest: string;
}

/** Writes what is made of the road that fits: where only the database can tell which, both are written and one is gone. */
function roadsOf(
  request: ChangesRequest,
  after: string,
  context: KeyContext,
): (write: (road: Road) => string) => string {
  const walked = walkedRoad(request, after, context);
  if (request.caseIds || request.isNear) return (write) => `(${write(walked)})`;
  const byCase = caseRoad(after, context);
  const many = `exists (select 1 from app.reach r where r.organisation = ${context.organisation} offset ${MANY_CASES})`;
  return (write) => `case when ${many} then (${write(walked)}) else (${write(byCase)}) end`;
}

/** Position by position, as the index has them, whoever they are for. */
function walkedRoad({ caseIds }: ChangesRequest, after: string, { parameters }: KeyContext): Road {
  const only = caseIds ? ` and c.case_id = any (${parameters.bind(caseIds)}::uuid[])` : '';
  return {
    rows: `select ${COLUMNS} from app.change c where c.position > ${after}${only}`,
    latest: 'select c.position from app.change c order by c.position desc limit 1',
  };
}

/** Case by case of those in reach, and beside them what left it. Sorted before it is judged row by row. */
function caseRoad(after: string, { organisation }: KeyContext): Road {
  const ofEach = (columns: string, which: string) =>
    `select w.* from app.reach r cross join lateral (select ${columns} from app.change c ` +
    `where c.case_id = r.case_id ${which}) w where r.organisation = ${organisation}`;
  const left = `from app.change c where c.part = '${REACH_PART}' and c.organisation = ${organisation} and c.kind = 'REMOVED'`;
  const gone = `not exists (select 1 from app.reach r where r.organisation = ${organisation} and r.case_id = c.case_id)`;
  return {
    rows:
      `select u.* from (${ofEach(COLUMNS, `and c.position > ${after}${FOR_EACH_ROW}`)} union all ` +
      `select ${COLUMNS} ${left} and c.position > ${after} and ${gone}) u order by u.position${FOR_EACH_ROW}`,
    latest: `${ofEach('c.position', 'order by c.position desc limit 1')} union all select max(c.position) ${left}`,
  };
}
