import { createHash } from 'node:crypto';
import { type DefinitionNode, type DocumentNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql';

/** What the audit log keeps of an operation. */
export interface OperationFacts {
  /** `query`, `mutation` or `subscription`. */
  readonly action: string;
  /** The name that the client gave it, with digits masked: a name could carry a V-number. */
  readonly name?: string;
  /** SHA-256 of the document without its values, 64 hexadecimal digits: equal for equal questions about anybody. */
  readonly hash: string;
}

const LONGEST_NAME = 60;
const DIGIT = /\d/g;
const kept = new WeakMap<DocumentNode, Map<OperationDefinitionNode, OperationFacts>>();

/**
 * The facts of an operation; worked out once per document that Apollo keeps. Of a document that was refused before one
 * of its operations was chosen, those of the first.
 * @returns undefined for a document without an operation
 */
export function operationFacts(
  document: DocumentNode,
  operation: OperationDefinitionNode | undefined = document.definitions.find(isOperation),
): OperationFacts | undefined {
  if (!operation) return undefined;
  const ofDocument = kept.get(document) ?? new Map<OperationDefinitionNode, OperationFacts>();
  kept.set(document, ofDocument);
  const known = ofDocument.get(operation) ?? factsOf(document, operation);
  ofDocument.set(operation, known);
  return known;
}

function isOperation(definition: DefinitionNode): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION;
}

function factsOf(document: DocumentNode, operation: OperationDefinitionNode): OperationFacts {
  const name = operation.name?.value.slice(0, LONGEST_NAME).replace(DIGIT, '#');
  const text = print(withoutValues(document)).replace(DIGIT, '#');
  return { action: operation.operation, name, hash: createHash('sha256').update(text).digest('hex') };
}

/**
 * A V-number that stands in the document, as a value or within an alias, would be found again from its hash: ten digits
 * are guessed in seconds.
 */
function withoutValues(document: DocumentNode): DocumentNode {
  return visit(document, {
    StringValue: () => ({ kind: Kind.STRING, value: '' }),
    IntValue: () => ({ kind: Kind.INT, value: '0' }),
    FloatValue: () => ({ kind: Kind.FLOAT, value: '0' }),
  });
}
