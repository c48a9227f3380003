import type { GraphQLFormattedError } from 'graphql';
import type { AccessEntry, AuditRecord, Subject, SubjectAccess } from '../audit/access-entry.js';
import { ACCESS_REPORT_CATEGORY } from '../audit/access-report.js';
import { type Asker, askerOf } from '../identity/identify.js';
import type { Category } from '../model/category.js';
import { ERROR_CODES, type ErrorCode } from '../model/errors.js';
import { DELIVERY_CATEGORY } from '../policy/delivery-rows.js';
import { MATCH_CATEGORY } from '../policy/match-grants.js';
import { activityOf, type Policy } from '../policy/policy.js';
import { CONSENT_CATEGORY, RECTIFICATION_CATEGORY } from '../policy/rights.js';
import { NATIONAL_CATEGORY, STATISTICS_CATEGORY } from '../policy/statistics-grants.js';
import { WEBHOOK_CATEGORY } from '../policy/webhook-grants.js';
import type { RequestContext } from './context.js';
import type { OperationFacts } from './operation-facts.js';
import type { RefusedRequest } from './refusals.js';

/** How an operation ended, as its log lines say it. */
export interface Outcome {
  readonly facts?: OperationFacts;
  readonly errors: readonly GraphQLFormattedError[];
  /** False when nothing of the data goes out. */
  readonly answered: boolean;
}

/** What an operation is called that was refused before it could be read. */
const REFUSED = 'refused';

/** The lines of both logs for a query, from what its reader served. */
export function accessEntry(context: RequestContext, outcome: Outcome): AccessEntry {
  const subjects = outcome.answered ? servedSubjects(context) : [];
  const operation = context.operation;
  const planned = together(operation ? plannedCategories(operation.reads) : [], context.soughtBy);
  const categories = context.reported.size > 0 ? [...planned, ACCESS_REPORT_CATEGORY] : planned;
  const counted = outcome.answered ? context.counted : 0;
  return entryOf(context, { subjects, categories, counted, outcome, name: outcome.facts?.action ?? REFUSED });
}

/** The parts that differ between a query and a change. */
export interface EntryParts {
  readonly subjects: readonly SubjectAccess[];
  readonly categories: readonly Category[];
  /** Persons who were counted without a line of their own. */
  readonly counted?: number;
  readonly outcome: Outcome;
  /** Name of the processing. */
  readonly name: string;
}

/** Puts caller, trace and times to it. */
export function entryOf(context: RequestContext, parts: EntryParts): AccessEntry {
  const { subjects, categories, counted = 0, outcome, name } = parts;
  const { caller, trace, policy, receivedAt } = context;
  return {
    audit: {
      ...auditRecord(context, outcome),
      categories,
      counts: { subjects: subjects.length, ...(counted > 0 && { counted }) },
    },
    trace,
    activity: activityOf(policy, caller.view),
    name,
    startedAt: receivedAt,
    endedAt: new Date(),
    subjects,
  };
}

/** The line of a request that was refused before the graph: nothing was read, and nobody's data is in it. */
export function refusedEntry({ asker, trace, origin, code }: RefusedRequest, policy: Policy): AccessEntry {
  const now = new Date();
  const facts = { at: now.toISOString(), traceId: trace.traceId, spanId: trace.spanId, action: REFUSED };
  const ending = { categories: [], counts: {}, result: resultOf([code], false), codes: [code], origin };
  const audit = { ...facts, ...actorOf(asker), policyVersion: policy.version, ...ending };
  return { audit, trace, activity: '', name: REFUSED, startedAt: now, endedAt: now, subjects: [] };
}

function auditRecord(context: RequestContext, { facts, errors, answered }: Outcome) {
  const { traceId, spanId } = context.trace;
  const codes = [...new Set(errors.map(({ extensions }) => String(extensions?.code)))];
  return {
    at: context.receivedAt.toISOString(),
    traceId,
    spanId,
    action: facts?.action ?? REFUSED,
    ...actorOf(askerOf(context.caller)),
    policyVersion: context.policy.version,
    operation: facts ? { name: facts.name, hash: facts.hash } : undefined,
    result: resultOf(codes, answered),
    codes: codes.length > 0 ? codes : undefined,
    origin: context.origin,
  } satisfies Partial<AuditRecord>;
}

/** One by one, so that nothing that is added to an asker later comes into the log by itself. */
function actorOf({ organisation, partnerKind, client, officer, tokenId, purpose }: Asker) {
  return { organisation, partnerKind, client, officer, tokenId, purpose };
}

/** `ERROR` where we failed, `REFUSED` where the caller was told no. */
function resultOf(codes: readonly string[], answered: boolean): AuditRecord['result'] {
  if (codes.length === 0) return 'OK';
  if (answered) return 'PARTIAL';
  return codes.some(isOurs) ? 'ERROR' : 'REFUSED';
}

function isOurs(code: string): boolean {
  return code === 'SOURCE_UNAVAILABLE' || (ERROR_CODES[code as ErrorCode] ?? 500) >= 500;
}

function servedSubjects({ reader, sought, soughtBy, reported }: RequestContext): SubjectAccess[] {
  const served = [...(reader?.served ?? [])].map(
    ([caseId, categories]): SubjectAccess => ({
      subject: { caseId },
      categories: together(categories, soughtBy),
      status: 'OK',
    }),
  );
  // Whoever is asked for twice in one operation, under two aliases, is one data subject.
  const missed = new Map(sought.map((subject) => [keyOf(subject), subject]));
  const without = [...missed.values()].map((subject): SubjectAccess => ({ subject, ...NO_RESULT }));
  return [...served, ...without, ...reported.values()];
}

function together(categories: readonly Category[], more: readonly Category[] = []): readonly Category[] {
  return more.length === 0 ? categories : [...new Set([...categories, ...more])].sort();
}

const NO_RESULT = { categories: [], status: 'UNSET' } as const;

function keyOf(subject: Subject): string {
  return 'caseId' in subject ? subject.caseId : subject.vNumber;
}

/** The fields that lead to exact national totals. */
const NATIONAL = [
  ['Statistics', 'nationalTotal'],
  ['PilotResults', 'national'],
] as const;

const kept = new WeakMap<object, readonly Category[]>();

function plannedCategories(reads: NonNullable<RequestContext['operation']>['reads']): readonly Category[] {
  const known = kept.get(reads);
  if (known) return known;
  const tables = reads.sources.flatMap((source) => source.tables);
  const all = new Set<Category>(tables.flatMap(({ part }) => part.categories));
  if (reads.vNumber !== 'no') all.add('person.v_number');
  if (reads.demand.touches('Consent')) all.add(CONSENT_CATEGORY);
  if (reads.demand.touches('Rectification')) all.add(RECTIFICATION_CATEGORY);
  if (reads.demand.touches('MatchCandidate')) all.add(MATCH_CATEGORY);
  if (reads.demand.touches('Webhook')) all.add(WEBHOOK_CATEGORY);
  if (reads.demand.touches('Delivery')) all.add(DELIVERY_CATEGORY);
  if (reads.demand.touches('Statistics') || reads.demand.touches('PilotResults')) all.add(STATISTICS_CATEGORY);
  if (NATIONAL.some(([type, field]) => reads.demand.asks(type, field))) all.add(NATIONAL_CATEGORY);
  const categories = [...all].sort();
  kept.set(reads, categories);
  return categories;
}
