import { placeOf } from '../audit/register-copy.js';
import { type ActivityEntries, ActivityError, activitiesOf, readEntries } from '../audit/register-entries.js';
import type { Database } from '../database/database.js';
import { readActivities } from '../database/register-activities.js';
import { onDutchClock } from '../model/dutch-day.js';
import type { Policy } from '../policy/policy.js';
import type { CommandResult } from './command-result.js';

/** `ketenzicht activity list`: every version of every activity that the database has. */
export async function activityListCommand(database: Pick<Database, 'admin'>): Promise<CommandResult> {
  const activities = await readActivities(database.admin);
  const now = new Date();
  const lines = activities.map(({ uri, nameEn, confidential, validUntil, endedAt }) => {
    const last = validUntil ? `until ${validUntil}` : '';
    const marks = [confidential ? 'confidential' : '', last, endWords(endedAt, now)].filter(Boolean);
    return `${uri}\n  ${nameEn}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
  });
  return { exitCode: 0, text: lines.join('\n'), json: { activities } };
}

/** `ketenzicht activity show`: one version. Exit code 1 when there is none of that URI. */
export async function activityShowCommand(database: Pick<Database, 'admin'>, uri: string): Promise<CommandResult> {
  const activity = (await readActivities(database.admin)).find((one) => one.uri === uri);
  if (!activity) {
    const error = 'The register has no activity of that URI. `ketenzicht activity list` names those there are.';
    return { exitCode: 1, text: error, json: { error } };
  }
  const rows = Object.entries({
    URI: activity.uri,
    'name (nl)': activity.nameNl,
    'name (en)': activity.nameEn,
    purpose: `${activity.partnerKind}/${activity.purpose}`,
    controller: activity.controller,
    'legal basis': activity.legalBasis,
    categories: activity.categories.join(', ') || 'none',
    recipients: activity.partnerKind,
    retention: activity.retention,
    confidential: activity.confidential ? 'yes' : 'no',
    valid: `from ${activity.validFrom}${activity.validUntil ? ` until ${activity.validUntil}` : ''}`,
    end: endWords(activity.endedAt, new Date()) || 'none',
  });
  return { exitCode: 0, text: rows.map(([name, text]) => `${name.padEnd(12)} ${text}`).join('\n'), json: { activity } };
}

/** When a version was ended, or is going to, on the Dutch clock; empty while nobody ended it. */
export function endWords(endedAt: string | null, now: Date): string {
  if (endedAt === null) return '';
  const end = new Date(endedAt);
  return `${end > now ? 'ends' : 'ended'} on ${onDutchClock(end)}`;
}

/**
 * `ketenzicht activity set-confidential`: what to change so that lines of an activity are kept from the person
 * concerned from now on: the entry of its next version. It changes nothing itself. A version never changes, so that
 * lines which are there stay what they were; and that persons are no longer told of something is a decision of the
 * controller with a ground in law, so it goes through review, like every change of the policy.
 * @param basis ground in law, such as "UAVG art. 41(1)(d)"
 * @param text the file of entries, as it stands
 */
export function activitySetConfidentialCommand(
  policy: Policy,
  text: string,
  uri: string,
  basis: string,
): CommandResult {
  activitiesOf(policy, text);
  const column = policy.columns.find(({ processingActivity }) => processingActivity === uri);
  const entry = readEntries(text)[uri];
  if (!column || !entry) {
    throw new ActivityError('The policy names no activity of that URI. Give one that it names, with its version.');
  }
  if (entry.confidential) throw new ActivityError('That activity is confidential already.');
  const next = nextUri(uri);
  const entries: ActivityEntries = { [next]: { ...entry, confidential: basis } };
  const lines = [
    `In src/policy/policy.csv, row @processing-activity, column ${column.view}:`,
    `  ${next}`,
    'In src/processing-activities.json, instead of the entry of the version before:',
    JSON.stringify(entries, null, 2).replace(/^/gm, '  '),
    'Then `ketenzicht migrate`. Lines that were logged before stay under the version before, and are told.',
  ];
  return { exitCode: 0, text: lines.join('\n'), json: { view: column.view, processingActivity: next, entries } };
}

function nextUri(uri: string): string {
  return uri.replace(/\d+$/, String(placeOf(uri).version + 1));
}
