import { CASE_DOCUMENT, CASE_FIELDS, LIST_DOCUMENT, PAGE_DOCUMENT, SEARCH_DOCUMENT } from './operations.js';
import type { PeerName } from './peer-list.js';

/** The documents of a server, which take the same variables and give answers of the same form. */
export interface Documents {
  readonly page: string;
  readonly oneCase: string;
  readonly list: string;
  readonly search: string;
}

/** The peers written by hand have the product's schema, as far as it is measured. */
const PRODUCTS: Documents = {
  page: PAGE_DOCUMENT,
  oneCase: CASE_DOCUMENT,
  list: LIST_DOCUMENT,
  search: SEARCH_DOCUMENT,
};

const NEWEST = '[ARRIVED_AT_DESC, ROW_ID_DESC]';
const NAMED = '{ some: { familyName: { in: $names } } }';

/** PostGraphile names its fields after tables and columns; aliases give them the names of the others. */
const POSTGRAPHILES: Documents = {
  page: `query Page($first: Int!) { cases: allCaseIndices(first: $first, orderBy: ${NEWEST}) { edges { node {
    ${CASE_FIELDS.replace('id status', 'id: rowId status')} } } } }`,
  oneCase: `query One($id: UUID!) { case: caseIndexByRowId(rowId: $id) {
    ${CASE_FIELDS.replace('id status', 'id: rowId status')} } }`,
  list: `query List($first: Int!, $until: Date!) {
    cases: allCaseIndices(first: $first, orderBy: [LEFT_AT_DESC, ROW_ID_DESC],
      filter: { status: { in: ["LEFT"] }, arrivedAt: { lessThanOrEqualTo: $until } }) { edges { node {
      id: rowId status municipality arrivedAt leftAt person { familyName givenNames birthDate }
      outflow { reason durability destination leftAt }
    } } } }`,
  search: `query Search($first: Int!, $names: [String!]!) {
    cases: allCaseIndices(first: $first, orderBy: ${NEWEST}, filter: { or: [
      { shelterPersonNamesByCaseId: ${NAMED} }, { indPersonNamesByCaseId: ${NAMED} }] }) { edges { node {
      id: rowId status municipality arrivedAt person { familyName givenNames birthDate }
    } } } }`,
};

/** The documents that a peer is asked with. */
export function documentsOf(name: PeerName): Documents {
  return name === 'postgraphile' ? POSTGRAPHILES : PRODUCTS;
}
