import { activityEnd } from '../database/participation.js';
import type { SqlValue } from '../database/snapshot-reader.js';
import { dutchDay } from '../model/dutch-day.js';
import { type TimeLeft, timeLeft } from './register-days.js';
import { type Span, type Standing, standingOf } from './register-span.js';

/** From when until when something holds, and what is left of it. Days are counted in the Netherlands. */
export interface Validity extends TimeLeft {
  /** First day. */
  readonly validFrom: string;
  /** Moment of the revocation, ISO 8601. */
  readonly revokedAt: string | null;
  readonly standing: Standing;
}

/** What an organisation may ask for. */
export interface PurposeGrant extends Validity {
  readonly purpose: string;
}

/** An organisation of the register, with its grants by the name of their purpose. */
export interface RegisteredOrganisation extends Validity {
  readonly code: string;
  readonly partnerKind: string;
  readonly name: string;
  readonly grants: readonly PurposeGrant[];
}

/** Sends one statement: a snapshot's `query`, or a transaction under the role of the register. */
export type RegisterQuery = <Row extends object>(text: string, values: readonly SqlValue[]) => Promise<Row[]>;

interface RegisterRow extends Span {
  readonly code: string;
  readonly partnerKind: string;
  readonly name: string;
  readonly now: string;
  readonly grants: readonly (Span & { readonly purpose: string })[];
}

const SPAN = (row: string) =>
  `'validFrom', ${row}.valid_from, 'validUntil', ${row}.valid_until, 'revokedAt', ${row}.revoked_at`;
const REGISTER = `select o.code, o.partner_kind as "partnerKind", o.name, o.valid_from as "validFrom",
    o.valid_until as "validUntil", o.revoked_at as "revokedAt", now() as now,
    (select coalesce(json_agg(json_build_object('purpose', g.purpose, ${SPAN('g')}) order by g.purpose), '[]')
      from app.purpose_grant g where g.organisation = o.code) as grants
  from app.organisation o where $1::text is null or o.code = $1 order by o.code`;

/**
 * The organisations of the register by code, or the one of this code.
 * @throws the driver's error for a role that may not read them all
 */
export async function readRegister(query: RegisterQuery, code?: string): Promise<RegisteredOrganisation[]> {
  const rows = await query<RegisterRow>(REGISTER, [code ?? null]);
  return rows.map(({ code: own, partnerKind, name, now, grants, ...span }) => ({
    code: own,
    partnerKind,
    name,
    ...validityOf(span, new Date(now)),
    grants: grants.map(({ purpose, ...granted }) => ({ purpose, ...validityOf(granted, new Date(now)) })),
  }));
}

const OWN_END = `select o.valid_until as organisation, g.valid_until as purpose, ${activityEnd('a')} as activity, now() as now
  from app.organisation o join app.purpose_grant g on g.organisation = o.code
  join app.processing_activity a on a.uri = $3
  where o.code = $1 and g.purpose = $2`;

/** Whose right to ask, for what, and under which processing activity (its URI). */
export interface OwnRight {
  readonly organisation: string;
  readonly purpose: string;
  readonly activity: string;
}

/**
 * What is left of an organisation's right to ask for a purpose: of its participation, its grant or the processing
 * activity, whichever ends first.
 */
export async function readOwnTimeLeft(query: RegisterQuery, right: OwnRight): Promise<TimeLeft> {
  type Row = { organisation: string | null; purpose: string | null; activity: string | null; now: string };
  const [row] = await query<Row>(OWN_END, [right.organisation, right.purpose, right.activity]);
  return row ? timeLeft([row.organisation, row.purpose, row.activity], new Date(row.now)) : timeLeft([], new Date());
}

/** An end that is coming, of an organisation's right to ask for a purpose. */
export interface ComingEnd extends TimeLeft {
  readonly organisation: string;
  readonly purpose: string;
}

const UNTIL = `least(o.valid_until, g.valid_until, ${activityEnd('a')})`;
const COMING_ENDS = `select o.code as organisation, g.purpose, ${UNTIL} as until, now() as now
  from app.organisation o join app.purpose_grant g on g.organisation = o.code
  join app.processing_activity a on a.partner_kind = o.partner_kind and a.purpose = g.purpose and a.uri = any($1::text[])
  where o.revoked_at is null and g.revoked_at is null and ${UNTIL} > now()
  order by 1, 2`;

/**
 * Every right to ask that is going to end: of the participation, of the grant or of the processing activity, whichever
 * ends first.
 * @param activities URIs that the policy names: a version of no view ends nobody's right
 */
export async function readComingEnds(query: RegisterQuery, activities: readonly string[]): Promise<ComingEnd[]> {
  type Row = { organisation: string; purpose: string; until: string; now: string };
  const rows = await query<Row>(COMING_ENDS, [[...activities]]);
  return rows.map(({ organisation, purpose, until, now }) => ({
    organisation,
    purpose,
    ...timeLeft([until], new Date(now)),
  }));
}

function validityOf(span: Span, now: Date): Validity {
  const { validFrom, validUntil, revokedAt } = span;
  const standing = standingOf(span, now);
  const left = timeLeft([validUntil], now);
  return {
    validFrom: dutchDay(new Date(validFrom)),
    ...(standing === 'REVOKED' ? { ...left, daysLeft: null, warning: false } : left),
    revokedAt: revokedAt && new Date(revokedAt).toISOString(),
    standing,
  };
}
