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

/** A document seen in identity research (document). */
export type AvimDocumentInput = {
  /** Country or body that issued it (afgegeven door). */
  issuedBy?: string | null | undefined;
  /** Your own key of the document (kenmerk). */
  key: string;
  /** Kind of document (soort document). */
  kind: DocumentKind;
  /** Number of the document (documentnummer). */
  number?: string | null | undefined;
  /** Last day of validity (geldig tot). */
  validUntil?: string | null | undefined;
};

/** Result of identity research (identiteitsonderzoek). */
export type AvimIdentityInput = {
  /** Whether the identity is established (identiteit vastgesteld). */
  established: boolean;
  /** Day it was established (vastgesteld op). */
  establishedAt?: string | null | undefined;
  /** Strength of the evidence, 1 to 8, 1 is the strongest (bronniveau). */
  sourceLevel?: number | null | undefined;
};

/** A supervisory measure (toezichtsmaatregel). */
export type AvimMeasureInput = {
  /** Your own key of the measure (kenmerk). */
  key: string;
  /** Measure (maatregel). */
  measure: Measure;
  /** First day (maatregel vanaf). */
  measureFrom?: string | null | undefined;
  /** Last day (maatregel tot). */
  measureUntil?: string | null | undefined;
};

/** All that the AVIM holds of one person; what is left out is not stated (dossier AVIM). */
export type AvimRecordInput = {
  /** Documents seen (documenten). */
  documents?: Array<AvimDocumentInput> | null | undefined;
  /** Result of identity research (identiteitsonderzoek). */
  identity?: AvimIdentityInput | null | undefined;
  /** Measures (maatregelen). */
  measures?: Array<AvimMeasureInput> | null | undefined;
  /** Moment you recorded it (vastgelegd op). */
  recordedAt?: string | null | undefined;
  /** Whether there is a duty to report, art. 54 Vw 2000 (meldplicht). */
  reportingDuty?: boolean | null | undefined;
  /** How the duty is met (stand van de meldplicht). */
  reportingStatus?: ReportingStatus | null | undefined;
  /** V-number; also the key of the record (V-nummer). */
  vNumber: string;
  /** Higher versions replace lower ones; 0 when left out, and in files: they no longer change a record that has a version (versie). */
  version?: number | null | undefined;
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
  /** Identity research (identiteitsonderzoek). */
  identity?: IdentityFilter | null | undefined;
  /** Day of leaving (einde opvang). */
  leftAt?: DateRange | null | undefined;
  /** Municipality (gemeente). */
  municipality?: MunicipalityFilter | null | undefined;
  /** The person (persoon). */
  person?: PersonFilter | null | undefined;
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
  /** Status, municipality, arrival or departure (casus). */
  | 'CASE'
  /** Identity research (identiteitsonderzoek). */
  | 'IDENTITY'
  /** Birth date or place (geboorte). */
  | 'PERSON_BIRTH'
  /** Names (naam). */
  | 'PERSON_NAME'
  /** Nationalities (nationaliteit). */
  | 'PERSON_NATIONALITY'
  /** V-number (V-nummer). */
  | 'PERSON_V_NUMBER';

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

/** Conditions on identity research (identiteitsonderzoek). */
export type IdentityFilter = {
  /** Whether the identity is established (identiteit vastgesteld). */
  established?: TruthFilter | null | undefined;
  /** Day it was established (vastgesteld op). */
  establishedAt?: DateRange | null | undefined;
  /** Strength of the evidence (bronniveau). */
  sourceLevel?: LevelFilter | null | undefined;
};

/** Condition on a value (een van deze bronniveaus). */
export type LevelFilter = {
  /** One of these values; at least one (een van deze bronniveaus). */
  in: Array<number>;
};

/** Supervisory measure (toezichtsmaatregel). */
export type Measure =
  /** Duty to be available, art. 55 Vw 2000 (beschikbaarheidsplicht). */
  | 'ART_55'
  /** Restriction of liberty, art. 56 Vw 2000 (vrijheidsbeperkende maatregel). */
  | 'ART_56'
  /** Detention, art. 59 Vw 2000 (vreemdelingenbewaring). */
  | 'ART_59';

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
  /** Family name, as written (achternaam). */
  familyName?: TextFilter | null | undefined;
  /** Given names, as written (voornamen). */
  givenNames?: TextFilter | null | undefined;
  /** One of the nationalities, by code of BRP table 32 (nationaliteiten). */
  nationalities?: TextFilter | null | undefined;
  /** V-number (V-nummer). */
  vNumber?: VNumberFilter | null | undefined;
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
  /** Other names the person is known by (aliassen). */
  | 'PERSON_ALIASES'
  /** Birth date, as precise as it is known (geboortedatum). */
  | 'PERSON_BIRTH_DATE'
  /** Place of birth (geboorteplaats). */
  | 'PERSON_BIRTH_PLACE'
  /** Family name (achternaam). */
  | 'PERSON_FAMILY_NAME'
  /** Given names (voornamen). */
  | 'PERSON_GIVEN_NAMES'
  /** Nationalities, by code of BRP table 32; 0000 unknown, 0499 stateless (nationaliteiten). */
  | 'PERSON_NATIONALITIES'
  /** V-number; null while the person has none (V-nummer). */
  | 'PERSON_V_NUMBER';

/** How a reporting duty is met (stand van de meldplicht). */
export type ReportingStatus =
  /** Deregistered (uitgeschreven). */
  | 'DEREGISTERED'
  /** Met (voldaan). */
  | 'MET'
  /** Missed once (eenmaal niet gemeld). */
  | 'MISSED_ONCE'
  /** Missed twice in a row (tweemaal niet gemeld). */
  | 'MISSED_TWICE'
  /** Summoned after two misses (opgeroepen). */
  | 'SUMMONED';

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

/** Condition on a value (een van deze teksten). */
export type TextFilter = {
  /** One of these values; at least one (een van deze teksten). */
  in: Array<string>;
};

/** Kind of event on a timeline (soort gebeurtenis). */
export type TimelineEventKind =
  /** The identity was established (identiteit vastgesteld). */
  | 'IDENTITY_ESTABLISHED';

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

export type CasePageQueryVariables = Exact<{
  id: string | number;
  events?: number | null | undefined;
  afterEvent?: string | null | undefined;
}>;


export type CasePageQuery = { case: { id: string, status: CaseStatus | null, municipality: Municipality | null, arrivedAt: string | null, leftAt: string | null, person: { familyName: string | null, givenNames: string | null, aliases: Array<string> | null, birthDate: string | null, birthPlace: string | null, nationalities: Array<string> | null, vNumber: string | null, provenance: Array<{ source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string }> | null } | null, identity: { established: boolean | null, establishedAt: string | null, sourceLevel: number | null, documents: Array<{ kind: DocumentKind | null, number: string | null, issuedBy: string | null, validUntil: string | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null, conflicts: Array<{ field: ConflictField, values: Array<{ values: Array<string>, sourceLevel: number, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null }> }> | null, underInvestigation: Array<{ field: RectifiableField, source: Source, requestedAt: string }> | null, timeline: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { at: string, kind: TimelineEventKind, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null }> | null } | null, provenance: { source: Source, recordedAt: string | null, retrievedAt: string, deliveredBy: string } | null } | null };

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

export type DeliverAvimMutationVariables = Exact<{
  input: Array<AvimRecordInput> | AvimRecordInput;
}>;


export type DeliverAvimMutation = { deliverAvim: { id: string | null, source: Source | null, mode: DeliveryMode | null, state: DeliveryState | null, startedAt: string | null, endedAt: string | null, received: number | null, new: number | null, changed: number | null, unchanged: number | null, superseded: number | null, quarantined: number | null, rejected: number | null, waiting: number | null, closed: number | null, failure: string | null, rejectedRows: Array<{ place: number | null, reason: string | null }> | null } | null };

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
      birthDate
      birthPlace
      nationalities
      vNumber
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
export const DeliverAvimDocument = new TypedDocumentString(`
    mutation DeliverAvim($input: [AvimRecordInput!]!) {
  deliverAvim(input: $input) {
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
}`) as unknown as TypedDocumentString<DeliverAvimMutation, DeliverAvimMutationVariables>;
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