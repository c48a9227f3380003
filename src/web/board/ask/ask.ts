import { type Answer, answerIn } from '../../../client/answer.js';
import { failureOf, NotUnderstood, networkFailure, type RequestFailed } from '../../../client/failures.js';

/** A document of the typed clients: what it asks, with the types of its answer and of its variables. */
export interface TypedDocument<Data, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Data;
}

/** A question of a page. */
export interface Question<Data, Variables> {
  readonly document: TypedDocument<Data, Variables>;
  readonly variables: Variables;
  /** The purpose of the session, which is stated with each request. */
  readonly purpose: string;
  readonly signal?: AbortSignal;
}

/**
 * Asks this server. The session's cookie goes along by itself: no script ever holds a token.
 * @throws RequestFailed with a code: `UNAUTHENTICATED` when the session has ended
 */
export async function ask<Data, Variables>(question: Question<Data, Variables>): Promise<Answer<Data>> {
  const response = await send(question, 'application/json');
  const text = await response.text().catch((error) => Promise.reject(networkFailure(error)));
  const result = parsed(text);
  if (!response.ok || result === undefined) throw refusalIn(response, result);
  return answerIn<Data>(result, response);
}

/** Sends a question. @throws RequestFailed when nothing answers */
export async function send<Data, Variables>(question: Question<Data, Variables>, accept: string): Promise<Response> {
  const { document, variables, purpose, signal } = question;
  const query = String(document);
  const operationName = /^\s*(?:query|subscription|mutation)\s+(\w+)/m.exec(query)?.[1];
  try {
    return await fetch('/graphql', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { accept, 'content-type': 'application/json', 'x-purpose': purpose },
      body: JSON.stringify({ query, variables, operationName }),
      signal,
    });
  } catch (error) {
    throw networkFailure(error);
  }
}

/** The failure that an answer tells of. */
export function refusalIn(response: Response, result: Readonly<Record<string, unknown>> | undefined): RequestFailed {
  const details = { status: response.status, traceId: response.headers.get('traceparent')?.split('-')[1] };
  const [error] = (Array.isArray(result?.errors) ? result.errors : []) as { message: string; extensions?: Coded }[];
  const code = error?.extensions?.code ?? (result as Coded | undefined)?.code;
  if (code) return failureOf(code, error?.message ?? '', details);
  if (response.status === 401) return failureOf('UNAUTHENTICATED', '', details);
  return new NotUnderstood('NOT_UNDERSTOOD', '', details);
}

interface Coded {
  readonly code?: string;
}

/** What a body holds, or undefined when it is no JSON object. */
export function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
