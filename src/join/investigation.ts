import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Category } from '../model/category.js';
import type { RowCondition } from '../model/grant.js';
import type { ViewKey } from '../model/purpose.js';
import type { Policy } from '../policy/policy.js';
import { permittedCategories, RECTIFICATION_CATEGORY } from '../policy/rights.js';
import type { Source, SourcePart } from '../sources/source.js';
import { type JoinedRecord, markAbsent, WITHHELD_CONSENT } from './absent.js';
import { nameOfCoordinate } from './investigation-values.js';

/** A value that somebody asked to rectify and that is not decided yet (in onderzoek). */
export interface Investigation {
  /** Enum value of the field, such as `PERSON_BIRTH_DATE`. */
  readonly field: string;
  readonly source: Agency;
  /** Moment of the first open request (ISO 8601). */
  readonly requestedAt: string;
  /** What it reveals, for the log. */
  readonly categories: readonly Category[];
}

/** The marks of open requests, by case. */
export type Investigations = ReadonlyMap<string, readonly Investigation[]>;

interface MarkRow {
  readonly case_id: string;
  readonly field: string;
  readonly agency: Agency;
  readonly categories: Category[];
  readonly since: string;
}

/** The marks, never the requests: those stand under a further category, and are for fewer. */
const MARKS = `
  select case_id, field, agency, categories, min(requested_at) as since from app.rectification
  where case_id = any($1::uuid[]) and categories <@ $2::text[] and not categories @> array[$3]
  group by case_id, field, agency, categories order by since, field, agency`;

/**
 * Which values of these cases are under investigation, in one statement whatever their number. Runs under the view's
 * role: of a value that may not be seen, its row-level security gives no mark.
 */
export async function readInvestigations(
  snapshot: SnapshotReader,
  caseIds: readonly string[],
  { policy, view }: { readonly policy: Policy; readonly view: ViewKey },
): Promise<Investigations> {
  const permitted = permittedCategories(policy, view);
  const rows = await snapshot.query<MarkRow>(MARKS, [caseIds, permitted, RECTIFICATION_CATEGORY]);
  const found = new Map<string, Investigation[]>();
  for (const { case_id: caseId, field, agency, categories, since } of rows) {
    const name = nameOfCoordinate(field);
    if (!name) continue;
    const ofCase = found.get(caseId) ?? [];
    ofCase.push({ field: name, source: agency, requestedAt: since, categories });
    found.set(caseId, ofCase);
  }
  return found;
}

/** Whether the view sees some values only while consent stands: then marks of a case can be missing for want of it. */
export function marksNeedConsent(
  sources: readonly Source[],
  conditionsOf: (part: SourcePart) => readonly RowCondition[] | null,
): boolean {
  return sources.some(({ parts }) => Object.values(parts).some((part) => conditionsOf(part)?.includes('consent')));
}

/** What a case's marks are composed from. */
export interface MarkInput {
  readonly marks: readonly Investigation[];
  /** Whether marks may be missing because consent does not stand. */
  readonly withheld: boolean;
}

/**
 * Puts the marks on a case. That some may be missing for want of consent is told whether or not there are any. What
 * another organisation's records would show is not: nothing could be done about it.
 */
export function composeInvestigations(joined: JoinedRecord, { marks, withheld }: MarkInput): void {
  joined.underInvestigation = marks.map(({ field, source, requestedAt }) => ({ field, source, requestedAt }));
  if (withheld) markAbsent(joined, ['underInvestigation'], WITHHELD_CONSENT);
}
