import { Arg, Args, ArgsType, Ctx, Extensions, ID, Int, Query, Resolver } from 'type-graphql';
import { type DeliveryReport, isDeliveryId, readDeliveries, readDelivery } from '../delivery/delivery-report.js';
import { BadUserInput } from '../model/errors.js';
import { DELIVERY_CATEGORY } from '../policy/delivery-rows.js';
import { pageSize } from './case-connection.js';
import { type RequestContext, readerOf } from './context.js';
import { listKey } from './cursor.js';
import { DeliveryConnectionType, DeliveryType } from './delivery.type.js';
import { Open } from './fields.js';

const OWN = { categories: [DELIVERY_CATEGORY] };
const PAGING = 'says only where a page stands';

/** Arguments of `deliveries`. */
@ArgsType()
class DeliveriesArgs {
  @Open(PAGING, () => Int, 'Number of deliveries, 20 when absent (eerste).', { nullable: true })
  first?: number | null;

  @Open(PAGING, () => String, 'Cursor to go on from (na).', { nullable: true })
  after?: string | null;
}

/** What became of the asking organisation's deliveries. */
@Resolver(() => DeliveryType)
export class DeliveryResolver {
  @Query(() => DeliveryType, {
    name: 'delivery',
    nullable: true,
    description: 'One delivery of your organisation (aanlevering).',
  })
  @Extensions(OWN)
  async delivery(
    @Arg('id', () => ID, { description: 'Identifier of the delivery (aanlevering-id).' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryType | null> {
    const report = await readerOf(context).beside((snapshot) => readDelivery(snapshot, { id }));
    return report && shown(report);
  }

  @Query(() => DeliveryConnectionType, {
    nullable: true,
    description: 'Deliveries of your organisation, the latest first (aanleveringen).',
  })
  @Extensions(OWN)
  async deliveries(
    @Args(() => DeliveriesArgs) { first, after }: DeliveriesArgs,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryConnectionType> {
    const size = pageSize(first, context.pageSize);
    const start = after == null ? null : positionOf(context, after);
    const found = await readerOf(context).beside((snapshot) => readDeliveries(snapshot, size + 1, start));
    const edges = found.slice(0, size).map((report) => ({ node: shown(report), cursor: cursorOf(context, report) }));
    return {
      edges,
      pageInfo: {
        hasNextPage: found.length > size,
        hasPreviousPage: start !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }
}

const shown = (report: DeliveryReport): DeliveryType => ({ ...report, rejectedRows: [...report.rejectedRows] });

const listOf = ({ caller }: RequestContext) => listKey(['deliveries', caller.view, caller.principal.organisation]);

function cursorOf(context: RequestContext, { startedAt, id }: DeliveryReport): string {
  return context.cursors.seal(listOf(context), { key: startedAt, id });
}

function positionOf(context: RequestContext, cursor: string) {
  const { key, id } = context.cursors.open(listOf(context), cursor);
  if (!isDeliveryId(id)) throw new BadUserInput('This cursor is not of this list. Take one from an answer to it.');
  return { startedAt: key, id };
}
