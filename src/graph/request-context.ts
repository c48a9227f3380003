import { type GraphQLSchema, isObjectType } from 'graphql';
import type { AccessReportReader } from '../audit/access-report-reader.js';
import type { Organisation } from '../config.js';
import type { Caller } from '../model/caller.js';
import { Forbidden } from '../model/errors.js';
import type { ViewKey } from '../model/purpose.js';
import type { RequestFacts } from '../model/request-facts.js';
import { decide } from '../policy/decide.js';
import { declaredOf } from '../policy/field-category.js';
import type { Policy } from '../policy/policy.js';
import { opensTo } from '../policy/source-owner.js';
import type { Source } from '../sources/source.js';
import type { TableProtection } from '../statistics/rounding.js';
import { BoundedReports } from './bounded-reports.js';
import type { ChangeRunner, ReadableCategory, RequestContext, WebhookKeeping } from './context.js';
import type { CursorBox } from './cursor.js';
import type { Guards } from './guards.js';
import { permitsOf } from './views.js';

/** What contexts are made from. */
export interface ContextParts {
  readonly master: GraphQLSchema;
  readonly policy: Policy;
  readonly sources: readonly Source[];
  readonly organisations: readonly Organisation[];
  readonly cursors: CursorBox;
  readonly webhooks: WebhookKeeping;
  readonly pageSize: number;
  readonly protection: TableProtection;
  readonly runChange: ChangeRunner;
  readonly accessReports: AccessReportReader;
  readonly missesOf: Guards['missesOf'];
}

/** Makes the context of each request; what is the same for every request of a view is made once. */
export function contextMaker(parts: ContextParts) {
  const { policy } = parts;
  const municipalities = parts.organisations.flatMap(({ municipality }) => municipality ?? []);
  const municipalityOf = new Map(parts.organisations.map(({ code, municipality }) => [code, municipality]));
  const views = new Map(policy.columns.map(({ view }) => [view, viewFacts(parts, view)]));
  return (caller: Caller, facts: RequestFacts): RequestContext => {
    const view = views.get(caller.view);
    if (!view) throw new Forbidden('This purpose is not open to your organisation. State another in X-Purpose.');
    return {
      caller,
      trace: facts.trace,
      absences: facts.absences,
      origin: facts.origin,
      receivedAt: facts.receivedAt,
      signal: facts.signal,
      misses: parts.missesOf(caller),
      policy,
      municipalities,
      municipality: municipalityOf.get(caller.principal.organisation) ?? null,
      ...view,
      cursors: parts.cursors,
      webhooks: parts.webhooks,
      pageSize: parts.pageSize,
      protection: parts.protection,
      sources: parts.sources,
      roots: new Map(),
      runChange: parts.runChange,
      changes: 0,
      sought: [],
      counted: 0,
      accessReports: new BoundedReports(parts.accessReports),
      reported: new Map(),
    };
  };
}

function viewFacts({ master, policy }: ContextParts, view: ViewKey) {
  return { readable: readableCategories(master, policy, view), permits: permitsOf(policy, view) };
}

function readableCategories(master: GraphQLSchema, policy: Policy, view: ViewKey): ReadableCategory[] {
  const fields = Object.values(master.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({
        name: `${type.name}.${field.name}`,
        declared: declaredOf(field),
      })),
    )
    // A field of several categories is there only where all of them permit.
    .filter(({ declared }) => declared.categories !== undefined && opensTo(policy, view, declared));
  return policy.categories.flatMap(({ category, covers }) => {
    const { condition } = decide(policy, view, category);
    if (condition === 'no') return [];
    const covered = fields.filter(({ declared }) => declared.categories?.includes(category));
    return [{ category, covers, condition: condition.toUpperCase(), fields: covered.map(({ name }) => name).sort() }];
  });
}
