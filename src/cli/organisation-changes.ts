import type { TransactionSql } from 'postgres';
import { openAccessLog } from '../audit/access-log.js';
import { operatorChange } from '../audit/logged-change.js';
import { addGrant, endGrant, type GrantKey, revokeGrant } from '../identity/register-grants.js';
import {
  addOrganisation,
  endOrganisation,
  type NewOrganisation,
  restoreOrganisation,
  revokeOrganisation,
} from '../identity/register-organisations.js';
import type { RegisteredOrganisation } from '../identity/register-read.js';
import { RegisterRefusal } from '../identity/register-refusal.js';
import type { GivenDays } from '../identity/register-span.js';
import type { PartnerKind } from '../model/principal.js';
import { GRANTS_CATEGORY, grantActivity, purposesOfKind } from '../policy/grant-administration.js';
import { type CommandResult, cannot } from './command-result.js';
import type { OpenedParts } from './on-database.js';
import { operatorEntry } from './operator-entry.js';
import { wordsOf } from './organisations.js';

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

/** Makes a change and its audit line in one transaction. Exit code 2 says why nothing was changed. */
async function changeCommand(
  parts: OpenedParts,
  action: RegisterAction,
  run: (sql: TransactionSql) => Promise<RegisteredOrganisation>,
  said: (changed: RegisteredOrganisation) => string,
): Promise<CommandResult> {
  const { database, config } = parts;
  const setting = {
    database,
    log: openAccessLog(database, config),
    statementTimeoutMs: config.limits.statementTimeoutMs,
  };
  const { organisation, purpose } = action;
  const entry = () =>
    operatorEntry(parts.policy, {
      action: action.action,
      about: purpose === undefined ? organisation : `${organisation} ${purpose}`,
      categories: [GRANTS_CATEGORY],
      activity: grantActivity(parts.policy),
    });
  const changing = { as: 'register', entry } as const;
  try {
    const changed = await operatorChange(setting, changing, async (sql) => ({ value: await run(sql) }));
    return { exitCode: 0, text: said(changed), json: { organisation: changed } };
  } catch (cause) {
    if (!(cause instanceof RegisterRefusal)) throw cause;
    const choices = cause.choices.length > 0 ? ` Choose from: ${cause.choices.join(' ')}` : '';
    return cannot(`${cause.message}${choices}`);
  }
}
