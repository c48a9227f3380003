import type postgres from 'postgres';
import type { Organisation } from '../config.js';
import type { RegisteredActivity } from './register-activities.js';

/** What a database is told of who may ask for what, when it first meets an organisation. */
export interface Register {
  readonly organisations: readonly Organisation[];
  /** Every purpose that the policy has for a partner kind. */
  readonly purposes: readonly { readonly partnerKind: string; readonly purpose: string }[];
  /** The processing activities behind the purposes. */
  readonly activities: readonly RegisteredActivity[];
  /**
   * Writes the log's lines of what the list changed, in the transaction that changed it: who may ask for what is never
   * changed unseen. Not called for an empty register, which nobody could have asked under.
   */
  readonly log?: (sql: postgres.TransactionSql, changed: readonly ChangedOrganisation[]) => Promise<void>;
}

/** An organisation that the list registered, or of which it changed the kind or the name. */
export interface ChangedOrganisation {
  readonly code: string;
  readonly change: 'registered' | 'changed';
}

/** From when an organisation's participation counts unless somebody says otherwise: the pilots began in 2019. */
const VALID_FROM = '2019-01-01T00:00:00Z';

/**
 * Registers organisations that are new here, with the purposes of their kind, in one transaction with its lines in the
 * log. Leaves alone what was decided since: an end, a revocation, a purpose taken away. A purpose that the policy gets
 * later is granted by hand, one by one. Who is no longer in the register keeps their row.
 */
export async function registerOrganisations(sql: postgres.Sql, register: Register): Promise<void> {
  await sql.begin(async (transaction) => {
    const [{ isFirst } = { isFirst: true }] = await transaction<{ isFirst: boolean }[]>`
      select not exists (select from app.organisation) as "isFirst"`;
    const changed: ChangedOrganisation[] = [];
    for (const organisation of register.organisations) {
      const change = await registerOne(transaction, organisation, register);
      if (change) changed.push({ code: organisation.code, change });
    }
    if (!isFirst && changed.length > 0) await register.log?.(transaction, changed);
  });
}

async function registerOne(
  sql: postgres.TransactionSql,
  { code, partnerKind, name }: Organisation,
  register: Register,
): Promise<ChangedOrganisation['change'] | undefined> {
  const added = await sql`
    insert into app.organisation (code, partner_kind, name, valid_from)
    values (${code}, ${partnerKind}, ${name}, ${VALID_FROM}) on conflict (code) do nothing returning code`;
  if (added.length === 0) {
    const changed = await sql`
      update app.organisation set partner_kind = ${partnerKind}, name = ${name}
      where code = ${code} and (partner_kind, name) is distinct from (${partnerKind}, ${name})`;
    return changed.count > 0 ? 'changed' : undefined;
  }
  const purposes = register.purposes.filter((one) => one.partnerKind === partnerKind).map(({ purpose }) => purpose);
  await sql`
    insert into app.purpose_grant (organisation, purpose, valid_from)
    select ${code}, purpose, ${VALID_FROM} from unnest(${purposes}::text[]) purpose
    on conflict do nothing`;
  return 'registered';
}
