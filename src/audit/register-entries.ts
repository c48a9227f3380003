import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RegisteredActivity } from '../database/register-activities.js';
import type { Policy, PolicyColumn } from '../policy/policy.js';

/** Policy and register of activities do not fit each other. The message says where, and what to do. */
export class ActivityError extends Error {
  override readonly name = 'ActivityError';
}

const FILE = new URL('../processing-activities.json', import.meta.url);
const NAME = 'processing-activities.json';

/** What the policy does not hold of an activity. Each is what AVG art. 30(1) asks a register to say. */
const entry = z.strictObject({
  nameNl: z.string().min(1),
  nameEn: z.string().min(1),
  controller: z.string().min(1),
  retention: z.string().min(1),
  /**
   * False; or the ground on which the person concerned is not told of lines of this activity, such as
   * "UAVG art. 41(1)(d)": no confidentiality without a ground.
   */
  confidential: z.union([z.literal(false), z.string().min(1)]),
});
const entries = z.record(z.string(), entry);

/** What `src/processing-activities.json` holds, by URI. */
export type ActivityEntries = z.infer<typeof entries>;

/** The file's text. */
export function readActivityFile(): string {
  return readFileSync(FILE, 'utf8');
}

/**
 * The processing activity of every column of the policy. Each rule has one place: legal basis, categories and validity
 * come from the policy; names, controller, retention and confidentiality from the file.
 * @throws ActivityError when a column's activity has no entry, an entry no column, or an URI does not resolve here
 */
export function activitiesOf(policy: Policy, text: string = readActivityFile()): RegisteredActivity[] {
  const stated = readEntries(text);
  const named = policy.columns.map(({ processingActivity }) => processingActivity);
  for (const column of policy.columns) checkColumn(column, named, stated);
  const idle = Object.keys(stated).filter((uri) => !named.includes(uri));
  if (idle.length > 0)
    throw new ActivityError(`${NAME}: no column of the policy names ${idle.join(', ')}; take it out.`);
  return policy.columns.map((column) => activityOf(policy, column, stated));
}

/** The entries of the file's text. @throws ActivityError with the place and what is allowed */
export function readEntries(text: string): ActivityEntries {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new ActivityError(`${NAME} is not JSON.`);
  }
  const parsed = entries.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ActivityError(`${NAME}, at ${issue?.path.join(' → ') || 'the top'}: ${issue?.message}`);
}

/** Where an activity is answered, as its URI ends. */
const PATH = /^\/processing-activities\/[a-z0-9-]{1,100}\/v\d{1,6}$/;

function checkColumn({ view, processingActivity: uri }: PolicyColumn, named: string[], stated: ActivityEntries): void {
  if (!PATH.test(new URL(uri).pathname)) {
    throw new ActivityError(`The policy names ${uri} (${view}); it must end in /processing-activities/<id>/v<number>.`);
  }
  if (named.indexOf(uri) !== named.lastIndexOf(uri)) {
    throw new ActivityError(`The policy names ${uri} twice; each purpose has an activity of its own.`);
  }
  if (!Object.hasOwn(stated, uri)) {
    throw new ActivityError(`The policy names ${uri} (${view}); put an entry for it into ${NAME}.`);
  }
}

function activityOf(policy: Policy, column: PolicyColumn, stated: ActivityEntries): RegisteredActivity {
  const uri = column.processingActivity;
  const { nameNl, nameEn, controller, retention, confidential } = stated[uri] as ActivityEntries[string];
  const ground = confidential ? `. The person concerned is not told: ${confidential}` : '';
  return {
    uri,
    partnerKind: column.partnerKind,
    purpose: column.purpose,
    nameNl,
    nameEn,
    controller,
    legalBasis: `${column.legalBasis}${ground}`,
    categories: categoriesOf(policy, column),
    retention,
    confidential: confidential !== false,
    validFrom: column.validFrom,
    validUntil: column.validUntil,
  };
}

/** All that the column permits, each with its condition: `person.bsn own`. */
function categoriesOf(policy: Policy, { view }: PolicyColumn): string[] {
  return policy.categories.flatMap(({ category }) => {
    const condition = policy.conditionOf(view, category);
    return condition === 'no' ? [] : [`${category} ${condition}`];
  });
}
