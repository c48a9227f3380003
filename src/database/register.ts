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
}

/** From when an organisation's participation counts unless somebody says otherwise: the pilots began in 2019. */
const VALID_FROM = '2019-01-01T00:00:00Z';

/**
 * Registers organisations that are new here, with the purposes of their kind. Leaves alone what was decided since: an
 * end, a revocation, a purpose taken away. A purpose that the policy gets later is granted by hand, one by one. Who is
 * no longer in the register keeps their row.
 */
export async function registerOrganisations(sql: postgres.Sql, register: Register): Promise<void> {
  for (const { code, partnerKind, name } of register.organisations) {
    const added = await sql`
      insert into app.organisation (code, partner_kind, name, valid_from)
      values (${code}, ${partnerKind}, ${name}, ${VALID_FROM}) on conflict (code) do nothing returning code`;
    if (added.length === 0) {
      await sql`
        update app.organisation set partner_kind = ${partnerKind}, name = ${name}
        where code = ${code} and (partner_kind, name) is distinct from (${partnerKind}, ${name})`;
      continue;
    }
    const purposes = register.purposes.filter((one) => one.partnerKind === partnerKind).map(({ purpose }) => purpose);
    await sql`
      insert into app.purpose_grant (organisation, purpose, valid_from)
      select ${code}, purpose, ${VALID_FROM} from unnest(${purposes}::text[]) purpose
      on conflict do nothing`;
  }
}
