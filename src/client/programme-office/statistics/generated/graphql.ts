/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** When a category may be read (voorwaarde). */
export type Condition =
  /** While the data subject's consent stands (met toestemming). */
  | 'CONSENT'
  /** Where the record belongs to your organisation (eigen gegevens). */
  | 'OWN'
  /** For every case in reach (altijd). */
  | 'YES';

/** How the latest application for residence stands; art. 64 is none (stand van de laatste aanvraag). */
export type CountedApplication =
  /** Granted (ingewilligd). */
  | 'GRANTED'
  /** No application is known (geen aanvraag bekend). */
  | 'NONE'
  /** Not yet decided (nog niet beslist). */
  | 'PENDING'
  /** Rejected or not processed (afgewezen of niet in behandeling genomen). */
  | 'REJECTED'
  /** Withdrawn (ingetrokken). */
  | 'WITHDRAWN';

/** Why people left, as it is counted (reden van uitstroom). */
export type CountedOutcome =
  /** Awaits a decision on a new asylum application (HASA ingediend). */
  | 'AWAITING_ASYLUM_DECISION'
  /** Ended by the LVV (beëindigd door de LVV). */
  | 'ENDED_BY_LVV'
  /** Departure postponed on medical grounds, art. 64 Vw 2000 (uitstel van vertrek, artikel 64). */
  | 'MEDICAL_POSTPONEMENT'
  /** The municipality does not say (niet opgegeven). */
  | 'NOT_STATED'
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

/** How the latest return procedure stands (stand van de laatste terugkeerprocedure). */
export type CountedReturnProcedure =
  /** Closed (afgesloten). */
  | 'CLOSED'
  /** No procedure is known (geen procedure bekend). */
  | 'NONE'
  /** Under way (lopend). */
  | 'OPEN';

/** Scenario as it is counted (scenario). */
export type CountedScenario =
  /** Legalisation of stay (legalisering). */
  | 'LEGALISATION'
  /** The case table has not decided (nog geen besluit). */
  | 'NONE'
  /** Departure to a third country (doormigratie). */
  | 'ONWARD_MIGRATION'
  /** Return to the country of origin (terugkeer). */
  | 'RETURN'
  /** Not yet clear (nog in onderzoek). */
  | 'UNDER_INVESTIGATION';

/** How durable the solution is (bestendigheid). */
export type Durability =
  /** A lasting solution: permit, return or onward migration (bestendig). */
  | 'DURABLE'
  /** No durable solution (niet bestendig). */
  | 'NONE'
  /** A procedure or postponement that may lead to one (semi-bestendig). */
  | 'SEMI_DURABLE';

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

/** Broad group of nationalities: one nationality would single people out (nationaliteitsgroep). */
export type NationalityGroup =
  /** East Africa (Oost-Afrika). */
  | 'EAST_AFRICA'
  /** The Middle East and Central Asia (Midden-Oosten en Centraal-Azië). */
  | 'MIDDLE_EAST_AND_CENTRAL_ASIA'
  /** North Africa (Noord-Afrika). */
  | 'NORTH_AFRICA'
  /** Any other (overig). */
  | 'OTHER'
  /** Stateless, or not stated (staatloos of onbekend). */
  | 'STATELESS_OR_UNKNOWN'
  /** West Africa (West-Afrika). */
  | 'WEST_AFRICA';

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

/** Who is counted (wie er geteld worden). */
export type Population =
  /** Who came in the period (ingestroomd). */
  | 'ENTERED'
  /** Who left in the period (uitgestroomd). */
  | 'LEFT'
  /** Who was there at the end of the period (aanwezig). */
  | 'PRESENT';

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

/** What people can be grouped by (dimensie). */
export type StatisticsDimension =
  /** How the latest application for residence stands (stand van de laatste aanvraag). */
  | 'APPLICATION'
  /** How durable the solution is; of LEFT only (bestendigheid). */
  | 'DURABILITY'
  /** Municipality (gemeente). */
  | 'MUNICIPALITY'
  /** Broad group of nationalities (nationaliteitsgroep). */
  | 'NATIONALITY_GROUP'
  /** Why they left; of LEFT only (reden van uitstroom). */
  | 'OUTCOME'
  /** Month, quarter or year of coming, of leaving, or at whose end they were there (periode). */
  | 'PERIOD'
  /** How the latest return procedure stands (stand van de laatste terugkeerprocedure). */
  | 'RETURN_PROCEDURE'
  /** Perspective that the case table pursues (scenario). */
  | 'SCENARIO';

