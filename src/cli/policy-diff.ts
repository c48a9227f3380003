import type { GraphQLSchema } from 'graphql';
import { EFFECTS, policyDifference } from '../policy/difference.js';
import { differenceText } from '../policy/difference-text.js';
import { readEmitted } from '../policy/emitted-schema.js';
import { fieldDifference } from '../policy/field-difference.js';
import { type NotedChange, noteChanges } from '../policy/noted.js';
import { type NotedMember, noteMembers } from '../policy/noted-members.js';
import { type Policy, parsePolicy } from '../policy/policy.js';
import { type PolicyNote, readPolicyNotes } from '../policy/policy-notes.js';
import { type ServedMoment, viewDifference } from '../policy/view-difference.js';
import { unnoted, viewDifferenceText } from '../policy/view-difference-text.js';
import type { CommandResult } from './command-result.js';
import { refusingFaults } from './policy.js';
import type { PolicyMoment } from './policy-source.js';

/** Two versions of the policy, with what was emitted where that is known, and the text of the list of changes. */
export interface DiffQuestion {
  readonly before: Omit<PolicyMoment, 'name'>;
  readonly after: Omit<PolicyMoment, 'name'>;
  readonly notes: string;
}

/** What two versions of the policy say differently, each with its notes. */
export interface PolicyVerdict {
  readonly before: Policy;
  readonly after: Policy;
  readonly changes: readonly NotedChange[];
  readonly warnings: readonly string[];
  /** How many of the changes want a note that is not there. */
  readonly open: number;
}

/**
 * `ketenzicht policy diff`: what a new version of the policy widens, narrows or changes, per partner, purpose and
 * field, what the schema opens without it, and who decided so. Exit code 1 says that something is opened or changed
 * without a note.
 */
export function policyDiffCommand(master: GraphQLSchema, { before, after, notes }: DiffQuestion): CommandResult {
  return refusingFaults(() => {
    const [old, now] = [parsePolicy(before.policy), parsePolicy(after.policy)];
    const noted = readPolicyNotes(notes);
    const verdict = judgePolicies(old, now, noted);
    const members =
      before.emitted && after.emitted
        ? judgeViews(
            { policy: old, emitted: readEmitted(before.emitted) },
            { policy: now, emitted: readEmitted(after.emitted) },
            noted,
          )
        : [];
    return answer(master, verdict, members);
  });
}

/** Compares two versions of the policy, whatever the schema. */
export function judgePolicies(before: Policy, after: Policy, notes: readonly PolicyNote[]): PolicyVerdict {
  const found = policyDifference(before, after);
  const { changes, idle } = noteChanges(found, notes, before.version, after.version);
  const warnings = [...versionWarnings(before, after, changes), ...idle.map(idleWarning)];
  const open = changes.filter((change) => change.needsNote && change.notes.length === 0).length;
  return { before, after, changes, warnings, open };
}

/** Compares what was served at two moments: what came or went by the schema and not by the policy. */
export function judgeViews(before: ServedMoment, after: ServedMoment, notes: readonly PolicyNote[]): NotedMember[] {
  return noteMembers(viewDifference(before, after), notes, before.policy.version, after.policy.version);
}

/** The difference of two policies in words: totals, and then each change. */
export function verdictText(master: GraphQLSchema, { before, after, changes, warnings }: PolicyVerdict): string[] {
  const fields = fieldDifference(master, before, after);
  return [
    `From policy ${before.version} to ${after.version}: ${totals(changes)}.`,
    differenceText({ before, after, changes, fields }),
    ...warnings.map((warning) => `Warning: ${warning}`),
  ];
}

/** What there is to say of all changes together, and the exit code that says it too. */
export function conclusion(
  changes: readonly { readonly needsNote: boolean }[],
  open: number,
): { readonly exitCode: 0 | 1; readonly text: string } {
  if (open > 0) {
    return { exitCode: 1, text: `${open === 1 ? '1 change needs' : `${open} changes need`} a note that is not there.` };
  }
  return {
    exitCode: 0,
    text: changes.some(({ needsNote }) => needsNote) ? 'All that widens or changes is noted.' : '',
  };
}

function answer(master: GraphQLSchema, verdict: PolicyVerdict, members: readonly NotedMember[]): CommandResult {
  const { before, after, changes, warnings } = verdict;
  const { exitCode, text } = conclusion([...changes, ...members], verdict.open + unnoted(members).length);
  const parts = [...verdictText(master, verdict), viewDifferenceText(members, after.version), text];
  const fields = fieldDifference(master, before, after);
  return {
    exitCode,
    text: parts.filter((part) => part !== '').join('\n'),
    json: { before: before.version, after: after.version, changes, fields, members, warnings },
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

function versionWarnings(before: Policy, after: Policy, changes: readonly NotedChange[]): string[] {
  if (before.version !== after.version || changes.length === 0) return [];
  return [`both are version ${after.version}. A version keeps its text: give the new one a version of its own.`];
}

function idleWarning({ line, version, view, category }: PolicyNote): string {
  return `the list of policy changes, line ${line}, notes ${category} of ${view} for ${version}, which did not change.`;
}
