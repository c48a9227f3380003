/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** An address that is to be told of changes (nieuwe webhook). */
export type AddWebhookInput = {
  /** https address on the public internet, without a name or password in it (adres). */
  url: string;
};

/** Conditions that one and the same application meets (aanvraag). */
export type ApplicationFilter = {
  /** Day of the decision (beslist op). */
  decidedAt?: DateRange | null | undefined;
  /** Last day of the entry ban (inreisverbod tot). */
  entryBanUntil?: DateRange | null | undefined;
  /** Kind of application (soort aanvraag). */
  kind?: ApplicationKindFilter | null | undefined;
  /** Article of the Vw 2000 (wetsartikel). */
  legalArticle?: TextFilter | null | undefined;
  /** Outcome of art. 64 (uitkomst artikel 64). */
  medicalOutcome?: MedicalOutcomeFilter | null | undefined;
  /** Last day of the postponement (artikel 64 geldig tot). */
  medicalValidUntil?: DateRange | null | undefined;
  /** Outcome (uitkomst). */
  outcome?: DecisionOutcomeFilter | null | undefined;
  /** Remedy (rechtsmiddel). */
  remedy?: RemedyFilter | null | undefined;
  /** Last day for the remedy (uiterste datum rechtsmiddel). */
  remedyDeadline?: DateRange | null | undefined;
  /** Day of the return decision (terugkeerbesluit). */
  returnDecisionAt?: DateRange | null | undefined;
  /** How far it is (stand). */
  state?: ApplicationStateFilter | null | undefined;
  /** Day it was submitted (ingediend op). */
  submittedAt?: DateRange | null | undefined;
};

/** Kind of application to the IND (soort aanvraag). */
export type ApplicationKind =
  /** Postponement of departure on medical grounds, art. 64 Vw 2000 (artikel 64). */
  | 'ART64_MEDICAL'
  /** First asylum application (eerste asielaanvraag). */
  | 'ASYLUM_FIRST'
  /** Subsequent asylum application (herhaalde asielaanvraag, HASA). */
  | 'ASYLUM_SUBSEQUENT'
  /** Cannot leave through no fault of their own (buitenschuld). */
  | 'NO_FAULT'
  /** Regular residence application (reguliere aanvraag). */
  | 'REGULAR'
  /** Determination of statelessness (vaststelling staatloosheid). */
  | 'STATELESSNESS';

/** Condition on a value (soort aanvraag). */
export type ApplicationKindFilter = {
  /** One of these values; at least one (soort aanvraag). */
  in: Array<ApplicationKind>;
};

/** How far an application is (stand van de aanvraag). */
export type ApplicationState =
  /** Decided (beslist). */
  | 'DECIDED'
  /** Submitted, not yet decided (ingediend). */
  | 'SUBMITTED';

/** Condition on a value (stand van de aanvraag). */
export type ApplicationStateFilter = {
  /** One of these values; at least one (stand van de aanvraag). */
  in: Array<ApplicationState>;
};

/** How a case changed (soort wijziging). */
export type CaseChangeKind =
  /** Something that you may see of it is different (gewijzigd). */
  | 'CHANGED'
  /** It is in your reach from here on: read all of it (in beeld gekomen). */
  | 'ENTERED'
  /** It is no longer in your reach: delete what you keep of it (uit beeld verdwenen). */
  | 'LEFT';

/** Conditions on cases; all of them must be met (filter). */
export type CaseFilter = {
  /** Some application (aanvragen). */
  applications?: ApplicationFilter | null | undefined;
  /** Day of arrival (ingang opvang). */
  arrivedAt?: DateRange | null | undefined;
  /** Some guidance (begeleiding). */
  guidance?: GuidanceFilter | null | undefined;
  /** Identity research (identiteitsonderzoek). */
  identity?: IdentityFilter | null | undefined;
  /** Day of leaving (einde opvang). */
  leftAt?: DateRange | null | undefined;
  /** Municipality (gemeente). */
  municipality?: MunicipalityFilter | null | undefined;
  /** The outflow (uitstroom). */
  outflow?: OutflowFilter | null | undefined;
  /** The person (persoon). */
  person?: PersonFilter | null | undefined;
  /** The plan (plan). */
  plan?: PlanFilter | null | undefined;
  /** Some return procedure (terugkeerprocedures). */
  returnProcedures?: ReturnProcedureFilter | null | undefined;
  /** Some stay (verblijven). */
  shelterStays?: ShelterStayFilter | null | undefined;
  /** Where the case stands (stand van de casus). */
  status?: CaseStatusFilter | null | undefined;
};

/** Order of cases (sortering). */
export type CaseOrder = {
  /** Direction (richting). */
  direction: OrderDirection;
  /** What to order by (sorteerveld). */
  field: CaseOrderField;
};

/** What cases are ordered by (sorteerveld). */
export type CaseOrderField =
  /** Day of arrival (ingang opvang). */
  | 'ARRIVED_AT'
  /** Birth date, as the municipality states it (geboortedatum). */
  | 'BIRTH_DATE'
  /** Family name, as the municipality writes it (achternaam). */
  | 'FAMILY_NAME'
  /** Day of leaving (einde opvang). */
  | 'LEFT_AT'
  /** Municipality (gemeente). */
  | 'MUNICIPALITY'
  /** Where the case stands (stand van de casus). */
  | 'STATUS';

/** Where a case stands (stand van de casus). */
export type CaseStatus =
  /** Accepted by the case table and guided (in begeleiding). */
  | 'IN_GUIDANCE'
  /** Left the LVV (uitgestroomd). */
  | 'LEFT'
  /** Referred, not yet sheltered (aangemeld). */
  | 'REFERRED'
  /** Sheltered before the case table has decided (opgevangen, in afwachting van het LSO). */
  | 'SHELTERED_PENDING_LSO';

/** Condition on a value (stand van de casus). */
export type CaseStatusFilter = {
  /** One of these values; at least one (stand van de casus). */
  in: Array<CaseStatus>;
};

/** What of a case changed (onderdeel). */
export type ChangeArea =
  /** Applications (aanvragen). */
  | 'APPLICATIONS'
  /** The legal side of applications (juridische kant van aanvragen). */
  | 'APPLICATIONS_LEGAL'
  /** Postponement on medical grounds (uitstel om medische redenen). */
  | 'APPLICATIONS_MEDICAL'
  /** Status, municipality, arrival or departure (casus). */
  | 'CASE'
  /** Guidance (begeleiding). */
  | 'GUIDANCE'
  /** Identity research (identiteitsonderzoek). */
  | 'IDENTITY'
  /** How the person left (uitstroom). */
  | 'OUTFLOW'
  /** Birth date or place (geboorte). */
  | 'PERSON_BIRTH'
  /** BSN (burgerservicenummer). */
  | 'PERSON_BSN'
  /** How to reach the person (contactgegevens). */
  | 'PERSON_CONTACT'
  /** Names (naam). */
  | 'PERSON_NAME'
  /** Nationalities (nationaliteit). */
  | 'PERSON_NATIONALITY'
  /** V-number (V-nummer). */
  | 'PERSON_V_NUMBER'
  /** What the case table decided (plan). */
  | 'PLAN'
  /** Agreed efforts (afspraken). */
  | 'PLAN_EFFORTS'
  /** Travel documents for return (reisdocumenten). */
  | 'RETURN_DOCUMENTS'
  /** The case officer for return (regievoerder). */
  | 'RETURN_OFFICER'
  /** Return procedures (terugkeerprocedures). */
  | 'RETURN_PROCEDURES'
  /** Planned departure (voorgenomen vertrek). */
  | 'RETURN_TRAVEL'
  /** Practical needs of a stay (aandachtspunten). */
  | 'SHELTER_ATTENTION'
  /** Where a stay is (verblijfplaatsen). */
  | 'SHELTER_LOCATIONS'
  /** Stays (verblijven). */
  | 'SHELTER_STAYS';

