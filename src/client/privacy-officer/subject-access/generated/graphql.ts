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

export type AccessReportQueryVariables = Exact<{
  vNumber: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccessReportQuery = { accessReport: { generatedAt: string, period: { beganAt: string | null, endedAt: string }, summaries: Array<{ organisation: string, organisationName: string, purpose: string | null, processingActivity: string, legalBasis: string | null, activityNl: string | null, activityEn: string | null, times: number, firstAt: string, lastAt: string, seen: Array<{ category: string, nameNl: string, nameEn: string }> }>, accesses: { hasNextPage: boolean, endCursor: string | null, items: Array<{ at: string, organisation: string, organisationName: string, purpose: string | null, processingActivity: string, legalBasis: string | null, seen: Array<{ category: string, nameNl: string, nameEn: string }> }> } } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { organisation: string, organisationName: string, partnerKind: PartnerKind, purpose: string, legalBasis: string, policyVersion: string, participation: { validUntil: string | null, daysLeft: number | null, warning: boolean }, readable: Array<{ category: string, covers: string, condition: Condition, fields: Array<string> }> } };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { sources: Array<{ source: Source, kind: SourceKind, available: boolean, lastDeliveredAt: string | null, lastAnsweredAt: string | null }> };

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

export const AccessReportDocument = new TypedDocumentString(`
    query AccessReport($vNumber: VNumber!, $first: Int, $after: String) {
  accessReport(vNumber: $vNumber) {
    generatedAt
    period {
      beganAt
      endedAt
    }
    summaries {
      organisation
      organisationName
      purpose
      processingActivity
      legalBasis
      activityNl
      activityEn
      times
      firstAt
      lastAt
      seen {
        category
        nameNl
        nameEn
      }
    }
    accesses(first: $first, after: $after) {
      hasNextPage
      endCursor
      items {
        at
        organisation
        organisationName
        purpose
        processingActivity
        legalBasis
        seen {
          category
          nameNl
          nameEn
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccessReportQuery, AccessReportQueryVariables>;
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