import { ID, ObjectType } from 'type-graphql';
import type { ChangeArea } from '../join/change-areas.js';
import type { FoundChange } from '../join/changes.js';
import { CaseType } from './case.type.js';
import { describedEnum } from './described-enum.js';
import { Edge, Open } from './fields.js';
import { PageInfoType } from './page-info.type.js';
import { DateTimeScalar } from './scalars.js';

const FOLLOWS = 'a change is shown exactly where what changed may be read, by row-level security on the change itself';

/** GraphQL enum of how a case changed. */
export const CaseChangeKindEnum = describedEnum<FoundChange['kind']>(
  'CaseChangeKind',
  'How a case changed (soort wijziging).',
  {
    CHANGED: 'Something that you may see of it is different (gewijzigd).',
    ENTERED: 'It is in your reach from here on: read all of it (in beeld gekomen).',
    LEFT: 'It is no longer in your reach: delete what you keep of it (uit beeld verdwenen).',
  },
);

/** GraphQL enum of what changed; the category of each value stands in `join/change-areas.ts`. */
export const ChangeAreaEnum = describedEnum<ChangeArea>('ChangeArea', 'What of a case changed (onderdeel).', {
  CASE: 'Status, municipality, arrival or departure (casus).',
  PERSON_NAME: 'Names (naam).',
  PERSON_BIRTH: 'Birth date or place (geboorte).',
  PERSON_NATIONALITY: 'Nationalities (nationaliteit).',
  PERSON_V_NUMBER: 'V-number (V-nummer).',
  PERSON_BSN: 'BSN (burgerservicenummer).',
  PERSON_CONTACT: 'How to reach the person (contactgegevens).',
  SHELTER_STAYS: 'Stays (verblijven).',
  SHELTER_LOCATIONS: 'Where a stay is (verblijfplaatsen).',
  SHELTER_ATTENTION: 'Practical needs of a stay (aandachtspunten).',
  PLAN: 'What the case table decided (plan).',
  PLAN_EFFORTS: 'Agreed efforts (afspraken).',
  GUIDANCE: 'Guidance (begeleiding).',
  APPLICATIONS: 'Applications (aanvragen).',
  APPLICATIONS_LEGAL: 'The legal side of applications (juridische kant van aanvragen).',
  APPLICATIONS_MEDICAL: 'Postponement on medical grounds (uitstel om medische redenen).',
  RETURN_PROCEDURES: 'Return procedures (terugkeerprocedures).',
  RETURN_DOCUMENTS: 'Travel documents for return (reisdocumenten).',
  RETURN_TRAVEL: 'Planned departure (voorgenomen vertrek).',
  RETURN_OFFICER: 'The case officer for return (regievoerder).',
  SUPERVISION_DUTY: 'Duty to report (meldplicht).',
  SUPERVISION_MEASURES: 'Measures of supervision (maatregelen).',
  IDENTITY: 'Identity research (identiteitsonderzoek).',
  OUTFLOW: 'How the person left (uitstroom).',
});

/** GraphQL type of a change: one case in one transaction, without a value of it. */
@ObjectType('Change', { simpleResolvers: true, description: 'That a case changed (wijziging).' })
export class ChangeType {
  @Open('random, derived from nothing, the same for every partner', () => ID, 'Identifier of the case (casus-id).')
  caseId!: string;

  @Open(FOLLOWS, () => DateTimeScalar, 'Moment at which it was recorded (vastgelegd op).')
  at!: string;

  @Open(FOLLOWS, () => CaseChangeKindEnum, 'How the case changed (soort wijziging).')
  kind!: FoundChange['kind'];

  @Open(
    'each value carries its own category',
    () => [ChangeAreaEnum],
    'What changed of it; empty where all of it is new or gone (onderdelen).',
  )
  areas!: readonly ChangeArea[];

  @Edge(() => CaseType, 'The case as it is now; null when it is no longer in your reach (casus).')
  case!: CaseType | null;

  @Open(FOLLOWS, () => String, 'Opaque position of this change, to go on from (cursor).')
  cursor!: string;
}

/** GraphQL type of an edge to a change. */
@ObjectType('ChangeEdge', { simpleResolvers: true, description: 'A change with its cursor (wijziging in de lijst).' })
export class ChangeEdgeType {
  @Edge(() => ChangeType, 'The change (wijziging).')
  node!: ChangeType;

  @Open(FOLLOWS, () => String, 'Opaque position of this change (cursor).')
  cursor!: string;
}

/** GraphQL type of a page of changes. */
@ObjectType('ChangeConnection', {
  simpleResolvers: true,
  description: 'Changes of cases in your reach, the oldest first (lijst van wijzigingen).',
})
export class ChangeConnectionType {
  @Edge(() => [ChangeEdgeType], 'The changes of this page (wijzigingen).')
  edges!: ChangeEdgeType[];

  @Open(FOLLOWS, () => PageInfoType, 'Where this page stands (pagina-informatie).')
  pageInfo!: PageInfoType;

  @Open(
    FOLLOWS,
    () => String,
    'Position behind all that has changed so far: take it, read everything once, and go on from it (laatste cursor).',
  )
  latestCursor!: string;
}
