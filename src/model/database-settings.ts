import { z } from 'zod';
import { serversOf, sessionWanted, withoutSessionWanted } from './database-address.js';

/** Sessions that an address may want, in the words of libpq: all that is done here is done on the primary. */
const PRIMARY = new Set(['read-write', 'primary']);

/** Whether a text is the address of a PostgreSQL, at one or several servers of which one is the primary. */
function isDatabaseAddress(text: string): boolean {
  const wanted = sessionWanted(text);
  if (wanted !== undefined && !PRIMARY.has(wanted)) return false;
  return serversOf(text) !== undefined && z.url({ protocol: /^postgres(ql)?$/ }).safeParse(firstOf(text)).success;
}

/** The address with its first server alone, as `URL` reads it. */
function firstOf(text: string): string {
  return withoutSessionWanted(text).replace(/^([a-z]+:\/\/(?:[^/?#]*@)?)([^,/?#]*),[^/?#]*/, '$1$2');
}

const address = z.string().refine(isDatabaseAddress).optional();

/** Settings of where the database is. */
export const databaseSettings = { DATABASE_URL: address, DATABASE_GATEWAY_URL: address, DATABASE_LOG_URL: address };

const FORM =
  'must be postgres://<user>:<password>@<host>:<port>/<database>, with several as <host>:<port>,<host>:<port> where ' +
  'one of them is the primary';

/** What each must be. */
export const EXPECTED_OF_DATABASE: Record<keyof typeof databaseSettings, string> = {
  DATABASE_URL: `${FORM}; leave it out for the embedded database`,
  DATABASE_GATEWAY_URL: `${FORM}; leave it out to derive it`,
  DATABASE_LOG_URL: `${FORM}; leave it out to derive it`,
};
