import { readFileSync } from 'node:fs';
import type postgres from 'postgres';
import { connectOne } from '../../../src/database/connect.js';
import type { ViewLogins } from '../../../src/database/view-logins.js';
import type { ViewKey } from '../../../src/model/purpose.js';
import { roleName } from '../../../src/policy/role-name.js';

/** Who reads: a view, and the organisation that is set with it. */
export interface Asker {
  readonly view: ViewKey;
  /** Null: none was set. */
  readonly organisation: string | null;
}

const organisations: readonly { code: string; partnerKind: string }[] = JSON.parse(
  readFileSync(new URL('../../../src/organisations.json', import.meta.url), 'utf8'),
);

/** The organisations of a view's partner kind, in the order of the register. */
export function organisationsOf(view: string): string[] {
  const [kind] = view.split('/');
  return organisations.filter(({ partnerKind }) => partnerKind === kind).map(({ code }) => code);
}

/** A connection of a client's login, as the product opens them; nothing is set on it. */
export async function withLogin<Result>(
  { options }: Pick<postgres.Sql, 'options'>,
  work: (session: postgres.Sql) => Promise<Result>,
): Promise<Result> {
  const session = connectOne(options, () => undefined);
  try {
    return await work(session);
  } finally {
    await session.end({ timeout: 5 });
  }
}

/**
 * A connection of the login of the asker's view, outside any transaction: each statement stands alone, so that a refusal
 * does not stop the next one, and it is the rights that refuse and not the read-only transaction of a snapshot.
 */
export async function asAsker<Result>(
  { views }: { readonly views: ViewLogins },
  { view, organisation }: Asker,
  work: (session: postgres.Sql) => Promise<Result>,
): Promise<Result> {
  return withLogin({ options: views.optionsOf(roleName(view)) }, async (session) => {
    await askFor(session, organisation);
    return work(session);
  });
}

/** Sets for which organisation the session asks from now on. */
export async function askFor(session: postgres.Sql, organisation: string | null): Promise<void> {
  await session.unsafe(organisation === null ? 'reset app.organisation' : `set app.organisation = '${organisation}'`);
}

/** The SQLSTATE with which a statement is refused, or the number of rows that it gave. */
export async function outcomeOf(session: postgres.Sql, statement: string): Promise<string | number> {
  return session.unsafe(statement).then(
    (rows) => rows.length,
    (error: { code?: string }) => error.code ?? String(error),
  );
}
