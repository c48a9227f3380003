/**
 * What the peers that are written by hand answer: the part of the product's schema that is measured. What is output is plain
 * text where the product has enums and scalars, which is less work.
 */
export const SCHEMA = `
  type Query {
    cases(first: Int!, filter: CaseFilter, orderBy: CaseOrder): CaseConnection!
    case(id: ID!): Case
  }
  scalar Date
  enum CaseStatus { REFERRED SHELTERED_PENDING_LSO IN_GUIDANCE LEFT }
  input CaseFilter { status: CaseStatusFilter arrivedAt: DateRange person: PersonFilter }
  input CaseStatusFilter { in: [CaseStatus!]! }
  input Words { in: [String!]! }
  input DateRange { from: Date until: Date }
  input PersonFilter { familyName: Words }
  input CaseOrder { field: CaseOrderField! direction: OrderDirection! }
  enum CaseOrderField { ARRIVED_AT LEFT_AT }
  enum OrderDirection { ASC DESC }
  type CaseConnection { edges: [CaseEdge!] }
  type CaseEdge { node: Case }
  type Case {
    id: ID! status: String municipality: String arrivedAt: String leftAt: String
    person: Person
    shelterStays: [ShelterStay!]
    plan: Plan
    applications: [Application!]
    returnProcedures: [ReturnProcedure!]
    supervision: Supervision
    identity: Identity
    outflow: Outflow
  }
  type Person {
    familyName: String givenNames: String aliases: [String!] birthDate: String birthPlace: String
    nationalities: [String!] vNumber: String bsn: String
  }
  type ShelterStay { arrivedAt: String departedAt: String kind: String }
  type Plan { scenario: String decidedAt: String efforts: [Effort!] }
  type Effort { organisation: String effort: String dueAt: String }
  type Application {
    kind: String state: String submittedAt: String decidedAt: String outcome: String
    legalArticle: String remedy: String remedyDeadline: String returnDecisionAt: String entryBanUntil: String
    medicalOutcome: String medicalValidUntil: String
  }
  type ReturnProcedure {
    state: String openedAt: String closedAt: String departureKind: String
    laissezPasserStage: String laissezPasserCountry: String plannedDepartureAt: String supportedByIom: Boolean
    officer: Officer
  }
  type Officer { name: String telephone: String email: String }
  type Supervision {
    reportingDuty: Boolean reportingStatus: String measure: String measureFrom: String measureUntil: String
  }
  type Identity { established: Boolean establishedAt: String sourceLevel: Int documents: [Document!] }
  type Document { kind: String number: String issuedBy: String validUntil: String }
  type Outflow { reason: String durability: String destination: String leftAt: String }
`;
