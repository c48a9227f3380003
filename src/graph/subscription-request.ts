import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
} from 'graphql';
import { isCaseId } from '../join/key-query.js';
import { BadUserInput, KetenzichtError } from '../model/errors.js';
import { formatError } from './errors.js';
import type { Operation } from './http-form.js';
import type { ViewExecution } from './views.js';

/** Cases that one subscription may name. */
const MOST_CASES = 200;

/** A subscription as it was sent, valid in its view. */
export interface Subscribed {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Only these cases; null for all in reach. An empty list is no case at all. */
  readonly caseIds: readonly string[] | null;
  /** The cursor to go on from; null for from now on. */
  readonly after: string | null;
}

/** A document that does not fit the view. A denied field gets the error that a misspelt one gets. */
export class SubscriptionRefused extends KetenzichtError {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('GRAPHQL_VALIDATION_FAILED', 'The document does not fit this schema.');
    this.errors = errors;
  }
}

/**
 * Reads a subscription, within its limits, against the schema of its view. Nothing of a document that is refused runs.
 * @throws SubscriptionRefused; KetenzichtError for another operation than a subscription, and for arguments out of bounds
 */
export function readSubscription(
  { schema, rules }: Pick<ViewExecution, 'schema' | 'rules'>,
  { query, operationName, variables }: Operation,
): Subscribed {
  const document = parsed(query);
  const faults = validate(schema, document, [...specifiedRules, ...rules], { hideSuggestions: true });
  if (faults.length > 0) throw new SubscriptionRefused(told('GRAPHQL_VALIDATION_FAILED', faults));
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription') {
    throw new KetenzichtError('BAD_REQUEST', 'Send one subscription here; queries and mutations go by plain POST.');
  }
  const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  if (given.errors) throw new SubscriptionRefused(given.errors.map((error) => formatError(error.toJSON(), error)));
  return {
    document,
    operation,
    variables: variables ?? {},
    ...argumentsOf(schema, document, operation, given.coerced),
  };
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query);
  } catch (error) {
    throw new SubscriptionRefused(told('GRAPHQL_PARSE_FAILED', [error as GraphQLError]));
  }
}

function told(code: string, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  const formatted = errors.map((error) => formatError({ ...error.toJSON(), extensions: { code } }, error));
  return [...new Map(formatted.map((error) => [JSON.stringify(error), error])).values()];
}

function argumentsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Pick<Subscribed, 'caseIds' | 'after'> {
  const node = rootField(document, operation.selectionSet);
  const field = node && schema.getSubscriptionType()?.getFields()[node.name.value];
  if (!node || !field) throw new BadUserInput('A subscription asks for one field.');
  const { ids, after } = getArgumentValues(field, node, variables) as {
    readonly ids?: readonly string[] | null;
    readonly after?: string | null;
  };
  if (ids && ids.length > MOST_CASES) throw new BadUserInput(`Name at most ${MOST_CASES} cases.`);
  return { caseIds: ids?.filter(isCaseId) ?? null, after: after ?? null };
}

/** The one field of a subscription, which may stand in a fragment. */
function rootField(document: DocumentNode, { selections }: SelectionSetNode): FieldNode | undefined {
  const fragments = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) return selection;
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : fragments.find(({ name }) => name.value === selection.name.value);
    const found = inner && rootField(document, inner.selectionSet);
    if (found) return found;
  }
  return undefined;
}
