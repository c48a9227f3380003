import type { GraphQLSchema } from 'graphql';
import type { GuardedTable } from '../model/guarded-table.js';
import { checkPolicy } from '../policy/check.js';
import { explainer } from '../policy/explain.js';
import { fieldAtPath } from '../policy/field-path.js';
import { type Policy, type PolicyColumn, parsePolicy } from '../policy/policy.js';
import { PolicyError } from '../policy/policy-error.js';
import { type CommandResult, cannot } from './command-result.js';

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

/** An organisation, as far as the policy looks at it. */
export interface AskingOrganisation {
  readonly code: string;
  readonly partnerKind: string;
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
  organisations: readonly AskingOrganisation[],
  question: ExplainQuestion,
): CommandResult {
  return withPolicy(policyText, (policy) => {
    const asked = columnsAsked(policy, organisations, question);
    if ('exitCode' in asked) return asked;
    const field = fieldAtPath(master, question.field);
    const ask = explainer(policy, master);
    const answers = asked.columns.map(({ view }) => ask({ view, field }));
    const decisions = answers.map(({ decision }) => decision);
    const json = answers.map(({ text: _words, ...answer }) => ({ organisation: question.organisation, ...answer }));
    return { exitCode: exitCodeOf(decisions), text: answers.map(({ text }) => text).join('\n\n'), json };
  });
}

/** The columns of an organisation's kind, of one purpose or of all; or why there are none. */
export function columnsAsked(
  policy: Policy,
  organisations: readonly AskingOrganisation[],
  { organisation, purpose }: { readonly organisation: string; readonly purpose?: string },
): { readonly columns: readonly PolicyColumn[] } | CommandResult {
  const asking = organisations.find(({ code }) => code === organisation);
  if (!asking) {
    return cannot(`There is no such organisation. Known: ${organisations.map(({ code }) => code).join(', ')}.`);
  }
  const columns = policy.columns.filter(({ partnerKind }) => partnerKind === asking.partnerKind);
  const asked = columns.filter((column) => !purpose || column.purpose === purpose);
  if (asked.length > 0) return { columns: asked };
  return cannot(
    `This organisation has no such purpose. Its purposes: ${columns.map((one) => one.purpose).join(', ')}.`,
  );
}

function exitCodeOf(decisions: readonly ('permit' | 'deny' | 'unknown')[]): CommandResult['exitCode'] {
  if (decisions.includes('unknown')) return 2;
  return decisions.includes('permit') ? 0 : 1;
}

/** Runs a command with a policy; a fault in its file becomes the answer, with the place. */
export function withPolicy(text: string, run: (policy: Policy) => CommandResult): CommandResult {
  return refusingFaults(() => run(parsePolicy(text)));
}

/** Runs a command that reads files of the policy; a fault in one becomes the answer, with the place. */
export function refusingFaults(run: () => CommandResult): CommandResult {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    return { exitCode: 2, text: cause.message, json: { error: cause.message, line: cause.line ?? null } };
  }
}

function count(problems: number): string {
  return problems === 1 ? '1 problem' : `${problems} problems`;
}
