import type postgres from 'postgres';
import { DatabaseError } from './database-error.js';

/** One version of a processing activity, as the register has it (AVG art. 30). */
export interface RegisteredActivity {
  /** Versioned URI, as policy and log have it. */
  readonly uri: string;
  /** Kind of the partners that receive the data. */
  readonly partnerKind: string;
  readonly purpose: string;
  readonly nameNl: string;
  readonly nameEn: string;
  readonly controller: string;
  readonly legalBasis: string;
  /** Each category of data with its condition: `person.bsn own`. */
  readonly categories: readonly string[];
  readonly retention: string;
  /** Whether lines of it are kept from the person concerned. */
  readonly confidential: boolean;
  /** First and last day (`YYYY-MM-DD`); null is open-ended. */
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** A version as it stands in the register: what was stated of it, and whether somebody ended it since. */
export interface StoredActivity extends RegisteredActivity {
  /** Moment from which it admits nobody any more, ISO 8601; it may lie ahead. Null while nobody ended it. */
  readonly endedAt: string | null;
}

/** What a version may not change in once lines were logged under it. An end may come later: it changes nothing before. */
const FROZEN = {
  partnerKind: 'partner kind',
  purpose: 'purpose',
  nameNl: 'Dutch name',
  nameEn: 'English name',
  controller: 'controller',
  legalBasis: 'legal basis',
  categories: 'categories',
  retention: 'retention',
  confidential: 'confidentiality',
  validFrom: 'first day',
} as const satisfies Partial<Record<keyof RegisteredActivity, string>>;

/**
 * Puts the processing activities into the register. **A version never changes** (Logboek Dataverwerkingen, component
 * Register: each relevant change gets a new identifier), because log lines point at it: what was true of them must be
 * read there later. As long as nothing was logged under a URI it may still be corrected. Versions that the policy no
 * longer names stay: old lines lead to them. So does an end that somebody set, whatever the policy says.
 * @throws DatabaseError that names the activity and what differs, when it has log lines
 */
export async function registerActivities(
  sql: postgres.TransactionSql,
  activities: readonly RegisteredActivity[],
): Promise<void> {
  const known = new Map((await readActivities(sql)).map((activity) => [activity.uri, activity]));
  for (const activity of activities) {
    const before = known.get(activity.uri);
    if (before && before.validUntil === activity.validUntil && changes(before, activity).length === 0) continue;
    if (before) await refuseChange(sql, before, activity);
    await write(sql, activity);
  }
}

/** The whole register as `readActivities` has it; under row-level security the versions that the role may see. */
export const ALL_ACTIVITIES = `select uri, partner_kind as "partnerKind", purpose, name_nl as "nameNl", name_en as "nameEn",
    controller, legal_basis as "legalBasis", categories, retention, confidential, valid_from as "validFrom",
    valid_until as "validUntil", ended_at as "endedAt", now() as now
  from app.processing_activity order by uri`;

/** The whole register, each version of each activity, in the order of the URIs. */
export async function readActivities(sql: postgres.Sql | postgres.TransactionSql): Promise<StoredActivity[]> {
  const rows = await sql.unsafe<(StoredActivity & { now: string })[]>(ALL_ACTIVITIES);
  return rows.map(({ now: _now, ...row }) => ({ ...row, endedAt: row.endedAt && new Date(row.endedAt).toISOString() }));
}

async function refuseChange(
  sql: postgres.TransactionSql,
  before: RegisteredActivity,
  now: RegisteredActivity,
): Promise<void> {
  const changed = changes(before, now);
  if (changed.length === 0 || !(await hasLines(sql, now.uri))) return;
  throw new DatabaseError(
    `The processing activity ${now.uri} has lines in the log, and what is stated of it now differs in ` +
      `${changed.join(', ')}. A version never changes: ` +
      'name the next one (/v2, /v3, …) in src/policy/policy.csv and src/processing-activities.json.',
  );
}

function changes(before: RegisteredActivity, now: RegisteredActivity): string[] {
  const fields = Object.keys(FROZEN) as (keyof typeof FROZEN)[];
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]));
  return changed.map((field) => FROZEN[field]);
}

async function hasLines(sql: postgres.TransactionSql, uri: string): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select from audit.processing_record where processing_activity_id = ${uri}) as found`;
  return row?.found === true;
}

async function write(sql: postgres.TransactionSql, activity: RegisteredActivity): Promise<void> {
  const { uri, partnerKind, purpose, nameNl, nameEn, controller, legalBasis } = activity;
  const { categories, retention, confidential, validFrom, validUntil } = activity;
  await sql`
    insert into app.processing_activity (uri, partner_kind, purpose, name_nl, name_en, controller, legal_basis,
      categories, retention, confidential, valid_from, valid_until)
    values (${uri}, ${partnerKind}, ${purpose}, ${nameNl}, ${nameEn}, ${controller}, ${legalBasis},
      ${[...categories]}::text[], ${retention}, ${confidential}, ${validFrom}, ${validUntil})
    on conflict (uri) do update set partner_kind = excluded.partner_kind, purpose = excluded.purpose,
      name_nl = excluded.name_nl, name_en = excluded.name_en, controller = excluded.controller,
      legal_basis = excluded.legal_basis, categories = excluded.categories, retention = excluded.retention,
      confidential = excluded.confidential, valid_from = excluded.valid_from, valid_until = excluded.valid_until`;
}
