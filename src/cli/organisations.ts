import type { Database } from '../database/database.js';
import { type RegisteredOrganisation, readRegister, type Validity } from '../identity/register-read.js';
import { onDutchClock } from '../model/dutch-day.js';
import { type CommandResult, cannot } from './command-result.js';

/** `ketenzicht organisation list`: who may ask, for what and until when. */
export async function organisationListCommand(database: Pick<Database, 'admin'>): Promise<CommandResult> {
  const organisations = await registerOf(database);
  const [codes, kinds] = [widthOf(organisations, 'code'), widthOf(organisations, 'partnerKind')];
  const lines = organisations.flatMap((one) => [
    `${one.code.padEnd(codes)}  ${one.partnerKind.padEnd(kinds)}  ${one.name}: ${wordsOf(one)}`,
    ...(one.grants.length === 0 ? ['  no purpose: it can ask for nothing'] : []),
    ...one.grants.map((grant) => `  ${grant.purpose}: ${wordsOf(grant)}`),
  ]);
  const text = organisations.length === 0 ? 'No organisation is registered.' : lines.join('\n');
  return { exitCode: 0, text, json: { organisations } };
}

/** `ketenzicht grant list`: the grants of every organisation, or of one. Exit code 2 when there is no such organisation. */
export async function grantListCommand(
  database: Pick<Database, 'admin'>,
  organisation?: string,
): Promise<CommandResult> {
  const all = await registerOf(database);
  const wanted = all.filter(({ code }) => organisation === undefined || code === organisation);
  if (organisation !== undefined && wanted.length === 0) {
    return cannot(`There is no such organisation. Choose one of: ${all.map(({ code }) => code).join(' ')}`);
  }
  const grants = wanted.flatMap(({ code, grants: own }) => own.map((grant) => ({ organisation: code, ...grant })));
  const [codes, purposes] = [widthOf(grants, 'organisation'), widthOf(grants, 'purpose')];
  const lines = grants.map(
    (grant) => `${grant.organisation.padEnd(codes)}  ${grant.purpose.padEnd(purposes)}  ${wordsOf(grant)}`,
  );
  return { exitCode: 0, text: lines.join('\n') || 'No purpose is granted.', json: { grants } };
}

/** How a participation or a grant stands, in words; days and moments on the Dutch clock. */
export function wordsOf({ standing, validFrom, validUntil, revokedAt, daysLeft, warning }: Validity): string {
  if (standing === 'REVOKED') return `revoked on ${onDutchClock(new Date(revokedAt ?? 0))}`;
  if (standing === 'ENDED') return `ended after ${validUntil}`;
  const begins = standing === 'NOT_BEGUN' ? `begins on ${validFrom}` : `stands since ${validFrom}`;
  if (validUntil === null) return `${begins}, no end`;
  const left = `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
  return `${begins}, last day ${validUntil} (${left}${warning ? ', ends soon' : ''})`;
}

function registerOf({ admin }: Pick<Database, 'admin'>): Promise<RegisteredOrganisation[]> {
  const query = async <Row extends object>(text: string, values: readonly unknown[]) =>
    [...(await admin.unsafe<Row[]>(text, values as never[]))] as Row[];
  return readRegister(query);
}

function widthOf<Key extends string>(rows: readonly { readonly [key in Key]: string }[], key: Key): number {
  return Math.max(0, ...rows.map((row) => row[key].length));
}
