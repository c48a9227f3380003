import type { GraphQLSchema } from 'graphql';
import type { GuardedTable } from '../model/guarded-table.js';
import { checkPolicy } from '../policy/check.js';
import { policyDifference } from '../policy/difference.js';
import { explain } from '../policy/explain.js';
import { fieldAtPath } from '../policy/field-path.js';
import { type Policy, parsePolicy } from '../policy/policy.js';
import { PolicyError } from '../policy/policy-error.js';

/** What a command leaves behind: words for people, the same as a value for `--json`, and the exit code. */
export interface CommandResult {
  /** 0 done, 1 the answer is no or there are problems, 2 the question cannot be answered. */
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
  readonly json: unknown;
}

/** `ketenzicht policy check`: whether the policy file can be read and fits the schema and the tables. */
export function policyCheckCommand(
  master: GraphQLSchema,
  policyText: string,
  tables: readonly GuardedTable[],
): CommandResult {
  return withPolicy(policyText, (policy) => {
    const problems = checkPolicy(master, policy, tables);
    const json = { policyVersion: policy.version, problems };
    if (problems.length > 0) {
      const lines = problems.map((problem) => `  ${problem}`);
      return {
        exitCode: 1,
        text: [`Policy ${policy.version} has ${count(problems.length)}:`, ...lines].join('\n'),
        json,
      };
    }
    const size = `${policy.categories.length} categories, ${policy.columns.length} views, ${tables.length} tables`;
    return { exitCode: 0, text: `Policy ${policy.version} fits the schema: ${size}.`, json };
  });
}

/** What the owner of the policy wants explained. */
export interface ExplainQuestion {
  readonly organisation: string;
  /** Every purpose of the organisation when absent. */
  readonly purpose?: string;
  /** A path (`Case.person.bsn`) or `Type.field`. */
  readonly field: string;
}

/**
 * `ketenzicht policy explain`: which rule permits or denies a field to an organisation, a view after the other.
 * Exit code 1 says that every view asked about denies it.
 */
export function policyExplainCommand(
  master: GraphQLSchema,
  policyText: string,
  organisations: readonly { readonly code: string; readonly partnerKind: string }[],
  question: ExplainQuestion,
): CommandResult {
  return withPolicy(policyText, (policy) => {
    const asking = organisations.find(({ code }) => code === question.organisation);
    if (!asking)
      return cannot(`There is no such organisation. Known: ${organisations.map(({ code }) => code).join(', ')}.`);
    const columns = policy.columns.filter(({ partnerKind }) => partnerKind === asking.partnerKind);
    const asked = columns.filter(({ purpose }) => !question.purpose || purpose === question.purpose);
    if (asked.length === 0) {
      return cannot(
        `This organisation has no such purpose. Its purposes: ${columns.map((one) => one.purpose).join(', ')}.`,
      );
    }
    const field = fieldAtPath(master, question.field);
    const answers = asked.map(({ view }) => explain(policy, master, { view, field }));
    const decisions = answers.map(({ decision }) => decision);
    const json = answers.map(({ text: _words, ...answer }) => ({ organisation: asking.code, ...answer }));
    return { exitCode: exitCodeOf(decisions), text: answers.map(({ text }) => text).join('\n\n'), json };
  });
}

function exitCodeOf(decisions: readonly ('permit' | 'deny' | 'unknown')[]): CommandResult['exitCode'] {
  if (decisions.includes('unknown')) return 2;
  return decisions.includes('permit') ? 0 : 1;
}

function cannot(text: string): CommandResult {
  return { exitCode: 2, text, json: { error: text } };
}

/** `ketenzicht policy diff`: what a new policy file opens and closes. Exit code 1 says that it opens something. */
export function policyDiffCommand(beforeText: string, afterText: string): CommandResult {
  return withPolicy(beforeText, (before) =>
    withPolicy(afterText, (after) => {
      const changes = policyDifference(before, after);
      const json = { before: before.version, after: after.version, changes };
      const lines = changes.map(
        (one) => `  ${one.effect} ${one.category} in ${one.view}: ${one.before} → ${one.after}`,
      );
      const head = `From policy ${before.version} to ${after.version}: ${changes.length || 'no'} cells change.`;
      const opens = changes.some(({ effect }) => effect !== 'narrows');
      return { exitCode: opens ? 1 : 0, text: [head, ...lines.sort().reverse()].join('\n'), json };
    }),
  );
}

function withPolicy(text: string, run: (policy: Policy) => CommandResult): CommandResult {
  try {
    return run(parsePolicy(text));
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    return { exitCode: 2, text: cause.message, json: { error: cause.message, line: cause.line ?? null } };
  }
}

function count(problems: number): string {
  return problems === 1 ? '1 problem' : `${problems} problems`;
}
