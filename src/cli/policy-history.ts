import type { GraphQLSchema } from 'graphql';
import { type EmittedFiles, type EmittedSchema, emittedVersion, readEmitted } from '../policy/emitted-schema.js';
import { MEMBERS_NOTED_SINCE, type NotedMember } from '../policy/noted-members.js';
import { type Policy, parsePolicy } from '../policy/policy.js';
import { PolicyError } from '../policy/policy-error.js';
import { type PolicyNote, readPolicyNotes } from '../policy/policy-notes.js';
import { compareVersions } from '../policy/policy-version.js';
import { unnoted, viewDifferenceText } from '../policy/view-difference-text.js';
import type { CommandResult } from './command-result.js';
import { refusingFaults } from './policy.js';
import { conclusion, judgePolicies, judgeViews, type PolicyVerdict, verdictText } from './policy-diff.js';
import type { PolicyMoment } from './policy-source.js';

/** One step of the history. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly verdict: PolicyVerdict;
  readonly members: readonly NotedMember[];
  readonly open: number;
}

/** What was emitted at a moment, and the policy that it was made with. */
interface Served {
  readonly files: EmittedFiles;
  readonly policy: Policy;
}

/**
 * `ketenzicht policy diff --history`: every moment compared with the one before, so that what was opened is not hidden
 * by what was closed later. Exit code 1 says that some step opened or changed something without a note. The notes are
 * those of the list as it stands now: a line may come after the step that it notes, and may never be taken out again.
 *
 * Files can be emitted some commits after the policy that they were made with. So what the schema opens is judged under
 * the policies that the emitted files name, not those that happen to stand beside them.
 */
export function policyHistoryCommand(
  master: GraphQLSchema,
  moments: readonly PolicyMoment[],
  notes: string,
): CommandResult {
  return refusingFaults(() => {
    const steps = stepsOf(moments, readPolicyNotes(notes));
    const open = steps.reduce((total, step) => total + step.open, 0);
    const all = steps.flatMap(({ verdict, members }) => [...verdict.changes, ...members]);
    const { exitCode, text } = conclusion(all, open);
    const lines = steps.flatMap((step) => stepLines(master, step));
    const told = steps.map(({ from, to, verdict, members, open: wanting }) => ({
      from,
      to,
      before: verdict.before.version,
      after: verdict.after.version,
      ...{ changes: verdict.changes, members, warnings: verdict.warnings, open: wanting },
    }));
    const head = `${moments.length} moments, ${steps.length} of them changed something.`;
    return { exitCode, text: [head, ...lines, text].filter((part) => part !== '').join('\n'), json: { steps: told } };
  });
}

function stepsOf(moments: readonly PolicyMoment[], notes: readonly PolicyNote[]): Step[] {
  const policies = new Map<string, Policy>();
  const known = emittedReader();
  let last: { readonly name: string; readonly policy: Policy; readonly served?: Served } | undefined;
  return moments.flatMap((moment): Step[] => {
    const policy = atMoment(moment, () => parsePolicy(moment.policy));
    policies.set(policy.version, policy);
    const files = moment.emitted;
    const madeWith = files && policies.get(atMoment(moment, () => emittedVersion(files)));
    const served = files && { files, policy: madeWith ?? policy };
    const before = last;
    last = { name: moment.name, policy, served: served ?? before?.served };
    if (!before) return [];
    const verdict = judgePolicies(before.policy, policy, notes);
    const members = membersOf(before.served, served, notes, known);
    const open = verdict.open + unnoted(members).length;
    const isStep = verdict.changes.length > 0 || members.length > 0;
    return isStep ? [{ from: before.name, to: moment.name, verdict, members, open }] : [];
  });
}

/** What landed before the rule began is not judged, nor told: the words would be those of its `schema/` again. */
function membersOf(
  before: Served | undefined,
  after: Served | undefined,
  notes: readonly PolicyNote[],
  known: (files: EmittedFiles) => EmittedSchema,
): readonly NotedMember[] {
  if (!before || !after || before.files === after.files) return [];
  if (compareVersions(before.policy.version, MEMBERS_NOTED_SINCE) < 0) return [];
  return judgeViews(
    { policy: before.policy, emitted: known(before.files) },
    { policy: after.policy, emitted: known(after.files) },
    notes,
  );
}

/** Reads each set of files once. */
function emittedReader(): (files: EmittedFiles) => EmittedSchema {
  const read = new Map<EmittedFiles, EmittedSchema>();
  return (files) => {
    const found = read.get(files) ?? readEmitted(files);
    read.set(files, found);
    return found;
  };
}

/** A step that is noted is told in a line; the others as `policy diff` tells them. */
function stepLines(master: GraphQLSchema, { from, to, verdict, members, open }: Step): string[] {
  const [head = '', ...words] = verdictText(master, verdict);
  const schema = members.length > 0 ? ` By the schema: ${members.length}.` : '';
  const line = `${from} → ${to}: ${head}${schema}`;
  return open === 0 ? [line] : [line, ...words, viewDifferenceText(members, verdict.after.version)];
}

/** A fault in an old file is told with the commit that has it. */
function atMoment<Read>({ name }: PolicyMoment, read: () => Read): Read {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new PolicyError(cause.message, undefined, undefined, `at ${name}`);
  }
}
