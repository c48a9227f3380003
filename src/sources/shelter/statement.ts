import { RowRejected } from '../layout.js';
import type { OutflowReason, Scenario, StayKind } from './code-lists.js';

/** What a municipality says of the person's identity. */
export interface PersonStatement {
  readonly vNumber: string | null;
  readonly familyName: string | null;
  readonly givenNames: string | null;
  readonly birthDate: string | null;
  readonly nationalities: readonly string[];
}

/** One stay, its place and its practical needs. */
export interface StayStatement {
  readonly arrivedAt: string;
  readonly departedAt: string | null;
  readonly kind: StayKind;
  readonly location: string | null;
  readonly address: string | null;
  readonly room: string | null;
  readonly attention: string | null;
}

/** The case table's decision. */
export interface PlanStatement {
  readonly scenario: Scenario;
  readonly decidedAt: string | null;
}

/** How and when the person left. */
export interface OutflowStatement {
  readonly reason: OutflowReason;
  readonly leftAt: string | null;
}

/**
 * What one row of a municipality's export says of one file: the whole of it, one stay, or one event.
 * A part that is absent was not spoken of; `null` says that there is none.
 */
export interface ShelterStatement {
  /** Place of the statement among those of the same file (a day or a sequence number); the highest is the newest. */
  readonly order: string;
  readonly person?: PersonStatement;
  readonly stays?: readonly StayStatement[];
  readonly plan?: PlanStatement | null;
  /** A departure by itself; it ends the stay that is open. */
  readonly departedAt?: string;
  readonly outflow?: OutflowStatement | null;
}

/** Checks one statement by itself. @throws RowRejected when a departure lies before an arrival */
export function checkStatement(statement: ShelterStatement): ShelterStatement {
  const stays = statement.stays ?? [];
  for (const stay of stays) {
    if (stay.departedAt !== null && stay.departedAt < stay.arrivedAt) {
      throw new RowRejected('the departure lies before the arrival');
    }
  }
  if (new Set(stays.map((stay) => stay.arrivedAt)).size < stays.length) {
    throw new RowRejected('two stays begin on the same day');
  }
  const left = statement.outflow?.leftAt;
  if (left && stays.some((stay) => left < stay.arrivedAt)) {
    throw new RowRejected('the outflow lies before an arrival');
  }
  return statement;
}

/** Builds the case table's decision. @throws RowRejected when there is a date of decision without a scenario */
export function planOf(scenario: Scenario | null, decidedAt: string | null): PlanStatement | null {
  if (scenario !== null) return { scenario, decidedAt };
  if (decidedAt !== null) throw new RowRejected('there is a date of decision, but no scenario');
  return null;
}

/** Builds an outflow; none without a reason. */
export function outflowOf(reason: OutflowReason | null, leftAt: string | null): OutflowStatement | null {
  return reason === null ? null : { reason, leftAt };
}
