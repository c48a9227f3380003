import type { RowCondition } from '../model/grant.js';
import type { GuardedTable } from '../model/guarded-table.js';
import type { PartnerKind } from '../model/principal.js';
import { sqlName } from './sql-text.js';

/** The organisation that asks, set per transaction; null when it is not set or empty, so that nothing equals it. */
export const ASKING_ORGANISATION = "nullif(current_setting('app.organisation', true), '')";

const STANDS = 'c.given_at <= now() and (c.withdrawn_at is null or c.withdrawn_at > now())';

/**
 * When a view's role may see a row of a guarded table: the case is in the organisation's reach and every condition
 * holds. Written as probes of `reach` and `consent` by key, because it runs for every row read.
 */
export function rowCondition(
  table: GuardedTable,
  partnerKind: PartnerKind,
  conditions: readonly RowCondition[],
): string {
  const row = sqlName(table.table);
  const caseId = `${row}.${sqlName(table.caseColumn)}`;
  const tests: Record<RowCondition, string> = {
    own: `${row}.${sqlName(table.organisationColumn)} = ${ASKING_ORGANISATION}`,
    consent: consentOf(caseId, partnerKind),
  };
  return [...conditions.map((condition) => tests[condition]), inReach(caseId)].join(' and ');
}

/** The rows of `app.consent` that a view's role may see: given to its own kind, for it or for all, of a case in reach. */
export function consentRowCondition(partnerKind: PartnerKind): string {
  return (
    `"consent".partner_kind = '${partnerKind}' ` +
    `and ("consent".organisation is null or "consent".organisation = ${ASKING_ORGANISATION}) ` +
    `and ${inReach('"consent".case_id')}`
  );
}

/**
 * The rows of `app.reach` that a view's role may see: its own organisation's. By a subquery, of which the planner cannot
 * know what it will say. By the value it would expect nobody for an organisation that was not there yet when a plan was
 * made, or while none is set; to find nobody every index that begins with the organisation looks as good as another, and
 * the probes of `inReach` might go along those of the orders, where one case takes many steps.
 */
export function reachRowCondition(): string {
  return `"reach".organisation = (select ${ASKING_ORGANISATION})`;
}

/**
 * Ends a subquery that PostgreSQL is to ask for each row. Without it the planner may gather all that such a subquery
 * can find, the whole reach, before it reads the first row: it goes by the rows of the table, and not by those that a
 * page takes of it. It also keeps the plan that it made for an organisation with few cases, and gathers by it for one
 * with very many.
 */
export const FOR_EACH_ROW = ' offset 0';

/**
 * True for a case in the asking organisation's reach. It is asked by a key of `app.reach`: the collation is that of the
 * index `reach_probe` and of none that pages go along, and the condition on the rows of reach itself leaves those dear.
 * @param caseId SQL expression of its id
 */
export function inReach(caseId: string): string {
  const reach = `app.reach r where r.case_id = ${caseId} and r.organisation = ${ASKING_ORGANISATION} collate "C"`;
  return `exists (select 1 from ${reach}${FOR_EACH_ROW})`;
}

/**
 * True for a case whose data subject's consent stands now, for this partner kind and for the asking organisation or
 * for all of the kind. The join asks the same, to say that a value is withheld.
 * @param caseId SQL expression of the case's id
 * @returns an SQL condition
 */
export function consentOf(caseId: string, partnerKind: PartnerKind): string {
  return (
    `exists (select 1 from app.consent c where c.case_id = ${caseId} and c.partner_kind = '${partnerKind}' ` +
    `and (c.organisation is null or c.organisation = ${ASKING_ORGANISATION}) and ${STANDS}${FOR_EACH_ROW})`
  );
}
