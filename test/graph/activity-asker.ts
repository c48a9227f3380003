import { initialPolicy } from '../policy/initial-policy.js';
import type { Answer, TestGraph } from '../support/graph.js';
import { type Asker, askAs, OFFICE } from './grant-asker.js';

/** A version of an activity, as the programme office is answered. */
export interface ActivityAnswer {
  readonly uri: string;
  readonly partnerKind: string;
  readonly purpose: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly endedAt: string | null;
  readonly standing: string;
  readonly daysLeft: number | null;
  readonly warning: boolean;
  readonly inPolicy: boolean;
}

export const ACTIVITY = `{ uri partnerKind purpose nameNl nameEn controller legalBasis categories retention confidential
  validFrom validUntil endedAt standing daysLeft warning inPolicy }`;

/** The URI that the policy names for a view. @throws Error when it names none */
export function uriOf(view: string): string {
  const column = initialPolicy.columns.find((one) => one.view === view);
  if (!column) throw new Error(`no view ${view}`);
  return column.processingActivity;
}

/** Ends a version as the programme office, or as somebody else. */
export function end(graph: TestGraph, uri: string, at?: string | null, asker: Asker = OFFICE): Promise<Answer> {
  const query = `mutation ($input: EndProcessingActivityInput!) { endProcessingActivity(input: $input) ${ACTIVITY} }`;
  return askAs(graph, asker, query, { input: { uri, at } });
}

/** Ends a version, and answers how it stands then. @throws Error when it was refused */
export async function ended(graph: TestGraph, uri: string, at?: string | null): Promise<ActivityAnswer> {
  const answer = await end(graph, uri, at);
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as { endProcessingActivity: ActivityAnswer }).endProcessingActivity;
}

/** The whole register, as the programme office sees it. */
export async function activities(graph: TestGraph): Promise<ActivityAnswer[]> {
  const answer = await askAs(graph, OFFICE, `{ processingActivities ${ACTIVITY} }`);
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as { processingActivities: ActivityAnswer[] }).processingActivities;
}

/** Takes every end back, as nobody but the owner of the database can. */
export function reopen(graph: TestGraph): Promise<void> {
  return graph.change('update app.processing_activity set ended_at = null, valid_until = null');
}
