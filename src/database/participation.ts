/** Place holders of a question whether somebody may ask. */
export interface Asked {
  /** Code of the organisation. */
  readonly organisation: string;
  readonly purpose: string;
  /** Versioned URI of the processing activity that the policy names for the asking view. */
  readonly activity: string;
}

/**
 * SQL that finds the code of an organisation which may ask for a purpose at this moment: both granted, begun, not over
 * and not revoked, and the processing activity registered for just this kind and purpose, valid and not ended. A
 * revocation counts from the moment it is in the database, whatever its time stamp says. The activity is named and not
 * looked up by purpose: of two processes with two policies the one whose version was ended stops, whatever version
 * the other one serves.
 */
export function participating({ organisation, purpose, activity }: Asked): string {
  return `select o.code from app.organisation o
    join app.purpose_grant g on g.organisation = o.code and g.purpose = ${purpose}
    join app.processing_activity a on a.uri = ${activity} and a.partner_kind = o.partner_kind and a.purpose = g.purpose
    where o.code = ${organisation} and ${stands('o')} and ${stands('g')} and ${activityStands('a')}`;
}

/**
 * SQL: the moment from which a version of a processing activity admits nobody any more, because somebody ended it or
 * because the last day that the policy gives it is over; null without an end.
 * @param row alias of `app.processing_activity`
 */
export function activityEnd(row: string): string {
  return `least(${row}.ended_at, (${row}.valid_until + 1)::timestamp at time zone '${WHERE_DAYS_COUNT}')`;
}

/** Where the days of the policy are counted. */
const WHERE_DAYS_COUNT = 'Europe/Amsterdam';

function stands(row: string): string {
  const isOver = `${row}.valid_until is not null and ${row}.valid_until <= now()`;
  return `${row}.revoked_at is null and ${row}.valid_from <= now() and not (${isOver})`;
}

/**
 * By the clock and not by the beginning of the transaction: a change that waited for who ended the activity began before
 * the end and would else be made after it.
 */
function activityStands(row: string): string {
  const hasBegun = `${row}.valid_from::timestamp at time zone '${WHERE_DAYS_COUNT}' <= clock_timestamp()`;
  return `${hasBegun} and (${activityEnd(row)} > clock_timestamp()) is not false`;
}

/**
 * Makes `app.participating(organisation, purpose, activity)`, which says the code of an organisation that may ask, else
 * null. A view's login may run it and not read the register of others: it runs as the owner of the tables. It tells this
 * one thing; whose words it uses is fixed, so that nothing a caller makes can stand in for them.
 */
export function participatingFunction(): string {
  const mayAsk = participating({ organisation: '$1', purpose: '$2', activity: '$3' });
  return `create or replace function app.participating(text, text, text) returns text
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
    as $do$ begin return (${mayAsk}); end $do$`;
}
