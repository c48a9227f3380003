import { ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { Edge, Open } from './fields.js';
import { PageInfoType } from './page-info.type.js';
import { ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';

const FOLLOWS = 'an event is shown exactly where the date it stands for is, under its own category';

/** GraphQL enum of the kinds of event; the category of each stands in `join/timeline-events.ts`. */
export const TimelineEventKindEnum = describedEnum(
  'TimelineEventKind',
  'Kind of event on a timeline (soort gebeurtenis).',
  {
    SHELTER_ARRIVAL: 'Arrived in a place of shelter (aankomst in de opvang).',
    SHELTER_DEPARTURE: 'Left a place of shelter (vertrek uit de opvang).',
    CASE_TABLE_DECISION: 'The case table decided (LSO-besluit).',
    GUIDANCE_STARTED: 'Guidance began (begeleiding gestart).',
    GUIDANCE_ENDED: 'Guidance ended (begeleiding beëindigd).',
    APPLICATION_SUBMITTED: 'An application was submitted (aanvraag ingediend).',
    APPLICATION_DECIDED: 'An application was decided (beslissing op aanvraag).',
    RETURN_DECISION: 'A return decision was taken (terugkeerbesluit).',
    RETURN_PROCEDURE_OPENED: 'A return procedure was opened (terugkeerprocedure geopend).',
    RETURN_PROCEDURE_CLOSED: 'A return procedure was closed (terugkeerprocedure afgesloten).',
    MEASURE_IMPOSED: 'A supervisory measure began (maatregel opgelegd).',
    IDENTITY_ESTABLISHED: 'The identity was established (identiteit vastgesteld).',
    OUTFLOW: 'Left the LVV (uitstroom).',
  },
);

/** GraphQL type of an event. */
@ObjectType('TimelineEvent', { simpleResolvers: true, description: 'One dated event of a case (gebeurtenis).' })
export class TimelineEventType {
  @Open(FOLLOWS, () => TimelineEventKindEnum, 'Kind of event (soort gebeurtenis).')
  kind!: string;

  @Open(FOLLOWS, () => DateScalar, 'Day of the event (datum).')
  at!: string;

  @Open(FOLLOWS, () => ProvenanceType, 'Where the event comes from (herkomst).', { nullable: true })
  provenance!: ProvenanceType | null;
}

/** GraphQL type of an edge to an event. */
@ObjectType('TimelineEdge', {
  simpleResolvers: true,
  description: 'An event with its cursor (gebeurtenis in de lijst).',
})
export class TimelineEdgeType {
  @Edge(() => TimelineEventType, 'The event (gebeurtenis).')
  node!: TimelineEventType;

  @Open(FOLLOWS, () => String, 'Opaque position of this event (cursor).')
  cursor!: string;
}

/** GraphQL type of a page of events. */
@ObjectType('TimelineConnection', { simpleResolvers: true, description: 'Events, the oldest first (tijdlijn).' })
export class TimelineConnectionType {
  @Edge(() => [TimelineEdgeType], 'The events of this page (gebeurtenissen).')
  edges!: TimelineEdgeType[];

  @Open(FOLLOWS, () => PageInfoType, 'Where this page stands (pagina-informatie).')
  pageInfo!: PageInfoType;
}
