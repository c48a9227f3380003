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
  return withPossiblePurposes(context, await inRegister(context, { name, about }, run));
}

/** Makes any change of the registers for the caller. @param change name of the mutation, and what the audit log names */
export async function inRegister<Value>(
  context: RequestContext,
  change: { readonly name: string; readonly about: string },
  run: (sql: TransactionSql) => Promise<Value>,
): Promise<Value> {
  const facts = { ...change, categories: [GRANTS_CATEGORY], as: 'register' } as const;
  return context.runChange(context, facts, async (sql) => ({ value: await run(sql) }));
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
