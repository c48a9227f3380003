import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PartnerKind } from '../model/principal.js';
import type { Purpose } from '../model/purpose.js';
import { type Policy, parsePolicy } from '../policy/policy.js';
import { type PolicyNote, readPolicyNotes } from '../policy/policy-notes.js';
import { columnIsValid } from '../policy/validity.js';

const CHANGES_FILE = fileURLToPath(new URL('../policy/policy-changes.csv', import.meta.url));
const POLICY_FILE = fileURLToPath(new URL('../policy/policy.csv', import.meta.url));

/** The text of the policy file. */
export function readPolicyText(): Promise<string> {
  return readFile(POLICY_FILE, 'utf8');
}

/** The list of what the policy opened or changed, with why and who decided it. */
export async function readPolicyChanges(): Promise<PolicyNote[]> {
  return readPolicyNotes(await readFile(CHANGES_FILE, 'utf8'));
}

/**
 * The policy that is in force.
 * @throws PolicyError with line, column and what is allowed
 */
export async function readPolicy(): Promise<Policy> {
  return parsePolicy(await readPolicyText());
}

/** Which purposes a policy opens to a kind of partner at this moment; a column that ended opens none. */
export function openPurposes(policy: Policy, now = () => new Date()): (kind: PartnerKind) => readonly Purpose[] {
  return (kind) => openColumns(policy, kind, now()).map((column) => column.purpose);
}

/** Which of them a token holds when none was asked for by name. */
export function standardPurposes(policy: Policy, now = () => new Date()): (kind: PartnerKind) => readonly Purpose[] {
  return (kind) =>
    openColumns(policy, kind, now())
      .filter((column) => !column.askedByName)
      .map((column) => column.purpose);
}

function openColumns(policy: Policy, kind: PartnerKind, now: Date) {
  return policy.columns.filter((column) => column.partnerKind === kind && columnIsValid(policy, column.view, now));
}
