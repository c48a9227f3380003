import type { TransactionSql } from 'postgres';
import { moveDecisions } from '../join/candidates.js';
import type { CaseChanges, HashedRows } from '../join/case-changes.js';
import { allParts } from '../sources/index.js';
import { tableOf } from '../sources/source.js';
import { recordingConsents } from './outbox.js';
import { hashed, partName } from './write-parts.js';

/**
 * After a municipal file left a case, takes along what hung on that file alone: records that a case officer linked
 * without a V-number, their consents, the participations and requests to rectify. Records that came by the old V-number
 * stay behind: they are about the person with that number. Nothing moves while another municipality's file keeps the
 * case.
 * @param changes is told what left the one case and came to the other
 */
export async function moveLinked(sql: TransactionSql, from: string, to: string, changes: CaseChanges): Promise<void> {
  const [kept] = await sql`select from app.record where case_id = ${from} and agency = 'SHELTER' limit 1`;
  if (kept) return;
  for (const part of allParts) {
    const moved = await sql.unsafe<HashedRows[]>(
      hashed(`update ${tableOf(part)} t set case_id = $2 from app.record r
       where t.case_id = $1 and r.case_id = $1 and r.v_number is null and r.agency = $3
         and r.organisation = t.delivered_by and r.source_key = t.source_key returning t.*`),
      [from, to, part.agency],
    );
    changes.come(partName(part), moved);
    changes.gone(
      partName(part),
      moved.map((rows) => ({ ...rows, caseId: from })),
    );
  }
  await sql`update app.record set case_id = ${to} where case_id = ${from} and v_number is null`;
  await moveDecisions(sql, from, to);
  await recordingConsents(
    sql,
    [from, to],
    changes,
    () => sql`
      update app.consent c set case_id = ${to} where case_id = ${from} and not exists (
        select from app.consent o where o.case_id = ${to} and o.partner_kind = c.partner_kind
          and o.organisation is not distinct from c.organisation and o.given_at = c.given_at)`,
  );
  await sql`
    update app.participation p set case_id = ${to} where case_id = ${from} and not exists (
      select from app.participation o where o.case_id = ${to} and o.organisation = p.organisation)`;
  // A request stays only with records of its owner that stay.
  await sql`
    update app.rectification q set case_id = ${to} where case_id = ${from} and not exists (
      select from app.record r where r.case_id = ${from} and r.agency = q.agency and r.organisation = q.organisation)`;
}
