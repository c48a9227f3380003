import type { GraphQLSchema } from 'graphql';
import { EFFECTS, policyDifference } from '../policy/difference.js';
import { differenceText } from '../policy/difference-text.js';
import { fieldDifference } from '../policy/field-difference.js';
import { type NotedChange, noteChanges } from '../policy/noted.js';
import type { Policy } from '../policy/policy.js';
import { type PolicyNote, readPolicyNotes } from '../policy/policy-notes.js';
import type { CommandResult } from './command-result.js';
import { withPolicy } from './policy.js';

/** The texts of two versions of the policy, and of the list of its changes. */
export interface DiffQuestion {
  readonly before: string;
  readonly after: string;
  readonly notes: string;
}

/**
 * `ketenzicht policy diff`: what a new version of the policy widens, narrows or changes, per partner, purpose and
 * field, and who decided so. Exit code 1 says that something is opened or changed without a note.
 */
export function policyDiffCommand(master: GraphQLSchema, { before, after, notes }: DiffQuestion): CommandResult {
  return withPolicy(before, (old) => withPolicy(after, (now) => diff(master, old, now, readPolicyNotes(notes))));
}

function diff(master: GraphQLSchema, before: Policy, after: Policy, notes: readonly PolicyNote[]): CommandResult {
  const found = policyDifference(before, after);
  const { changes, idle } = noteChanges(found, notes, before.version, after.version);
  const fields = fieldDifference(master, before, after);
  const warnings = [...versionWarnings(before, after, changes), ...idle.map(idleWarning)];
  const open = changes.filter((change) => change.needsNote && change.notes.length === 0);
  const text = [
    `From policy ${before.version} to ${after.version}: ${totals(changes)}.`,
    differenceText({ before, after, changes, fields }),
    ...warnings.map((warning) => `Warning: ${warning}`),
    verdict(changes, open.length),
  ];
  return {
    exitCode: open.length > 0 ? 1 : 0,
    text: text.filter((part) => part !== '').join('\n'),
    json: { before: before.version, after: after.version, changes, fields, warnings },
  };
}

function totals(changes: readonly NotedChange[]): string {
  if (changes.length === 0) return 'nothing changes';
  const counted = EFFECTS.map((effect) => ({
    effect,
    number: changes.filter((change) => change.effect === effect).length,
  }));
  const words = { widens: 'widening', changes: 'changing', narrows: 'narrowing', restates: 'saying otherwise' };
  const told = counted.filter(({ number }) => number > 0).map(({ effect, number }) => `${number} ${words[effect]}`);
  return `${changes.length === 1 ? '1 change' : `${changes.length} changes`} (${told.join(', ')})`;
}

function verdict(changes: readonly NotedChange[], open: number): string {
  if (open > 0) return `${open === 1 ? '1 change needs' : `${open} changes need`} a note that is not there.`;
  return changes.some(({ needsNote }) => needsNote) ? 'All that widens or changes is noted.' : '';
}

function versionWarnings(before: Policy, after: Policy, changes: readonly NotedChange[]): string[] {
  if (before.version !== after.version || changes.length === 0) return [];
  return [`both are version ${after.version}. A version keeps its text: give the new one a version of its own.`];
}

function idleWarning({ line, version, view, category }: PolicyNote): string {
  return `the list of policy changes, line ${line}, notes ${category} of ${view} for ${version}, which did not change.`;
}
