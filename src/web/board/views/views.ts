import type { ViewKey } from '../../../model/purpose.js';
import type { CaseDocuments, StatisticsDocuments, ViewDocuments } from './view-documents.js';

/** The documents of each view: loaded when somebody asks in that view, and no others. */
const VIEWS: Readonly<Record<string, () => Promise<ViewDocuments>>> = {
  'MUNICIPALITY/CASE_COORDINATION': async () =>
    withCases(await import('../../../client/municipality/case-coordination/generated/graphql.js')),
  'MUNICIPALITY/SHELTER_OPERATIONS': async () =>
    withCases(await import('../../../client/municipality/shelter-operations/generated/graphql.js')),
  'MUNICIPALITY/SUBJECT_ACCESS': async () =>
    withReport(await import('../../../client/municipality/subject-access/generated/graphql.js')),
  'NGO/GUIDANCE': async () => withCases(await import('../../../client/ngo/guidance/generated/graphql.js')),
  'IND/RESIDENCE_DECISION': async () =>
    withCases(await import('../../../client/ind/residence-decision/generated/graphql.js')),
  'DTV/RETURN': async () => withCases(await import('../../../client/dtv/return/generated/graphql.js')),
  'AVIM/SUPERVISION': async () => withCases(await import('../../../client/avim/supervision/generated/graphql.js')),
  'AVIM/IDENTIFICATION': async () =>
    withCases(await import('../../../client/avim/identification/generated/graphql.js')),
  'RESEARCHER/STATISTICS': async () =>
    withStatistics(await import('../../../client/researcher/statistics/generated/graphql.js')),
  'PROGRAMME_OFFICE/STATISTICS': async () =>
    withStatistics(await import('../../../client/programme-office/statistics/generated/graphql.js')),
  'PROGRAMME_OFFICE/GRANT_ADMINISTRATION': async () =>
    without(await import('../../../client/programme-office/grant-administration/generated/graphql.js')),
  'PRIVACY_OFFICER/SUBJECT_ACCESS': async () =>
    withReport(await import('../../../client/privacy-officer/subject-access/generated/graphql.js')),
};

/** What a view can ask. @returns undefined for a view that these pages do not know */
export async function documentsOf(view: ViewKey): Promise<ViewDocuments | undefined> {
  return VIEWS[view]?.();
}

interface Every {
  readonly MeDocument: ViewDocuments['me'];
  readonly SourcesDocument: ViewDocuments['sources'];
}

function without({ MeDocument, SourcesDocument }: Every): ViewDocuments {
  return { me: MeDocument, sources: SourcesDocument };
}

function withCases(
  documents: Every & {
    readonly CaseListDocument: CaseDocuments['list'];
    readonly CasePageDocument: CaseDocuments['page'];
    readonly CaseChangedDocument: CaseDocuments['changed'];
    readonly MunicipalitiesDocument: CaseDocuments['municipalities'];
    readonly DeliveriesDocument: CaseDocuments['deliveries'];
  },
): ViewDocuments {
  const cases = {
    list: documents.CaseListDocument,
    page: documents.CasePageDocument,
    changed: documents.CaseChangedDocument,
    municipalities: documents.MunicipalitiesDocument,
    deliveries: documents.DeliveriesDocument,
  };
  return { ...without(documents), cases };
}

function withReport(
  documents: Every & { readonly AccessReportDocument: NonNullable<ViewDocuments['accessReport']> },
): ViewDocuments {
  return { ...without(documents), accessReport: documents.AccessReportDocument };
}

function withStatistics(
  documents: Every & {
    readonly MunicipalitiesDocument: StatisticsDocuments['municipalities'];
    readonly PilotResultsDocument: StatisticsDocuments['pilot'];
    readonly StatisticsDocument: StatisticsDocuments['counts'];
    readonly NationalResultsDocument?: StatisticsDocuments['national'];
  },
): ViewDocuments {
  const statistics = {
    municipalities: documents.MunicipalitiesDocument,
    pilot: documents.PilotResultsDocument,
    counts: documents.StatisticsDocument,
    national: documents.NationalResultsDocument,
  };
  return { ...without(documents), statistics };
}
