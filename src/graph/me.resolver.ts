import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { TimeLeft } from '../identity/register-days.js';
import { readOwnTimeLeft } from '../identity/register-read.js';
import { activityOf, columnOf } from '../policy/policy.js';
import { type RequestContext, readerOf } from './context.js';
import { MeType } from './me.type.js';

/** Who asks and what they may read: a client can know beforehand what it will get. */
@Resolver(() => MeType)
export class MeResolver {
  @Query(() => MeType, { description: 'Who you are here, and what you may read (ik).' })
  @Extensions({ open: "the caller's own rights and name" })
  async me(@Ctx() context: RequestContext): Promise<MeType> {
    const participation = await participationOf(context);
    const { caller, policy, readable } = context;
    const column = columnOf(policy, caller.view);
    return {
      organisation: caller.principal.organisation,
      organisationName: caller.organisationName,
      partnerKind: caller.principal.partnerKind,
      purpose: caller.purpose,
      processingActivity: column?.processingActivity ?? '',
      legalBasis: column?.legalBasis ?? '',
      policyVersion: policy.version,
      readable: readable as MeType['readable'],
      participation,
    };
  }
}

/** Read once for an operation, however often it asks; where it does not ask, only that the caller may ask is checked. */
async function participationOf(context: RequestContext): Promise<TimeLeft | undefined> {
  const reader = readerOf(context);
  if (!context.operation?.reads.demand.asks('Me', 'participation')) {
    await reader.admit();
    return undefined;
  }
  const { principal, purpose, view } = context.caller;
  const right = { organisation: principal.organisation, purpose, activity: activityOf(context.policy, view) };
  const known = timesLeft.get(context);
  const read = known ?? reader.beside(({ query }) => readOwnTimeLeft(query, right));
  timesLeft.set(context, read);
  return read;
}

const timesLeft = new WeakMap<RequestContext, Promise<TimeLeft>>();
