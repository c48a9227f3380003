import type { Organisation } from '../config.js';
import type { Database } from '../database/database.js';
import { decideMatch, openCandidates } from '../delivery/confirm-match.js';
import { type CommandResult, cannot } from './command-result.js';

/** A case officer's word at the command line. */
export interface MatchAnswer {
  readonly municipality: string;
  /** `AGENCY/organisation/key`, as `match list` prints it. */
  readonly record: string;
  readonly caseId: string;
  readonly decision: 'CONFIRMED' | 'REFUSED';
}

/** `ketenzicht match list`: records that may be a municipality's people. Nothing is joined until somebody confirms. */
export async function matchListCommand(
  database: Pick<Database, 'admin'>,
  organisations: readonly Organisation[],
  municipality: string,
): Promise<CommandResult> {
  const fault = noMunicipality(organisations, municipality);
  if (fault) return fault;
  const open = await openCandidates(database, municipality);
  const lines = open.map(
    ({ agency, organisation, sourceKey, caseId }) => `  ${agency}/${organisation}/${sourceKey}  ${caseId}`,
  );
  const text =
    open.length === 0
      ? 'No record waits for a decision.'
      : [`${open.length} wait for a decision:`, ...lines].join('\n');
  return { exitCode: 0, text, json: open };
}

/** `ketenzicht match confirm|refuse`: records the decision; a confirmed record joins its case at once. */
export async function matchDecideCommand(
  database: Pick<Database, 'admin'>,
  organisations: readonly Organisation[],
  { municipality, record, caseId, decision }: MatchAnswer,
): Promise<CommandResult> {
  const fault = noMunicipality(organisations, municipality);
  if (fault) return fault;
  const open = await openCandidates(database, municipality);
  const candidate = open.find((one) => keyOf(one) === record && one.caseId === caseId);
  if (!candidate) return { exitCode: 2, text: 'There is no such candidate; see: ketenzicht match list', json: null };
  const done = await decideMatch(database, { ...candidate, decision, decidedBy: municipality });
  return done
    ? {
        exitCode: 0,
        text: decision === 'CONFIRMED' ? 'Confirmed: the record is part of the case.' : 'Refused.',
        json: candidate,
      }
    : { exitCode: 1, text: 'Somebody decided it in the meantime.', json: null };
}

function keyOf({
  agency,
  organisation,
  sourceKey,
}: {
  agency: string;
  organisation: string;
  sourceKey: string;
}): string {
  return `${agency}/${organisation}/${sourceKey}`;
}

function noMunicipality(organisations: readonly Organisation[], code: string): CommandResult | undefined {
  const known = organisations.filter(({ partnerKind }) => partnerKind === 'MUNICIPALITY').map((one) => one.code);
  if (known.includes(code)) return undefined;
  return cannot(`There is no such municipality. Known: ${known.join(', ')}.`);
}
