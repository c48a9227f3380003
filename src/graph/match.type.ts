import { ID, ObjectType } from 'type-graphql';
import type { MatchIdentifier } from '../join/match-candidates.js';
import { MATCH_CATEGORY } from '../policy/match-grants.js';
import { AgencyEnum } from './agency.enums.js';
import { describedEnum } from './described-enum.js';
import { Guarded, Open } from './fields.js';
import { DateTimeScalar } from './scalars.js';

const ID_ONLY = 'random; says nothing without the candidate';

/** GraphQL enum of the identifiers that can agree. */
export const MatchIdentifierEnum = describedEnum<MatchIdentifier>(
  'MatchIdentifier',
  'What tells persons apart (identificerend gegeven).',
  {
    NAME: 'The name, without accents and case (naam).',
    BIRTH_DATE: 'The birth date (geboortedatum).',
    NATIONALITY: 'One of the nationalities (nationaliteit).',
    V_NUMBER: 'The V-number (V-nummer).',
  },
);

/** GraphQL enum of what an officer decides on a candidate. */
export const MatchDecisionEnum = describedEnum<'CONFIRMED' | 'REJECTED'>(
  'MatchDecision',
  'What was decided on a possible match (besluit).',
  {
    CONFIRMED: 'It is the same person: the record is part of the case (bevestigd).',
    REJECTED: 'It is somebody else: the record stays apart and is not proposed again (afgewezen).',
  },
);

/** GraphQL enum of how far a candidate is. */
export const MatchStateEnum = describedEnum<'OPEN' | 'DECIDED'>(
  'MatchState',
  'How far a possible match is (stand van een mogelijke koppeling).',
  { OPEN: 'Nobody decided on it (open).', DECIDED: 'An officer decided on it (besloten).' },
);

/** GraphQL type of a record that may belong to a case. */
@ObjectType('MatchCandidate', {
  simpleResolvers: true,
  description:
    'A record without a match that may be about the person of a case; nothing of it is shown or joined before an officer confirms (mogelijke koppeling).',
})
export class MatchCandidateType {
  @Open(ID_ONLY, () => ID, 'Identifier of the possible match (koppeling-id).')
  id!: string;

  @Guarded(MATCH_CATEGORY, () => ID, 'Case that it may belong to (casus-id).')
  caseId!: string | null;

  @Guarded(MATCH_CATEGORY, () => AgencyEnum, 'Source that the record is of (bron).')
  source!: string | null;

  @Guarded(MATCH_CATEGORY, () => String, 'Organisation that delivered the record (organisatie).')
  organisation!: string | null;

  @Guarded(MATCH_CATEGORY, () => DateTimeScalar, 'Moment it was found (gevonden op).')
  foundAt!: string | null;

  @Guarded(
    MATCH_CATEGORY,
    () => [MatchIdentifierEnum],
    'What agreed with your file when it was found, three of the four (overeenkomende gegevens).',
  )
  agrees!: readonly string[] | null;

  @Guarded(MATCH_CATEGORY, () => MatchDecisionEnum, 'What was decided; null while nobody did (besluit).')
  decision!: string | null;

  @Guarded(MATCH_CATEGORY, () => String, 'Organisation that decided (besloten door).')
  decidedBy!: string | null;

  @Guarded(MATCH_CATEGORY, () => DateTimeScalar, 'Moment of the decision (besloten op).')
  decidedAt!: string | null;
}
