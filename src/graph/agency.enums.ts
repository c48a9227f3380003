import type { Agency } from '../model/agency.js';
import type { PartnerKind } from '../model/principal.js';
import type { DocumentKind, Measure, ReportingStatus } from '../sources/avim/code-lists.js';
import type { DepartureKind, LaissezPasserStage, ProcedureState } from '../sources/dtv/code-lists.js';
import type { GuidancePhase } from '../sources/guidance/code-lists.js';
import { describedEnum } from './described-enum.js';

/** GraphQL enum of the sources. */
export const AgencyEnum = describedEnum<Agency>('Source', 'Owner of a source of data (bronhouder).', {
  SHELTER: 'The municipal shelters (gemeentelijke opvang).',
  GUIDANCE: 'The guiding civil-society organisations (maatschappelijke organisaties).',
  IND: 'Immigration and Naturalisation Service (Immigratie- en Naturalisatiedienst).',
  DTV: 'Repatriation and Departure Service (Dienst Terugkeer en Vertrek).',
  AVIM: 'Aliens police, identification and human trafficking (AVIM).',
});

/** GraphQL enum of the partner kinds. */
export const PartnerKindEnum = describedEnum<PartnerKind>(
  'PartnerKind',
  'Kind of organisation that asks (soort partner).',
  {
    MUNICIPALITY: 'A municipality with an LVV (gemeente).',
    NGO: 'A guiding civil-society organisation (maatschappelijke organisatie).',
    IND: 'Immigration and Naturalisation Service (IND).',
    DTV: 'Repatriation and Departure Service (DT&V).',
    AVIM: 'Aliens police (AVIM).',
    RESEARCHER: 'A researcher (onderzoeker).',
    PROGRAMME_OFFICE: 'The national programme office (programmabureau LVV).',
    PRIVACY_OFFICER: 'A data protection officer (functionaris gegevensbescherming).',
  },
);

/** GraphQL enum of the phases of guidance. */
export const GuidancePhaseEnum = describedEnum<GuidancePhase>(
  'GuidancePhase',
  'Phase of guidance (fase van begeleiding).',
  {
    INTAKE: 'Getting acquainted (intake).',
    GUIDANCE: 'Being guided (begeleiding).',
    AFTERCARE: 'After the guidance (nazorg).',
    ENDED: 'The guidance has ended (beëindigd).',
  },
);

/** GraphQL enum of the states of a return procedure. */
export const ProcedureStateEnum = describedEnum<ProcedureState>(
  'ProcedureState',
  'State of a return procedure (stand van de terugkeerprocedure).',
  { OPEN: 'Open (lopend).', CLOSED: 'Closed (afgesloten).' },
);

/** GraphQL enum of the ways of departure. */
export const DepartureKindEnum = describedEnum<DepartureKind>('DepartureKind', 'Way of departure (vertrekwijze).', {
  INDEPENDENT_SUPERVISED: 'Independent and verifiable, mostly through the IOM (zelfstandig aantoonbaar).',
  FORCED: 'Forced (gedwongen).',
  UNSUPERVISED: 'Left without supervision (zelfstandig zonder toezicht).',
});

/** GraphQL enum of the stages of a laissez-passer. */
export const LaissezPasserStageEnum = describedEnum<LaissezPasserStage>(
  'LaissezPasserStage',
  'Stage of a request for a replacement travel document (stand van de LP-aanvraag).',
  {
    REQUESTED: 'Requested (aangevraagd).',
    PRESENTED: 'Presented in person, by phone or in writing (gepresenteerd).',
    NATIONALITY_CONFIRMED: 'The country confirms the nationality (nationaliteit bevestigd).',
    NOT_RECOGNISED: 'The country does not recognise the person (niet erkend).',
    INSUFFICIENT_INFORMATION: 'The country asks for more information (onvoldoende informatie).',
    BORDER_TRANSFER_AGREED: 'Transfer at the border is agreed (grensoverdracht akkoord).',
    ISSUED: 'Issued (afgegeven).',
    REFUSED: 'Refused (geweigerd).',
    NO_REPLY: 'No reply within twelve months (geen reactie).',
    WITHDRAWN: 'The request was withdrawn (ingetrokken).',
  },
);

/** GraphQL enum of how a reporting duty is met. */
export const ReportingStatusEnum = describedEnum<ReportingStatus>(
  'ReportingStatus',
  'How a reporting duty is met (stand van de meldplicht).',
  {
    MET: 'Met (voldaan).',
    MISSED_ONCE: 'Missed once (eenmaal niet gemeld).',
    MISSED_TWICE: 'Missed twice in a row (tweemaal niet gemeld).',
    SUMMONED: 'Summoned after two misses (opgeroepen).',
    DEREGISTERED: 'Deregistered (uitgeschreven).',
  },
);

/** GraphQL enum of the supervisory measures. */
export const MeasureEnum = describedEnum<Measure>('Measure', 'Supervisory measure (toezichtsmaatregel).', {
  ART_55: 'Duty to be available, art. 55 Vw 2000 (beschikbaarheidsplicht).',
  ART_56: 'Restriction of liberty, art. 56 Vw 2000 (vrijheidsbeperkende maatregel).',
  ART_59: 'Detention, art. 59 Vw 2000 (vreemdelingenbewaring).',
});

/** GraphQL enum of the kinds of document. */
export const DocumentKindEnum = describedEnum<DocumentKind>('DocumentKind', 'Kind of document seen (soort document).', {
  PASSPORT: 'Passport (paspoort).',
  IDENTITY_CARD: 'Identity card (identiteitskaart).',
  LAISSEZ_PASSER: 'Replacement travel document (laissez-passer).',
  BIRTH_CERTIFICATE: 'Birth certificate (geboorteakte).',
  MARRIAGE_CERTIFICATE: 'Marriage certificate (huwelijksakte).',
  DRIVING_LICENCE: 'Driving licence (rijbewijs).',
  OTHER: 'Another document (overig document).',
});
