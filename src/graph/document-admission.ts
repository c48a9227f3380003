import type { Caller } from '../model/caller.js';
import { DocumentNotPublished } from '../model/errors.js';
import { limitsFor, type OperationSettings } from '../model/operation-settings.js';
import type { ViewKey } from '../model/purpose.js';
import { documentLimits, readWithin } from './document-limits.js';
import type { Operation, RequestedOperation } from './http-form.js';
import { documentId, type PublishedDocuments, publishedText } from './published-documents.js';

/** Texts of published documents that are remembered in another layout. */
const MOST_KNOWN = 1_000;

/**
 * Finds the document of a request, or refuses it before it is validated: it must be published where the caller may send
 * no other, and within the caller's limits.
 * @throws DocumentNotPublished; KetenzichtError `DOCUMENT_LIMIT`
 */
export type AdmitDocument = (caller: Caller, requested: RequestedOperation) => Operation;

/** Admits documents by the settings and what is published. */
export function documentAdmission(settings: OperationSettings, published: PublishedDocuments): AdmitDocument {
  const refuseLarge = documentLimits(settings.tokens);
  const byText = publishedByText(settings.tokens, published);
  return ({ principal, view }, { documentId: id, query: text, ...rest }) => {
    const limits = limitsFor(settings, principal);
    const isOnly = limits.documents === 'only-published';
    const query = id !== null ? published.find(view, id) : isOnly ? byText(view, text) : text;
    if (query === undefined) throw new DocumentNotPublished();
    refuseLarge(query, limits);
    return { query, ...rest };
  };
}

/** Finds a published document by a text of it, in whatever layout a client's library sends it. */
function publishedByText(tokens: number, published: PublishedDocuments) {
  const known = new Map<string, string>();
  return (view: ViewKey, text: string): string | undefined => {
    const hash = documentId(text);
    const id = known.get(hash) ?? hash;
    return published.find(view, id) ?? inOtherLayout(view, text, hash);
  };
  function inOtherLayout(view: ViewKey, text: string, hash: string): string | undefined {
    const id = idOfLayout(text, tokens);
    const document = id === null ? undefined : published.find(view, id);
    if (id === null || document === undefined) return undefined;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(hash, id);
    return document;
  }
}

/** @returns null for what is no document, or too long for one: it is not published, and no more is said of it */
function idOfLayout(text: string, tokens: number): string | null {
  try {
    const document = readWithin(text, tokens);
    return document && documentId(publishedText(document));
  } catch {
    return null;
  }
}
