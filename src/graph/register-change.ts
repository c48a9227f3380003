import type { TransactionSql } from 'postgres';
import type { Registrar } from '../identity/register-organisations.js';
import type { RegisteredOrganisation } from '../identity/register-read.js';
import type { PartnerKind } from '../model/principal.js';
import { GRANTS_CATEGORY, purposesOfKind } from '../policy/grant-administration.js';
import type { RequestContext } from './context.js';
import type { OrganisationType } from './register.type.js';

/** Which change of the register, and of what. */
export interface RegisterChange {
  /** Name of the mutation. */
  readonly name: string;
  readonly organisation: string;
  readonly purpose?: string;
}

/** Makes a change of the register for the caller: granted, written and logged in one transaction. */
export async function changeRegister(
  context: RequestContext,
  { name, organisation, purpose }: RegisterChange,
  run: (sql: TransactionSql) => Promise<RegisteredOrganisation>,
): Promise<OrganisationType> {
  const about = purpose === undefined ? organisation : `${organisation} ${purpose}`;
  const facts = { name, categories: [GRANTS_CATEGORY], as: 'register', about } as const;
  const changed = await context.runChange(context, facts, async (sql) => ({ value: await run(sql) }));
  return withPossiblePurposes(context, changed);
}

/** Who makes the change: nobody decides on what they act under themselves. */
export function registrarOf({ caller }: RequestContext): Registrar {
  return { organisation: caller.principal.organisation, purpose: caller.purpose };
}

/** An organisation of the register with what the policy has for its kind. */
export function withPossiblePurposes(
  { policy }: Pick<RequestContext, 'policy'>,
  organisation: RegisteredOrganisation,
): OrganisationType {
  const possiblePurposes = [...purposesOfKind(policy, organisation.partnerKind as PartnerKind)];
  return { ...organisation, grants: [...organisation.grants], possiblePurposes };
}
