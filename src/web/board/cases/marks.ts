import type { Dossier } from '../views/dossier.js';

/** Sections by the word with which the codes of their fields begin; longer words first. */
const PREFIXES = [
  ['RETURN_PROCEDURE_', 'returnProcedures'],
  ['IDENTITY_DOCUMENT_', 'documents'],
  ['SHELTER_STAY_', 'shelterStays'],
  ['APPLICATION_', 'applications'],
  ['SUPERVISION_', 'supervision'],
  ['GUIDANCE_', 'guidance'],
  ['IDENTITY_', 'identity'],
  ['OUTFLOW_', 'outflow'],
  ['OFFICER_', 'officer'],
  ['PERSON_', 'person'],
  ['EFFORT_', 'efforts'],
  ['PLAN_', 'plan'],
  ['CASE_', 'case'],
] as const;

/** A section and its field. */
export interface MarkedField {
  readonly section: (typeof PREFIXES)[number][1];
  readonly field: string;
}

/** The field behind a code: `APPLICATION_DECIDED_AT` is `decidedAt` of `applications`. */
export function fieldOfCode(code: string): MarkedField | undefined {
  const [prefix, section] = PREFIXES.find(([start]) => code.startsWith(start)) ?? [];
  return prefix && section ? { section, field: camelCase(code.slice(prefix.length)) } : undefined;
}

/** What the page marks on a field. */
export interface Marks {
  readonly differs: (section: string, field: string) => boolean;
  readonly investigated: (section: string, field: string) => boolean;
}

/** The marks of a case: what sources state differently, and what somebody asked to rectify. */
export function marksOf({ conflicts, underInvestigation }: Dossier): Marks {
  const differing = new Set(conflicts?.map(({ field }) => `person.${camelCase(field ?? '')}`));
  const investigated = new Set(
    underInvestigation
      ?.map(({ field }) => fieldOfCode(field ?? ''))
      .map((found) => `${found?.section}.${found?.field}`),
  );
  return {
    differs: (section, field) => differing.has(`${section}.${field}`),
    investigated: (section, field) => investigated.has(`${section}.${field}`),
  };
}

function camelCase(code: string): string {
  return code.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
