import { ERROR_CODES, type ErrorCode, KetenzichtError } from '../model/errors.js';
import { INTERNAL_MESSAGE } from './errors.js';

/** A request that ends before GraphQL sees it: what the caller reads, in the form of a GraphQL error. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
}

/** What the web framework says of a body it did not take; its own texts quote the request. */
const FRAMEWORK_REFUSALS: Readonly<Record<string, Omit<Refusal, 'status'>>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'PAYLOAD_TOO_LARGE',
    message: 'The body is too large. Ask for less in one request.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'Send the body as application/json in UTF-8, not compressed.',
  },
};

/** The refusal that belongs to an error; errors that nobody meant for callers become `INTERNAL`. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof KetenzichtError) {
    return { status: ERROR_CODES[error.code], code: error.code, message: error.message };
  }
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  const known = FRAMEWORK_REFUSALS[code ?? ''];
  if (known) return { status: ERROR_CODES[known.code], ...known };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { status: 400, code: 'BAD_REQUEST', message: 'The request cannot be read. Send a JSON object in UTF-8.' };
  }
  return { status: 500, code: 'INTERNAL', message: INTERNAL_MESSAGE };
}

/** The body of a refusal. */
export function refusalText({ code, message }: Omit<Refusal, 'status'>): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}
