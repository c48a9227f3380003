import type { TransactionSql } from 'postgres';
import { coordinateOf, RECTIFIABLE_VALUES } from '../join/investigation-values.js';
import { isCaseId } from '../join/key-query.js';
import { type RectificationRow, rectificationValues } from '../join/rectifications.js';
import type { Agency } from '../model/agency.js';
import { BadUserInput } from '../model/errors.js';
import { RECTIFICATION_CATEGORY } from '../policy/rights.js';
import { RECTIFICATIONS, taggedRowCondition } from '../policy/tagged-rows.js';
import { actAs, type ChangeMaker, holdCase } from './change-maker.js';
import { liveOwners, ownersOf } from './rectification-owners.js';

/** What the person says is wrong. */
export interface RectificationRequest {
  readonly caseId: string;
  /** Enum value of the field, such as `PERSON_BIRTH_DATE`. */
  readonly field: string;
  readonly source: Agency;
  readonly statement: string;
}

/** What the owner decides. */
export interface RectificationDecision {
  readonly id: string;
  readonly outcome: 'HONOURED' | 'REFUSED';
  readonly reason: string;
}

const LONGEST_TEXT = 1000;

/** One answer for a value that is withheld, that is not there, and for a case that is not: they must not differ. */
const NO_SUCH_VALUE = 'No record of this source that you can see states this value of a case in your reach.';

const NOBODY_DECIDES =
  'This source does not take part here, so nobody could decide on the request. Turn to it directly.';

/**
 * Records a request to rectify (AVG art. 16) and passes it to each organisation whose record states the value. Asking
 * the same again while it is open gives what is there.
 * @param statedLive whether the source's own system states the value to the maker; null for a source that is not read live
 * @returns one request for each owner
 * @throws BadUserInput for a text of no or too many characters, and for a value that the maker cannot see
 */
export async function requestRectification(
  sql: TransactionSql,
  maker: ChangeMaker,
  request: RectificationRequest,
  statedLive: boolean | null,
): Promise<RectificationRow[]> {
  const statement = checkedStatement(request);
  const value = RECTIFIABLE_VALUES.get(request.field);
  const statedIn = value?.statedIn.get(request.source);
  if (!value || !statedIn || statedLive === false || !isCaseId(request.caseId)) throw new BadUserInput(NO_SUCH_VALUE);
  await actAs(sql, maker);
  const owners =
    statedLive === null ? await ownersOf(sql, maker, statedIn, request.caseId) : await liveOwners(sql, request.source);
  if (owners.length === 0) throw new BadUserInput(statedLive ? NOBODY_DECIDES : NO_SUCH_VALUE);
  await holdCase(sql, maker, request.caseId);
  const { categories } = statedIn.table;
  const about = [request.caseId, coordinateOf(value), request.source, maker.organisation, statement] as const;
  await sql.unsafe(PASS_ON, [...about, owners, [...categories]]);
  return sql.unsafe<RectificationRow[]>(
    `select ${rectificationValues('$4')} from app.rectification where ${SAME} order by organisation`,
    [...about],
  );
}

/** The same request, still open: of one case, value, source, requester and text. */
const SAME = `
  case_id = $1::uuid and field = $2 and agency = $3 and requested_by = $4 and statement = $5 and outcome is null`;

/**
 * Adds a request for each owner, and beside it the mark that those see who may see the value and not the request
 * (`policy/tagged-rows.ts`). The mark's id follows from the request's.
 */
const PASS_ON = `
  with request as (
    insert into app.rectification (case_id, field, agency, requested_by, statement, organisation, categories)
    select $1::uuid, $2, $3, $4, $5, owner, $7::text[] || '${RECTIFICATION_CATEGORY}'::text
    from unnest($6::text[]) owner
    where not exists (select from app.rectification s where s.organisation = owner and ${SAME})
    returning *)
  insert into app.rectification
    (id, case_id, field, agency, requested_by, requested_at, statement, organisation, categories)
  select md5(id::text)::uuid, case_id, field, agency, '', requested_at, '', organisation, $7::text[] from request`;

/**
 * Records the owner's decision, once, and takes the mark off the value.
 * @throws BadUserInput for a request that was not passed to the organisation or is decided, and for a text of no or too
 * many characters
 */
export async function decideRectification(
  sql: TransactionSql,
  maker: ChangeMaker,
  { id, outcome, reason }: RectificationDecision,
): Promise<RectificationRow> {
  const text = checkedText('reason', reason);
  await actAs(sql, maker);
  const request = await holdRequest(sql, maker, id);
  if (request.outcome !== null) throw new BadUserInput('This request is decided already, and is decided once.');
  await sql`delete from app.rectification where id = md5(${request.id}::text)::uuid`;
  const [decided] = await sql.unsafe<RectificationRow[]>(
    `update app.rectification set outcome = $2, outcome_reason = $3, decided_at = now()
     where id = $1::uuid returning ${rectificationValues('$4')}`,
    [request.id, outcome, text, maker.organisation],
  );
  return decided as RectificationRow;
}

async function holdRequest(sql: TransactionSql, maker: ChangeMaker, id: string): Promise<RectificationRow> {
  const seen = taggedRowCondition(maker.policy, maker.view, RECTIFICATIONS) ?? 'false';
  const [found] = isCaseId(id)
    ? await sql.unsafe<RectificationRow[]>(
        `select ${rectificationValues('$2')} from app.rectification
         where id = $1::uuid and organisation = $2 and categories @> array['${RECTIFICATION_CATEGORY}'] and (${seen})
         for update`,
        [id, maker.organisation],
      )
    : [];
  if (!found) throw new BadUserInput('There is no such request that was passed to your organisation.');
  return found;
}

/**
 * The words of a request as they are kept; to be asked before an agency is asked for its sake.
 * @throws BadUserInput for a text of no or too many characters
 */
export function checkedStatement({ statement }: Pick<RectificationRequest, 'statement'>): string {
  return checkedText('statement', statement);
}

/** @throws BadUserInput when there are no or too many characters; the message has none of them */
function checkedText(name: string, text: string): string {
  const trimmed = text.trim();
  const length = [...trimmed].length;
  const isText = length >= 1 && length <= LONGEST_TEXT && !trimmed.includes('\u0000');
  if (!isText) throw new BadUserInput(`Give \`${name}\` 1 to ${LONGEST_TEXT} characters.`);
  return trimmed;
}
