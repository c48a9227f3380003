import type { TransactionSql } from 'postgres';
import { ALL_ACTIVITIES, type StoredActivity } from '../database/register-activities.js';
import { dayAfter, startOfDutchDay } from '../model/dutch-day.js';
import { Forbidden } from '../model/errors.js';
import { endMoment, type TimeLeft, timeLeft } from './register-days.js';
import { databaseNow } from './register-organisations.js';
import type { RegisterQuery } from './register-read.js';
import { RegisterRefusal } from './register-refusal.js';
import { type Standing, standingOf } from './register-span.js';

/** A version of a processing activity, and how it stands. */
export interface AdministeredActivity extends StoredActivity, Pick<TimeLeft, 'daysLeft' | 'warning'> {
  /** Never `REVOKED`: it ends, at once or later. */
  readonly standing: Standing;
}

/** Every version of every processing activity, by URI. @throws the driver's error for a role that may not read them all */
export async function readProcessingActivities(query: RegisterQuery): Promise<AdministeredActivity[]> {
  const rows = await query<StoredActivity & { readonly now: string }>(ALL_ACTIVITIES, []);
  return rows.map(({ now, ...row }) => withStanding(row, new Date(now)));
}

/** Which version ends, when, and who says so. */
export interface ActivityEnd {
  readonly uri: string;
  /** Moment in ISO 8601 with its zone; at once when absent. */
  readonly at?: string | null;
  /** The view under which somebody ends it, or null for the operator at the command line. */
  readonly under: Pick<StoredActivity, 'partnerKind' | 'purpose'> | null;
}

/**
 * Ends a version of a processing activity: from that moment on it admits nobody. Also moves an end that lies ahead. An
 * end that has come stays: who reads the log must find of a version what was true of it. It goes on as the next one.
 * @param sql transaction under the role of the register
 * @throws RegisterRefusal that says what to change; Forbidden for the activity that the change itself is made under
 */
export async function endProcessingActivity(
  sql: TransactionSql,
  { uri, at, under }: ActivityEnd,
): Promise<AdministeredActivity> {
  const activity = await activityOf(sql, uri);
  if (under?.partnerKind === activity.partnerKind && under.purpose === activity.purpose) {
    throw new Forbidden(
      'The activity that grants are administered under is not ended under itself: nobody could administer them then. Ask the operator.',
    );
  }
  const now = await databaseNow(sql);
  await refuseEnded(sql, activity.uri, now);
  await sql`update app.processing_activity set ended_at = ${endMoment(at ?? null, now)} where uri = ${activity.uri}`;
  return activityOf(sql, activity.uri);
}

async function activityOf(sql: TransactionSql, uri: string): Promise<AdministeredActivity> {
  const query: RegisterQuery = async <Row extends object>(text: string, values: readonly unknown[]) =>
    [...(await sql.unsafe<Row[]>(text, values as never[]))] as Row[];
  const all = await readProcessingActivities(query);
  // Looked up among what there is: what was given is no part of a statement before it is known.
  const found = all.find((one) => one.uri === uri);
  if (found) return found;
  throw new RegisterRefusal(
    'There is no such processing activity. Look up its URI, with its version, in the list.',
    all.map((one) => one.uri),
  );
}

/** Locked until the change is committed, so that two ends of one version follow each other. */
async function refuseEnded(sql: TransactionSql, uri: string, now: Date): Promise<void> {
  const [row] = await sql<{ endedAt: string | null }[]>`
    select ended_at as "endedAt" from app.processing_activity where uri = ${uri} for update`;
  if (!row?.endedAt || new Date(row.endedAt) > now) return;
  throw new RegisterRefusal('It has ended already, and stays ended. To go on, let the policy name its next version.');
}

function withStanding({ endedAt: ended, ...stated }: StoredActivity, now: Date): AdministeredActivity {
  const endedAt = ended && new Date(ended).toISOString();
  const lastMoment = stated.validUntil && startOfDutchDay(dayAfter(stated.validUntil)).toISOString();
  const ends = [endedAt, lastMoment].filter((end) => end !== null).sort();
  const span = { validFrom: startOfDutchDay(stated.validFrom).toISOString(), validUntil: ends[0] ?? null };
  const { daysLeft, warning } = timeLeft(ends, now);
  return { ...stated, endedAt, daysLeft, warning, standing: standingOf({ ...span, revokedAt: null }, now) };
}
