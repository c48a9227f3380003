import type {
  ApplicationKind,
  ApplicationState,
  DecisionOutcome,
  MedicalOutcome,
  Remedy,
} from '../sources/ind/code-lists.js';
import { describedEnum } from './described-enum.js';

/** GraphQL enum of the kinds of application. */
export const ApplicationKindEnum = describedEnum<ApplicationKind>(
  'ApplicationKind',
  'Kind of application to the IND (soort aanvraag).',
  {
    ASYLUM_FIRST: 'First asylum application (eerste asielaanvraag).',
    ASYLUM_SUBSEQUENT: 'Subsequent asylum application (herhaalde asielaanvraag, HASA).',
    REGULAR: 'Regular residence application (reguliere aanvraag).',
    ART64_MEDICAL: 'Postponement of departure on medical grounds, art. 64 Vw 2000 (artikel 64).',
    NO_FAULT: 'Cannot leave through no fault of their own (buitenschuld).',
    STATELESSNESS: 'Determination of statelessness (vaststelling staatloosheid).',
  },
);

/** GraphQL enum of the states of an application. */
export const ApplicationStateEnum = describedEnum<ApplicationState>(
  'ApplicationState',
  'How far an application is (stand van de aanvraag).',
  {
    SUBMITTED: 'Submitted, not yet decided (ingediend).',
    DECIDED: 'Decided (beslist).',
  },
);

/** GraphQL enum of the outcomes. */
export const DecisionOutcomeEnum = describedEnum<DecisionOutcome>(
  'DecisionOutcome',
  'Outcome of an application, by the article it rests on (uitkomst).',
  {
    GRANTED: 'Granted, art. 28 Vw 2000 (ingewilligd).',
    NOT_PROCESSED_DUBLIN: 'Not processed: another Dublin state is responsible, art. 30 (niet in behandeling genomen).',
    INADMISSIBLE: 'Inadmissible, art. 30a (niet-ontvankelijk).',
    MANIFESTLY_UNFOUNDED: 'Manifestly unfounded, art. 30b (kennelijk ongegrond).',
    DISREGARDED: 'Disregarded, art. 30c (buiten behandeling gesteld).',
    UNFOUNDED: 'Unfounded, art. 31 (ongegrond).',
    WITHDRAWN: 'Withdrawn by the applicant (ingetrokken).',
  },
);

/** GraphQL enum of the remedies. */
export const RemedyEnum = describedEnum<Remedy>('Remedy', 'Legal remedy against a decision (rechtsmiddel).', {
  OBJECTION: 'Objection to the IND (bezwaar).',
  APPEAL: 'Appeal to the court (beroep).',
  FURTHER_APPEAL: 'Further appeal to the Council of State (hoger beroep).',
  INTERIM_RELIEF: 'Request for interim relief (voorlopige voorziening).',
});

/** GraphQL enum of the outcomes of art. 64. */
export const MedicalOutcomeEnum = describedEnum<MedicalOutcome>(
  'MedicalOutcome',
  'Outcome of art. 64 Vw 2000, never its content (uitkomst artikel 64).',
  {
    POSTPONED: 'Departure is postponed (uitstel van vertrek verleend).',
    NOT_POSTPONED: 'Departure is not postponed (geen uitstel van vertrek).',
  },
);
