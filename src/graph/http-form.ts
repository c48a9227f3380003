import { KetenzichtError } from '../model/errors.js';

/** The two media types that an answer can have (GraphQL over HTTP). */
export type AnswerForm = 'application/json' | 'application/graphql-response+json';

/** One operation, with its document. */
export interface Operation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
}

/** One operation as a request body states it: with its document, or with the identifier of a published one. */
export type RequestedOperation = Omit<Operation, 'query'> &
  ({ readonly query: string; readonly documentId: null } | { readonly query: null; readonly documentId: string });

const FORMS = new Map<string, AnswerForm>([
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/json', 'application/json'],
  ['application/*', 'application/json'],
  ['*/*', 'application/json'],
]);

/**
 * Chooses among the media ranges of an `Accept` header: the highest quality, then the first named.
 * @returns undefined when neither form is accepted; `application/json` when no header says
 */
export function chooseAnswerForm(accept: string | undefined): AnswerForm | undefined {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  const ranges = accept.split(',').map((range) => {
    const [type = '', ...parameters] = range
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { form: FORMS.get(type), quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  const accepted = ranges.filter(({ form, quality }) => form !== undefined && quality > 0);
  return accepted.sort((one, other) => other.quality - one.quality)[0]?.form;
}

/**
 * Reads the operation out of a parsed body. One operation a request: a batch would be a way around limits and logs.
 * What else the body holds, a token for instance, is not looked at.
 * @throws KetenzichtError `BAD_REQUEST`
 */
export function readOperation(body: unknown): RequestedOperation {
  if (Array.isArray(body)) throw bad('Send one operation per request; batches are not offered.');
  if (!isRecord(body)) throw bad('Send a JSON object with a GraphQL document in "query".');
  const { operationName, variables, extensions } = body;
  if (!isAbsent(operationName) && typeof operationName !== 'string') throw bad('"operationName" must be a string.');
  if (!isAbsent(variables) && !isRecord(variables)) throw bad('"variables" must be an object.');
  if (!isAbsent(extensions) && !isRecord(extensions)) throw bad('"extensions" must be an object.');
  const named = { operationName: operationName ?? null, variables: variables ?? null };
  return { ...readDocument(body.query, statedId(body.documentId, extensions?.persistedQuery)), ...named };
}

function readDocument(query: unknown, documentId: string | null) {
  if (documentId === null) {
    if (typeof query === 'string' && query !== '') return { query, documentId: null };
    throw bad('"query" must be a GraphQL document, as a string.');
  }
  if (isAbsent(query)) return { query: null, documentId };
  throw bad('Send the document in "query", or the identifier of a published one; not both.');
}

/**
 * The identifier of a published document: `documentId` as in GraphQL over HTTP, appendix A (`sha256:<digits>`), or the
 * form of Apollo's clients (`extensions.persistedQuery`).
 */
function statedId(documentId: unknown, persistedQuery: unknown): string | null {
  const stated = isAbsent(documentId) && isRecord(persistedQuery) ? persistedQuery.sha256Hash : documentId;
  if (isAbsent(stated) && isAbsent(persistedQuery)) return null;
  if (typeof stated === 'string') return stated.replace(/^sha256:/, '');
  throw bad('"documentId" must be the identifier of a published document, as a string.');
}

function bad(message: string): KetenzichtError {
  return new KetenzichtError('BAD_REQUEST', message);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