/** When a category may be read (voorwaarde). */
export type Condition =
  /** While the data subject's consent stands (met toestemming). */
  | 'CONSENT'
  /** Where the record belongs to your organisation (eigen gegevens). */
  | 'OWN'
  /** For every case in reach (altijd). */
  | 'YES';

/** A fact that two sources state differently (gegeven). */
export type ConflictField =
  /** Birth date (geboortedatum). */
  | 'BIRTH_DATE'
  /** Place of birth (geboorteplaats). */
  | 'BIRTH_PLACE'
  /** Family name (achternaam). */
  | 'FAMILY_NAME'
  /** Given names (voornamen). */
  | 'GIVEN_NAMES'
  /** Nationalities (nationaliteiten). */
  | 'NATIONALITIES';

/** A range of days, both ends included; at least one end (periode). */
export type DateRange = {
  /** First day (vanaf). */
  from?: string | null | undefined;
  /** Last day (tot en met). */
  until?: string | null | undefined;
};

/** Outcome of an application, by the article it rests on (uitkomst). */
export type DecisionOutcome =
  /** Disregarded, art. 30c (buiten behandeling gesteld). */
  | 'DISREGARDED'
  /** Granted, art. 28 Vw 2000 (ingewilligd). */
  | 'GRANTED'
  /** Inadmissible, art. 30a (niet-ontvankelijk). */
  | 'INADMISSIBLE'
  /** Manifestly unfounded, art. 30b (kennelijk ongegrond). */
  | 'MANIFESTLY_UNFOUNDED'
  /** Not processed: another Dublin state is responsible, art. 30 (niet in behandeling genomen). */
  | 'NOT_PROCESSED_DUBLIN'
  /** Unfounded, art. 31 (ongegrond). */
  | 'UNFOUNDED'
  /** Withdrawn by the applicant (ingetrokken). */
  | 'WITHDRAWN';

/** Condition on a value (uitkomst). */
export type DecisionOutcomeFilter = {
  /** One of these values; at least one (uitkomst). */
  in: Array<DecisionOutcome>;
};

/** What a delivery holds (soort aanlevering). */
export type DeliveryMode =
  /** What is new or changed (mutaties). */
  | 'DELTA'
  /** All that you have; what is missing in it is closed (volledige stand). */
  | 'SNAPSHOT';

/** How far a delivery is (stand van de aanlevering). */
export type DeliveryState =
  /** Its rows are being stored (wordt verwerkt). */
  | 'APPLYING'
  /** It was stored, but for its rejected rows (verwerkt). */
  | 'DONE'
  /** It was refused as a whole, or given up on the way; `failure` says why (mislukt). */
  | 'FAILED'
  /** It would close more than usual and waits for a confirmation; nothing of it was stored (aangehouden). */
  | 'HELD'
  /** Its bytes come in, or their sending broke off (wordt ontvangen). */
  | 'RECEIVING'
  /** It was given up before anything of it was stored (ingetrokken). */
  | 'WITHDRAWN';

/** Way of departure (vertrekwijze). */
export type DepartureKind =
  /** Forced (gedwongen). */
  | 'FORCED'
  /** Independent and verifiable, mostly through the IOM (zelfstandig aantoonbaar). */
  | 'INDEPENDENT_SUPERVISED'
  /** Left without supervision (zelfstandig zonder toezicht). */
  | 'UNSUPERVISED';

/** Condition on a value (vertrekwijze). */
export type DepartureKindFilter = {
  /** One of these values; at least one (vertrekwijze). */
  in: Array<DepartureKind>;
};

/** Kind of document seen (soort document). */
export type DocumentKind =
  /** Birth certificate (geboorteakte). */
  | 'BIRTH_CERTIFICATE'
  /** Driving licence (rijbewijs). */
  | 'DRIVING_LICENCE'
  /** Identity card (identiteitskaart). */
  | 'IDENTITY_CARD'
  /** Replacement travel document (laissez-passer). */
  | 'LAISSEZ_PASSER'
  /** Marriage certificate (huwelijksakte). */
  | 'MARRIAGE_CERTIFICATE'
  /** Another document (overig document). */
  | 'OTHER'
  /** Passport (paspoort). */
  | 'PASSPORT';

/** How durable the solution is (bestendigheid). */
export type Durability =
  /** A lasting solution: permit, return or onward migration (bestendig). */
  | 'DURABLE'
  /** No durable solution (niet bestendig). */
  | 'NONE'
  /** A procedure or postponement that may lead to one (semi-bestendig). */
  | 'SEMI_DURABLE';

/** Condition on a value (bestendigheid). */
export type DurabilityFilter = {
  /** One of these values; at least one (bestendigheid). */
  in: Array<Durability>;
};

/** A webhook that is to be told nothing more (einde van een webhook). */
export type EndWebhookInput = {
  /** Identifier of the webhook (webhook-id). */
  webhookId: string | number;
};

/** What you know of a person: at least three of the four (zoekgegevens). */
export type FindPersonInput = {
  /** Birth date, as precise as it is known (geboortedatum). */
  birthDate?: string | null | undefined;
  /** Full name: given names and family name, or `Family, Given` (naam). */
  name?: string | null | undefined;
  /** Nationality, by code of BRP table 32 (nationaliteit). */
  nationality?: string | null | undefined;
  /** V-number (V-nummer). */
  vNumber?: string | null | undefined;
};

/** Conditions that one and the same guidance meets (begeleiding). */
export type GuidanceFilter = {
  /** Last day (einde). */
  endedAt?: DateRange | null | undefined;
  /** Guiding organisation (begeleidende organisatie). */
  organisation?: TextFilter | null | undefined;
  /** Phase (fase). */
  phase?: GuidancePhaseFilter | null | undefined;
  /** First day (start). */
  startedAt?: DateRange | null | undefined;
};

/** Phase of guidance (fase van begeleiding). */
export type GuidancePhase =
  /** After the guidance (nazorg). */
  | 'AFTERCARE'
  /** The guidance has ended (beëindigd). */
  | 'ENDED'
  /** Being guided (begeleiding). */
  | 'GUIDANCE'
  /** Getting acquainted (intake). */
  | 'INTAKE';

/** Condition on a value (fase van begeleiding). */
export type GuidancePhaseFilter = {
  /** One of these values; at least one (fase van begeleiding). */
  in: Array<GuidancePhase>;
};

/** Conditions on identity research (identiteitsonderzoek). */
export type IdentityFilter = {
  /** Whether the identity is established (identiteit vastgesteld). */
  established?: TruthFilter | null | undefined;
  /** Day it was established (vastgesteld op). */
  establishedAt?: DateRange | null | undefined;
  /** Strength of the evidence (bronniveau). */
  sourceLevel?: LevelFilter | null | undefined;
};

