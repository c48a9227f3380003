/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A purpose to grant (toe te kennen doel). */
export type AddGrantInput = {
  /** Code of the organisation (organisatie). */
  organisation: string;
  /** One of its `possiblePurposes` (doel). */
  purpose: string;
  /** First day; from now on when left out (eerste dag). */
  validFrom?: string | null | undefined;
  /** Last day, included; without an end when left out (laatste dag). */
  validUntil?: string | null | undefined;
};

/** An organisation to add (nieuwe organisatie). */
export type AddOrganisationInput = {
  /** Code, as its tokens have it: lower-case letters, digits and hyphens (code). */
  code: string;
  /** For a municipality: the value of `Case.municipality` that is theirs (gemeente). */
  municipality?: string | null | undefined;
  /** Name (naam). */
  name: string;
  /** Kind of partner; it never changes (soort partner). */
  partnerKind: PartnerKind;
  /** First day; from now on when left out (eerste dag). */
  validFrom?: string | null | undefined;
  /** Last day, included; without an end when left out (laatste dag). */
  validUntil?: string | null | undefined;
};

/** When a category may be read (voorwaarde). */
export type Condition =
  /** While the data subject's consent stands (met toestemming). */
  | 'CONSENT'
  /** Where the record belongs to your organisation (eigen gegevens). */
  | 'OWN'
  /** For every case in reach (altijd). */
  | 'YES';

/** After which day a grant ends (einde van een toekenning). */
export type EndGrantInput = {
  /** Code of the organisation (organisatie). */
  organisation: string;
  /** The purpose (doel). */
  purpose: string;
  /** Last day, included (laatste dag). */
  validUntil: string;
};

/** After which day a participation ends (einde van deelname). */
export type EndOrganisationInput = {
  /** Code of the organisation (code). */
  code: string;
  /** Last day, included (laatste dag). */
  validUntil: string;
};

