import { KetenzichtError } from './errors.js';

/**
 * What a span may say, by the names of the OpenTelemetry semantic conventions: codes and names of closed lists, and
 * numbers. Never an address, a token, a document, a variable or a value of a record.
 */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  readonly 'graphql.operation.type'?: string;
  /** Only of an operation that is published with the typed clients: any other name could carry a person's. */
  readonly 'graphql.operation.name'?: string;
  readonly 'db.system.name'?: 'postgresql';
  readonly 'db.operation.name'?: string;
  /** The operation and its tables, without columns, conditions and values. */
  readonly 'db.query.summary'?: string;
  /** Partner kind and purpose. */
  readonly 'ketenzicht.view'?: string;
  readonly 'ketenzicht.source'?: string;
  readonly 'ketenzicht.source.kind'?: string;
  /** Entries that one write of the logs took together. */
  readonly 'ketenzicht.log.entries'?: number;
}

/** What a span does: its own work, or asking another system. */
export type SpanRole = 'INTERNAL' | 'CLIENT';

/** One piece of work in the trace of a request (OpenTelemetry). */
export interface Span {
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Begins a piece within this one; `end` it, or it is not told. */
  begin(name: string, attributes?: SpanAttributes, role?: SpanRole): Span;
  rename(name: string): void;
  set(attributes: SpanAttributes): void;
  /** Says that it failed, by a code and without texts. */
  fail(error: unknown): void;
  end(): void;
}

/** What is begun beside work that may not be traced. */
export interface Begun {
  readonly name: string;
  readonly attributes?: SpanAttributes;
  readonly role?: SpanRole;
}

/**
 * Runs work as a piece of a span. Where there is none it just runs: nothing is made for it.
 * @throws whatever the work throws
 */
export async function within<Value>(
  parent: Span | undefined,
  begun: Begun,
  work: (span: Span | undefined) => Value | Promise<Value>,
): Promise<Value> {
  const span = parent?.begin(begun.name, begun.attributes, begun.role);
  if (!span) return work(undefined);
  try {
    return await work(span);
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

const PRINTABLE = /^[A-Z0-9_]{2,40}$/;

/** What kind of failure it is, for `error.type`: a code of ours, of the database or of the system; no text of it. */
export function failureCode(error: unknown): string {
  if (error instanceof KetenzichtError) return error.code;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && PRINTABLE.test(code) ? code : 'INTERNAL';
}
