import type { TransactionSql } from 'postgres';
import type { RecordKey } from '../join/candidates.js';
import { isCaseId } from '../join/key-query.js';
import { CANDIDATE_VALUES, type MatchCandidateRow } from '../join/match-candidates.js';
import { refreshCases } from '../join/reach.js';
import { BadUserInput } from '../model/errors.js';
import { matchRowCondition } from '../policy/match-grants.js';
import { columnOf } from '../policy/policy.js';
import { actAs, type ChangeMaker } from './change-maker.js';
import { recordingChanges } from './outbox.js';
import { partRecord } from './part-record.js';
import { releaseTo } from './quarantine.js';
import { beginDelivery } from './store.js';

/** A candidate with the key of its record, which officers are not shown. */
interface HeldCandidate extends MatchCandidateRow, RecordKey {}

/**
 * Records that the record is about the person of the case: it is part of the case at once, and stays so when it is
 * delivered anew. Confirming again changes nothing.
 * @throws BadUserInput for a candidate that is not in the organisation's work list, or was rejected before
 */
export async function confirmMatch(
  sql: TransactionSql,
  maker: ChangeMaker,
  candidateId: string,
): Promise<MatchCandidateRow> {
  const held = await holdCandidate(sql, maker, candidateId);
  if (isDecided(held, 'CONFIRMED')) return shown(held);
  const decided = await decide(sql, maker, held, 'CONFIRMED');
  await recordingChanges(sql, async (changes) => {
    if (!(await releaseTo(sql, held, held.caseId, changes))) throw notThere();
    await refreshCases(sql, [held.caseId], changes);
  });
  return decided;
}

/**
 * Records that the record is about somebody else: it stays apart, and this pair is never proposed again. Rejecting again
 * changes nothing.
 * @throws BadUserInput for a candidate that is not in the organisation's work list, or was confirmed before
 */
export async function rejectMatch(
  sql: TransactionSql,
  maker: ChangeMaker,
  candidateId: string,
): Promise<MatchCandidateRow> {
  const held = await holdCandidate(sql, maker, candidateId);
  return isDecided(held, 'REJECTED') ? shown(held) : decide(sql, maker, held, 'REJECTED');
}

/**
 * Takes a decision back: a record that was joined by it is apart again, and the pair waits for a decision as before. A
 * record that its V-number joined in the meantime stays where it is: nobody needs to decide on it any more.
 * @throws BadUserInput for a candidate that is not in the organisation's work list
 */
export async function undoMatch(
  sql: TransactionSql,
  maker: ChangeMaker,
  candidateId: string,
): Promise<MatchCandidateRow> {
  const held = await holdCandidate(sql, maker, candidateId);
  if (held.decision === null) return shown(held);
  await sql`
    update app.match_candidate set decision = null, decided_by = null, decided_at = null where id = ${held.id}`;
  await recordingChanges(sql, async (changes) => {
    if (!(await isJoinedByDecision(sql, held))) return;
    await partRecord(sql, held, changes);
    await refreshCases(sql, [held.caseId], changes);
  });
  await forgetIfSettled(sql, held);
  return { ...shown(held), decision: null, decidedBy: null, decidedAt: null };
}

/** Held until the change is committed; of two officers the second finds what the first decided. */
async function holdCandidate(sql: TransactionSql, maker: ChangeMaker, id: string): Promise<HeldCandidate> {
  await actAs(sql, maker);
  await beginDelivery(sql);
  const column = columnOf(maker.policy, maker.view);
  const seen = (column && matchRowCondition(maker.policy, column)) ?? 'false';
  const [held] = isCaseId(id)
    ? await sql.unsafe<HeldCandidate[]>(
        `select ${CANDIDATE_VALUES}, "match_candidate".agency, "match_candidate".source_key as "sourceKey"
         from app.match_candidate where id = $1::uuid and (${seen}) for update`,
        [id],
      )
    : [];
  if (!held) throw notThere();
  return held;
}

/** One text for what is out of reach, what is gone, and what never was. */
function notThere(): BadUserInput {
  return new BadUserInput('There is no such possible match in your work list.');
}

/** @throws BadUserInput when the other was decided */
function isDecided({ decision }: HeldCandidate, wanted: 'CONFIRMED' | 'REJECTED'): boolean {
  if (decision === null || decision === wanted) return decision === wanted;
  throw new BadUserInput('The other was decided on this possible match. Undo that decision first.');
}

async function decide(
  sql: TransactionSql,
  { organisation }: ChangeMaker,
  { id }: HeldCandidate,
  decision: 'CONFIRMED' | 'REJECTED',
): Promise<MatchCandidateRow> {
  const [decided] = await sql.unsafe<MatchCandidateRow[]>(
    `update app.match_candidate set decision = $2, decided_by = $3, decided_at = now()
     where id = $1::uuid returning ${CANDIDATE_VALUES}`,
    [id, decision, organisation],
  );
  return decided as MatchCandidateRow;
}

async function isJoinedByDecision(sql: TransactionSql, held: HeldCandidate): Promise<boolean> {
  if (held.decision !== 'CONFIRMED') return false;
  const joined = await sql`
    select from app.record r join app.case_key k on k.id = r.case_id
    where (r.agency, r.organisation, r.source_key) = (${held.agency}, ${held.organisation}, ${held.sourceKey})
      and r.case_id = ${held.caseId} and (r.v_number is null or r.v_number is distinct from k.v_number)`;
  return joined.length > 0;
}

/** An open question about a record that is not apart would stand in the work list for ever. */
async function forgetIfSettled(sql: TransactionSql, held: HeldCandidate): Promise<void> {
  await sql`
    delete from app.match_candidate c where id = ${held.id} and not exists (
      select from app.quarantine q
      where (q.agency, q.organisation, q.source_key) = (c.agency, c.organisation, c.source_key))`;
}

/** Without the key of the record. */
function shown({ agency, sourceKey, ...row }: HeldCandidate): MatchCandidateRow {
  return row;
}
