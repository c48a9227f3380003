import { ArgsType, Int } from 'type-graphql';
import { CaseFilter } from './case-filter.input.js';
import { CaseOrderInput } from './case-order.input.js';
import { Open } from './fields.js';

const PAGING = 'says only where a page stands';

/** Arguments of `cases`, with the paging arguments of the Relay cursor connections specification. */
@ArgsType()
export class CasesArgs {
  @Open('its conditions carry the categories', () => CaseFilter, 'Conditions; all must be met (filter).', {
    nullable: true,
  })
  filter?: CaseFilter | null;

  @Open(
    'its field carries the category',
    () => CaseOrderInput,
    'Order; newest arrivals first when absent (sortering).',
    {
      nullable: true,
    },
  )
  orderBy?: CaseOrderInput | null;

  @Open(PAGING, () => Int, 'Number of cases from the start, 20 when absent (eerste).', { nullable: true })
  first?: number | null;

  @Open(PAGING, () => String, 'Cursor to go on from (na).', { nullable: true })
  after?: string | null;

  @Open(PAGING, () => Int, 'Number of cases from the end (laatste).', { nullable: true })
  last?: number | null;

  @Open(PAGING, () => String, 'Cursor to go back from (voor).', { nullable: true })
  before?: string | null;
}

/** Arguments of `timeline`. */
@ArgsType()
export class TimelineArgs {
  @Open(PAGING, () => Int, 'Number of events, 50 when absent (eerste).', { nullable: true })
  first?: number | null;

  @Open(PAGING, () => String, 'Cursor to go on from (na).', { nullable: true })
  after?: string | null;
}