/** Stage of a request for a replacement travel document (stand van de LP-aanvraag). */
export type LaissezPasserStage =
  /** Transfer at the border is agreed (grensoverdracht akkoord). */
  | 'BORDER_TRANSFER_AGREED'
  /** The country asks for more information (onvoldoende informatie). */
  | 'INSUFFICIENT_INFORMATION'
  /** Issued (afgegeven). */
  | 'ISSUED'
  /** The country confirms the nationality (nationaliteit bevestigd). */
  | 'NATIONALITY_CONFIRMED'
  /** The country does not recognise the person (niet erkend). */
  | 'NOT_RECOGNISED'
  /** No reply within twelve months (geen reactie). */
  | 'NO_REPLY'
  /** Presented in person, by phone or in writing (gepresenteerd). */
  | 'PRESENTED'
  /** Refused (geweigerd). */
  | 'REFUSED'
  /** Requested (aangevraagd). */
  | 'REQUESTED'
  /** The request was withdrawn (ingetrokken). */
  | 'WITHDRAWN';

/** Condition on a value (stand LP). */
export type LaissezPasserStageFilter = {
  /** One of these values; at least one (stand LP). */
  in: Array<LaissezPasserStage>;
};

/** Condition on a value (een van deze bronniveaus). */
export type LevelFilter = {
  /** One of these values; at least one (een van deze bronniveaus). */
  in: Array<number>;
};

/** What was decided on a possible match (besluit). */
export type MatchDecision =
  /** It is the same person: the record is part of the case (bevestigd). */
  | 'CONFIRMED'
  /** It is somebody else: the record stays apart and is not proposed again (afgewezen). */
  | 'REJECTED';

/** What tells persons apart (identificerend gegeven). */
export type MatchIdentifier =
  /** The birth date (geboortedatum). */
  | 'BIRTH_DATE'
  /** The name, without accents and case (naam). */
  | 'NAME'
  /** One of the nationalities (nationaliteit). */
  | 'NATIONALITY'
  /** The V-number (V-nummer). */
  | 'V_NUMBER';

/** The possible match that is decided on (mogelijke koppeling). */
export type MatchInput = {
  /** Identifier of the possible match (koppeling-id). */
  candidateId: string | number;
};

/** How far a possible match is (stand van een mogelijke koppeling). */
export type MatchState =
  /** An officer decided on it (besloten). */
  | 'DECIDED'
  /** Nobody decided on it (open). */
  | 'OPEN';

/** Outcome of art. 64 Vw 2000, never its content (uitkomst artikel 64). */
export type MedicalOutcome =
  /** Departure is not postponed (geen uitstel van vertrek). */
  | 'NOT_POSTPONED'
  /** Departure is postponed (uitstel van vertrek verleend). */
  | 'POSTPONED';

/** Condition on a value (uitkomst artikel 64). */
export type MedicalOutcomeFilter = {
  /** One of these values; at least one (uitkomst artikel 64). */
  in: Array<MedicalOutcome>;
};

/** A municipality with an LVV, from the configuration (gemeente). */
export type Municipality =
  /** Municipality that runs an LVV (Gemeente Amsterdam). */
  | 'AMSTERDAM'
  /** Municipality that runs an LVV (Gemeente Eindhoven). */
  | 'EINDHOVEN'
  /** Municipality that runs an LVV (Gemeente Groningen). */
  | 'GRONINGEN'
  /** Municipality that runs an LVV (Gemeente Rotterdam). */
  | 'ROTTERDAM'
  /** Municipality that runs an LVV (Gemeente Utrecht). */
  | 'UTRECHT';

/** Condition on a value (gemeente). */
export type MunicipalityFilter = {
  /** One of these values; at least one (gemeente). */
  in: Array<Municipality>;
};

/** Direction of an order (sorteerrichting). */
export type OrderDirection =
  /** Smallest or earliest first; without a value: first (oplopend). */
  | 'ASC'
  /** Largest or latest first; without a value: last (aflopend). */
  | 'DESC';

/** Conditions on how the person left (uitstroom). */
export type OutflowFilter = {
  /** Country of destination (bestemming). */
  destination?: TextFilter | null | undefined;
  /** How durable the solution is (bestendigheid). */
  durability?: DurabilityFilter | null | undefined;
  /** Day the person left (vertrokken op). */
  leftAt?: DateRange | null | undefined;
  /** Reason (reden van uitstroom). */
  reason?: OutflowReasonFilter | null | undefined;
};

/** Why a person left the LVV (reden van uitstroom). */
export type OutflowReason =
  /** Awaits a decision on a new asylum application (HASA ingediend). */
  | 'AWAITING_ASYLUM_DECISION'
  /** Ended by the LVV (beëindigd door de LVV). */
  | 'ENDED_BY_LVV'
  /** Departure postponed on medical grounds, art. 64 Vw 2000 (uitstel van vertrek, artikel 64). */
  | 'MEDICAL_POSTPONEMENT'
  /** Another reason (overig). */
  | 'OTHER'
  /** A residence permit was granted (vergunning). */
  | 'PERMIT'
  /** Returned to the country of origin (terugkeer naar het land van herkomst). */
  | 'RETURNED'
  /** Departed to a third country (vertrek naar een derde land). */
  | 'THIRD_COUNTRY'
  /** Left with unknown destination (met onbekende bestemming vertrokken). */
  | 'UNKNOWN_DESTINATION';

/** Condition on a value (reden van uitstroom). */
export type OutflowReasonFilter = {
  /** One of these values; at least one (reden van uitstroom). */
  in: Array<OutflowReason>;
};

/** Condition on a value (een van deze datums). */
export type PartialDateFilter = {
  /** One of these values; at least one (een van deze datums). */
  in: Array<string>;
};

/** Kind of organisation that asks (soort partner). */
export type PartnerKind =
  /** Aliens police (AVIM). */
  | 'AVIM'
  /** Repatriation and Departure Service (DT&V). */
  | 'DTV'
  /** Immigration and Naturalisation Service (IND). */
  | 'IND'
  /** A municipality with an LVV (gemeente). */
  | 'MUNICIPALITY'
  /** A guiding civil-society organisation (maatschappelijke organisatie). */
  | 'NGO'
  /** A data protection officer (functionaris gegevensbescherming). */
  | 'PRIVACY_OFFICER'
  /** The national programme office (programmabureau LVV). */
  | 'PROGRAMME_OFFICE'
  /** A researcher (onderzoeker). */
  | 'RESEARCHER';

/** Conditions on the person; met when any agency that you may read states it (persoon). */
export type PersonFilter = {
  /** Birth date, as precise as stated (geboortedatum). */
  birthDate?: PartialDateFilter | null | undefined;
  /** Place of birth (geboorteplaats). */
  birthPlace?: TextFilter | null | undefined;
  /** Citizen service number (BSN). */
  bsn?: TextFilter | null | undefined;
  /** Family name, as written (achternaam). */
  familyName?: TextFilter | null | undefined;
  /** Given names, as written (voornamen). */
  givenNames?: TextFilter | null | undefined;
  /** Language the person speaks (taal). */
  language?: TextFilter | null | undefined;
  /** One of the nationalities, by code of BRP table 32 (nationaliteiten). */
  nationalities?: TextFilter | null | undefined;
  /** V-number (V-nummer). */
  vNumber?: VNumberFilter | null | undefined;
};

