import { randomUUID } from 'node:crypto';
import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import { deliverRecords } from '../delivery/deliver-records.js';
import type { Agency } from '../model/agency.js';
import { BadUserInput } from '../model/errors.js';
import { DELIVERY_CATEGORY } from '../policy/delivery-rows.js';
import type { RequestContext } from './context.js';
import { AvimRecordInput } from './deliver-avim.input.js';
import { DtvRecordInput } from './deliver-dtv.input.js';
import { GuidanceRecordInput } from './deliver-guidance.input.js';
import { IndRecordInput } from './deliver-ind.input.js';
import { ShelterRecordInput } from './deliver-shelter.input.js';
import { DeliveryType } from './delivery.type.js';

const MOST = 100;
const CATEGORIES = [DELIVERY_CATEGORY] as const;
const RECORDS = { description: 'The records, at most a hundred (dossiers).' };
/** Beside the category: a source is written to by its owner, so the mutation exists in the owner's views only. */
const writesTo = (agency: Agency) => ({ categories: CATEGORIES, agency });
const ANSWERS = 'each that cannot be stored is told with its place and the reason, the others are stored';

/** Small sets of records in the words of the graph, one mutation an agency; files of any size go to `POST /deliveries`. */
@Resolver(() => DeliveryType)
export class DeliverResolver {
  @Mutation(() => DeliveryType, {
    nullable: true,
    description: `Deliver files of your shelter: ${ANSWERS} (aanleveren opvang).`,
  })
  @Extensions(writesTo('SHELTER'))
  async deliverShelter(
    @Arg('input', () => [ShelterRecordInput], RECORDS) input: ShelterRecordInput[],
    @Ctx() context: RequestContext,
  ): Promise<DeliveryType> {
    return deliver(context, 'deliverShelter', 'SHELTER', input);
  }

  @Mutation(() => DeliveryType, {
    nullable: true,
    description: `Deliver whom your organisation guides: ${ANSWERS} (aanleveren begeleiding).`,
  })
  @Extensions(writesTo('GUIDANCE'))
  async deliverGuidance(
    @Arg('input', () => [GuidanceRecordInput], RECORDS) input: GuidanceRecordInput[],
    @Ctx() context: RequestContext,
  ): Promise<DeliveryType> {
    return deliver(context, 'deliverGuidance', 'GUIDANCE', input);
  }

  @Mutation(() => DeliveryType, {
    nullable: true,
    description: `Deliver persons with their applications: ${ANSWERS} (aanleveren IND).`,
  })
  @Extensions(writesTo('IND'))
  async deliverInd(
    @Arg('input', () => [IndRecordInput], RECORDS) input: IndRecordInput[],
    @Ctx() context: RequestContext,
  ): Promise<DeliveryType> {
    return deliver(context, 'deliverInd', 'IND', input);
  }

  @Mutation(() => DeliveryType, {
    nullable: true,
    description: `Deliver return procedures: ${ANSWERS} (aanleveren DT&V).`,
  })
  @Extensions(writesTo('DTV'))
  async deliverDtv(
    @Arg('input', () => [DtvRecordInput], RECORDS) input: DtvRecordInput[],
    @Ctx() context: RequestContext,
  ): Promise<DeliveryType> {
    return deliver(context, 'deliverDtv', 'DTV', input);
  }

  @Mutation(() => DeliveryType, {
    nullable: true,
    description: `Deliver supervision and identification: ${ANSWERS} (aanleveren AVIM).`,
  })
  @Extensions(writesTo('AVIM'))
  async deliverAvim(
    @Arg('input', () => [AvimRecordInput], RECORDS) input: AvimRecordInput[],
    @Ctx() context: RequestContext,
  ): Promise<DeliveryType> {
    return deliver(context, 'deliverAvim', 'AVIM', input);
  }
}

async function deliver(
  context: RequestContext,
  name: string,
  agency: Agency,
  records: readonly object[],
): Promise<DeliveryType> {
  if (records.length < 1 || records.length > MOST) {
    throw new BadUserInput(`Deliver 1 to ${MOST} records at a time; send more as a file to POST /deliveries.`);
  }
  const id = randomUUID();
  const rows = records as readonly Readonly<Record<string, unknown>>[];
  const { organisation } = context.caller.principal;
  const given = { id, agency, organisation, municipality: context.municipality, rows };
  const report = await context.runChange(
    context,
    { name, categories: CATEGORIES, as: 'delivery', about: `delivery ${id}` },
    async (sql) => ({ value: await deliverRecords(sql, given) }),
  );
  return { ...report, rejectedRows: [...report.rejectedRows] };
}
