import type { AccessLog } from '../audit/access-log.js';
import type { Snapshot } from '../database/snapshot.js';
import type { DueWebhook } from '../delivery/webhook/due-webhooks.js';
import { type ChangePlace, nextChange } from '../delivery/webhook/next-change.js';
import type { Telling } from '../delivery/webhook/sender.js';
import type { ToldChange } from '../delivery/webhook/told-change.js';
import { areasOf, CHANGE_AREAS, type ChangeArea } from '../join/change-areas.js';
import type { Caller } from '../model/caller.js';
import type { Category } from '../model/category.js';
import type { PartnerKind } from '../model/principal.js';
import { viewKey } from '../model/purpose.js';
import { joinTrace } from '../model/trace-context.js';
import { decideTogether } from '../policy/decide.js';
import { columnOf, type Policy, type PolicyColumn } from '../policy/policy.js';
import { columnIsValid } from '../policy/validity.js';
import { WEBHOOK_CATEGORY } from '../policy/webhook-grants.js';
import type { ChangePlace as CursorPlace } from './case-change-connection.js';
import type { SnapshotOpener } from './context.js';
import { permitsOf } from './views.js';

/** What telling webhooks works with. */
export interface TellingParts {
  readonly policy: Policy;
  readonly accessLog: AccessLog;
  /** Under the role of the view that a webhook was made under. */
  readonly openSnapshot: SnapshotOpener;
  /** Seals the cursor of a change for a partner's view. */
  readonly sealCursor: (owner: { readonly view: string; readonly organisation: string }, place: CursorPlace) => string;
}

/** One message is read and sent well within this. */
const MESSAGE_MS = 60_000;

/** Needed to be told of changes at all. */
const NEEDED: readonly Category[] = [WEBHOOK_CATEGORY, CHANGE_AREAS.CASE];

/**
 * What webhooks are told: read under the role of their organisation's view, with its grant asked for at each message,
 * and in both logs before it is sent. A grant that ends is felt with the next message.
 */
export function webhookTelling({ policy, accessLog, openSnapshot, sealCursor }: TellingParts): Telling {
  return {
    async next(webhook, place) {
      const column = openColumn(policy, webhook);
      if (!column) return 'NOT_GRANTED';
      const { organisation } = webhook;
      const permits = permitsOf(policy, column.view);
      const snapshot = await openSnapshot({ caller: callerOf(webhook, column) });
      try {
        const found = nextOf(snapshot, webhook, permits, place);
        if (!(await snapshot.participates)) return 'NOT_GRANTED';
        const change = await found;
        if (!change) return null;
        const { position, caseId, at, kind, parts } = change;
        const cursor = sealCursor({ view: column.view, organisation }, { position, day: at.slice(0, 10) });
        return { position, caseId, cursor, at, kind, areas: areasOf(parts, permits) };
      } finally {
        await snapshot.end();
      }
    },
    async account(webhook, change) {
      const column = openColumn(policy, webhook);
      await accessLog.write(entryOf(policy, column, webhook, change));
    },
  };
}

/** Nobody asks when a webhook is told: it is its organisation that is asked for, with no token and so no end of one. */
function callerOf({ id, organisation, purpose }: DueWebhook, { view, partnerKind }: PolicyColumn): Caller {
  const principal = { organisation, partnerKind, client: `webhook ${id}` };
  return { principal, organisationName: organisation, purpose, view, expiresAt: new Date(Date.now() + MESSAGE_MS) };
}

/** A failure is told by who awaits it, which is not always us. */
function nextOf(snapshot: Snapshot, webhook: DueWebhook, permits: ReturnType<typeof permitsOf>, place: ChangePlace) {
  const found = nextChange(snapshot, webhook.organisation, permits, place, webhook.head);
  found.catch(() => undefined);
  return found;
}

/** The view that the webhook was made under, while the policy opens it. */
function openColumn(policy: Policy, { partnerKind, purpose }: DueWebhook): PolicyColumn | undefined {
  const column = columnOf(policy, viewKey(partnerKind as PartnerKind, purpose));
  if (!column || !columnIsValid(policy, column.view, new Date())) return undefined;
  return decideTogether(policy, column.view, NEEDED).permitted ? column : undefined;
}

function entryOf(
  policy: Policy,
  column: PolicyColumn | undefined,
  { id, organisation, partnerKind, purpose }: DueWebhook,
  { caseId, areas }: ToldChange,
) {
  const trace = joinTrace(undefined);
  const now = new Date();
  const categories = areas.length === 0 ? [CHANGE_AREAS.CASE] : areas.map((area) => CHANGE_AREAS[area as ChangeArea]);
  return {
    audit: {
      at: now.toISOString(),
      traceId: trace.traceId,
      spanId: trace.spanId,
      action: 'webhook',
      organisation,
      partnerKind,
      purpose,
      policyVersion: policy.version,
      about: `webhook ${id}`,
      categories,
      counts: { subjects: 1 },
      result: 'OK' as const,
    },
    trace,
    activity: column?.processingActivity ?? '',
    name: 'webhook',
    startedAt: now,
    endedAt: now,
    subjects: [{ subject: { caseId }, categories, status: 'OK' as const }],
  };
}
