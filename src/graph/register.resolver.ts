import type { TransactionSql } from 'postgres';
import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import {
  addOrganisation,
  endOrganisation,
  restoreOrganisation,
  revokeOrganisation,
} from '../identity/register-organisations.js';
import { readRegister } from '../identity/register-read.js';
import { GRANTS_CATEGORY } from '../policy/grant-administration.js';
import { type RequestContext, readerOf } from './context.js';
import {
  AddOrganisationInput,
  EndOrganisationInput,
  RestoreOrganisationInput,
  RevokeOrganisationInput,
} from './register.input.js';
import { OrganisationType } from './register.type.js';
import { changeRegister, registrarOf, withPossiblePurposes } from './register-change.js';

const GRANTS = { categories: [GRANTS_CATEGORY] };
const CHANGED = { nullable: true } as const;

/** The organisations of the register, for whoever administers who takes part. */
@Resolver(() => OrganisationType)
export class RegisterResolver {
  @Query(() => [OrganisationType], { description: 'Who may ask, for what and until when, by code (organisaties).' })
  @Extensions(GRANTS)
  async organisations(@Ctx() context: RequestContext): Promise<OrganisationType[]> {
    const found = await readerOf(context).beside((snapshot) => readRegister(snapshot.query));
    return found.map((one) => withPossiblePurposes(context, one));
  }

  @Mutation(() => OrganisationType, {
    ...CHANGED,
    description: 'Add an organisation; it may ask for nothing until a purpose is granted (organisatie toevoegen).',
  })
  @Extensions(GRANTS)
  async addOrganisation(
    @Arg('input', () => AddOrganisationInput, { description: 'The organisation (organisatie).' })
    input: AddOrganisationInput,
    @Ctx() context: RequestContext,
  ) {
    return changeRegister(context, { name: 'addOrganisation', organisation: input.code }, (sql: TransactionSql) =>
      addOrganisation(sql, input, context.municipalities),
    );
  }

  @Mutation(() => OrganisationType, {
    ...CHANGED,
    description: 'Let a participation end after a day, or move its end (deelname beëindigen).',
  })
  @Extensions(GRANTS)
  async endOrganisation(
    @Arg('input', () => EndOrganisationInput, { description: 'Whose, and when (welke en wanneer).' })
    input: EndOrganisationInput,
    @Ctx() context: RequestContext,
  ) {
    return changeRegister(context, { name: 'endOrganisation', organisation: input.code }, (sql: TransactionSql) =>
      endOrganisation(sql, { ...input, by: registrarOf(context) }),
    );
  }

  @Mutation(() => OrganisationType, {
    ...CHANGED,
    description: 'Take a participation away at once (deelname intrekken).',
  })
  @Extensions(GRANTS)
  async revokeOrganisation(
    @Arg('input', () => RevokeOrganisationInput, { description: 'Whose (welke).' }) input: RevokeOrganisationInput,
    @Ctx() context: RequestContext,
  ) {
    return changeRegister(context, { name: 'revokeOrganisation', organisation: input.code }, (sql: TransactionSql) =>
      revokeOrganisation(sql, { ...input, by: registrarOf(context) }),
    );
  }

  @Mutation(() => OrganisationType, {
    ...CHANGED,
    description: 'Give back a participation that was revoked or has ended (deelname herstellen).',
  })
  @Extensions(GRANTS)
  async restoreOrganisation(
    @Arg('input', () => RestoreOrganisationInput, { description: 'Whose, and until when (welke en tot wanneer).' })
    input: RestoreOrganisationInput,
    @Ctx() context: RequestContext,
  ) {
    return changeRegister(context, { name: 'restoreOrganisation', organisation: input.code }, (sql: TransactionSql) =>
      restoreOrganisation(sql, input),
    );
  }
}