/** Conditions on what the case table decided (plan). */
export type PlanFilter = {
  /** Day of the decision (datum LSO-besluit). */
  decidedAt?: DateRange | null | undefined;
  /** Scenario (scenario). */
  scenario?: ScenarioFilter | null | undefined;
};

/** State of a return procedure (stand van de terugkeerprocedure). */
export type ProcedureState =
  /** Closed (afgesloten). */
  | 'CLOSED'
  /** Open (lopend). */
  | 'OPEN';

/** Condition on a value (stand van de procedure). */
export type ProcedureStateFilter = {
  /** One of these values; at least one (stand van de procedure). */
  in: Array<ProcedureState>;
};

/** A consent that the person gave (gegeven toestemming). */
export type RecordConsentInput = {
  /** Case of the person (casus-id). */
  caseId: string | number;
  /** Moment the person gave it (gegeven op). */
  givenAt: string;
  /** Code of the one organisation it is for; all of the kind when left out (organisatie). */
  organisation?: string | null | undefined;
  /** Kind of partner that it is for (soort partner). */
  partnerKind: PartnerKind;
};

/** A value that a source states, named after its type and field (gegeven). */
export type RectifiableField =
  /** Day of the decision (beslist op). */
  | 'APPLICATION_DECIDED_AT'
  /** Last day of the entry ban, art. 66a (inreisverbod tot). */
  | 'APPLICATION_ENTRY_BAN_UNTIL'
  /** Kind of application (soort aanvraag). */
  | 'APPLICATION_KIND'
  /** Article of the Vw 2000 that the decision rests on (wetsartikel). */
  | 'APPLICATION_LEGAL_ARTICLE'
  /** Outcome of art. 64, never its content (uitkomst artikel 64). */
  | 'APPLICATION_MEDICAL_OUTCOME'
  /** Last day of the postponement (artikel 64 geldig tot). */
  | 'APPLICATION_MEDICAL_VALID_UNTIL'
  /** Outcome (uitkomst). */
  | 'APPLICATION_OUTCOME'
  /** Remedy that is open or pending (rechtsmiddel). */
  | 'APPLICATION_REMEDY'
  /** Last day for the remedy (uiterste datum rechtsmiddel). */
  | 'APPLICATION_REMEDY_DEADLINE'
  /** Day of the return decision, art. 62a (terugkeerbesluit). */
  | 'APPLICATION_RETURN_DECISION_AT'
  /** How far it is (stand). */
  | 'APPLICATION_STATE'
  /** Day it was submitted (ingediend op). */
  | 'APPLICATION_SUBMITTED_AT'
  /** Day of arrival in the LVV (ingang opvang). */
  | 'CASE_ARRIVED_AT'
  /** Day of leaving the LVV (einde opvang). */
  | 'CASE_LEFT_AT'
  /** Municipality with the direction (gemeente). */
  | 'CASE_MUNICIPALITY'
  /** Where the case stands (stand van de casus). */
  | 'CASE_STATUS'
  /** Day by which it is due (uiterlijk op). */
  | 'EFFORT_DUE_AT'
  /** What it undertook (inspanning). */
  | 'EFFORT_EFFORT'
  /** Organisation that acts (organisatie). */
  | 'EFFORT_ORGANISATION'
  /** Last day; null while it lasts (einde). */
  | 'GUIDANCE_ENDED_AT'
  /** Goal (doel). */
  | 'GUIDANCE_GOAL'
  /** Guiding organisation (begeleidende organisatie). */
  | 'GUIDANCE_ORGANISATION'
  /** Phase (fase). */
  | 'GUIDANCE_PHASE'
  /** First day (start). */
  | 'GUIDANCE_STARTED_AT'
  /** Country or body that issued it (afgegeven door). */
  | 'IDENTITY_DOCUMENT_ISSUED_BY'
  /** Kind of document (soort document). */
  | 'IDENTITY_DOCUMENT_KIND'
  /** Number of the document (documentnummer). */
  | 'IDENTITY_DOCUMENT_NUMBER'
  /** Last day of validity (geldig tot). */
  | 'IDENTITY_DOCUMENT_VALID_UNTIL'
  /** Whether the identity is established (identiteit vastgesteld). */
  | 'IDENTITY_ESTABLISHED'
  /** Day it was established (vastgesteld op). */
  | 'IDENTITY_ESTABLISHED_AT'
  /** Strength of the evidence, 1 is the strongest (bronniveau). */
  | 'IDENTITY_SOURCE_LEVEL'
  /** E-mail address (e-mailadres). */
  | 'OFFICER_EMAIL'
  /** Name (naam). */
  | 'OFFICER_NAME'
  /** Telephone number (telefoonnummer). */
  | 'OFFICER_TELEPHONE'
  /** Country of destination, where known (bestemming). */
  | 'OUTFLOW_DESTINATION'
  /** How durable the solution is (bestendigheid). */
  | 'OUTFLOW_DURABILITY'
  /** Day the person left (vertrokken op). */
  | 'OUTFLOW_LEFT_AT'
  /** Reason (reden van uitstroom). */
  | 'OUTFLOW_REASON'
  /** Other names the person is known by (aliassen). */
  | 'PERSON_ALIASES'
  /** Birth date, as precise as it is known (geboortedatum). */
  | 'PERSON_BIRTH_DATE'
  /** Place of birth (geboorteplaats). */
  | 'PERSON_BIRTH_PLACE'
  /** Citizen service number; most people here have none (BSN). */
  | 'PERSON_BSN'
  /** E-mail address (e-mailadres). */
  | 'PERSON_EMAIL'
  /** Family name (achternaam). */
  | 'PERSON_FAMILY_NAME'
  /** Given names (voornamen). */
  | 'PERSON_GIVEN_NAMES'
  /** Language in which an interpreter is needed (tolk). */
  | 'PERSON_INTERPRETER'
  /** Language the person speaks (taal). */
  | 'PERSON_LANGUAGE'
  /** Nationalities, by code of BRP table 32; 0000 unknown, 0499 stateless (nationaliteiten). */
  | 'PERSON_NATIONALITIES'
  /** Telephone number (telefoonnummer). */
  | 'PERSON_TELEPHONE'
  /** V-number; null while the person has none (V-nummer). */
  | 'PERSON_V_NUMBER'
  /** Day of the decision (datum LSO-besluit). */
  | 'PLAN_DECIDED_AT'
  /** Scenario that is pursued (scenario). */
  | 'PLAN_SCENARIO'
  /** Day it was closed (afgesloten op). */
  | 'RETURN_PROCEDURE_CLOSED_AT'
  /** Way of departure (vertrekwijze). */
  | 'RETURN_PROCEDURE_DEPARTURE_KIND'
  /** Country that was asked for it (land van de LP-aanvraag). */
  | 'RETURN_PROCEDURE_LAISSEZ_PASSER_COUNTRY'
  /** Stage of the laissez-passer (stand LP). */
  | 'RETURN_PROCEDURE_LAISSEZ_PASSER_STAGE'
  /** Day it was opened (geopend op). */
  | 'RETURN_PROCEDURE_OPENED_AT'
  /** Planned day of departure (geplande vertrekdatum). */
  | 'RETURN_PROCEDURE_PLANNED_DEPARTURE_AT'
  /** State (stand). */
  | 'RETURN_PROCEDURE_STATE'
  /** Whether the IOM supports the return (ondersteuning door de IOM). */
  | 'RETURN_PROCEDURE_SUPPORTED_BY_IOM'
  /** Address of the place (adres). */
  | 'SHELTER_STAY_ADDRESS'
  /** First day of the stay (ingang opvang). */
  | 'SHELTER_STAY_ARRIVED_AT'
  /** Practical needs; nothing medical (bijzonderheden). */
  | 'SHELTER_STAY_ATTENTION'
  /** Last day of the stay; null while it lasts (einde opvang). */
  | 'SHELTER_STAY_DEPARTED_AT'
  /** Kind of place (soort opvang). */
  | 'SHELTER_STAY_KIND'
  /** Name of the place (locatie). */
  | 'SHELTER_STAY_LOCATION'
  /** Room (kamer). */
  | 'SHELTER_STAY_ROOM';

