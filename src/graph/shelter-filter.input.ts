import { InputType } from 'type-graphql';
import { Guarded } from './fields.js';
import {
  DateRange,
  DurabilityFilter,
  GuidancePhaseFilter,
  OutflowReasonFilter,
  PartialDateFilter,
  ScenarioFilter,
  StayKindFilter,
  TextFilter,
  VNumberFilter,
} from './filter-conditions.input.js';

/** Input type `PersonFilter`. */
@InputType('PersonFilter', {
  description: 'Conditions on the person; met when any agency that you may read states it (persoon).',
})
export class PersonFilter {
  @Guarded('person.name', () => TextFilter, 'Family name, as written (achternaam).')
  familyName?: InstanceType<typeof TextFilter> | null;

  @Guarded('person.name', () => TextFilter, 'Given names, as written (voornamen).')
  givenNames?: InstanceType<typeof TextFilter> | null;

  @Guarded('person.birth', () => PartialDateFilter, 'Birth date, as precise as stated (geboortedatum).')
  birthDate?: InstanceType<typeof PartialDateFilter> | null;

  @Guarded('person.birth', () => TextFilter, 'Place of birth (geboorteplaats).')
  birthPlace?: InstanceType<typeof TextFilter> | null;

  @Guarded(
    'person.nationality',
    () => TextFilter,
    'One of the nationalities, by code of BRP table 32 (nationaliteiten).',
  )
  nationalities?: InstanceType<typeof TextFilter> | null;

  @Guarded('person.v_number', () => VNumberFilter, 'V-number (V-nummer).')
  vNumber?: InstanceType<typeof VNumberFilter> | null;

  @Guarded('person.bsn', () => TextFilter, 'Citizen service number (BSN).')
  bsn?: InstanceType<typeof TextFilter> | null;

  @Guarded('person.contact', () => TextFilter, 'Language the person speaks (taal).')
  language?: InstanceType<typeof TextFilter> | null;
}

/** Input type `ShelterStayFilter`. */
@InputType('ShelterStayFilter', { description: 'Conditions that one and the same stay meets (verblijf).' })
export class ShelterStayFilter {
  @Guarded('shelter.stay', () => DateRange, 'First day (ingang opvang).')
  arrivedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('shelter.stay', () => DateRange, 'Last day (einde opvang).')
  departedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('shelter.stay', () => StayKindFilter, 'Kind of place (soort opvang).')
  kind?: InstanceType<typeof StayKindFilter> | null;

  @Guarded('shelter.location', () => TextFilter, 'Name of the place (locatie).')
  location?: InstanceType<typeof TextFilter> | null;

  @Guarded('shelter.attention', () => TextFilter, 'Practical need, as written (bijzonderheden).')
  attention?: InstanceType<typeof TextFilter> | null;
}

/** Input type `PlanFilter`. */
@InputType('PlanFilter', { description: 'Conditions on what the case table decided (plan).' })
export class PlanFilter {
  @Guarded('plan.scenario', () => ScenarioFilter, 'Scenario (scenario).')
  scenario?: InstanceType<typeof ScenarioFilter> | null;

  @Guarded('plan.scenario', () => DateRange, 'Day of the decision (datum LSO-besluit).')
  decidedAt?: InstanceType<typeof DateRange> | null;
}

/** Input type `GuidanceFilter`. */
@InputType('GuidanceFilter', { description: 'Conditions that one and the same guidance meets (begeleiding).' })
export class GuidanceFilter {
  @Guarded('guidance.trajectory', () => TextFilter, 'Guiding organisation (begeleidende organisatie).')
  organisation?: InstanceType<typeof TextFilter> | null;

  @Guarded('guidance.trajectory', () => GuidancePhaseFilter, 'Phase (fase).')
  phase?: InstanceType<typeof GuidancePhaseFilter> | null;

  @Guarded('guidance.trajectory', () => DateRange, 'First day (start).')
  startedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('guidance.trajectory', () => DateRange, 'Last day (einde).')
  endedAt?: InstanceType<typeof DateRange> | null;
}

/** Input type `OutflowFilter`. */
@InputType('OutflowFilter', { description: 'Conditions on how the person left (uitstroom).' })
export class OutflowFilter {
  @Guarded('outflow.reason', () => OutflowReasonFilter, 'Reason (reden van uitstroom).')
  reason?: InstanceType<typeof OutflowReasonFilter> | null;

  @Guarded('outflow.reason', () => DurabilityFilter, 'How durable the solution is (bestendigheid).')
  durability?: InstanceType<typeof DurabilityFilter> | null;

  @Guarded('outflow.reason', () => TextFilter, 'Country of destination (bestemming).')
  destination?: InstanceType<typeof TextFilter> | null;

  @Guarded('outflow.reason', () => DateRange, 'Day the person left (vertrokken op).')
  leftAt?: InstanceType<typeof DateRange> | null;
}
