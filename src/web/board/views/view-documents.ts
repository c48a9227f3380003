import type { ChangeArea as ReturnArea } from '../../../client/dtv/return/generated/graphql.js';
import type * as Coordination from '../../../client/municipality/case-coordination/generated/graphql.js';
import type * as SubjectAccess from '../../../client/privacy-officer/subject-access/generated/graphql.js';
import type * as Office from '../../../client/programme-office/statistics/generated/graphql.js';
import type * as Research from '../../../client/researcher/statistics/generated/graphql.js';
import type { TypedDocument } from '../ask/ask.js';
import type { Dossier } from './dossier.js';

/** A case as a list shows it. */
export type ListedCase = NonNullable<
  NonNullable<NonNullable<Coordination.CaseListQuery['cases']['edges']>[number]>['node']
>;

/** What the cases of a list meet; only what the view can read may be asked. */
export interface ListFilter {
  readonly status?: { readonly in: Coordination.CaseStatus[] };
  readonly municipality?: { readonly in: Coordination.Municipality[] };
  readonly arrivedAt?: { readonly from?: string; readonly until?: string };
  readonly person?: { readonly familyName?: { readonly in: string[] }; readonly vNumber?: { readonly in: string[] } };
}

/** The order of a list. */
export interface ListOrder {
  readonly field: 'ARRIVED_AT' | 'LEFT_AT' | 'FAMILY_NAME' | 'STATUS' | 'MUNICIPALITY';
  readonly direction: 'ASC' | 'DESC';
}

/** A page of a list. */
export interface ListVariables {
  readonly first: number;
  readonly after?: string;
  readonly filter?: ListFilter;
  readonly orderBy?: ListOrder;
}

type Told = NonNullable<Coordination.CaseChangedSubscription['caseChanged']>;

/** A change as it happens. */
export type ChangeEvent = Omit<Told, 'areas'> & {
  readonly areas: readonly (Coordination.ChangeArea | ReturnArea)[];
};

/** The documents that a view with cases has. */
export interface CaseDocuments {
  readonly list: TypedDocument<Coordination.CaseListQuery, ListVariables>;
  readonly page: TypedDocument<
    { readonly case?: Dossier | null },
    { id: string; events?: number; afterEvent?: string }
  >;
  readonly changed: TypedDocument<{ readonly caseChanged: ChangeEvent }, { ids?: string[]; after?: string }>;
  readonly municipalities: TypedDocument<Coordination.MunicipalitiesQuery, Record<string, never>>;
  readonly deliveries: TypedDocument<Coordination.DeliveriesQuery, { first?: number; after?: string }>;
}

/** The documents that a view with statistics has. */
export interface StatisticsDocuments {
  readonly municipalities: TypedDocument<Research.MunicipalitiesQuery, Record<string, never>>;
  readonly pilot: TypedDocument<Research.PilotResultsQuery, { until: string; municipality?: Research.Municipality }>;
  readonly counts: TypedDocument<Research.StatisticsQuery, { input: Research.StatisticsInput }>;
  /** Exact numbers of the whole country; for the programme office alone. */
  readonly national?: TypedDocument<Office.NationalResultsQuery, { until: string }>;
}

/** What a view can ask, as its own generated documents say; what it lacks does not exist for it. */
export interface ViewDocuments {
  readonly me: TypedDocument<Coordination.MeQuery, Record<string, never>>;
  readonly sources: TypedDocument<Coordination.SourcesQuery, Record<string, never>>;
  readonly cases?: CaseDocuments;
  readonly statistics?: StatisticsDocuments;
  readonly accessReport?: TypedDocument<
    SubjectAccess.AccessReportQuery,
    { vNumber: string; first?: number; after?: string }
  >;
}
