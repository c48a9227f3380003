import type { Agency } from '../model/agency.js';
import type { Caller } from '../model/caller.js';
import { SourceUnavailable } from '../model/errors.js';
import type { Grant } from '../model/grant.js';
import { issueGrant } from '../policy/grant.js';
import type { Policy } from '../policy/policy.js';
import { consentOf } from '../policy/row-condition.js';
import { isLive, type Source } from '../sources/source.js';
import type { CaseReader } from './case-reader.js';
import { RECTIFIABLE_VALUES } from './investigation-values.js';
import { isCaseId } from './key-query.js';
import { readLiveSources } from './read-sources.js';

/** A value of a case, as one source states it. */
export interface StatedValue {
  /** Enum value of the field, such as `PERSON_BIRTH_DATE`. */
  readonly field: string;
  readonly source: Agency;
  readonly caseId: string;
}

/** Who wants to know, and what there is to ask. */
export interface LiveAsker {
  readonly caller: Caller;
  readonly policy: Policy;
  readonly sources: readonly Source[];
  readonly reader: Pick<CaseReader, 'beside' | 'askedLive'>;
}

/**
 * Whether an agency's own system states a value, asked under the caller's own grant: so it tells the caller nothing
 * that a query would not. The agency is asked of a case in reach only, of a part under consent only while that stands,
 * and no connection of ours is held meanwhile.
 * @returns null for a source that is not read live: its tables here say it; false also for a value that is withheld, and
 * for a case that is not in reach
 * @throws SourceUnavailable when the agency does not answer and no copy stands in
 */
export async function statedLive(asker: LiveAsker, value: StatedValue): Promise<boolean | null> {
  const source = asker.sources.find(({ agency }) => agency === value.source);
  if (!source || !isLive(source)) return null;
  const grant = grantOf(asker, value);
  if (!grant || !isCaseId(value.caseId)) return false;
  const key = await keyOf(asker, grant, value.caseId.toLowerCase());
  if (!key) return false;
  const read = { source, tables: [] };
  const { answers, unavailable } = await readLiveSources([{ read, grant }], asker.reader.askedLive(key));
  if (unavailable.has(source.agency)) {
    throw new SourceUnavailable(
      'This source does not answer now, so nobody can say whether it states this value. Ask later.',
    );
  }
  const rows = answers.get(source.agency)?.rows[0]?.[0] ?? [];
  return rows.some(([stated]) => stated !== null && stated !== undefined);
}

/** For the column of the value and nothing else. */
function grantOf({ caller, policy }: LiveAsker, { field, source }: StatedValue): Grant | null {
  const statedIn = RECTIFIABLE_VALUES.get(field)?.statedIn.get(source);
  if (!statedIn?.part) return null;
  const asked = [{ table: statedIn.part, columns: [statedIn.column] }];
  return issueGrant(policy, caller.principal, caller.purpose, source, asked);
}

/** The case, when it is in reach; consent is asked for only where the grant has that condition. */
async function keyOf({ caller, reader }: LiveAsker, { tables }: Grant, caseId: string) {
  const { organisation, partnerKind } = caller.principal;
  const needsConsent = tables.some(({ conditions }) => conditions.includes('consent'));
  const consented = needsConsent ? consentOf('r.case_id', partnerKind) : 'false';
  const [found] = await reader.beside((snapshot) =>
    snapshot.query<{ consented: boolean }>(
      `select ${consented} as consented from app.reach r where r.organisation = $1 and r.case_id = $2::uuid`,
      [organisation, caseId],
    ),
  );
  return found && { id: caseId, consented: found.consented, vNumber: null };
}
