import { type DocumentNode, parse } from 'graphql';
import { KetenzichtError } from '../model/errors.js';
import type { OperationLimits } from '../model/operation-settings.js';
import { type DocumentShape, shapeOf } from './document-shape.js';
import { documentId } from './published-documents.js';

/** Shapes that are remembered; each is a few numbers under the document's identifier. */
const MOST_KNOWN = 5_000;

const WORDS: Readonly<Record<keyof DocumentShape, (most: number) => string>> = {
  depth: (most) => `Nest at most ${most} fields within each other.`,
  width: (most) => `Ask for at most ${most} fields in one selection set.`,
  rootFields: (most) => `Ask for at most ${most} fields at the top of an operation.`,
  selections: (most) => `Ask for at most ${most} fields in one operation, counted wherever a fragment is spread.`,
  aliases: (most) => `Use at most ${most} aliases in one operation.`,
  directives: (most) => `Use at most ${most} directives in one operation.`,
};

/**
 * Refuses a document that is too large in any way. Only its syntax is looked at, so the answer is the same whatever the
 * view of the caller has.
 * @throws KetenzichtError `DOCUMENT_LIMIT`
 */
export type RefuseLarge = (text: string, limits: OperationLimits) => void;

/**
 * Limits of documents, before anything else looks at them. A document that was measured before is only compared.
 * @param tokens the longest document; the parser stops there
 */
export function documentLimits(tokens: number): RefuseLarge {
  const known = new Map<string, DocumentShape | null>();
  return (text, limits) => {
    const id = documentId(text);
    let shape = known.get(id);
    if (shape === undefined) {
      shape = measured(text, tokens);
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(id, shape);
    }
    if (shape) refuseLarge(shape, limits);
  };
}

function refuseLarge(shape: DocumentShape, limits: OperationLimits): void {
  for (const [name, words] of Object.entries(WORDS) as [keyof DocumentShape, (most: number) => string][]) {
    if (shape[name] > limits[name]) throw new KetenzichtError('DOCUMENT_LIMIT', words(limits[name]));
  }
}

/** @returns null for what is no document: whoever executes it says where it cannot be read */
function measured(text: string, tokens: number): DocumentShape | null {
  const document = readWithin(text, tokens);
  return document && shapeOf(document);
}

/**
 * Parses no further than so many tokens.
 * @returns null for what is no document
 * @throws KetenzichtError `DOCUMENT_LIMIT` beyond them
 */
export function readWithin(text: string, tokens: number): DocumentNode | null {
  try {
    return parse(text, { maxTokens: tokens, noLocation: true });
  } catch (error) {
    // The parser has no code for it; its own words begin so.
    if (error instanceof Error && error.message.startsWith('Syntax Error: Document contains more')) {
      throw new KetenzichtError('DOCUMENT_LIMIT', `Send a document of at most ${tokens} tokens.`);
    }
    return null;
  }
}
