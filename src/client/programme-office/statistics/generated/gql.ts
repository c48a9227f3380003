/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Municipalities {\n  __type(name: \"Municipality\") {\n    enumValues {\n      name\n    }\n  }\n}": typeof types.MunicipalitiesDocument,
    "query Me {\n  me {\n    organisation\n    organisationName\n    partnerKind\n    purpose\n    legalBasis\n    policyVersion\n    participation {\n      validUntil\n      daysLeft\n      warning\n    }\n    readable {\n      category\n      covers\n      condition\n      fields\n    }\n  }\n}\n\nquery Sources {\n  sources {\n    source\n    kind\n    available\n    lastDeliveredAt\n    lastAnsweredAt\n  }\n}": typeof types.MeDocument,
    "query PilotResults($until: Date!, $municipality: Municipality) {\n  pilotResults(until: $until, municipality: $municipality) {\n    countedUntil\n    refreshedAt\n    sheltered\n    left\n    reasons {\n      outcome\n      count\n      share\n    }\n    durability {\n      durability\n      count\n      share\n    }\n  }\n}\n\nquery Statistics($input: StatisticsInput!) {\n  statistics(input: $input) {\n    refreshedAt\n    total {\n      count\n    }\n    rows {\n      period\n      municipality\n      nationalityGroup\n      scenario\n      outcome\n      durability\n      application\n      returnProcedure\n      count\n      share\n      medianDays\n    }\n  }\n}": typeof types.PilotResultsDocument,
    "query NationalResults($until: Date!) {\n  pilotResults(until: $until) {\n    countedUntil\n    national {\n      sheltered\n      left\n      reasons {\n        reason\n        count\n      }\n      durability {\n        durability\n        count\n      }\n    }\n  }\n}": typeof types.NationalResultsDocument,
};
const documents: Documents = {
    "query Municipalities {\n  __type(name: \"Municipality\") {\n    enumValues {\n      name\n    }\n  }\n}": types.MunicipalitiesDocument,
    "query Me {\n  me {\n    organisation\n    organisationName\n    partnerKind\n    purpose\n    legalBasis\n    policyVersion\n    participation {\n      validUntil\n      daysLeft\n      warning\n    }\n    readable {\n      category\n      covers\n      condition\n      fields\n    }\n  }\n}\n\nquery Sources {\n  sources {\n    source\n    kind\n    available\n    lastDeliveredAt\n    lastAnsweredAt\n  }\n}": types.MeDocument,
    "query PilotResults($until: Date!, $municipality: Municipality) {\n  pilotResults(until: $until, municipality: $municipality) {\n    countedUntil\n    refreshedAt\n    sheltered\n    left\n    reasons {\n      outcome\n      count\n      share\n    }\n    durability {\n      durability\n      count\n      share\n    }\n  }\n}\n\nquery Statistics($input: StatisticsInput!) {\n  statistics(input: $input) {\n    refreshedAt\n    total {\n      count\n    }\n    rows {\n      period\n      municipality\n      nationalityGroup\n      scenario\n      outcome\n      durability\n      application\n      returnProcedure\n      count\n      share\n      medianDays\n    }\n  }\n}": types.PilotResultsDocument,
    "query NationalResults($until: Date!) {\n  pilotResults(until: $until) {\n    countedUntil\n    national {\n      sheltered\n      left\n      reasons {\n        reason\n        count\n      }\n      durability {\n        durability\n        count\n      }\n    }\n  }\n}": types.NationalResultsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Municipalities {\n  __type(name: \"Municipality\") {\n    enumValues {\n      name\n    }\n  }\n}"): typeof import('./graphql.js').MunicipalitiesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Me {\n  me {\n    organisation\n    organisationName\n    partnerKind\n    purpose\n    legalBasis\n    policyVersion\n    participation {\n      validUntil\n      daysLeft\n      warning\n    }\n    readable {\n      category\n      covers\n      condition\n      fields\n    }\n  }\n}\n\nquery Sources {\n  sources {\n    source\n    kind\n    available\n    lastDeliveredAt\n    lastAnsweredAt\n  }\n}"): typeof import('./graphql.js').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PilotResults($until: Date!, $municipality: Municipality) {\n  pilotResults(until: $until, municipality: $municipality) {\n    countedUntil\n    refreshedAt\n    sheltered\n    left\n    reasons {\n      outcome\n      count\n      share\n    }\n    durability {\n      durability\n      count\n      share\n    }\n  }\n}\n\nquery Statistics($input: StatisticsInput!) {\n  statistics(input: $input) {\n    refreshedAt\n    total {\n      count\n    }\n    rows {\n      period\n      municipality\n      nationalityGroup\n      scenario\n      outcome\n      durability\n      application\n      returnProcedure\n      count\n      share\n      medianDays\n    }\n  }\n}"): typeof import('./graphql.js').PilotResultsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query NationalResults($until: Date!) {\n  pilotResults(until: $until) {\n    countedUntil\n    national {\n      sheltered\n      left\n      reasons {\n        reason\n        count\n      }\n      durability {\n        durability\n        count\n      }\n    }\n  }\n}"): typeof import('./graphql.js').NationalResultsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
