import 'reflect-metadata';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { CHANGE_AREAS } from '../join/change-areas.js';
import { timelineEvents } from '../join/timeline-events.js';
import { AccessReportResolver } from './access-report.resolver.js';
import { ActivityResolver } from './activity.resolver.js';
import { CaseResolver } from './case.resolver.js';
import { CaseChangeResolver } from './case-change.resolver.js';
import { orderCategories } from './case-order.input.js';
import { conflictCategories } from './conflict.type.js';
import { ConsentResolver } from './consent.resolver.js';
import { DeliverResolver } from './deliver.resolver.js';
import { DeliveryResolver } from './delivery.resolver.js';
import { GrantResolver } from './grant.resolver.js';
import { MatchResolver } from './match.resolver.js';
import { MeResolver } from './me.resolver.js';
import { RECTIFIABLE_FIELD, rectifiableValue } from './rectification.enums.js';
import { RectificationResolver } from './rectification.resolver.js';
import { RegisterResolver } from './register.resolver.js';
import { defineMunicipalities } from './shelter.enums.js';
import { SourceResolver } from './source.resolver.js';
import { StatisticsResolver } from './statistics.resolver.js';
import { WebhookResolver } from './webhook.resolver.js';

/** Categories of enum values, which type-graphql has no place for. */
const enumCategories: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CaseOrderField: orderCategories,
  ChangeArea: CHANGE_AREAS,
  ConflictField: conflictCategories,
  TimelineEventKind: Object.fromEntries(timelineEvents.map(({ kind, category }) => [kind, category])),
};

/**
 * The whole schema, from which each view is made. Nobody is served it as it is.
 * @param municipalities codes and names from the configuration
 */
export function masterSchema(municipalities: readonly { code: string; name: string }[]): GraphQLSchema {
  defineMunicipalities(municipalities);
  const schema = buildSchemaSync({
    resolvers: [
      ActivityResolver,
      AccessReportResolver,
      CaseChangeResolver,
      CaseResolver,
      ConsentResolver,
      DeliverResolver,
      DeliveryResolver,
      GrantResolver,
      MatchResolver,
      MeResolver,
      RectificationResolver,
      RegisterResolver,
      SourceResolver,
      StatisticsResolver,
      WebhookResolver,
    ],
    validate: false,
    // Demanded where there is a subscription; `subscription.ts` reads the outbox instead.
    pubSub: { publish: () => undefined, subscribe: noSubscription },
  });
  return mapSchema(schema, {
    [MapperKind.ENUM_VALUE]: (config, type, whole, name) => {
      if (type === RECTIFIABLE_FIELD) return rectifiableValue(config, whole, name);
      const category = enumCategories[type]?.[name];
      return category ? { ...config, extensions: { ...config.extensions, categories: [category] } } : config;
    },
  });
}

function noSubscription(): never {
  throw new Error('subscriptions are run by graph/subscription.ts');
}