/** Which version of a processing activity ends (einde van een verwerkingsactiviteit). */
export type EndProcessingActivityInput = {
  /** Moment that lies ahead, with its zone; at once when left out (tijdstip). */
  at?: string | null | undefined;
  /** URI with its version (URI). */
  uri: string;
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

/** Whose participation is given back (herstel van deelname). */
export type RestoreOrganisationInput = {
  /** Code of the organisation (code). */
  code: string;
  /** New last day, included; needed when the old one is over (laatste dag). */
  validUntil?: string | null | undefined;
};

/** Which grant is taken away (intrekking van een toekenning). */
export type RevokeGrantInput = {
  /** Code of the organisation (organisatie). */
  organisation: string;
  /** The purpose (doel). */
  purpose: string;
};

/** Whose participation is taken away (intrekking van deelname). */
export type RevokeOrganisationInput = {
  /** Code of the organisation (code). */
  code: string;
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

/** How a participation, a grant for a purpose or a processing activity stands at this moment (stand). */
export type Standing =
  /** Its last day is over (verlopen). */
  | 'ENDED'
  /** It begins on a later day (nog niet begonnen). */
  | 'NOT_BEGUN'
  /** It was taken away (ingetrokken). */
  | 'REVOKED'
  /** It holds now (geldig). */
  | 'STANDS';

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { organisation: string, organisationName: string, partnerKind: PartnerKind, purpose: string, legalBasis: string, policyVersion: string, participation: { validUntil: string | null, daysLeft: number | null, warning: boolean }, readable: Array<{ category: string, covers: string, condition: Condition, fields: Array<string> }> } };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { sources: Array<{ source: Source, kind: SourceKind, available: boolean, lastDeliveredAt: string | null, lastAnsweredAt: string | null }> };

export type OrganisationsQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganisationsQuery = { organisations: Array<{ code: string | null, name: string | null, partnerKind: PartnerKind | null, standing: Standing | null, validFrom: string | null, validUntil: string | null, daysLeft: number | null, warning: boolean | null, revokedAt: string | null, possiblePurposes: Array<string> | null, grants: Array<{ purpose: string | null, standing: Standing | null, validFrom: string | null, validUntil: string | null, revokedAt: string | null }> | null }> };

export type AddOrganisationMutationVariables = Exact<{
  input: AddOrganisationInput;
}>;


export type AddOrganisationMutation = { addOrganisation: { code: string | null, standing: Standing | null, validFrom: string | null, validUntil: string | null } | null };

export type EndOrganisationMutationVariables = Exact<{
  input: EndOrganisationInput;
}>;


export type EndOrganisationMutation = { endOrganisation: { code: string | null, standing: Standing | null, validUntil: string | null } | null };

export type RevokeOrganisationMutationVariables = Exact<{
  input: RevokeOrganisationInput;
}>;


export type RevokeOrganisationMutation = { revokeOrganisation: { code: string | null, standing: Standing | null, revokedAt: string | null } | null };

export type RestoreOrganisationMutationVariables = Exact<{
  input: RestoreOrganisationInput;
}>;


export type RestoreOrganisationMutation = { restoreOrganisation: { code: string | null, standing: Standing | null, validUntil: string | null } | null };

export type AddGrantMutationVariables = Exact<{
  input: AddGrantInput;
}>;


export type AddGrantMutation = { addGrant: { code: string | null, grants: Array<{ purpose: string | null, standing: Standing | null, validFrom: string | null, validUntil: string | null }> | null } | null };

export type EndGrantMutationVariables = Exact<{
  input: EndGrantInput;
}>;


export type EndGrantMutation = { endGrant: { code: string | null, grants: Array<{ purpose: string | null, standing: Standing | null, validUntil: string | null }> | null } | null };

export type RevokeGrantMutationVariables = Exact<{
  input: RevokeGrantInput;
}>;


export type RevokeGrantMutation = { revokeGrant: { code: string | null, grants: Array<{ purpose: string | null, standing: Standing | null, revokedAt: string | null }> | null } | null };

export type ProcessingActivitiesQueryVariables = Exact<{ [key: string]: never; }>;


export type ProcessingActivitiesQuery = { processingActivities: Array<{ uri: string | null, partnerKind: PartnerKind | null, purpose: string | null, nameNl: string | null, nameEn: string | null, controller: string | null, legalBasis: string | null, categories: Array<string> | null, retention: string | null, confidential: boolean | null, validFrom: string | null, validUntil: string | null, endedAt: string | null, standing: Standing | null, daysLeft: number | null, warning: boolean | null, inPolicy: boolean | null }> };

export type EndProcessingActivityMutationVariables = Exact<{
  input: EndProcessingActivityInput;
}>;


export type EndProcessingActivityMutation = { endProcessingActivity: { uri: string | null, endedAt: string | null, standing: Standing | null, daysLeft: number | null, warning: boolean | null } | null };

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
export const OrganisationsDocument = new TypedDocumentString(`
    query Organisations {
  organisations {
    code
    name
    partnerKind
    standing
    validFrom
    validUntil
    daysLeft
    warning
    revokedAt
    possiblePurposes
    grants {
      purpose
      standing
      validFrom
      validUntil
      revokedAt
    }
  }
}
    `) as unknown as TypedDocumentString<OrganisationsQuery, OrganisationsQueryVariables>;
export const AddOrganisationDocument = new TypedDocumentString(`
    mutation AddOrganisation($input: AddOrganisationInput!) {
  addOrganisation(input: $input) {
    code
    standing
    validFrom
    validUntil
  }
}
    `) as unknown as TypedDocumentString<AddOrganisationMutation, AddOrganisationMutationVariables>;
export const EndOrganisationDocument = new TypedDocumentString(`
    mutation EndOrganisation($input: EndOrganisationInput!) {
  endOrganisation(input: $input) {
    code
    standing
    validUntil
  }
}
    `) as unknown as TypedDocumentString<EndOrganisationMutation, EndOrganisationMutationVariables>;
export const RevokeOrganisationDocument = new TypedDocumentString(`
    mutation RevokeOrganisation($input: RevokeOrganisationInput!) {
  revokeOrganisation(input: $input) {
    code
    standing
    revokedAt
  }
}
    `) as unknown as TypedDocumentString<RevokeOrganisationMutation, RevokeOrganisationMutationVariables>;
export const RestoreOrganisationDocument = new TypedDocumentString(`
    mutation RestoreOrganisation($input: RestoreOrganisationInput!) {
  restoreOrganisation(input: $input) {
    code
    standing
    validUntil
  }
}
    `) as unknown as TypedDocumentString<RestoreOrganisationMutation, RestoreOrganisationMutationVariables>;
export const AddGrantDocument = new TypedDocumentString(`
    mutation AddGrant($input: AddGrantInput!) {
  addGrant(input: $input) {
    code
    grants {
      purpose
      standing
      validFrom
      validUntil
    }
  }
}
    `) as unknown as TypedDocumentString<AddGrantMutation, AddGrantMutationVariables>;
export const EndGrantDocument = new TypedDocumentString(`
    mutation EndGrant($input: EndGrantInput!) {
  endGrant(input: $input) {
    code
    grants {
      purpose
      standing
      validUntil
    }
  }
}
    `) as unknown as TypedDocumentString<EndGrantMutation, EndGrantMutationVariables>;
export const RevokeGrantDocument = new TypedDocumentString(`
    mutation RevokeGrant($input: RevokeGrantInput!) {
  revokeGrant(input: $input) {
    code
    grants {
      purpose
      standing
      revokedAt
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeGrantMutation, RevokeGrantMutationVariables>;
export const ProcessingActivitiesDocument = new TypedDocumentString(`
    query ProcessingActivities {
  processingActivities {
    uri
    partnerKind
    purpose
    nameNl
    nameEn
    controller
    legalBasis
    categories
    retention
    confidential
    validFrom
    validUntil
    endedAt
    standing
    daysLeft
    warning
    inPolicy
  }
}
    `) as unknown as TypedDocumentString<ProcessingActivitiesQuery, ProcessingActivitiesQueryVariables>;
export const EndProcessingActivityDocument = new TypedDocumentString(`
    mutation EndProcessingActivity($input: EndProcessingActivityInput!) {
  endProcessingActivity(input: $input) {
    uri
    endedAt
    standing
    daysLeft
    warning
  }
}
    `) as unknown as TypedDocumentString<EndProcessingActivityMutation, EndProcessingActivityMutationVariables>;