import type { TransactionSql } from 'postgres';
import { Forbidden } from '../model/errors.js';
import { PARTNER_KINDS } from '../model/principal.js';
import { isOrganisationCode } from './register-lookup.js';
import { type RegisteredOrganisation, readRegister } from './register-read.js';
import { RegisterRefusal } from './register-refusal.js';
import { type GivenDays, isOver, newEnd, newSpan, refuseClosed, refuseRevoked, type Span } from './register-span.js';

/** Who changes the register: an organisation under a purpose, or null for the operator at the command line. */
export type Registrar = { readonly organisation: string; readonly purpose: string } | null;

/** An organisation to add. */
export interface NewOrganisation extends GivenDays {
  readonly code: string;
  readonly partnerKind: string;
  readonly name: string;
  /** For a municipality: the value of `Case.municipality` that is theirs. */
  readonly municipality?: string | null;
}

/** No control characters, no invisible ones: a name is shown to others. */
const NAME = /^[^\p{C}]{1,200}$/u;

/**
 * Adds an organisation. It then takes part and may ask for nothing: its purposes are granted one by one.
 * @param sql transaction under the role of the register
 * @param municipalities values of `Case.municipality` that the configuration has
 * @throws RegisterRefusal that says what to change
 */
export async function addOrganisation(
  sql: TransactionSql,
  added: NewOrganisation,
  municipalities: readonly string[],
): Promise<RegisteredOrganisation> {
  refuseMalformed(added);
  refuseMunicipality(added, municipalities);
  const { validFrom, validUntil } = newSpan(added, await databaseNow(sql));
  const rows = await sql`
    insert into app.organisation (code, partner_kind, name, valid_from, valid_until)
    values (${added.code}, ${added.partnerKind}, ${added.name.trim()}, ${validFrom}, ${validUntil})
    on conflict (code) do nothing returning code`;
  if (rows.length > 0) return registered(sql, added.code);
  throw new RegisterRefusal('There is an organisation of that code already. Choose another, or grant it purposes.');
}

/** Which organisation's participation ends, after which day, and who says so. */
export interface OrganisationEnd {
  readonly code: string;
  readonly validUntil: string;
  readonly by: Registrar;
}

/**
 * Ends a participation after a day; also moves an end that is set already.
 * @throws RegisterRefusal; Forbidden for the own organisation
 */
export async function endOrganisation(
  sql: TransactionSql,
  { code, validUntil, by }: OrganisationEnd,
): Promise<RegisteredOrganisation> {
  refuseOwn(code, by);
  const now = await databaseNow(sql);
  const span = await held(sql, code);
  refuseClosed(span, now, 'Restore it with a new last day.');
  await sql`update app.organisation set valid_until = ${newEnd(span, validUntil, now)} where code = ${code}`;
  return registered(sql, code);
}

/**
 * Takes a participation away at once: from the next request on nothing is answered.
 * @throws RegisterRefusal; Forbidden for the own organisation
 */
export async function revokeOrganisation(
  sql: TransactionSql,
  { code, by }: Pick<OrganisationEnd, 'code' | 'by'>,
): Promise<RegisteredOrganisation> {
  refuseOwn(code, by);
  refuseRevoked(await held(sql, code));
  await sql`update app.organisation set revoked_at = now() where code = ${code}`;
  return registered(sql, code);
}

/**
 * Gives back a participation that was revoked or has ended. Its purposes stay as they are: what was revoked of them
 * is granted anew one by one, or a right would come back that nobody thought of.
 * @param validUntil new last day; needed when the old one is over
 * @throws RegisterRefusal
 */
export async function restoreOrganisation(
  sql: TransactionSql,
  { code, validUntil }: { readonly code: string; readonly validUntil?: string | null },
): Promise<RegisteredOrganisation> {
  const now = await databaseNow(sql);
  const span = await held(sql, code);
  const over = isOver(span, now);
  if (span.revokedAt === null && !over) {
    throw new RegisterRefusal('It is neither revoked nor ended. Leave it as it is.');
  }
  if (over && !validUntil) throw new RegisterRefusal('Its last day is over. Give a new last day to restore it.');
  const until = validUntil ? newEnd(span, validUntil, now) : span.validUntil;
  await sql`update app.organisation set revoked_at = null, valid_until = ${until} where code = ${code}`;
  return registered(sql, code);
}

/**
 * An organisation as it stands in this transaction.
 * @throws RegisterRefusal when there is none of that code
 */
export async function registered(sql: TransactionSql, code: string): Promise<RegisteredOrganisation> {
  const query = async <Row extends object>(text: string, values: readonly unknown[]) =>
    [...(await sql.unsafe<Row[]>(text, values as never[]))] as Row[];
  const [found] = isOrganisationCode(code) ? await readRegister(query, code) : [];
  if (found) return found;
  throw await unknownOrganisation(sql);
}

/** The database's clock, by which every request is judged: a grant from now on must not begin after the next one. */
export async function databaseNow(sql: TransactionSql): Promise<Date> {
  const [row] = await sql<{ now: string }[]>`select now() as now`;
  if (!row) throw new Error('the database did not tell its time');
  return new Date(row.now);
}

/** Locked until the change is committed, so that two changes of one organisation follow each other. */
async function held(sql: TransactionSql, code: string): Promise<Span> {
  if (!isOrganisationCode(code)) throw await unknownOrganisation(sql);
  const [row] = await sql<Span[]>`
    select valid_from as "validFrom", valid_until as "validUntil", revoked_at as "revokedAt"
    from app.organisation where code = ${code} for update`;
  if (row) return row;
  throw await unknownOrganisation(sql);
}

async function unknownOrganisation(sql: TransactionSql): Promise<RegisterRefusal> {
  const rows = await sql<{ code: string }[]>`select code from app.organisation order by code`;
  const codes = rows.map(({ code }) => code);
  return new RegisterRefusal('There is no such organisation. Look up its code in the list, or add it first.', codes);
}

/** Whoever locks themselves out has nobody to ask; whoever prolongs themselves was asked by nobody. */
function refuseOwn(code: string, by: Registrar): void {
  if (by?.organisation !== code) return;
  throw new Forbidden(
    'An organisation does not decide on its own participation. Ask the operator, or another organisation that administers grants.',
  );
}

function refuseMalformed({ code, partnerKind, name }: NewOrganisation): void {
  if (!isOrganisationCode(code)) {
    throw new RegisterRefusal('Give a code of lower-case letters, digits and hyphens, at most 63, a letter first.');
  }
  if (!PARTNER_KINDS.some((kind) => kind === partnerKind)) {
    throw new RegisterRefusal('There is no such kind of partner. Choose another.', PARTNER_KINDS);
  }
  if (!NAME.test(name.trim())) throw new RegisterRefusal('Give a name of one line, at most 200 characters.');
}

/** A municipality is a value of the schema, which is made from the configuration when the process starts. */
function refuseMunicipality({ partnerKind, municipality }: NewOrganisation, municipalities: readonly string[]): void {
  if (partnerKind !== 'MUNICIPALITY') {
    if (!municipality) return;
    throw new RegisterRefusal('Only an organisation of kind MUNICIPALITY has a municipality. Leave it out.');
  }
  if (municipality && municipalities.includes(municipality)) return;
  throw new RegisterRefusal(
    'An organisation of kind MUNICIPALITY needs the value of Case.municipality that is theirs. Give one that ' +
      'there is. A new value comes from the file of organisations: the operator adds it there (KETENZICHT_ORGANISATIONS) and starts anew.',
    municipalities,
  );
}
