import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import { confirmMatch, rejectMatch, undoMatch } from '../delivery/confirm-match.js';
import { type MatchCandidateRow, matchCandidatesOf } from '../join/match-candidates.js';
import type { Category } from '../model/category.js';
import { MATCH_CATEGORY } from '../policy/match-grants.js';
import { pageSize } from './case-connection.js';
import { type RequestContext, readerOf } from './context.js';
import { MatchCandidatesArgs, MatchInput } from './match.input.js';
import { MatchCandidateType } from './match.type.js';
import { changePerson } from './person-change.js';

const CATEGORIES: readonly Category[] = [MATCH_CATEGORY];
const MATCHES = { categories: CATEGORIES };
const USUAL_SIZE = 50;
const WHICH = 'Which possible match (koppeling).';

/** The work list of possible matches, for the municipality that knows the person. */
@Resolver(() => MatchCandidateType)
export class MatchResolver {
  @Query(() => [MatchCandidateType], {
    nullable: true,
    description:
      'Records that may be about persons on whom you have a file, the oldest first: you tell whether they are (mogelijke koppelingen).',
  })
  @Extensions(MATCHES)
  async matchCandidates(
    @Args(() => MatchCandidatesArgs) { state, first, after }: MatchCandidatesArgs,
    @Ctx() context: RequestContext,
  ): Promise<MatchCandidateRow[]> {
    const page = { state: state ?? null, size: pageSize(first, context.pageSize, USUAL_SIZE), after: after ?? null };
    const reader = readerOf(context);
    const found = await reader.beside((snapshot) => matchCandidatesOf(snapshot, page));
    for (const { caseId } of found) reader.serve(caseId, CATEGORIES);
    return found;
  }
  @Mutation(() => MatchCandidateType, {
    nullable: true,
    description:
      'Confirm that the record is about the person of the case: it is part of it at once, and stays so (koppeling bevestigen).',
  })
  @Extensions(MATCHES)
  async confirmMatch(
    @Arg('input', () => MatchInput, { description: WHICH }) { candidateId }: MatchInput,
    @Ctx() context: RequestContext,
  ): Promise<MatchCandidateRow> {
    return decideMatch(context, 'confirmMatch', candidateId, confirmMatch);
  }

  @Mutation(() => MatchCandidateType, {
    nullable: true,
    description:
      'Say that the record is about somebody else: it stays apart and is not proposed again (koppeling afwijzen).',
  })
  @Extensions(MATCHES)
  async rejectMatch(
    @Arg('input', () => MatchInput, { description: WHICH }) { candidateId }: MatchInput,
    @Ctx() context: RequestContext,
  ): Promise<MatchCandidateRow> {
    return decideMatch(context, 'rejectMatch', candidateId, rejectMatch);
  }

  @Mutation(() => MatchCandidateType, {
    nullable: true,
    description:
      'Take a decision back: a record that was joined by it is apart again, and the match waits anew (besluit terugdraaien).',
  })
  @Extensions(MATCHES)
  async undoMatch(
    @Arg('input', () => MatchInput, { description: WHICH }) { candidateId }: MatchInput,
    @Ctx() context: RequestContext,
  ): Promise<MatchCandidateRow> {
    return decideMatch(context, 'undoMatch', candidateId, undoMatch);
  }
}

/** Decides for the caller: granted, written and logged in one transaction. */
async function decideMatch(
  context: RequestContext,
  name: string,
  candidateId: string,
  decide: typeof confirmMatch,
): Promise<MatchCandidateRow> {
  return changePerson(context, { name, categories: CATEGORIES }, async (sql, maker) => {
    const value = await decide(sql, maker, candidateId);
    return { value, caseId: value.caseId };
  });
}
