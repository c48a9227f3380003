import { Float, ID, Int, ObjectType } from 'type-graphql';
import type { DeliveryMode, DeliveryState } from '../delivery/delivery-report.js';
import { DELIVERY_CATEGORY } from '../policy/delivery-rows.js';
import { AgencyEnum } from './agency.enums.js';
import { describedEnum } from './described-enum.js';
import { Edge, Guarded, Open } from './fields.js';
import { PageInfoType } from './page-info.type.js';
import { DateTimeScalar } from './scalars.js';

/** GraphQL enum of what a delivery holds. */
export const DeliveryModeEnum = describedEnum<DeliveryMode>(
  'DeliveryMode',
  'What a delivery holds (soort aanlevering).',
  {
    DELTA: 'What is new or changed (mutaties).',
    SNAPSHOT: 'All that you have; what is missing in it is closed (volledige stand).',
  },
);

/** GraphQL enum of how far a delivery is. */
export const DeliveryStateEnum = describedEnum<DeliveryState>(
  'DeliveryState',
  'How far a delivery is (stand van de aanlevering).',
  {
    RECEIVING: 'Its bytes come in, or their sending broke off (wordt ontvangen).',
    APPLYING: 'Its rows are being stored (wordt verwerkt).',
    HELD: 'It would close more than usual and waits for a confirmation; nothing of it was stored (aangehouden).',
    DONE: 'It was stored, but for its rejected rows (verwerkt).',
    FAILED: 'It was refused as a whole, or given up on the way; `failure` says why (mislukt).',
    WITHDRAWN: 'It was given up before anything of it was stored (ingetrokken).',
  },
);

/** GraphQL type of a row that was not stored. */
@ObjectType('RejectedRow', {
  simpleResolvers: true,
  description: 'A row that was not stored, without its values (afgewezen rij).',
})
export class RejectedRowType {
  @Guarded(DELIVERY_CATEGORY, () => Int, 'Line or element of the file, from 1 (plaats).')
  place?: number;

  @Guarded(DELIVERY_CATEGORY, () => String, 'Why it was not stored (reden).')
  reason?: string;
}

/** GraphQL type of a delivery and what became of its rows. */
@ObjectType('Delivery', {
  simpleResolvers: true,
  description: 'A delivery of your organisation, and what became of it (aanlevering).',
})
export class DeliveryType {
  @Guarded(DELIVERY_CATEGORY, () => ID, 'Identifier (aanlevering-id).')
  id?: string;

  @Guarded(DELIVERY_CATEGORY, () => AgencyEnum, 'Source that it is for (bron).')
  source?: string;

  @Guarded(DELIVERY_CATEGORY, () => String, 'Code of the organisation that delivered it (organisatie).')
  organisation?: string;

  @Guarded(DELIVERY_CATEGORY, () => DeliveryModeEnum, 'What it holds (soort).')
  mode?: string;

  @Guarded(DELIVERY_CATEGORY, () => DeliveryStateEnum, 'How far it is (stand).')
  state?: string;

  @Guarded(DELIVERY_CATEGORY, () => DateTimeScalar, 'When it began (begonnen op).')
  startedAt?: string;

  @Guarded(DELIVERY_CATEGORY, () => DateTimeScalar, 'When it ended; null until then (beëindigd op).')
  endedAt?: string | null;

  @Guarded(DELIVERY_CATEGORY, () => Float, 'Bytes received, as they were sent (ontvangen bytes).')
  bytesReceived?: number;

  @Guarded(DELIVERY_CATEGORY, () => Int, 'Rows read (gelezen rijen).')
  received?: number;

  @Guarded(DELIVERY_CATEGORY, () => Int, 'Records that are new (nieuw).')
  new?: number;

  @Guarded(DELIVERY_CATEGORY, () => Int, 'Records that say something else than before (gewijzigd).')
  changed?: number;

  @Guarded(DELIVERY_CATEGORY, () => Int, 'Records that say what they said before (ongewijzigd).')
  unchanged?: number;

  @Guarded(
    DELIVERY_CATEGORY,
    () => Int,
    'Older than what is stored, or without a version where that has one, and left out (achterhaald).',
  )
  superseded?: number;

  @Guarded(DELIVERY_CATEGORY, () => Int, 'Of the new and changed: match no case and are in no answer (in quarantaine).')
  quarantined?: number;

  @Guarded(DELIVERY_CATEGORY, () => Int, 'Rows that were not stored (afgewezen).')
  rejected?: number;

  @Guarded(DELIVERY_CATEGORY, () => Int, 'Records that wait for more of their events (wachtend).')
  waiting?: number;

  @Guarded(
    DELIVERY_CATEGORY,
    () => Int,
    'Records, and stays or events of others, closed because a snapshot no longer holds them (gesloten).',
  )
  closed?: number;

  @Guarded(
    DELIVERY_CATEGORY,
    () => Int,
    'Records, and stays or events of others, that the snapshot closes; null for a delta (te sluiten).',
  )
  toClose?: number | null;

  @Guarded(DELIVERY_CATEGORY, () => String, 'Why it was refused as a whole (oorzaak).')
  failure?: string | null;

  @Guarded(DELIVERY_CATEGORY, () => [RejectedRowType], 'The first hundred rows not stored (afgewezen rijen).')
  rejectedRows?: RejectedRowType[];
}

const CARRIES = "carries the organisation's own deliveries, nothing else";

/** GraphQL type of an edge to a delivery. */
@ObjectType('DeliveryEdge', {
  simpleResolvers: true,
  description: 'A delivery with its cursor (aanlevering in de lijst).',
})
export class DeliveryEdgeType {
  @Edge(() => DeliveryType, 'The delivery (aanlevering).')
  node!: DeliveryType;

  @Open(CARRIES, () => String, 'Opaque position of this delivery (cursor).')
  cursor!: string;
}

/** GraphQL type of a page of deliveries. */
@ObjectType('DeliveryConnection', {
  simpleResolvers: true,
  description: 'A page of deliveries, the latest first (lijst van aanleveringen).',
})
export class DeliveryConnectionType {
  @Edge(() => [DeliveryEdgeType], 'The deliveries of this page (aanleveringen).')
  edges!: DeliveryEdgeType[];

  @Open(CARRIES, () => PageInfoType, 'Where this page stands (pagina-informatie).')
  pageInfo!: PageInfoType;
}
