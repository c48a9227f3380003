import type { TransactionSql } from 'postgres';
import { addGrant, endGrant, type GrantKey, revokeGrant } from '../identity/register-grants.js';
import {
  addOrganisation,
  endOrganisation,
  type NewOrganisation,
  restoreOrganisation,
  revokeOrganisation,
} from '../identity/register-organisations.js';
import type { RegisteredOrganisation } from '../identity/register-read.js';
import type { GivenDays } from '../identity/register-span.js';
import type { PartnerKind } from '../model/principal.js';
import { purposesOfKind } from '../policy/grant-administration.js';
import type { CommandResult } from './command-result.js';
import type { OpenedParts } from './on-database.js';
import { wordsOf } from './organisations.js';
import { registerCommand } from './register-command.js';

/** `ketenzicht organisation add`. */
export function organisationAddCommand(parts: OpenedParts, added: NewOrganisation): Promise<CommandResult> {
  const municipalities = parts.config.organisations.flatMap(({ municipality }) => municipality ?? []);
  const purposes = purposesOfKind(parts.policy, added.partnerKind as PartnerKind);
  const next = `It can ask for nothing yet. Next: ketenzicht grant add ${added.code} <${purposes.join(' | ')}>`;
  const run = (sql: TransactionSql) => addOrganisation(sql, added, municipalities);
  const change = { action: 'organisation add', organisation: added.code };
  return changeCommand(parts, change, run, (one) => `Added ${one.code}: ${wordsOf(one)}.\n${next}`);
}

/** `ketenzicht organisation end`: the day itself still counts. */
export function organisationEndCommand(parts: OpenedParts, code: string, validUntil: string): Promise<CommandResult> {
  const run = (sql: TransactionSql) => endOrganisation(sql, { code, validUntil, by: null });
  const change = { action: 'organisation end', organisation: code };
  return changeCommand(parts, change, run, (one) => `${code}: ${wordsOf(one)}; the last day counts, Dutch time.`);
}

/** `ketenzicht organisation revoke`: at once. */
export function organisationRevokeCommand(parts: OpenedParts, code: string): Promise<CommandResult> {
  const run = (sql: TransactionSql) => revokeOrganisation(sql, { code, by: null });
  const change = { action: 'organisation revoke', organisation: code };
  return changeCommand(parts, change, run, (one) => `${code}: ${wordsOf(one)}. Its next request is refused.`);
}

/** `ketenzicht organisation restore`: its purposes stay as they are. */
export function organisationRestoreCommand(
  parts: OpenedParts,
  code: string,
  validUntil?: string,
): Promise<CommandResult> {
  const run = (sql: TransactionSql) => restoreOrganisation(sql, { code, validUntil });
  const change = { action: 'organisation restore', organisation: code };
  return changeCommand(parts, change, run, (one) => {
    const purposes = one.grants.map((grant) => `\n  ${grant.purpose}: ${wordsOf(grant)}`).join('');
    return `${code}: ${wordsOf(one)}. Its purposes are as they were:${purposes || ' none'}`;
  });
}

/** `ketenzicht grant add`. */
export function grantAddCommand(parts: OpenedParts, grant: GrantKey & GivenDays): Promise<CommandResult> {
  const run = (sql: TransactionSql) => addGrant(sql, grant, (kind) => purposesOfKind(parts.policy, kind));
  return changeCommand(parts, { action: 'grant add', ...grant }, run, (one) => grantWords(one, grant));
}

/** `ketenzicht grant end`: the day itself still counts. */
export function grantEndCommand(parts: OpenedParts, key: GrantKey, validUntil: string): Promise<CommandResult> {
  const run = (sql: TransactionSql) => endGrant(sql, { ...key, validUntil, by: null });
  return changeCommand(parts, { action: 'grant end', ...key }, run, (one) => grantWords(one, key));
}

/** `ketenzicht grant revoke`: at once. */
export function grantRevokeCommand(parts: OpenedParts, key: GrantKey): Promise<CommandResult> {
  const run = (sql: TransactionSql) => revokeGrant(sql, { ...key, by: null });
  const change = { action: 'grant revoke', ...key };
  return changeCommand(parts, change, run, (one) => `${grantWords(one, key)} Its next request for it is refused.`);
}

function grantWords(organisation: RegisteredOrganisation, { purpose }: GrantKey): string {
  const grant = organisation.grants.find((one) => one.purpose === purpose);
  const own = `${organisation.code} ${purpose}: ${grant ? wordsOf(grant) : 'not granted'}.`;
  return organisation.standing === 'STANDS' ? own : `${own} The organisation itself: ${wordsOf(organisation)}.`;
}

interface RegisterAction {
  readonly action: string;
  readonly organisation: string;
  readonly purpose?: string;
}

async function changeCommand(
  parts: OpenedParts,
  action: RegisterAction,
  run: (sql: TransactionSql) => Promise<RegisteredOrganisation>,
  said: (changed: RegisteredOrganisation) => string,
): Promise<CommandResult> {
  const { organisation, purpose } = action;
  const about = purpose === undefined ? organisation : `${organisation} ${purpose}`;
  return registerCommand(parts, { action: action.action, about }, run, (changed) => ({
    text: said(changed),
    json: { organisation: changed },
  }));
}
