import type { GuardedTable } from '../model/guarded-table.js';
import { GATEWAY_TABLES } from '../policy/gateway-tables.js';
import { avimParts, avimReadModel } from './avim/index.js';
import { dtvParts, dtvReadModel } from './dtv/index.js';
import { guidanceParts, guidanceReadModel } from './guidance/index.js';
import { hostedSource } from './hosted.js';
import { indParts, indReadModel } from './ind/index.js';
import { shelterParts, shelterReadModel } from './shelter/index.js';
import type { ReadModel, Source, SourcePart } from './source.js';

/**
 * The one list of sources, as they are hosted: what deliveries are stored in, and what both locks are made from. A new
 * agency is a folder, one line here and a migration. What is read is `open-sources.ts`.
 */
export const sources: readonly Source[] = [
  hostedSource('SHELTER', shelterParts, shelterReadModel),
  hostedSource('GUIDANCE', guidanceParts, guidanceReadModel),
  hostedSource('IND', indParts, indReadModel),
  hostedSource('DTV', dtvParts, dtvReadModel),
  hostedSource('AVIM', avimParts, avimReadModel),
];

/** Every part of every source: what the policy guards and the database roles are made from. */
export const allParts: readonly SourcePart[] = sources.flatMap((source) => Object.values(source.parts));

/** What every source keeps by case. */
export const readModels: readonly ReadModel[] = sources.flatMap(({ readModel }) => readModel ?? []);

/** Every table that the policy guards: the gateway's own and those of all sources. */
export const guardedTables: readonly GuardedTable[] = [...GATEWAY_TABLES, ...allParts];
