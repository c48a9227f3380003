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
  /** Day of arrival (ingang opvang). */
  arrivedAt?: DateRange | null | undefined;
  /** Some guidance (begeleiding). */
  guidance?: GuidanceFilter | null | undefined;
  /** Day of leaving (einde opvang). */
  leftAt?: DateRange | null | undefined;
  /** Municipality (gemeente). */
  municipality?: MunicipalityFilter | null | undefined;
  /** The outflow (uitstroom). */
  outflow?: OutflowFilter | null | undefined;
  /** The person (persoon). */
  person?: PersonFilter | null | undefined;
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
  /** Status, municipality, arrival or departure (casus). */
  | 'CASE'
  /** Guidance (begeleiding). */
  | 'GUIDANCE'
  /** How the person left (uitstroom). */
  | 'OUTFLOW'
  /** How to reach the person (contactgegevens). */
  | 'PERSON_CONTACT'
  /** Names (naam). */
  | 'PERSON_NAME'
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

/** A range of days, both ends included; at least one end (periode). */
export type DateRange = {
  /** First day (vanaf). */
  from?: string | null | undefined;
  /** Last day (tot en met). */
  until?: string | null | undefined;
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
  /** Family name, as written (achternaam). */
  familyName?: TextFilter | null | undefined;
  /** Given names, as written (voornamen). */
  givenNames?: TextFilter | null | undefined;
  /** Language the person speaks (taal). */
  language?: TextFilter | null | undefined;
};

/** A value that a source states, named after its type and field (gegeven). */
export type RectifiableField =
  /** Day of arrival in the LVV (ingang opvang). */
  | 'CASE_ARRIVED_AT'
  /** Day of leaving the LVV (einde opvang). */
  | 'CASE_LEFT_AT'
  /** Municipality with the direction (gemeente). */
  | 'CASE_MUNICIPALITY'
  /** Where the case stands (stand van de casus). */
  | 'CASE_STATUS'
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
  /** Telephone number (telefoonnummer). */
  | 'PERSON_TELEPHONE'
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
  /** Guidance ended (begeleiding beëindigd). */
  | 'GUIDANCE_ENDED'
  /** Guidance began (begeleiding gestart). */
  | 'GUIDANCE_STARTED'
  /** Left the LVV (uitstroom). */
  | 'OUTFLOW'
  /** Arrived in a place of shelter (aankomst in de opvang). */
  | 'SHELTER_ARRIVAL'
  /** Left a place of shelter (vertrek uit de opvang). */
  | 'SHELTER_DEPARTURE';

export type CasePageQueryVariables = Exact<{
  id: string | number;
  events?: number | null | undefined;
  afterEvent?: string | null | undefined;
}>;


export type CasePageQuery = { case: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null, person: { familyName: string | null, givenNames: string | null, aliases: Array<string> | null, telephone: string | null, email: string | null, language: string | null, interpreter: string | null, provenance: Array<{ source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string }> | null } | null, guidance: Array<{ organisation: string | null, phase: GuidancePhase | null, goal: string | null, startedAt: string | null, endedAt: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, shelterStays: Array<{ arrivedAt: string | null, departedAt: string | null, kind: StayKind | null, location: string | null, address: string | null, room: string | null, attention: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, outflow: { reason: OutflowReason | null, durability: Durability | null, destination: string | null, leftAt: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null, underInvestigation: Array<{ field: RectifiableField, source: Source, requestedAt: string }> | null, timeline: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { at: string, kind: TimelineEventKind, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null }> | null } | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null };

export type CaseListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: CaseFilter | null | undefined;
  orderBy?: CaseOrder | null | undefined;
}>;


export type CaseListQuery = { cases: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null, person: { familyName: string | null, givenNames: string | null } | null } | null }> | null } };

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