/** Legal remedy against a decision (rechtsmiddel). */
export type Remedy =
  /** Appeal to the court (beroep). */
  | 'APPEAL'
  /** Further appeal to the Council of State (hoger beroep). */
  | 'FURTHER_APPEAL'
  /** Request for interim relief (voorlopige voorziening). */
  | 'INTERIM_RELIEF'
  /** Objection to the IND (bezwaar). */
  | 'OBJECTION';

/** Condition on a value (rechtsmiddel). */
export type RemedyFilter = {
  /** One of these values; at least one (rechtsmiddel). */
  in: Array<Remedy>;
};

/** Conditions that one and the same return procedure meets (terugkeerprocedure). */
export type ReturnProcedureFilter = {
  /** Day it was closed (afgesloten op). */
  closedAt?: DateRange | null | undefined;
  /** Way of departure (vertrekwijze). */
  departureKind?: DepartureKindFilter | null | undefined;
  /** Country that was asked for it (land van de LP-aanvraag). */
  laissezPasserCountry?: TextFilter | null | undefined;
  /** Stage of the laissez-passer (stand LP). */
  laissezPasserStage?: LaissezPasserStageFilter | null | undefined;
  /** Day it was opened (geopend op). */
  openedAt?: DateRange | null | undefined;
  /** Planned day of departure (geplande vertrekdatum). */
  plannedDepartureAt?: DateRange | null | undefined;
  /** State (stand). */
  state?: ProcedureStateFilter | null | undefined;
  /** Whether the IOM supports the return (ondersteuning door de IOM). */
  supportedByIom?: TruthFilter | null | undefined;
};

/** The perspective that the case table pursues; not its result (scenario). */
export type Scenario =
  /** Legalisation of stay (legalisering). */
  | 'LEGALISATION'
  /** Departure to a third country where permanent stay is allowed (doormigratie). */
  | 'ONWARD_MIGRATION'
  /** Return to the country of origin (terugkeer). */
  | 'RETURN'
  /** Not yet clear (nog in onderzoek). */
  | 'UNDER_INVESTIGATION';

/** Condition on a value (scenario). */
export type ScenarioFilter = {
  /** One of these values; at least one (scenario). */
  in: Array<Scenario>;
};

/** What one organisation undertook (afgesproken inspanning). */
export type ShelterEffortInput = {
  /** Day by which it is due (uiterlijk op). */
  dueAt?: string | null | undefined;
  /** What it undertook (inspanning). */
  effort: string;
  /** Code of the organisation that acts (organisatie). */
  organisation: string;
};

/** How and when the person left (uitstroom). */
export type ShelterOutflowInput = {
  /** Country of destination, where known (bestemming). */
  destination?: string | null | undefined;
  /** Day the person left (vertrokken op). */
  leftAt?: string | null | undefined;
  /** Reason; how durable it is follows from it (reden van uitstroom). */
  reason: OutflowReason;
};

/** Who the person is, as the municipality knows (persoon). */
export type ShelterPersonInput = {
  /** Other names the person is known by (aliassen). */
  aliases?: Array<string> | null | undefined;
  /** Birth date, as precise as it is known (geboortedatum). */
  birthDate?: string | null | undefined;
  /** Place of birth (geboorteplaats). */
  birthPlace?: string | null | undefined;
  /** Citizen service number (BSN). */
  bsn?: string | null | undefined;
  /** E-mail address (e-mailadres). */
  email?: string | null | undefined;
  /** Family name (achternaam). */
  familyName?: string | null | undefined;
  /** Given names (voornamen). */
  givenNames?: string | null | undefined;
  /** Language in which an interpreter is needed (tolk). */
  interpreter?: string | null | undefined;
  /** Language the person speaks (taal). */
  language?: string | null | undefined;
  /** Nationalities, by code of BRP table 32 (nationaliteiten). */
  nationalities?: Array<string> | null | undefined;
  /** Telephone number (telefoonnummer). */
  telephone?: string | null | undefined;
};

/** What the case table decided (plan). */
export type ShelterPlanInput = {
  /** Day of the decision (datum LSO-besluit). */
  decidedAt?: string | null | undefined;
  /** Agreed efforts (inspanningen). */
  efforts?: Array<ShelterEffortInput> | null | undefined;
  /** Scenario that is pursued (scenario). */
  scenario: Scenario;
};

/** The whole of what the municipality holds in one file; what is left out is not stated (dossier opvang). */
export type ShelterRecordInput = {
  /** Your own key of the file; the same key is the same file (dossiernummer). */
  key: string;
  /** How the person left (uitstroom). */
  outflow?: ShelterOutflowInput | null | undefined;
  /** Who the person is (persoon). */
  person: ShelterPersonInput;
  /** What the case table decided (plan). */
  plan?: ShelterPlanInput | null | undefined;
  /** Moment you recorded it (vastgelegd op). */
  recordedAt?: string | null | undefined;
  /** Stays (verblijven). */
  stays?: Array<ShelterStayInput> | null | undefined;
  /** V-number; left out while the person has none (V-nummer). */
  vNumber?: string | null | undefined;
  /** Higher versions replace lower ones; 0 when left out, and in files: they no longer change a record that has a version (versie). */
  version?: number | null | undefined;
};

/** Conditions that one and the same stay meets (verblijf). */
export type ShelterStayFilter = {
  /** First day (ingang opvang). */
  arrivedAt?: DateRange | null | undefined;
  /** Practical need, as written (bijzonderheden). */
  attention?: TextFilter | null | undefined;
  /** Last day (einde opvang). */
  departedAt?: DateRange | null | undefined;
  /** Kind of place (soort opvang). */
  kind?: StayKindFilter | null | undefined;
  /** Name of the place (locatie). */
  location?: TextFilter | null | undefined;
};

/** One uninterrupted time in a place of shelter (verblijf). */
export type ShelterStayInput = {
  /** Address of the place (adres). */
  address?: string | null | undefined;
  /** First day; no two stays begin on one day (ingang opvang). */
  arrivedAt: string;
  /** Practical needs; nothing medical (bijzonderheden). */
  attention?: string | null | undefined;
  /** Last day; left out while it lasts (einde opvang). */
  departedAt?: string | null | undefined;
  /** Kind of place (soort opvang). */
  kind: StayKind;
  /** Name of the place (locatie). */
  location?: string | null | undefined;
  /** Room (kamer). */
  room?: string | null | undefined;
};

