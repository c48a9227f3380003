import type { TransactionSql } from 'postgres';
import { openAccessLog } from '../audit/access-log.js';
import { operatorChange } from '../audit/logged-change.js';
import type { ChangeMaker } from '../delivery/change-maker.js';
import { confirmMatch, rejectMatch, undoMatch } from '../delivery/confirm-match.js';
import { matchesOf } from '../delivery/open-matches.js';
import type { MatchCandidateRow } from '../join/match-candidates.js';
import { BadUserInput } from '../model/errors.js';
import { MATCH_CATEGORY, matchRowCondition } from '../policy/match-grants.js';
import { activityOf } from '../policy/policy.js';
import { type CommandResult, cannot } from './command-result.js';
import type { OpenedParts } from './on-database.js';
import { operatorEntry } from './operator-entry.js';

/** A case officer's word at the command line. */
export interface MatchAnswer {
  readonly municipality: string;
  /** Id of the possible match, as `match list` prints it. */
  readonly id: string;
  readonly decision: keyof typeof DECIDE;
}

const DECIDE = { confirm: confirmMatch, reject: rejectMatch, undo: undoMatch };
const SAID = {
  confirm: 'Confirmed: the record is part of the case.',
  reject: 'Rejected: it is not proposed again.',
  undo: 'Undone: the record is apart, and the match waits for a decision.',
};

/** `ketenzicht match list`: records that may be a municipality's people. Nothing is joined until somebody confirms. */
export async function matchListCommand(parts: OpenedParts, municipality: string): Promise<CommandResult> {
  const maker = officerOf(parts, municipality);
  if ('exitCode' in maker) return maker;
  const open = await matchesOf(parts.database, maker);
  await logList(parts, maker, open);
  const lines = open.map(lineOf);
  const text =
    open.length === 0
      ? 'No record waits for a decision.'
      : [`${open.length} wait for a decision:`, ...lines].join('\n');
  return { exitCode: 0, text, json: open };
}

/** Each person of the list was looked at: their lines stand before it is printed. @throws LogUnavailable */
async function logList(
  { database, config, policy }: OpenedParts,
  { organisation, view }: ChangeMaker,
  open: readonly MatchCandidateRow[],
): Promise<void> {
  const categories = [MATCH_CATEGORY] as const;
  const cases = [...new Set(open.map(({ caseId }) => caseId))];
  const subjects = cases.map((caseId) => ({ subject: { caseId }, categories, status: 'OK' as const }));
  const activity = activityOf(policy, view);
  const looked = { action: 'match list', about: organisation, categories, activity, subjects };
  await openAccessLog(database, config).write(operatorEntry(policy, looked));
}

/** `ketenzicht match confirm|reject|undo`: the decisions that officers take, with their lines in both logs. */
export async function matchDecideCommand(
  parts: OpenedParts,
  { municipality, id, decision }: MatchAnswer,
): Promise<CommandResult> {
  const maker = officerOf(parts, municipality);
  if ('exitCode' in maker) return maker;
  try {
    const decided = await makeDecision(parts, maker, decision, (sql) => DECIDE[decision](sql, maker, id));
    return { exitCode: 0, text: SAID[decision], json: decided };
  } catch (cause) {
    if (!(cause instanceof BadUserInput)) throw cause;
    return cannot(`${cause.message} See: ketenzicht match list ${municipality}`);
  }
}

async function makeDecision(
  { database, config, policy }: OpenedParts,
  { organisation, view }: ChangeMaker,
  decision: string,
  run: (sql: TransactionSql) => Promise<MatchCandidateRow>,
): Promise<MatchCandidateRow> {
  const log = openAccessLog(database, config);
  const setting = { database, log, statementTimeoutMs: config.limits.statementTimeoutMs };
  const categories = [MATCH_CATEGORY] as const;
  const shared = { action: `match ${decision}`, about: organisation, categories };
  const activity = activityOf(policy, view);
  const entry = (caseId: string | undefined) => {
    const subjects = caseId ? [{ subject: { caseId }, categories, status: 'OK' as const }] : [];
    return operatorEntry(policy, { ...shared, activity, subjects });
  };
  return operatorChange(setting, { as: 'delivery', entry }, async (sql) => {
    const value = await run(sql);
    return { value, caseId: value.caseId };
  });
}

function lineOf({ id, source, organisation, caseId, agrees }: MatchCandidateRow): string {
  return `  ${id}  ${source}/${organisation}  case ${caseId}  ${agrees.join(' ')}`;
}

/** A municipality, in the view whose officers decide. */
function officerOf({ config, policy }: OpenedParts, code: string): ChangeMaker | CommandResult {
  const known = config.organisations.filter(({ partnerKind }) => partnerKind === 'MUNICIPALITY').map((one) => one.code);
  if (!known.includes(code)) return cannot(`There is no such municipality. Known: ${known.join(', ')}.`);
  const column = policy.columns.find(
    (one) => one.partnerKind === 'MUNICIPALITY' && matchRowCondition(policy, one) !== null,
  );
  if (!column) return cannot('The policy lets no municipality decide on matches.');
  return { organisation: code, view: column.view, policy };
}
