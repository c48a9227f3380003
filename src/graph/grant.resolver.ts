import type { TransactionSql } from 'postgres';
import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import { addGrant, endGrant, revokeGrant } from '../identity/register-grants.js';
import { GRANTS_CATEGORY, purposesOfKind } from '../policy/grant-administration.js';
import type { RequestContext } from './context.js';
import { AddGrantInput, EndGrantInput, RevokeGrantInput } from './grant.input.js';
import { PurposeGrantType } from './grant.type.js';
import { OrganisationType } from './register.type.js';
import { changeRegister, registrarOf } from './register-change.js';

const GRANTS = { categories: [GRANTS_CATEGORY] };
const CHANGED = { nullable: true } as const;

/** What organisations may ask for. Each change answers the organisation with all its grants. */
@Resolver(() => PurposeGrantType)
export class GrantResolver {
  @Mutation(() => OrganisationType, {
    ...CHANGED,
    description: 'Grant a purpose; one that was revoked or has ended is granted anew (doel toekennen).',
  })
  @Extensions(GRANTS)
  async addGrant(
    @Arg('input', () => AddGrantInput, { description: 'To whom, what and until when (toekenning).' })
    input: AddGrantInput,
    @Ctx() context: RequestContext,
  ) {
    return changeRegister(context, { name: 'addGrant', ...input }, (sql: TransactionSql) =>
      addGrant(sql, input, (kind) => purposesOfKind(context.policy, kind)),
    );
  }

  @Mutation(() => OrganisationType, {
    ...CHANGED,
    description: 'Let a grant end after a day, or move its end (toekenning beëindigen).',
  })
  @Extensions(GRANTS)
  async endGrant(
    @Arg('input', () => EndGrantInput, { description: 'Which, and when (welke en wanneer).' }) input: EndGrantInput,
    @Ctx() context: RequestContext,
  ) {
    return changeRegister(context, { name: 'endGrant', ...input }, (sql: TransactionSql) =>
      endGrant(sql, { ...input, by: registrarOf(context) }),
    );
  }

  @Mutation(() => OrganisationType, {
    ...CHANGED,
    description: 'Take a grant away at once; other purposes stay (toekenning intrekken).',
  })
  @Extensions(GRANTS)
  async revokeGrant(
    @Arg('input', () => RevokeGrantInput, { description: 'Which (welke).' }) input: RevokeGrantInput,
    @Ctx() context: RequestContext,
  ) {
    return changeRegister(context, { name: 'revokeGrant', ...input }, (sql: TransactionSql) =>
      revokeGrant(sql, { ...input, by: registrarOf(context) }),
    );
  }
}
