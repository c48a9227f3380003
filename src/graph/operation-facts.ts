import { createHash } from 'node:crypto';
import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';
import { knownName } from './known-operations.js';

/** What the audit log keeps of an operation. */
export interface OperationFacts {
  /** `query`, `mutation` or `subscription`. */
  readonly action: string;
  /**
   * The name that the client gave it, if it is one of the published operations: any other name could carry a person's.
   * An auditor knows the others by their hash, which is the same each time and tells more: a name says what a client
   * calls an operation, the hash what it asks.
   */
  readonly name?: string;
  /**
   * SHA-256 of the document without its values and without words of the client's own, 64 hexadecimal digits: equal for
   * equal questions about anybody.
   */
  readonly hash: string;
}

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
  const text = print(withoutOwnWords(withoutValues(document))).replace(DIGIT, '#');
  const hash = createHash('sha256').update(text).digest('hex');
  return { action: operation.operation, name: knownName(operation.name?.value), hash };
}

/** A V-number that stands in the document would be found again from its hash: ten digits are guessed in seconds. */
function withoutValues(document: DocumentNode): DocumentNode {
  return visit(document, {
    StringValue: () => ({ kind: Kind.STRING, value: '' }),
    IntValue: () => ({ kind: Kind.INT, value: '0' }),
    FloatValue: () => ({ kind: Kind.FLOAT, value: '0' }),
  });
}

/**
 * So would a V-number or a name within what a client calls its operations, fragments, variables and aliases. They are
 * called after their order instead, in letters; an alias decides nothing of what is asked.
 */
function withoutOwnWords(document: DocumentNode): DocumentNode {
  const places = new Map<string, string>();
  const placed = ({ value }: NameNode, prefix: string): NameNode => {
    const key = `${prefix} ${value}`;
    const place = places.get(key) ?? `${prefix}_${inLetters(places.size)}`;
    places.set(key, place);
    return { kind: Kind.NAME, value: place };
  };
  return visit(document, {
    OperationDefinition: (node) => ({ ...node, name: node.name && (knownNode(node.name) ?? placed(node.name, 'o')) }),
    FragmentDefinition: (node) => ({ ...node, name: placed(node.name, 'f') }),
    FragmentSpread: (node) => ({ ...node, name: placed(node.name, 'f') }),
    Variable: (node) => ({ ...node, name: placed(node.name, 'v') }),
    Field: (node) => ({ ...node, alias: undefined }),
  });
}

function knownNode(name: NameNode): NameNode | undefined {
  return knownName(name.value) === undefined ? undefined : name;
}

function inLetters(place: number): string {
  return String(place).replace(DIGIT, (digit) => 'abcdefghij'.charAt(Number(digit)));
}
