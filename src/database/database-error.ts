/**
 * The database cannot be opened or used. Written for the operator: says which setting or folder to look at,
 * and never shows a password.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/** SQLSTATE `query_canceled`: the statement's time was over. */
export const TIMED_OUT = '57014';

/** The code of a system or PostgreSQL error, such as `EACCES` or `42501`. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
