import { SourceUnavailable } from '../model/errors.js';
import type { SourcePart } from '../sources/source.js';
import type { Parameters } from './parameters.js';

/**
 * A search for cases, as one SQL expression: a JSON array of `[id, consented, vNumber, orderKey]`, or an object that
 * holds it. All searches of an operation go out as one statement. They run under the partner's database role, so
 * what the caller may not read cannot decide what is found.
 */
export interface KeyQuery {
  /** The only cases that it can find, where that is known before it is asked. */
  readonly ids?: readonly string[];
  readonly sql: (context: KeyContext) => string;
}

/** What every search needs to be written. */
export interface KeyContext {
  readonly parameters: Parameters;
  /** Place holder of the asking organisation's code. */
  readonly organisation: string;
  /** Columns that say what is known of a case before its sources are read, for a case id expression. */
  readonly facts: (caseId: string) => string;
  /** Whether a part belongs to an agency's own system, which is not searched; that it was left out is told. */
  readonly unsearchable: (part: SourcePart) => boolean;
}

/** Refuses a search of which nothing would be left without the sources that are read live: no rows would be a lie. */
export function refuseUnsearchable(): never {
  throw new SourceUnavailable(
    'A source that this search needs is read live and cannot be searched. Search by something else.',
  );
}

/** A row of a search. */
export type KeyRow = readonly [id: string, consented: boolean | null, vNumber: string | null, orderKey?: string];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether this could be the id of a case. */
export function isCaseId(id: string): boolean {
  return UUID.test(id);
}

/** The case with this id, if it is in reach. Anything that is no id finds nothing, like an id of nobody. */
export function byId(id: string): KeyQuery {
  const isId = isCaseId(id);
  return {
    ids: isId ? [id.toLowerCase()] : [],
    sql: ({ parameters, organisation, facts }) =>
      rowsOf(
        `select r.case_id as id, ${facts('r.case_id')} from app.reach r ` +
          `where r.organisation = ${organisation} and r.case_id = ${parameters.bind(isId ? id : null)}::uuid`,
      ),
  };
}

/** The case with this V-number, if it is in reach and its V-number may be read. */
export function byVNumber(vNumber: string): KeyQuery {
  return {
    sql: ({ parameters, facts }) =>
      rowsOf(
        `select v.case_id as id, ${facts('v.case_id')} from app.case_v_number v ` +
          `where v.v_number = ${parameters.bind(vNumber)}`,
      ),
  };
}

/** Wraps a select of `id, consented, v_number[, order_key]` as a JSON array. */
export function rowsOf(select: string, orderKey = ''): string {
  const key = orderKey ? `, ${orderKey}` : '';
  return `(select coalesce(json_agg(json_build_array(k.id, k.consented, k.v_number${key})), '[]') from (${select}) k)`;
}
