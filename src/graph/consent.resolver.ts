import { Arg, Ctx, Extensions, ID, Mutation, Query, Resolver } from 'type-graphql';
import { recordConsent, withdrawConsent } from '../delivery/consent-record.js';
import { type ConsentRecord, consentsOfCase } from '../join/consents.js';
import { isCaseId } from '../join/key-query.js';
import type { Category } from '../model/category.js';
import { CONSENT_CATEGORY } from '../policy/rights.js';
import { RecordConsentInput, WithdrawConsentInput } from './consent.input.js';
import { ConsentType } from './consent.type.js';
import { type RequestContext, readerOf } from './context.js';
import { changePerson } from './person-change.js';

const CATEGORIES: readonly Category[] = [CONSENT_CATEGORY];
const CONSENTS = { categories: CATEGORIES };

/** Consents of persons: recorded and withdrawn for them, and read. */
@Resolver(() => ConsentType)
export class ConsentResolver {
  @Query(() => [ConsentType], {
    nullable: true,
    description:
      'Consents of the person of a case in reach, the oldest first; for an NGO those that it recorded or that are for it (toestemmingen).',
  })
  @Extensions(CONSENTS)
  async consents(
    @Arg('caseId', () => ID, { description: 'Identifier of the case (casus-id).' }) caseId: string,
    @Ctx() context: RequestContext,
  ): Promise<ConsentRecord[]> {
    const reader = readerOf(context);
    const { organisation } = context.caller.principal;
    const found = await reader.beside((snapshot) => consentsOfCase(snapshot, caseId, organisation));
    if (found) reader.serve(caseId.toLowerCase(), CATEGORIES);
    else if (isCaseId(caseId)) context.sought.push({ caseId: caseId.toLowerCase() });
    return found ?? [];
  }

  @Mutation(() => ConsentType, {
    nullable: true,
    description: 'Record a consent that the person gave; the same one again changes nothing (toestemming vastleggen).',
  })
  @Extensions(CONSENTS)
  async recordConsent(
    @Arg('input', () => RecordConsentInput, { description: 'Of whom, for whom and since when (toestemming).' })
    input: RecordConsentInput,
    @Ctx() context: RequestContext,
  ): Promise<ConsentRecord> {
    return changePerson(context, { name: 'recordConsent', ...CONSENTS }, async (sql, maker) => {
      const value = await recordConsent(sql, maker, { ...input, organisation: input.organisation ?? null });
      return { value, caseId: value.caseId };
    });
  }

  @Mutation(() => ConsentType, {
    nullable: true,
    description: 'Withdraw a consent at once; withdrawing it again changes nothing (toestemming intrekken).',
  })
  @Extensions(CONSENTS)
  async withdrawConsent(
    @Arg('input', () => WithdrawConsentInput, { description: 'Which, and since when (intrekking).' })
    input: WithdrawConsentInput,
    @Ctx() context: RequestContext,
  ): Promise<ConsentRecord> {
    return changePerson(context, { name: 'withdrawConsent', ...CONSENTS }, async (sql, maker) => {
      const value = await withdrawConsent(sql, maker, { ...input, withdrawnAt: input.withdrawnAt ?? null });
      return { value, caseId: value.caseId };
    });
  }
}
