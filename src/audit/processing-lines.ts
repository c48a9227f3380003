import type { LogKey } from '../config.js';
import type { Category } from '../model/category.js';
import type { AccessEntry, SubjectAccess } from './access-entry.js';
import { pseudonymOf } from './pseudonym.js';

/** V-numbers by case id; null, or no entry, where a case has none. */
export type VNumbers = ReadonlyMap<string, string | null>;

/** Lines of the processing log that differ in their data subject only. */
export interface AlikeLines {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id: string | null;
  readonly name: string;
  readonly status: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly activity: string;
  readonly type: string;
  readonly key_id: string;
  readonly organisation: string;
  /** With commas between them. */
  readonly categories: string;
  /** The pseudonyms, with commas between them: base64url has none. */
  readonly subjects: string;
}

/**
 * A line per data subject of these entries, those alike taken together: of a page of fifty, most were served the same.
 * @param vNumbers by case id; a case without one gets the pseudonym of its id
 */
export function processingLines(entries: readonly AccessEntry[], vNumbers: VNumbers, key: LogKey): AlikeLines[] {
  return entries.flatMap((entry) => {
    const groups = new Map<string, Alike>();
    for (const access of entry.subjects) place(groups, access, vNumbers, key);
    return [...groups.values()].map((alike) => linesOf(entry, alike));
  });
}

interface Alike extends Pick<AlikeLines, 'status' | 'type' | 'key_id' | 'categories'> {
  readonly subjects: string[];
}

function place(
  groups: Map<string, Alike>,
  { subject, categories, status }: SubjectAccess,
  vNumbers: VNumbers,
  key: LogKey,
): void {
  const caseId = 'caseId' in subject ? subject.caseId : null;
  const vNumber = 'vNumber' in subject ? subject.vNumber : (vNumbers.get(subject.caseId) ?? null);
  const { id, type, keyId } = pseudonymOf({ vNumber, caseId }, key);
  const served = textOf(categories);
  const group = `${type} ${status} ${served}`;
  const known = groups.get(group);
  if (known) known.subjects.push(id);
  else groups.set(group, { status, type, key_id: keyId, categories: served, subjects: [id] });
}

const texts = new WeakMap<readonly Category[], string>();

/** The lists of categories are kept by the plans they come from, so that their text is made once. */
function textOf(categories: readonly Category[]): string {
  const known = texts.get(categories) ?? categories.join(',');
  texts.set(categories, known);
  return known;
}

function linesOf({ trace, name, startedAt, endedAt, activity, audit }: AccessEntry, alike: Alike): AlikeLines {
  return {
    trace_id: trace.traceId,
    span_id: trace.spanId,
    parent_span_id: trace.parentSpanId ?? null,
    name,
    start_time: startedAt.toISOString(),
    end_time: endedAt.toISOString(),
    activity,
    organisation: audit.organisation,
    ...alike,
    subjects: alike.subjects.join(','),
  };
}
