import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import { columnOf } from '../policy/policy.js';
import { type RequestContext, readerOf } from './context.js';
import { MeType } from './me.type.js';

/** Who asks and what they may read: a client can know beforehand what it will get. */
@Resolver(() => MeType)
export class MeResolver {
  @Query(() => MeType, { description: 'Who you are here, and what you may read (ik).' })
  @Extensions({ open: "the caller's own rights and name" })
  async me(@Ctx() context: RequestContext): Promise<MeType> {
    await readerOf(context).admit();
    const { caller, policy, organisationName, readable } = context;
    const column = columnOf(policy, caller.view);
    return {
      organisation: caller.principal.organisation,
      organisationName,
      partnerKind: caller.principal.partnerKind,
      purpose: caller.purpose,
      processingActivity: column?.processingActivity ?? '',
      legalBasis: column?.legalBasis ?? '',
      policyVersion: policy.version,
      readable: readable as MeType['readable'],
    };
  }
}
