import type { Sql, TransactionSql } from 'postgres';
import type { RetentionTerm } from '../../database/retention-terms.js';
import { SOURCE_ORDER, WHATS } from './due.js';

/** A term that cannot be set; the message says what can. */
export class TermRefused extends Error {
  override readonly name = 'TermRefused';
}

const LONGEST_DAYS = 36_500;

/** All terms, in the order in which a run applies them. */
export async function readTerms(sql: Sql): Promise<RetentionTerm[]> {
  const terms = await sql<RetentionTerm[]>`select what, days, basis from app.retention_term`;
  return [...terms].sort((one, other) => WHATS.indexOf(one.what) - WHATS.indexOf(other.what));
}

/**
 * Sets a term. The municipality's file is kept at least as long as every other source and as reach: without it nothing
 * says when a case ended.
 * @throws TermRefused for an unknown name, a number that is none, no basis, or an order that does not hold
 */
export async function setTerm(sql: TransactionSql, { what, days, basis }: RetentionTerm): Promise<void> {
  if (!WHATS.includes(what)) throw new TermRefused(`There is no such term. Choose one of: ${WHATS.join(', ')}.`);
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) {
    throw new TermRefused(`A term is a whole number of days from 1 to ${LONGEST_DAYS}.`);
  }
  if (basis.trim() === '') throw new TermRefused('Say with --basis which rule or decision the term comes from.');
  await sql`update app.retention_term set days = ${days}, basis = ${basis.trim()} where what = ${what}`;
  const [row] = await sql<{ longer: string | null }[]>`
    select string_agg(o.what, ', ' order by o.what) as longer from app.retention_term o
    join app.retention_term s on s.what = 'SHELTER' and o.days > s.days
    where o.what = any(${['reach', ...SOURCE_ORDER]}::text[])`;
  if (row?.longer) {
    throw new TermRefused(`The term of SHELTER must be at least as long as that of ${row.longer}. Set those first.`);
  }
}
