import { ArgsType, ID, Int } from 'type-graphql';
import { Open } from './fields.js';

const PAGING = 'says only where to go on';

/** Arguments of `changes`. */
@ArgsType()
export class ChangesArgs {
  @Open(PAGING, () => String, 'Cursor to go on from; from the oldest that is kept when absent (na).', {
    nullable: true,
  })
  after?: string | null;

  @Open(PAGING, () => Int, 'Number of changes, 20 when absent (eerste).', { nullable: true })
  first?: number | null;
}

/** Arguments of `caseChanged`. */
@ArgsType()
export class CaseChangedArgs {
  @Open('cases out of reach tell nothing', () => [ID], 'Only these cases; all in your reach when absent (casussen).', {
    nullable: true,
  })
  ids?: readonly string[] | null;

  @Open(PAGING, () => String, 'Cursor of the last change that arrived; from now on when absent (na).', {
    nullable: true,
  })
  after?: string | null;
}
