import type * as Residence from '../../../client/ind/residence-decision/generated/graphql.js';
import type * as Coordination from '../../../client/municipality/case-coordination/generated/graphql.js';
import type * as Research from '../../../client/researcher/statistics/generated/graphql.js';

/** A code list in words: each code has some, so a code that the graph gains is an error here until it has them. */
type InWords<Code extends string> = Readonly<Record<Code, string>>;

/** The code lists of the graph, as people read them. */
export interface Codes {
  readonly CaseStatus: InWords<Coordination.CaseStatus>;
  readonly ApplicationKind: InWords<Coordination.ApplicationKind>;
  readonly ApplicationState: InWords<Coordination.ApplicationState>;
  readonly DecisionOutcome: InWords<Coordination.DecisionOutcome>;
  readonly Remedy: InWords<Coordination.Remedy>;
  readonly MedicalOutcome: InWords<Coordination.MedicalOutcome>;
  readonly ProcedureState: InWords<Coordination.ProcedureState>;
  readonly DepartureKind: InWords<Coordination.DepartureKind>;
  readonly LaissezPasserStage: InWords<Coordination.LaissezPasserStage>;
  readonly Scenario: InWords<Coordination.Scenario>;
  readonly GuidancePhase: InWords<Coordination.GuidancePhase>;
  readonly StayKind: InWords<Coordination.StayKind>;
  readonly DocumentKind: InWords<Coordination.DocumentKind>;
  readonly OutflowReason: InWords<Coordination.OutflowReason>;
  readonly CountedOutcome: InWords<Research.CountedOutcome>;
  readonly Durability: InWords<Coordination.Durability>;
  readonly ReportingStatus: InWords<Residence.ReportingStatus>;
  readonly Measure: InWords<Residence.Measure>;
  readonly TimelineEventKind: InWords<Coordination.TimelineEventKind | Residence.TimelineEventKind>;
  readonly Source: InWords<Coordination.Source>;
  readonly SourceKind: InWords<Coordination.SourceKind>;
  readonly DeliveryState: InWords<Coordination.DeliveryState>;
  readonly DeliveryMode: InWords<Coordination.DeliveryMode>;
  readonly ConflictField: InWords<Coordination.ConflictField>;
  readonly PartnerKind: InWords<Residence.PartnerKind>;
  readonly ChangeArea: InWords<Coordination.ChangeArea | Residence.ChangeArea>;
}

/** Name of a code list. */
export type CodeList = keyof Codes;
