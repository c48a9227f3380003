import { readFileSync } from 'node:fs';
import { cellOf } from '../../support/policy-matrix.js';
import { V } from '../../support/world.js';
import { NEIGHBOURS } from './neighbours.js';

/** A view with who asks in it, and the people whose consent stands for them: said by hand, not worked out. */
export interface JudgedView {
  readonly key: string;
  readonly partnerKind: string;
  readonly purpose: string;
  readonly organisation: string;
  /** V-numbers. */
  readonly consented: readonly string[];
}

const ASKERS: Readonly<Record<string, string>> = {
  MUNICIPALITY: 'amsterdam',
  NGO: 'ngo-de-haven',
  IND: 'ind',
  DTV: 'dtv',
  AVIM: 'avim',
  RESEARCHER: 'wodc',
  PROGRAMME_OFFICE: 'programme-office',
  PRIVACY_OFFICER: 'privacy-officer',
};

const CONSENTED: Readonly<Record<string, readonly string[]>> = {
  MUNICIPALITY: [NEIGHBOURS.nadia],
  NGO: [V.amal],
  DTV: [V.dawit, NEIGHBOURS.pia],
};

const POLICY = readFileSync(new URL('../../../src/policy/policy.csv', import.meta.url), 'utf8');
const HEADED = POLICY.split('\n').find((line) => line.startsWith('category,')) ?? '';

/** Every view that the policy heads, those without cases as well. */
export const JUDGED_VIEWS: readonly JudgedView[] = HEADED.trim()
  .split(',')
  .slice(2)
  .map((key) => {
    const [partnerKind = '', purpose = ''] = key.split('/');
    const organisation = ASKERS[partnerKind];
    if (!organisation) throw new Error(`say who asks as ${partnerKind}`);
    return { key, partnerKind, purpose, organisation, consented: CONSENTED[partnerKind] ?? [] };
  });

/** Whether cases exist in the view at all. */
export function hasCases({ key }: JudgedView): boolean {
  return cellOf(key, 'case.status') !== 'no';
}
