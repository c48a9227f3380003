import type postgres from 'postgres';
import { connectOne, probe } from './connect.js';
import type { Database } from './database.js';
import { DatabaseError, errorCode } from './database-error.js';

/** SQLSTATE `invalid_password`. */
const WRONG_PASSWORD = '28P01';

type Logins = Pick<Database, 'views' | 'oldSecrets'>;

/**
 * Refuses to go on where the server's logins have their passwords from a secret that this process does not know: to set
 * them anew would shut out the processes that do. With the secret of before among the old ones, it is changed.
 * @param login one of the views' logins; one that cannot log in yet was made before they had passwords
 * @throws DatabaseError that says which settings to look at
 */
export async function refuseOtherSecret(sql: postgres.Sql, { views, oldSecrets }: Logins, login: string) {
  const known = await sql`select from pg_catalog.pg_roles where rolname = ${login} and rolcanlogin`;
  if (known.length === 0) return;
  for (const secret of [undefined, ...oldSecrets]) {
    const refusal = await refusalOf(views.optionsOf(login, secret));
    if (refusal === undefined) return;
    if (refusal !== WRONG_PASSWORD) throw notLetIn(login, refusal);
  }
  throw new DatabaseError(
    'KETENZICHT_SECRET is not the secret from which the logins of this server have their passwords. Nothing was ' +
      'changed. Set that secret; to replace it, set it in KETENZICHT_OLD_SECRETS beside the new one. If it is lost, ' +
      `let the owner of the database run: alter role ${login} nologin`,
  );
}

/** Tries one of the views' logins. @throws DatabaseError that says where to let them in */
export async function checkLogin({ views }: Logins, login: string): Promise<void> {
  const refusal = await refusalOf(views.optionsOf(login));
  if (refusal !== undefined) throw notLetIn(login, refusal);
}

function notLetIn(login: string, code: string): DatabaseError {
  return new DatabaseError(
    `The server does not let the login ${login} in (${code}). Each view has a login of its own (ketenzicht_…), at the ` +
      'address of DATABASE_GATEWAY_URL, or else of DATABASE_URL: let them in there with their passwords (pg_hba.conf).',
  );
}

/** The code with which a login is refused; undefined when it is let in. */
async function refusalOf(options: postgres.Sql['options']): Promise<string | undefined> {
  const client = connectOne(options, () => undefined);
  try {
    await probe(client);
    return undefined;
  } catch (error) {
    return errorCode(error) ?? 'no code';
  } finally {
    await client.end({ timeout: 1 });
  }
}
