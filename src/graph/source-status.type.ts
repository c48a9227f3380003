import { ObjectType } from 'type-graphql';
import { AgencyEnum } from './agency.enums.js';
import { describedEnum } from './described-enum.js';
import { Open } from './fields.js';
import { DateTimeScalar } from './scalars.js';

const WHY = 'says how a system is, nothing of a person';

/** GraphQL enum of the kinds of source. */
export const SourceKindEnum = describedEnum('SourceKind', 'How a source is read (soort koppeling).', {
  HOSTED: 'What the agency delivered, kept here (aangeleverd).',
  POSTGRES: "The agency's own database (eigen database).",
  HTTP: "The agency's own API (eigen API).",
});

/** GraphQL type of a source's health and freshness. */
@ObjectType('SourceStatus', { simpleResolvers: true, description: 'Health and freshness of a source (bronstatus).' })
export class SourceStatusType {
  @Open(WHY, () => AgencyEnum, 'The source (bron).')
  source!: string;

  @Open(WHY, () => SourceKindEnum, 'How it is read (soort koppeling).')
  kind!: string;

  @Open(WHY, () => Boolean, 'Whether it answers now (beschikbaar).')
  available!: boolean;

  @Open(WHY, () => DateTimeScalar, 'End of the latest delivery (laatste aanlevering).', { nullable: true })
  lastDeliveredAt!: string | null;

  @Open(WHY, () => DateTimeScalar, 'Latest answer of a system that is read live (laatste antwoord).', {
    nullable: true,
  })
  lastAnsweredAt!: string | null;
}
