import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { inputMessage, placeOf, validationMessage } from '../graph/safe-message.js';
import type { GuardedTable } from '../model/guarded-table.js';
import { MOST_TOKENS } from '../model/operation-settings.js';
import { checkPolicy } from '../policy/check.js';
import { explainer } from '../policy/explain.js';
import type { Policy, PolicyColumn } from '../policy/policy.js';
import { type Trial, type TriedOperation, tryOperation } from '../policy/try-operation.js';
import { isRefused, triedText } from '../policy/try-text.js';
import { columnIsValid } from '../policy/validity.js';
import { makeView } from '../policy/view.js';
import { askedSources } from './asked-sources.js';
import { type CommandResult, cannot } from './command-result.js';
import { type AskingOrganisation, columnsAsked, withPolicy } from './policy.js';

/** What is to be tried, and as whom. */
export interface TryQuestion {
  readonly organisation: string;
  /** Every purpose of the organisation when absent. */
  readonly purpose?: string;
  /** The text of the operation. */
  readonly operation: string;
  /** Which one, where the text has several. */
  readonly operationName?: string;
  /** JSON of the values of its variables. */
  readonly variables?: string;
}

/** What it is tried with. */
export interface TryParts {
  readonly master: GraphQLSchema;
  readonly policyText: string;
  readonly organisations: readonly AskingOrganisation[];
  readonly tables: readonly GuardedTable[];
  readonly now: Date;
}

/**
 * `ketenzicht policy try`: what an operation would get, without running it and without a database. Exit code 1 says
 * that something of it is refused to a purpose that was asked about.
 */
export function policyTryCommand(parts: TryParts, question: TryQuestion): CommandResult {
  return withPolicy(parts.policyText, (policy) => {
    const asked = columnsAsked(policy, parts.organisations, question);
    if ('exitCode' in asked) return asked;
    const trial = readTrial(question);
    if ('exitCode' in trial) return trial;
    const problems = checkPolicy(parts.master, policy, parts.tables);
    const explain = explainer(policy, parts.master);
    const tried = asked.columns.map((column) => tryIn({ ...parts, policy, explain }, column, trial));
    const warnings = problems.map((problem) => `Warning: the server would not start with this policy: ${problem}`);
    return {
      exitCode: tried.some(isRefused) ? 1 : 0,
      text: [...warnings, ...tried.map(({ text }) => text)].join('\n\n'),
      json: { organisation: question.organisation, problems, views: tried.map(({ text: _words, ...view }) => view) },
    };
  });
}

interface Tried extends TriedOperation {
  /** Null where the operation is refused, and no source would be asked. */
  readonly sources: readonly string[] | null;
  /** Whether the column is valid today: else no token opens it. */
  readonly inForce: boolean;
  readonly text: string;
}

type ViewParts = TryParts & { readonly policy: Policy; readonly explain: ReturnType<typeof explainer> };

function tryIn({ master, policy, explain, now }: ViewParts, { view }: PolicyColumn, trial: Trial): Tried {
  const schema = makeView(master, policy, view);
  const tried = tryOperation({ master, policy, schema, explain, words }, view, trial);
  const names = [...tried.conditional, ...tried.free].map(({ name }) => name);
  const sources = isRefused(tried) ? null : askedSources(schema, policy, view, trial, names);
  const inForce = columnIsValid(policy, view, now);
  const text = triedText(policy, tried, sources);
  return { ...tried, sources, inForce, text: inForce ? text : `${text}\n  not in force today: no token opens it` };
}

function words(error: GraphQLError): string {
  const said = (inputMessage(error.message) ?? validationMessage(error)).replace(/\.$/, '');
  const place = placeOf(error);
  return `${said}${said.endsWith(place) ? '' : place}.`;
}

function readTrial(question: TryQuestion): Trial | CommandResult {
  const document = readDocument(question.operation);
  if ('exitCode' in document) return document;
  const operation = chosenOperation(document, question.operationName);
  if ('exitCode' in operation) return operation;
  if (question.variables === undefined) return { document, operation };
  const variables = readVariables(question.variables);
  return variables ? { document, operation, variables } : cannot('The variables must be one JSON object.');
}

/** The token that stopped the parser may be a value of somebody, so only its place is told. */
function readDocument(text: string): DocumentNode | CommandResult {
  try {
    return parse(text, { maxTokens: MOST_TOKENS });
  } catch (cause) {
    if (cause instanceof GraphQLError) return cannot(`The operation cannot be read${placeOf(cause)}.`);
    throw cause;
  }
}

function chosenOperation(document: DocumentNode, name?: string): OperationDefinitionNode | CommandResult {
  const all = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const names = all.flatMap((operation) => operation.name?.value ?? []).join(', ');
  const [first, second] = all;
  if (!first) return cannot('There is no operation in it, only fragments or types.');
  if (name === undefined) {
    return second ? cannot(`There are several operations in it: name one with --operation-name: ${names}.`) : first;
  }
  const named = all.find((operation) => operation.name?.value === name);
  return named ?? cannot(`There is no operation of this name in it. Its operations: ${names || 'one without a name'}.`);
}

function readVariables(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
