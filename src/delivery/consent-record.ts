import type { TransactionSql } from 'postgres';
import { CONSENT_VALUES, type ConsentRecord } from '../join/consents.js';
import { isCaseId } from '../join/key-query.js';
import { startOfDutchDay } from '../model/dutch-day.js';
import { BadUserInput } from '../model/errors.js';
import type { PartnerKind } from '../model/principal.js';
import { columnOf } from '../policy/policy.js';
import { consentKinds, firstDayOf } from '../policy/rights.js';
import { consentRecordCondition } from '../policy/rights-grants.js';
import { actAs, type ChangeMaker, databaseNow, holdCase, isAhead, momentOf } from './change-maker.js';
import { recordingConsentsOf } from './outbox.js';
import { beginDelivery } from './store.js';

/** A consent that somebody records for the person. */
export interface GivenConsent {
  readonly caseId: string;
  readonly partnerKind: PartnerKind;
  /** Null: every organisation of the kind. */
  readonly organisation: string | null;
  /** ISO 8601. */
  readonly givenAt: string;
}

/** A consent that somebody withdraws for the person. */
export interface Withdrawal {
  readonly consentId: string;
  /** ISO 8601; null for now. */
  readonly withdrawnAt: string | null;
}

/**
 * Records a consent of a person whose case is in reach. Recording the same one again gives the one that is there.
 * @throws BadUserInput for a case out of reach, a kind that no consent is asked for, an organisation of another kind,
 * a moment that cannot be, or one after which the person withdrew this consent: the latest word counts
 */
export async function recordConsent(
  sql: TransactionSql,
  maker: ChangeMaker,
  given: GivenConsent,
): Promise<ConsentRecord> {
  await actAs(sql, maker);
  await beginDelivery(sql);
  await holdCase(sql, maker, given.caseId);
  checkKind(maker, given);
  await checkOrganisation(sql, given);
  const moment = checkGivenAt(maker, given, await databaseNow(sql)).toISOString();
  await refuseOvertaken(sql, given, moment);
  const known = await sameConsent(sql, maker, given, moment);
  if (known) return known;
  const [recorded] = await recordingConsentsOf(sql, given.caseId, () =>
    sql.unsafe<ConsentRecord[]>(
      `insert into app.consent (case_id, partner_kind, organisation, given_at, recorded_by)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning ${CONSENT_VALUES}`,
      [given.caseId, given.partnerKind, given.organisation, moment, maker.organisation],
    ),
  );
  // No row: a delivery has just brought the same one.
  return (recorded ?? (await sameConsent(sql, maker, given, moment))) as ConsentRecord;
}

function checkKind({ policy }: ChangeMaker, { partnerKind }: GivenConsent): void {
  const kinds = consentKinds(policy);
  if (kinds.includes(partnerKind)) return;
  throw new BadUserInput(`No consent is needed for this kind of partner: it is for ${kinds.join(', ')} only.`);
}

async function checkOrganisation(sql: TransactionSql, { organisation, partnerKind }: GivenConsent): Promise<void> {
  if (organisation === null) return;
  const known = await sql`
    select from app.organisation where code = ${organisation} and partner_kind = ${partnerKind}`;
  if (known.length > 0) return;
  throw new BadUserInput('`organisation` is no organisation of that kind. Leave it out for all of the kind.');
}

function checkGivenAt({ policy }: ChangeMaker, { givenAt, partnerKind }: GivenConsent, now: Date): Date {
  const moment = momentOf(givenAt);
  if (isAhead(moment, now)) throw new BadUserInput('`givenAt` lies in the future. Record a consent once it is given.');
  if (moment >= startOfDutchDay(firstDayOf(policy, partnerKind))) return moment;
  throw new BadUserInput('`givenAt` lies before the first day on which this kind of partner takes part.');
}

/**
 * Whether it was withdrawn is told to who may not see the withdrawal itself too: else an older word would open again
 * what the person closed.
 */
async function refuseOvertaken(sql: TransactionSql, given: GivenConsent, moment: string): Promise<void> {
  const overtaken = await sql`
    select from app.consent where case_id = ${given.caseId} and partner_kind = ${given.partnerKind}
      and organisation is not distinct from ${given.organisation} and withdrawn_at >= ${moment}`;
  if (overtaken.length === 0) return;
  throw new BadUserInput('The person withdrew this consent after `givenAt`. Give the moment of the new consent.');
}

/** The same consent, where it is recorded already; by whom only where the policy lets the organisation see it. */
async function sameConsent(
  sql: TransactionSql,
  maker: ChangeMaker,
  given: GivenConsent,
  moment: string,
): Promise<ConsentRecord | undefined> {
  const [known] = await sql.unsafe<(ConsentRecord & { seen: boolean })[]>(
    `select ${CONSENT_VALUES}, (${seenBy(maker)}) as seen from app.consent
     where case_id = $1 and partner_kind = $2 and organisation is not distinct from $3 and given_at = $4`,
    [given.caseId, given.partnerKind, given.organisation, moment],
  );
  return known && !known.seen ? { ...known, recordedBy: null } : known;
}

/**
 * Withdraws a consent at once: the next request of the partner it was for finds it withdrawn. One that is withdrawn
 * already stays as it is, with the moment of the first withdrawal.
 * @throws BadUserInput for a consent that the organisation may not see or that does not exist, and for a moment that
 * cannot be
 */
export async function withdrawConsent(
  sql: TransactionSql,
  maker: ChangeMaker,
  { consentId, withdrawnAt }: Withdrawal,
): Promise<ConsentRecord> {
  await actAs(sql, maker);
  await beginDelivery(sql);
  const consent = await holdConsent(sql, maker, consentId);
  const now = await databaseNow(sql);
  const moment = withdrawnAt === null ? now : momentOf(withdrawnAt);
  if (isAhead(moment, now)) throw new BadUserInput('`withdrawnAt` lies in the future. Leave it out for now.');
  if (withdrawnAt !== null && moment < new Date(consent.givenAt)) {
    throw new BadUserInput('`withdrawnAt` lies before the consent was given.');
  }
  if (consent.withdrawnAt !== null && new Date(consent.withdrawnAt) <= now) return consent;
  // Never later than now, or it would still stand for as long as a clock is ahead; never before it was given.
  const [withdrawn] = await recordingConsentsOf(sql, consent.caseId, () =>
    sql.unsafe<ConsentRecord[]>(
      `update app.consent set withdrawn_at = greatest(given_at, least(now(), $2)), withdrawn_by = $3
       where id = $1 returning ${CONSENT_VALUES}`,
      [consentId, moment.toISOString(), maker.organisation],
    ),
  );
  return withdrawn as ConsentRecord;
}

async function holdConsent(sql: TransactionSql, maker: ChangeMaker, id: string): Promise<ConsentRecord> {
  const [found] = isCaseId(id)
    ? await sql.unsafe<ConsentRecord[]>(
        `select ${CONSENT_VALUES} from app.consent where id = $1 and (${seenBy(maker)}) for update`,
        [id],
      )
    : [];
  if (!found) throw new BadUserInput('There is no such consent in your reach.');
  return found;
}

/** The rule of the second lock, as SQL over `app.consent`. */
function seenBy({ policy, view }: ChangeMaker): string {
  const column = columnOf(policy, view);
  return (column && consentRecordCondition(policy, column)) ?? 'false';
}