/** Owner of a source of data (bronhouder). */
export type Source =
  /** Aliens police, identification and human trafficking (AVIM). */
  | 'AVIM'
  /** Repatriation and Departure Service (Dienst Terugkeer en Vertrek). */
  | 'DTV'
  /** The guiding civil-society organisations (maatschappelijke organisaties). */
  | 'GUIDANCE'
  /** Immigration and Naturalisation Service (Immigratie- en Naturalisatiedienst). */
  | 'IND'
  /** The municipal shelters (gemeentelijke opvang). */
  | 'SHELTER';

/** How a source is read (soort koppeling). */
export type SourceKind =
  /** What the agency delivered, kept here (aangeleverd). */
  | 'HOSTED'
  /** The agency's own API (eigen API). */
  | 'HTTP'
  /** The agency's own database (eigen database). */
  | 'POSTGRES';

/** Kind of place of a stay (soort opvang). */
export type StayKind =
  /** Guest house or host family (gastgezin of logeerhuis). */
  | 'GUEST_HOUSE'
  /** Shelter at night only (nachtopvang). */
  | 'NIGHT_SHELTER'
  /** The municipality does not say (niet opgegeven). */
  | 'NOT_STATED'
  /** Another kind of place (overige opvang). */
  | 'OTHER'
  /** Shelter around the clock (24-uursopvang). */
  | 'SHELTER_24H';

/** Condition on a value (soort opvang). */
export type StayKindFilter = {
  /** One of these values; at least one (soort opvang). */
  in: Array<StayKind>;
};

/** Condition on a value (een van deze teksten). */
export type TextFilter = {
  /** One of these values; at least one (een van deze teksten). */
  in: Array<string>;
};

/** Kind of event on a timeline (soort gebeurtenis). */
export type TimelineEventKind =
  /** An application was decided (beslissing op aanvraag). */
  | 'APPLICATION_DECIDED'
  /** An application was submitted (aanvraag ingediend). */
  | 'APPLICATION_SUBMITTED'
  /** The case table decided (LSO-besluit). */
  | 'CASE_TABLE_DECISION'
  /** Guidance ended (begeleiding beëindigd). */
  | 'GUIDANCE_ENDED'
  /** Guidance began (begeleiding gestart). */
  | 'GUIDANCE_STARTED'
  /** The identity was established (identiteit vastgesteld). */
  | 'IDENTITY_ESTABLISHED'
  /** Left the LVV (uitstroom). */
  | 'OUTFLOW'
  /** A return decision was taken (terugkeerbesluit). */
  | 'RETURN_DECISION'
  /** A return procedure was closed (terugkeerprocedure afgesloten). */
  | 'RETURN_PROCEDURE_CLOSED'
  /** A return procedure was opened (terugkeerprocedure geopend). */
  | 'RETURN_PROCEDURE_OPENED'
  /** Arrived in a place of shelter (aankomst in de opvang). */
  | 'SHELTER_ARRIVAL'
  /** Left a place of shelter (vertrek uit de opvang). */
  | 'SHELTER_DEPARTURE';

/** Condition on a truth value (ja of nee). */
export type TruthFilter = {
  /** The value it must have (ja of nee). */
  is: boolean;
};

/** Condition on a value (een van deze V-nummers). */
export type VNumberFilter = {
  /** One of these values; at least one (een van deze V-nummers). */
  in: Array<string>;
};

/** A consent that the person withdraws (intrekking). */
export type WithdrawConsentInput = {
  /** Identifier of the consent (toestemming-id). */
  consentId: string | number;
  /** Moment the person withdrew it; now when left out (ingetrokken op). */
  withdrawnAt?: string | null | undefined;
};

export type CasePageQueryVariables = Exact<{
  id: string | number;
  events?: number | null | undefined;
  afterEvent?: string | null | undefined;
}>;


export type CasePageQuery = { case: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null, person: { familyName: string | null, givenNames: string | null, aliases: Array<string> | null, birthDate: string | null, birthPlace: string | null, nationalities: Array<string> | null, vNumber: string | null, bsn: string | null, telephone: string | null, email: string | null, language: string | null, interpreter: string | null, provenance: Array<{ source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string }> | null } | null, applications: Array<{ kind: ApplicationKind | null, state: ApplicationState | null, submittedAt: string | null, decidedAt: string | null, outcome: DecisionOutcome | null, legalArticle: string | null, remedy: Remedy | null, remedyDeadline: string | null, returnDecisionAt: string | null, entryBanUntil: string | null, medicalOutcome: MedicalOutcome | null, medicalValidUntil: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, returnProcedures: Array<{ state: ProcedureState | null, openedAt: string | null, closedAt: string | null, departureKind: DepartureKind | null, laissezPasserStage: LaissezPasserStage | null, laissezPasserCountry: string | null, plannedDepartureAt: string | null, supportedByIom: boolean | null, officer: { name: string | null, telephone: string | null, email: string | null } | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, plan: { scenario: Scenario | null, decidedAt: string | null, efforts: Array<{ organisation: string | null, effort: string | null, dueAt: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null, guidance: Array<{ organisation: string | null, phase: GuidancePhase | null, goal: string | null, startedAt: string | null, endedAt: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, shelterStays: Array<{ arrivedAt: string | null, departedAt: string | null, kind: StayKind | null, location: string | null, address: string | null, room: string | null, attention: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, identity: { established: boolean | null, establishedAt: string | null, sourceLevel: number | null, documents: Array<{ kind: DocumentKind | null, number: string | null, issuedBy: string | null, validUntil: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null, outflow: { reason: OutflowReason | null, durability: Durability | null, destination: string | null, leftAt: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null, conflicts: Array<{ field: ConflictField, values: Array<{ values: Array<string>, sourceLevel: number, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> }> | null, underInvestigation: Array<{ field: RectifiableField, source: Source, requestedAt: string }> | null, timeline: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { at: string, kind: TimelineEventKind, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null }> | null } | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null };

export type CaseListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: CaseFilter | null | undefined;
  orderBy?: CaseOrder | null | undefined;
}>;


export type CaseListQuery = { cases: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null, person: { familyName: string | null, givenNames: string | null } | null } | null }> | null } };

export type CaseByVNumberQueryVariables = Exact<{
  vNumber: string;
}>;


export type CaseByVNumberQuery = { caseByVNumber: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null, person: { familyName: string | null, givenNames: string | null } | null } | null };

export type FindPersonQueryVariables = Exact<{
  input: FindPersonInput;
}>;


export type FindPersonQuery = { findPerson: Array<{ id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null, person: { familyName: string | null, givenNames: string | null } | null }> };

export type ConsentsQueryVariables = Exact<{
  caseId: string | number;
}>;


export type ConsentsQuery = { consents: Array<{ id: string, partnerKind: PartnerKind | null, organisation: string | null, givenAt: string | null, recordedBy: string | null, withdrawnAt: string | null, withdrawnBy: string | null }> | null };

export type RecordConsentMutationVariables = Exact<{
  input: RecordConsentInput;
}>;


export type RecordConsentMutation = { recordConsent: { id: string, partnerKind: PartnerKind | null, organisation: string | null, givenAt: string | null, recordedBy: string | null } | null };

export type WithdrawConsentMutationVariables = Exact<{
  input: WithdrawConsentInput;
}>;


export type WithdrawConsentMutation = { withdrawConsent: { id: string, withdrawnAt: string | null, withdrawnBy: string | null } | null };

export type ChangesQueryVariables = Exact<{
  after?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type ChangesQuery = { changes: { latestCursor: string, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { caseId: string, at: string, kind: CaseChangeKind, areas: Array<ChangeArea>, case: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null } | null } | null }> | null } };

export type LatestCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type LatestCursorQuery = { changes: { latestCursor: string } };

export type CaseChangedSubscriptionVariables = Exact<{
  ids?: Array<string | number> | string | number | null | undefined;
  after?: string | null | undefined;
}>;


export type CaseChangedSubscription = { caseChanged: { cursor: string, caseId: string, at: string, kind: CaseChangeKind, areas: Array<ChangeArea>, case: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null } | null } };

export type DeliverShelterMutationVariables = Exact<{
  input: Array<ShelterRecordInput> | ShelterRecordInput;
}>;


export type DeliverShelterMutation = { deliverShelter: { id: string | null, source: Source | null, mode: DeliveryMode | null, state: DeliveryState | null, startedAt: string | null, endedAt: string | null, received: number | null, new: number | null, changed: number | null, unchanged: number | null, superseded: number | null, quarantined: number | null, rejected: number | null, waiting: number | null, closed: number | null, failure: string | null, rejectedRows: Array<{ place: number | null, reason: string | null }> | null } | null };

export type DeliveryQueryVariables = Exact<{
  id: string | number;
}>;


export type DeliveryQuery = { delivery: { id: string | null, source: Source | null, mode: DeliveryMode | null, state: DeliveryState | null, startedAt: string | null, endedAt: string | null, received: number | null, new: number | null, changed: number | null, unchanged: number | null, superseded: number | null, quarantined: number | null, rejected: number | null, waiting: number | null, closed: number | null, failure: string | null, rejectedRows: Array<{ place: number | null, reason: string | null }> | null } | null };

export type DeliveriesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { deliveries: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string | null, source: Source | null, mode: DeliveryMode | null, state: DeliveryState | null, startedAt: string | null, endedAt: string | null, received: number | null, new: number | null, changed: number | null, unchanged: number | null, superseded: number | null, quarantined: number | null, rejected: number | null, waiting: number | null, closed: number | null, failure: string | null, rejectedRows: Array<{ place: number | null, reason: string | null }> | null } | null }> | null } | null };

