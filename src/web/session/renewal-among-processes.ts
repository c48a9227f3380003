import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';
import { z } from 'zod';
import { sha256Of } from '../../identity/token-binding.js';
import { KetenzichtError } from '../../model/errors.js';
import type { Seal } from './seal.js';
import type { RenewTokens, SessionTokens } from './sessions.js';

/** What came of a renewal is kept for whoever still brings the old cookie. Seconds. */
const KEPT_SECONDS = 60;
/** A process that asks the provider and says nothing for so long is gone: the provider is given ten. Seconds. */
const GONE_SECONDS = 15;
/** How often one looks what came of it, and how many times. Milliseconds. */
const LOOK_MS = 50;
const LOOKS = 240;

const outcome = z.object({
  tokens: z.object({ token: z.string(), refreshToken: z.string().optional() }).optional(),
});

/**
 * Renews once for all processes that are asked with the same refresh token. Refresh tokens are good once (NL GOV OpenID
 * Connect, Refresh Tokens), and a provider that sees one twice takes it for stolen and ends the log-in (RFC 9700, 4.14.2): of
 * two replicas that renew a session at the same moment, one would end it. So the first to note the token in the database
 * asks the provider, and the others take over its answer, sealed under the secret that all share. No connection is held
 * while the provider is asked.
 * @param owner the owner's connection: the other logins write nothing but the logs
 * @returns a renewal that throws KetenzichtError `UNAVAILABLE` when the database or the other process does not answer
 */
export function renewalAmongProcesses(owner: postgres.Sql, seal: Seal, renew: RenewTokens): RenewTokens {
  return async (refreshToken) => {
    const hash = sha256Of(refreshToken);
    if (!(await claim(owner, hash))) return takeOver(owner, seal, hash);
    const tokens = await renew(refreshToken).catch(async (error: unknown) => {
      // The provider did not answer: whoever comes next may ask it again.
      await asked(owner`delete from app.session_renewal where token_hash = ${hash}`).catch(() => undefined);
      throw error;
    });
    await tell(owner, hash, await seal.close({ tokens }, Math.floor(Date.now() / 1000) + KEPT_SECONDS));
    return tokens;
  };
}

/** @returns whether this process is the one that asks the provider */
async function claim(owner: postgres.Sql, hash: string): Promise<boolean> {
  await asked(owner`delete from app.session_renewal where asked_at < now() - ${KEPT_SECONDS} * interval '1 second'`);
  const claimed = await asked(owner`
    insert into app.session_renewal as r (token_hash, asked_at) values (${hash}, now())
    on conflict (token_hash) do update set asked_at = now()
      where r.sealed is null and r.asked_at < now() - ${GONE_SECONDS} * interval '1 second'
    returning 1`);
  return claimed.length === 1;
}

/** It is renewed already: a database that does not take the answer now costs the others their session, and not this one. */
async function tell(owner: postgres.Sql, hash: string, sealed: string): Promise<void> {
  await asked(owner`update app.session_renewal set sealed = ${sealed} where token_hash = ${hash}`).catch(
    () => undefined,
  );
}

async function takeOver(owner: postgres.Sql, seal: Seal, hash: string): Promise<SessionTokens | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const [row] = await asked(owner<{ sealed: string | null }[]>`
      select sealed from app.session_renewal where token_hash = ${hash}`);
    if (!row) throw unavailable();
    if (row.sealed !== null) {
      const opened = outcome.safeParse(await seal.open(row.sealed));
      if (!opened.success) throw unavailable();
      return opened.data.tokens;
    }
    await pause(LOOK_MS);
  }
  throw unavailable();
}

async function asked<Rows>(statement: PromiseLike<Rows>): Promise<Rows> {
  try {
    return await statement;
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(cause?: unknown): KetenzichtError {
  return new KetenzichtError('UNAVAILABLE', 'The session cannot be renewed now. Try again later.', cause);
}
