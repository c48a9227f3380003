import { errorCode, TIMED_OUT } from '../database/database-error.js';
import type { Agency } from '../model/agency.js';
import type { Caller } from '../model/caller.js';
import { KetenzichtError, SourceUnavailable } from '../model/errors.js';
import { consentOf } from '../policy/row-condition.js';
import type { SourcePart } from '../sources/source.js';
import type { KeyContext, KeyQuery } from './key-query.js';
import { Parameters } from './parameters.js';
import type { ReadPlan } from './plan.js';

/** What the searches of an operation are written for. */
export interface SearchSetting {
  readonly caller: Caller;
  readonly plan: ReadPlan;
  /** Agencies whose own systems are read: they cannot be searched. */
  readonly live: ReadonlySet<Agency>;
  /** Takes the agencies that a search leaves out. */
  readonly leftOut: Set<string>;
}

/** Searches, written to be sent as one statement. */
export interface WrittenSearches {
  /** The SQL expression that they are. */
  readonly expression: string;
  /** Their answers out of what it found, in the order of the searches: an error for one that was not made. */
  readonly answersOf: (found: unknown) => unknown[];
}

/** SQLSTATEs that say a source's tables are not there: undefined table, invalid schema, undefined column. */
const SOURCE_GONE = new Set(['42P01', '3F000', '42703']);

/** Writes searches; one that only a live source could answer is refused, and the others are made. */
export function writeSearches(
  queries: readonly KeyQuery[],
  setting: SearchSetting,
  parameters: Parameters,
): WrittenSearches {
  const refusals = queries.map((query) => refusal(query, setting));
  const context = keyContext(parameters, setting);
  const asked = queries.map((query, place) => (refusals[place] ? 'null' : query.sql(context)));
  return {
    expression: `json_build_array(${asked.join(', ')})`,
    answersOf: (found) => queries.map((_, place) => refusals[place] ?? (found as unknown[] | undefined)?.[place]),
  };
}

/** The cases that these searches are for, where each of them names its own; undefined where one could find others. */
export function namedCases(queries: readonly KeyQuery[]): readonly string[] | undefined {
  if (queries.some(({ ids }) => !ids)) return undefined;
  const ids = new Set(queries.flatMap((query) => query.ids ?? []));
  return ids.size > 0 ? [...ids] : undefined;
}

/** A search that needs a source which is not there cannot be answered; anything else is our own failure. */
export function refuseSearch(error: unknown): never {
  const code = errorCode(error);
  if (code && SOURCE_GONE.has(code)) {
    throw new SourceUnavailable(
      'A source that this search needs does not answer. Search by something else, or later.',
      error,
    );
  }
  return refuseSlow(error);
}

/** A statement that took longer than one may is no failure of ours: whoever asks is told to ask for less, or later. */
export function refuseSlow(error: unknown): never {
  if (errorCode(error) !== TIMED_OUT) throw error;
  throw new KetenzichtError('UNAVAILABLE', 'This takes too long now. Narrow it, or ask later.', error);
}

/** Why a search cannot be made because of a live source. */
function refusal(query: KeyQuery, setting: SearchSetting): Error | undefined {
  if (setting.live.size === 0) return undefined;
  try {
    query.sql(keyContext(new Parameters(), { ...setting, leftOut: new Set() }));
    return undefined;
  } catch (error) {
    if (error instanceof SourceUnavailable) return error;
    throw error;
  }
}

/** The organisation is bound when a search names it: PostgreSQL refuses a value without use. */
function keyContext(parameters: Parameters, { caller, plan, live, leftOut }: SearchSetting): KeyContext {
  let organisation: string | undefined;
  return {
    parameters,
    facts: factsFor(plan, caller),
    unsearchable({ agency }: SourcePart) {
      if (live.has(agency)) leftOut.add(agency);
      return live.has(agency);
    },
    get organisation() {
      organisation ??= `${parameters.bind(caller.principal.organisation)}::text`;
      return organisation;
    },
  };
}

/** What a search says of each case it finds, as far as the operation needs it. */
function factsFor(plan: ReadPlan, { principal }: Caller): KeyContext['facts'] {
  return (caseId) => {
    const consented = plan.needsConsent ? consentOf(caseId, principal.partnerKind) : 'null';
    const vNumber =
      plan.vNumber === 'no'
        ? 'null'
        : // An alias of its own: under that of the search, `caseId` would mean this table and every row would match.
          `(select own_v.v_number from app.case_v_number own_v where own_v.case_id = ${caseId})`;
    return `${consented} as consented, ${vNumber} as v_number`;
  };
}
