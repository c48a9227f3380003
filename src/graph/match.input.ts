import { ArgsType, ID, InputType, Int } from 'type-graphql';
import { Open } from './fields.js';
import { MatchStateEnum } from './match.type.js';

const GIVEN = 'says what is decided; the mutation that takes it carries the category';
const CHOOSES = 'chooses among possible matches that the caller may see';
const LEFT_OUT = { nullable: true };

/** Input type `MatchInput`. */
@InputType('MatchInput', { description: 'The possible match that is decided on (mogelijke koppeling).' })
export class MatchInput {
  @Open(GIVEN, () => ID, 'Identifier of the possible match (koppeling-id).')
  candidateId!: string;
}

/** Arguments of `matchCandidates`. */
@ArgsType()
export class MatchCandidatesArgs {
  @Open(CHOOSES, () => MatchStateEnum, 'Only those that are so far; all when left out (stand).', LEFT_OUT)
  state?: 'OPEN' | 'DECIDED' | null;

  @Open(CHOOSES, () => Int, 'Number of possible matches, 50 when left out (eerste).', LEFT_OUT)
  first?: number | null;

  @Open(CHOOSES, () => ID, 'Identifier of the possible match to go on from (na).', LEFT_OUT)
  after?: string | null;
}
