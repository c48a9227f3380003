import { InputType } from 'type-graphql';
import { ApplicationFilter, IdentityFilter, ReturnProcedureFilter, SupervisionFilter } from './agency-filter.input.js';
import { Edge, Guarded } from './fields.js';
import { CaseStatusFilter, DateRange, MunicipalityFilter } from './filter-conditions.input.js';
import { GuidanceFilter, OutflowFilter, PersonFilter, PlanFilter, ShelterStayFilter } from './shelter-filter.input.js';

/** Input type `CaseFilter`. */
@InputType('CaseFilter', { description: 'Conditions on cases; all of them must be met (filter).' })
export class CaseFilter {
  @Guarded('case.status', () => CaseStatusFilter, 'Where the case stands (stand van de casus).')
  status?: InstanceType<typeof CaseStatusFilter> | null;

  @Guarded('case.status', () => MunicipalityFilter, 'Municipality (gemeente).')
  municipality?: InstanceType<typeof MunicipalityFilter> | null;

  @Guarded('case.status', () => DateRange, 'Day of arrival (ingang opvang).')
  arrivedAt?: InstanceType<typeof DateRange> | null;

  @Guarded('case.status', () => DateRange, 'Day of leaving (einde opvang).')
  leftAt?: InstanceType<typeof DateRange> | null;

  @Edge(() => PersonFilter, 'The person (persoon).')
  person?: PersonFilter | null;

  @Edge(() => ShelterStayFilter, 'Some stay (verblijven).')
  shelterStays?: ShelterStayFilter | null;

  @Edge(() => PlanFilter, 'The plan (plan).')
  plan?: PlanFilter | null;

  @Edge(() => GuidanceFilter, 'Some guidance (begeleiding).')
  guidance?: GuidanceFilter | null;

  @Edge(() => ApplicationFilter, 'Some application (aanvragen).')
  applications?: ApplicationFilter | null;

  @Edge(() => ReturnProcedureFilter, 'Some return procedure (terugkeerprocedures).')
  returnProcedures?: ReturnProcedureFilter | null;

  @Edge(() => SupervisionFilter, 'Supervision (toezicht).')
  supervision?: SupervisionFilter | null;

  @Edge(() => IdentityFilter, 'Identity research (identiteitsonderzoek).')
  identity?: IdentityFilter | null;

  @Edge(() => OutflowFilter, 'The outflow (uitstroom).')
  outflow?: OutflowFilter | null;
}
