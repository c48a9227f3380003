import { readFileSync } from 'node:fs';
import { type Policy, parsePolicy } from '../../src/policy/policy.js';

/** The policy file as the project ships it. */
export const POLICY_TEXT = readFileSync(new URL('../../src/policy/policy.csv', import.meta.url), 'utf8');

/** The shipped policy, read. */
export const initialPolicy: Policy = parsePolicy(POLICY_TEXT);

/** A small policy file: two views and the categories given, a line `category,condition of A,condition of B` each. */
export function smallPolicyText(...rows: string[]): string {
  return [
    '# version: 2026-01-01.1',
    'category,covers,NGO/GUIDANCE,IND/RESIDENCE_DECISION',
    '@legal-basis,basis,consent,public task',
    '@processing-activity,activity,https://example.org/guidance/v1,https://example.org/decision/v2',
    '@valid-from,first day,2020-01-01,2020-01-01',
    '@valid-until,last day,2026-06-30,',
    ...rows.map((row) => row.replace(/,/, ',"what it covers",')),
    '',
  ].join('\n');
}

/** The small policy, read. */
export function smallPolicy(...rows: string[]): Policy {
  return parsePolicy(smallPolicyText(...rows));
}