export type DeliveryReportFragment = { id: string | null, source: Source | null, mode: DeliveryMode | null, state: DeliveryState | null, startedAt: string | null, endedAt: string | null, received: number | null, new: number | null, changed: number | null, unchanged: number | null, superseded: number | null, quarantined: number | null, rejected: number | null, waiting: number | null, closed: number | null, failure: string | null, rejectedRows: Array<{ place: number | null, reason: string | null }> | null };

export type MatchCandidatesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | number | null | undefined;
  state?: MatchState | null | undefined;
}>;


export type MatchCandidatesQuery = { matchCandidates: Array<{ id: string, caseId: string | null, source: Source | null, organisation: string | null, agrees: Array<MatchIdentifier> | null, foundAt: string | null, decision: MatchDecision | null, decidedAt: string | null, decidedBy: string | null }> | null };

export type ConfirmMatchMutationVariables = Exact<{
  input: MatchInput;
}>;


export type ConfirmMatchMutation = { confirmMatch: { id: string, decision: MatchDecision | null, decidedAt: string | null } | null };

export type RejectMatchMutationVariables = Exact<{
  input: MatchInput;
}>;


export type RejectMatchMutation = { rejectMatch: { id: string, decision: MatchDecision | null, decidedAt: string | null } | null };

export type MunicipalitiesQueryVariables = Exact<{ [key: string]: never; }>;


export type MunicipalitiesQuery = { __type: { enumValues: Array<{ name: string }> | null } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { organisation: string, organisationName: string, partnerKind: PartnerKind, purpose: string, legalBasis: string, policyVersion: string, participation: { validUntil: string | null, daysLeft: number | null, warning: boolean }, readable: Array<{ category: string, covers: string, condition: Condition, fields: Array<string> }> } };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { sources: Array<{ source: Source, kind: SourceKind, available: boolean, lastDeliveredAt: string | null, lastAnsweredAt: string | null }> };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { webhooks: Array<{ id: string, url: string | null, createdAt: string | null, firstFailedAt: string | null, attempts: number | null, nextAttemptAt: string | null, endedAt: string | null }> | null };

export type AddWebhookMutationVariables = Exact<{
  input: AddWebhookInput;
}>;


export type AddWebhookMutation = { addWebhook: { secret: string | null, webhook: { id: string, url: string | null } | null } | null };

export type EndWebhookMutationVariables = Exact<{
  input: EndWebhookInput;
}>;


