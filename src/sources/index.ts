import type { GuardedTable } from '../model/guarded-table.js';
import { GATEWAY_TABLES } from '../policy/gateway-tables.js';
import { avimParts } from './avim/index.js';
import { dtvParts } from './dtv/index.js';
import { guidanceParts } from './guidance/index.js';
import { hostedSource } from './hosted.js';
import { indParts } from './ind/index.js';
import { shelterParts } from './shelter/index.js';
import type { Source, SourcePart } from './source.js';

/**
 * The one list of sources, as they are hosted: what deliveries are stored in, and what both locks are made from. A new
 * agency is a folder, one line here and a migration. What is read is `open-sources.ts`.
 */
export const sources: readonly Source[] = [
  hostedSource('SHELTER', shelterParts),
  hostedSource('GUIDANCE', guidanceParts),
  hostedSource('IND', indParts),
  hostedSource('DTV', dtvParts),
  hostedSource('AVIM', avimParts),
];

/** Every part of every source: what the policy guards and the database roles are made from. */
export const allParts: readonly SourcePart[] = sources.flatMap((source) => Object.values(source.parts));

/** Every table that the policy guards: the gateway's own and those of all sources. */
export const guardedTables: readonly GuardedTable[] = [...GATEWAY_TABLES, ...allParts];
