import type { TransactionSql } from 'postgres';
import { Forbidden } from '../model/errors.js';
import type { PartnerKind } from '../model/principal.js';
import type { Purpose } from '../model/purpose.js';
import { databaseNow, type Registrar, registered } from './register-organisations.js';
import type { RegisteredOrganisation } from './register-read.js';
import { RegisterRefusal } from './register-refusal.js';
import { type GivenDays, newEnd, newSpan, refuseClosed, refuseRevoked, type Span } from './register-span.js';

/** Which grant: an organisation's for a purpose. */
export interface GrantKey {
  readonly organisation: string;
  readonly purpose: string;
}

/** The purposes that the policy has for a kind of partner. */
export type PurposesOf = (kind: PartnerKind) => readonly Purpose[];

/**
 * Grants a purpose. One that was revoked or has ended is granted anew, with these days only: nothing of the old grant
 * comes back.
 * @param sql transaction under the role of the register
 * @throws RegisterRefusal that says what to change
 */
export async function addGrant(
  sql: TransactionSql,
  { organisation, purpose, ...days }: GrantKey & GivenDays,
  purposesOf: PurposesOf,
): Promise<RegisteredOrganisation> {
  const { partnerKind } = await registered(sql, organisation);
  const purposes = purposesOf(partnerKind as PartnerKind);
  if (!purposes.includes(purpose)) {
    throw new RegisterRefusal('The policy has no such purpose for this kind of partner. Choose another.', purposes);
  }
  const { validFrom, validUntil } = newSpan(days, await databaseNow(sql));
  const rows = await sql`
    insert into app.purpose_grant as g (organisation, purpose, valid_from, valid_until)
    values (${organisation}, ${purpose}, ${validFrom}, ${validUntil})
    on conflict (organisation, purpose) do update
      set valid_from = excluded.valid_from, valid_until = excluded.valid_until, revoked_at = null
      where g.revoked_at is not null or g.valid_until <= now()
    returning purpose`;
  if (rows.length > 0) return registered(sql, organisation);
  throw new RegisterRefusal('The organisation has this purpose already. Give it another end, or leave it.');
}

/**
 * Ends a grant after a day; also moves an end that is set already.
 * @throws RegisterRefusal; Forbidden for the grant that the change itself is made under
 */
export async function endGrant(
  sql: TransactionSql,
  { validUntil, by, ...key }: GrantKey & { readonly validUntil: string; readonly by: Registrar },
): Promise<RegisteredOrganisation> {
  refuseOwn(key, by);
  const now = await databaseNow(sql);
  const span = await held(sql, key);
  refuseClosed(span, now, 'Grant the purpose anew.');
  await sql`
    update app.purpose_grant set valid_until = ${newEnd(span, validUntil, now)}
    where organisation = ${key.organisation} and purpose = ${key.purpose}`;
  return registered(sql, key.organisation);
}

/**
 * Takes a grant away at once; the organisation's other purposes stay.
 * @throws RegisterRefusal; Forbidden for the grant that the change itself is made under
 */
export async function revokeGrant(
  sql: TransactionSql,
  { by, ...key }: GrantKey & { readonly by: Registrar },
): Promise<RegisteredOrganisation> {
  refuseOwn(key, by);
  refuseRevoked(await held(sql, key));
  await sql`
    update app.purpose_grant set revoked_at = now()
    where organisation = ${key.organisation} and purpose = ${key.purpose}`;
  return registered(sql, key.organisation);
}

/** Locked until the change is committed. */
async function held(sql: TransactionSql, { organisation, purpose }: GrantKey): Promise<Span> {
  const { grants } = await registered(sql, organisation);
  const purposes = grants.map((one) => one.purpose);
  // Looked up among what was granted: what was given is no part of a statement before it is known.
  const known = purposes.find((one) => one === purpose) ?? null;
  const [row] = await sql<Span[]>`
    select valid_from as "validFrom", valid_until as "validUntil", revoked_at as "revokedAt"
    from app.purpose_grant where organisation = ${organisation} and purpose = ${known} for update`;
  if (row) return row;
  throw new RegisterRefusal('The organisation was never granted this purpose. Look up what it has.', purposes);
}

/** Who takes away the grant they act under could not give it back; so everybody keeps at least that one. */
function refuseOwn({ organisation, purpose }: GrantKey, by: Registrar): void {
  if (by?.organisation !== organisation || by.purpose !== purpose) return;
  throw new Forbidden(
    'An organisation does not decide on its own grant of administration. Ask the operator, or another organisation that administers grants.',
  );
}
