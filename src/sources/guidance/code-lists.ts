import type { CodeList } from '../code-list.js';

/** Phases of guidance (fase van begeleiding). */
export const GUIDANCE_PHASES = ['INTAKE', 'GUIDANCE', 'AFTERCARE', 'ENDED'] as const;

/** Phase of guidance. */
export type GuidancePhase = (typeof GUIDANCE_PHASES)[number];

/** Phases in the NGOs' words. */
export const PHASE_TERMS: CodeList<GuidancePhase> = [
  { term: 'intake', code: 'INTAKE' },
  { term: 'begeleiding', code: 'GUIDANCE' },
  { term: 'nazorg', code: 'AFTERCARE' },
  { term: 'afgerond', code: 'ENDED' },
  { term: 'beëindigd', code: 'ENDED' },
];

/** Answers to the question whether the person consents to sharing (toestemming delen). */
export const CONSENT_TERMS: CodeList<'GIVEN' | 'NOT_GIVEN'> = [
  { term: 'ja', code: 'GIVEN' },
  { term: 'nee', code: 'NOT_GIVEN' },
];
