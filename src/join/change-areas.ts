import type { Category } from '../model/category.js';
import type { GuardedTable } from '../model/guarded-table.js';
import { guardedTables } from '../sources/index.js';
import { CONSENT_PART } from './case-changes.js';
import type { TableConditions } from './plan.js';

/** What of a case changed, in the words of the graph, each with the category that it falls under. */
export const CHANGE_AREAS = {
  CASE: 'case.status',
  PERSON_NAME: 'person.name',
  PERSON_BIRTH: 'person.birth',
  PERSON_NATIONALITY: 'person.nationality',
  PERSON_V_NUMBER: 'person.v_number',
  PERSON_BSN: 'person.bsn',
  PERSON_CONTACT: 'person.contact',
  SHELTER_STAYS: 'shelter.stay',
  SHELTER_LOCATIONS: 'shelter.location',
  SHELTER_ATTENTION: 'shelter.attention',
  PLAN: 'plan.scenario',
  PLAN_EFFORTS: 'plan.effort',
  GUIDANCE: 'guidance.trajectory',
  APPLICATIONS: 'decision.status',
  APPLICATIONS_LEGAL: 'decision.legal',
  APPLICATIONS_MEDICAL: 'decision.medical',
  RETURN_PROCEDURES: 'return.status',
  RETURN_DOCUMENTS: 'return.document',
  RETURN_TRAVEL: 'return.travel',
  RETURN_OFFICER: 'return.officer',
  SUPERVISION_DUTY: 'supervision.duty',
  SUPERVISION_MEASURES: 'supervision.measure',
  IDENTITY: 'identity.research',
  OUTFLOW: 'outflow.reason',
} as const satisfies Record<string, Category>;

/** Name of an area. */
export type ChangeArea = keyof typeof CHANGE_AREAS;

const AREA_OF = new Map<Category, ChangeArea>(
  Object.entries(CHANGE_AREAS).map(([area, category]) => [category, area as ChangeArea]),
);

/** The area of a table: that of its first category, which says what it holds; the further ones say what it reveals. */
function areaOf({ categories }: GuardedTable): ChangeArea | undefined {
  return categories[0] && AREA_OF.get(categories[0]);
}

const AREAS = new Map(guardedTables.map((table) => [`${table.schema}.${table.table}`, areaOf(table)]));

/**
 * The areas of the parts that a change names, each once, in the order of the list. A consent that began or ceased to
 * stand changes all that the view sees under that condition.
 */
export function areasOf(parts: readonly string[], permits: TableConditions): ChangeArea[] {
  const found = new Set<ChangeArea | undefined>(parts.map((part) => AREAS.get(part)));
  if (parts.includes(CONSENT_PART)) {
    for (const part of partsUnderConsent(permits)) found.add(AREAS.get(part));
  }
  return (Object.keys(CHANGE_AREAS) as ChangeArea[]).filter((area) => found.has(area));
}

/** The tables of which a view sees rows only while consent stands. */
export function partsUnderConsent(permits: TableConditions): string[] {
  return guardedTables
    .filter((table) => permits(table)?.includes('consent'))
    .map(({ schema, table }) => `${schema}.${table}`);
}
