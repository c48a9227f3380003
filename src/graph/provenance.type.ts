import { ObjectType } from 'type-graphql';
import { AgencyEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { DateTimeScalar } from './scalars.js';

const FOLLOWS = 'shown with the record it belongs to, never without it';

/** GraphQL type of a record's provenance. */
@ObjectType('Provenance', {
  simpleResolvers: true,
  description: 'Where a record comes from: who recorded it, when, and when it was received (herkomst).',
})
export class ProvenanceType {
  @Open(FOLLOWS, () => AgencyEnum, 'Source that holds the record (bron).')
  source!: string;

  @Open(FOLLOWS, () => DateTimeScalar, 'Moment the register recorded it (geregistreerd op).', { nullable: true })
  recordedAt!: string | null;

  @Open(FOLLOWS, () => DateTimeScalar, 'Moment it was received or fetched here (opgehaald op).')
  retrievedAt!: string;

  @Open(FOLLOWS, () => String, 'Organisation that delivered it (aangeleverd door).')
  deliveredBy!: string;

  @Open(FOLLOWS, () => DateTimeScalar, 'Since when its owner no longer holds it; null while it does (gesloten op).', {
    nullable: true,
  })
  closedAt!: string | null;
}

/** Decorator for the `provenance` of a joined record. */
export function ProvenanceField(): PropertyDecorator {
  return Open(FOLLOWS, () => ProvenanceType, 'Where this record comes from (herkomst).', { nullable: true });
}
