import type postgres from 'postgres';
import { KetenzichtError } from '../model/errors.js';
import { PARTNER_KINDS, type PartnerKind } from '../model/principal.js';

/** What identification needs to know of an organisation. */
export interface KnownOrganisation {
  readonly code: string;
  readonly partnerKind: PartnerKind;
  readonly name: string;
}

/** Finds an organisation by the code of a token; undefined when nobody registered it. */
export type FindOrganisation = (code: string) => Promise<KnownOrganisation | undefined>;

const CODE = /^[a-z][a-z0-9-]{0,62}$/;

/** Whether a text has the form of an organisation's code, as the file of organisations demands it too. */
export function isOrganisationCode(text: string): boolean {
  return CODE.test(text);
}

/** How long a found organisation is remembered. */
const REMEMBER_MS = 1_000;

/**
 * Finds organisations in the database's register, so that one that was added may ask without a restart. Who was found
 * is remembered for a second, which makes the look-up cost nothing under load; who was not found is looked up again
 * each time. Being known is no right: whether an organisation takes part, and for what, is asked in the database with
 * every request (`database/participation.ts`), so that nothing remembered here outlives a revocation.
 * @param gateway the gateway's own login
 * @param now the clock, for tests
 * @returns a look-up that throws KetenzichtError `UNAVAILABLE` when the register cannot be read
 */
export function registerLookup(gateway: postgres.Sql, now: () => number = Date.now): FindOrganisation {
  const remembered = new Map<string, { readonly organisation: KnownOrganisation; readonly until: number }>();
  return async (code) => {
    const known = remembered.get(code);
    if (known && now() < known.until) return known.organisation;
    // The code comes from a token: what cannot be one does not get as far as the database.
    if (!isOrganisationCode(code)) return undefined;
    const organisation = await readOrganisation(gateway, code);
    if (organisation) remembered.set(code, { organisation, until: now() + REMEMBER_MS });
    else remembered.delete(code);
    return organisation;
  };
}

async function readOrganisation(gateway: postgres.Sql, code: string): Promise<KnownOrganisation | undefined> {
  try {
    const [row] = await gateway<{ code: string; partnerKind: string; name: string }[]>`
      select code, partner_kind as "partnerKind", name from app.organisation where code = ${code}`;
    const partnerKind = PARTNER_KINDS.find((kind) => kind === row?.partnerKind);
    return row && partnerKind && { code: row.code, partnerKind, name: row.name };
  } catch (error) {
    throw new KetenzichtError('UNAVAILABLE', 'Who asks cannot be looked up now. Ask again later.', error);
  }
}