/** Values to which statistics are narrowed; each one is a dimension too (filter). */
export type StatisticsFilter = {
  /** Latest application (laatste aanvraag). */
  application?: Array<CountedApplication> | null | undefined;
  /** Durability of the solution (bestendigheid). */
  durability?: Array<Durability> | null | undefined;
  /** Municipalities (gemeenten). */
  municipality?: Array<Municipality> | null | undefined;
  /** Groups of nationalities (nationaliteitsgroepen). */
  nationalityGroup?: Array<NationalityGroup> | null | undefined;
  /** Reasons of leaving (redenen van uitstroom). */
  outcome?: Array<CountedOutcome> | null | undefined;
  /** Latest return procedure (laatste procedure). */
  returnProcedure?: Array<CountedReturnProcedure> | null | undefined;
  /** Scenarios (scenario's). */
  scenario?: Array<CountedScenario> | null | undefined;
};

/** What is counted. At most three dimensions, filters and period included (vraag). */
export type StatisticsInput = {
  /** Values to which it is narrowed (filter). */
  filter?: StatisticsFilter | null | undefined;
  /** First day, the first of a month (vanaf). */
  from?: string | null | undefined;
  /** How fine a period is; YEAR when left out (tijdseenheid). */
  grain?: TimeGrain | null | undefined;
  /** What people are grouped by (groeperen naar). */
  groupBy?: Array<StatisticsDimension> | null | undefined;
  /** Who is counted; ENTERED when left out (wie). */
  population?: Population | null | undefined;
  /** First day that no longer counts, the first of a month (tot). */
  until?: string | null | undefined;
};

/** How fine time is told (tijdseenheid). */
export type TimeGrain =
  /** By month (maand). */
  | 'MONTH'
  /** By quarter (kwartaal). */
  | 'QUARTER'
  /** By year (jaar). */
  | 'YEAR';

export type MunicipalitiesQueryVariables = Exact<{ [key: string]: never; }>;


export type MunicipalitiesQuery = { __type: { enumValues: Array<{ name: string }> | null } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { organisation: string, organisationName: string, partnerKind: PartnerKind, purpose: string, legalBasis: string, policyVersion: string, participation: { validUntil: string | null, daysLeft: number | null, warning: boolean }, readable: Array<{ category: string, covers: string, condition: Condition, fields: Array<string> }> } };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { sources: Array<{ source: Source, kind: SourceKind, available: boolean, lastDeliveredAt: string | null, lastAnsweredAt: string | null }> };

export type PilotResultsQueryVariables = Exact<{
  until: string;
  municipality?: Municipality | null | undefined;
}>;


export type PilotResultsQuery = { pilotResults: { countedUntil: string | null, refreshedAt: string | null, sheltered: number | null, left: number | null, reasons: Array<{ outcome: CountedOutcome | null, count: number | null, share: number | null }> | null, durability: Array<{ durability: Durability | null, count: number | null, share: number | null }> | null } | null };

export type StatisticsQueryVariables = Exact<{
  input: StatisticsInput;
}>;


export type StatisticsQuery = { statistics: { refreshedAt: string | null, total: { count: number | null } | null, rows: Array<{ period: string | null, municipality: Municipality | null, nationalityGroup: NationalityGroup | null, scenario: CountedScenario | null, outcome: CountedOutcome | null, durability: Durability | null, application: CountedApplication | null, returnProcedure: CountedReturnProcedure | null, count: number | null, share: number | null, medianDays: number | null }> | null } | null };

export type NationalResultsQueryVariables = Exact<{
  until: string;
}>;


export type NationalResultsQuery = { pilotResults: { countedUntil: string | null, national: { sheltered: number | null, left: number | null, reasons: Array<{ reason: CountedOutcome | null, count: number | null }> | null, durability: Array<{ durability: Durability | null, count: number | null }> | null } | null } | null };

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
export const PilotResultsDocument = new TypedDocumentString(`
    query PilotResults($until: Date!, $municipality: Municipality) {
  pilotResults(until: $until, municipality: $municipality) {
    countedUntil
    refreshedAt
    sheltered
    left
    reasons {
      outcome
      count
      share
    }
    durability {
      durability
      count
      share
    }
  }
}
    `) as unknown as TypedDocumentString<PilotResultsQuery, PilotResultsQueryVariables>;
export const StatisticsDocument = new TypedDocumentString(`
    query Statistics($input: StatisticsInput!) {
  statistics(input: $input) {
    refreshedAt
    total {
      count
    }
    rows {
      period
      municipality
      nationalityGroup
      scenario
      outcome
      durability
      application
      returnProcedure
      count
      share
      medianDays
    }
  }
}
    `) as unknown as TypedDocumentString<StatisticsQuery, StatisticsQueryVariables>;
export const NationalResultsDocument = new TypedDocumentString(`
    query NationalResults($until: Date!) {
  pilotResults(until: $until) {
    countedUntil
    national {
      sheltered
      left
      reasons {
        reason
        count
      }
      durability {
        durability
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NationalResultsQuery, NationalResultsQueryVariables>;