export type EndWebhookMutation = { endWebhook: { id: string, endedAt: string | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const DeliveryReportFragmentDoc = new TypedDocumentString(`
    fragment DeliveryReport on Delivery {
  id
  source
  mode
  state
  startedAt
  endedAt
  received
  new
  changed
  unchanged
  superseded
  quarantined
  rejected
  waiting
  closed
  failure
  rejectedRows {
    place
    reason
  }
}
    `, {"fragmentName":"DeliveryReport"}) as unknown as TypedDocumentString<DeliveryReportFragment, unknown>;
export const CasePageDocument = new TypedDocumentString(`
    query CasePage($id: ID!, $events: Int = 50, $afterEvent: String) {
  case(id: $id) {
    id
    status
    municipality
    arrivedAt
    leftAt
    person {
      familyName
      givenNames
      aliases
      birthDate
      birthPlace
      nationalities
      vNumber
      bsn
      telephone
      email
      language
      interpreter
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    applications {
      kind
      state
      submittedAt
      decidedAt
      outcome
      legalArticle
      remedy
      remedyDeadline
      returnDecisionAt
      entryBanUntil
      medicalOutcome
      medicalValidUntil
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    returnProcedures {
      state
      openedAt
      closedAt
      departureKind
      laissezPasserStage
      laissezPasserCountry
      plannedDepartureAt
      supportedByIom
      officer {
        name
        telephone
        email
      }
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    plan {
      scenario
      decidedAt
      efforts {
        organisation
        effort
        dueAt
        provenance {
          source
          recordedAt
          retrievedAt
          deliveredBy
        }
      }
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    guidance {
      organisation
      phase
      goal
      startedAt
      endedAt
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    shelterStays {
      arrivedAt
      departedAt
      kind
      location
      address
      room
      attention
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    identity {
      established
      establishedAt
      sourceLevel
      documents {
        kind
        number
        issuedBy
        validUntil
        provenance {
          source
          recordedAt
          retrievedAt
          deliveredBy
        }
      }
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    outflow {
      reason
      durability
      destination
      leftAt
      provenance {
        source
        recordedAt
        retrievedAt
        deliveredBy
      }
    }
    conflicts {
      field
      values {
        values
        sourceLevel
        provenance {
          source
          recordedAt
          retrievedAt
          deliveredBy
        }
      }
    }
    underInvestigation {
      field
      source
      requestedAt
    }
    timeline(first: $events, after: $afterEvent) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          at
          kind
          provenance {
            source
            recordedAt
            retrievedAt
            deliveredBy
          }
        }
      }
    }
    provenance {
      source
      recordedAt
      retrievedAt
      deliveredBy
    }
  }
}
    `) as unknown as TypedDocumentString<CasePageQuery, CasePageQueryVariables>;
export const CaseListDocument = new TypedDocumentString(`
    query CaseList($first: Int = 50, $after: String, $filter: CaseFilter, $orderBy: CaseOrder) {
  cases(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      cursor
      node {
        id
        status
        municipality
        arrivedAt
        leftAt
        person {
          familyName
          givenNames
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CaseListQuery, CaseListQueryVariables>;
export const CaseByVNumberDocument = new TypedDocumentString(`
    query CaseByVNumber($vNumber: VNumber!) {
  caseByVNumber(vNumber: $vNumber) {
    id
    status
    municipality
    arrivedAt
    leftAt
    person {
      familyName
      givenNames
    }
  }
}
    `) as unknown as TypedDocumentString<CaseByVNumberQuery, CaseByVNumberQueryVariables>;
export const FindPersonDocument = new TypedDocumentString(`
    query FindPerson($input: FindPersonInput!) {
  findPerson(input: $input) {
    id
    status
    municipality
    arrivedAt
    leftAt
    person {
      familyName
      givenNames
    }
  }
}
    `) as unknown as TypedDocumentString<FindPersonQuery, FindPersonQueryVariables>;
export const ConsentsDocument = new TypedDocumentString(`
    query Consents($caseId: ID!) {
  consents(caseId: $caseId) {
    id
    partnerKind
    organisation
    givenAt
    recordedBy
    withdrawnAt
    withdrawnBy
  }
}
    `) as unknown as TypedDocumentString<ConsentsQuery, ConsentsQueryVariables>;
export const RecordConsentDocument = new TypedDocumentString(`
    mutation RecordConsent($input: RecordConsentInput!) {
  recordConsent(input: $input) {
    id
    partnerKind
    organisation
    givenAt
    recordedBy
  }
}
    `) as unknown as TypedDocumentString<RecordConsentMutation, RecordConsentMutationVariables>;
export const WithdrawConsentDocument = new TypedDocumentString(`
    mutation WithdrawConsent($input: WithdrawConsentInput!) {
  withdrawConsent(input: $input) {
    id
    withdrawnAt
    withdrawnBy
  }
}
    `) as unknown as TypedDocumentString<WithdrawConsentMutation, WithdrawConsentMutationVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($after: String, $first: Int = 50) {
  changes(after: $after, first: $first) {
    latestCursor
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      cursor
      node {
        caseId
        at
        kind
        areas
        case {
          id
          status
          municipality
          arrivedAt
          leftAt
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const LatestCursorDocument = new TypedDocumentString(`
    query LatestCursor {
  changes(first: 1) {
    latestCursor
  }
}
    `) as unknown as TypedDocumentString<LatestCursorQuery, LatestCursorQueryVariables>;
export const CaseChangedDocument = new TypedDocumentString(`
    subscription CaseChanged($ids: [ID!], $after: String) {
  caseChanged(ids: $ids, after: $after) {
    cursor
    caseId
    at
    kind
    areas
    case {
      id
      status
      municipality
      arrivedAt
      leftAt
    }
  }
}
    `) as unknown as TypedDocumentString<CaseChangedSubscription, CaseChangedSubscriptionVariables>;
export const DeliverShelterDocument = new TypedDocumentString(`
    mutation DeliverShelter($input: [ShelterRecordInput!]!) {
  deliverShelter(input: $input) {
    ...DeliveryReport
  }
}
    fragment DeliveryReport on Delivery {
  id
  source
  mode
  state
  startedAt
  endedAt
  received
  new
  changed
  unchanged
  superseded
  quarantined
  rejected
  waiting
  closed
  failure
  rejectedRows {
    place
    reason
  }
}`) as unknown as TypedDocumentString<DeliverShelterMutation, DeliverShelterMutationVariables>;
export const DeliveryDocument = new TypedDocumentString(`
    query Delivery($id: ID!) {
  delivery(id: $id) {
    ...DeliveryReport
  }
}
    fragment DeliveryReport on Delivery {
  id
  source
  mode
  state
  startedAt
  endedAt
  received
  new
  changed
  unchanged
  superseded
  quarantined
  rejected
  waiting
  closed
  failure
  rejectedRows {
    place
    reason
  }
}`) as unknown as TypedDocumentString<DeliveryQuery, DeliveryQueryVariables>;
export const DeliveriesDocument = new TypedDocumentString(`
    query Deliveries($first: Int = 20, $after: String) {
  deliveries(first: $first, after: $after) {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      cursor
      node {
        ...DeliveryReport
      }
    }
  }
}
    fragment DeliveryReport on Delivery {
  id
  source
  mode
  state
  startedAt
  endedAt
  received
  new
  changed
  unchanged
  superseded
  quarantined
  rejected
  waiting
  closed
  failure
  rejectedRows {
    place
    reason
  }
}`) as unknown as TypedDocumentString<DeliveriesQuery, DeliveriesQueryVariables>;
export const MatchCandidatesDocument = new TypedDocumentString(`
    query MatchCandidates($first: Int = 50, $after: ID, $state: MatchState = OPEN) {
  matchCandidates(first: $first, after: $after, state: $state) {
    id
    caseId
    source
    organisation
    agrees
    foundAt
    decision
    decidedAt
    decidedBy
  }
}
    `) as unknown as TypedDocumentString<MatchCandidatesQuery, MatchCandidatesQueryVariables>;
export const ConfirmMatchDocument = new TypedDocumentString(`
    mutation ConfirmMatch($input: MatchInput!) {
  confirmMatch(input: $input) {
    id
    decision
    decidedAt
  }
}
    `) as unknown as TypedDocumentString<ConfirmMatchMutation, ConfirmMatchMutationVariables>;
export const RejectMatchDocument = new TypedDocumentString(`
    mutation RejectMatch($input: MatchInput!) {
  rejectMatch(input: $input) {
    id
    decision
    decidedAt
  }
}
    `) as unknown as TypedDocumentString<RejectMatchMutation, RejectMatchMutationVariables>;
export const MunicipalitiesDocument = new TypedDocumentString(`
    query Municipalities {
  __type(name: "Municipality") {
    enumValues {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<MunicipalitiesQuery, MunicipalitiesQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    organisation
    organisationName
    partnerKind
    purpose
    legalBasis
    policyVersion
    participation {
      validUntil
      daysLeft
      warning
    }
    readable {
      category
      covers
      condition
      fields
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const SourcesDocument = new TypedDocumentString(`
    query Sources {
  sources {
    source
    kind
    available
    lastDeliveredAt
    lastAnsweredAt
  }
}
    `) as unknown as TypedDocumentString<SourcesQuery, SourcesQueryVariables>;
export const WebhooksDocument = new TypedDocumentString(`
    query Webhooks {
  webhooks {
    id
    url
    createdAt
    firstFailedAt
    attempts
    nextAttemptAt
    endedAt
  }
}
    `) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const AddWebhookDocument = new TypedDocumentString(`
    mutation AddWebhook($input: AddWebhookInput!) {
  addWebhook(input: $input) {
    secret
    webhook {
      id
      url
    }
  }
}
    `) as unknown as TypedDocumentString<AddWebhookMutation, AddWebhookMutationVariables>;
export const EndWebhookDocument = new TypedDocumentString(`
    mutation EndWebhook($input: EndWebhookInput!) {
  endWebhook(input: $input) {
    id
    endedAt
  }
}
    `) as unknown as TypedDocumentString<EndWebhookMutation, EndWebhookMutationVariables>;