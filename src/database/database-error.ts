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

/** Codes of a server that is gone, goes, or comes: PostgreSQL's, the driver's and the system's. */
const GONE = /^(08\d\d\d|57P0[1-3]|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(RESET|REFUSED)|EPIPE)$/;

/** Whether an error says that the database could not be reached, or was lost in the midst of it. */
export function isDatabaseGone(error: unknown): boolean {
  return GONE.test(errorCode(error) ?? '');
}
