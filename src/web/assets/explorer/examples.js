const MINE = {
  query: `# For everybody. Who you are here, and everything that you may read: for which purpose, on which condition.
query Mine {
  me {
    organisationName
    purpose
    legalBasis
    readable { category covers condition fields }
  }
}`,
};

const SOURCES = {
  query: `# For scripts. How each source stands: ask before a nightly run, and after it.
query Sources {
  sources { source kind available lastAnsweredAt lastDeliveredAt }
}`,
};

const changes = {
  query: `# For scripts. What changed since a cursor, the oldest first; read each case anew. Keep endCursor for the next time.
query Changes($after: String) {
  changes(after: $after, first: 50) {
    latestCursor
    pageInfo { hasNextPage endCursor }
    edges { node { caseId at kind areas } }
  }
}`,
  variables: { after: null },
};

const accessReport = [
  {
    query: `# For front-ends. Who saw what of a person, what for and on what basis.
query AccessReport($vNumber: VNumber!) {
  accessReport(vNumber: $vNumber) {
    period { beganAt endedAt }
    summaries { organisationName purpose activityEn legalBasis times firstAt lastAt seen { nameEn } }
  }
}`,
    variables: { vNumber: '9000000001' },
  },
];

const organisations = [
  {
    query: `# For front-ends. Who takes part, until when, and with which grants.
query Organisations {
  organisations {
    code
    name
    standing
    validUntil
    daysLeft
    grants { purpose standing validUntil }
  }
}`,
  },
];

const PAGE = `query Page($first: Int!) {
  cases(first: $first) {
    totalCount
    edges {
      node {
        id
        status
        arrivedAt
        person { familyName givenNames }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const page = {
  query: `# For front-ends. The cases that exist for you; newest arrivals first.\n${PAGE}`,
  variables: { first: 10 },
};

const coordination = [
  {
    query: `# For front-ends. For the case table (LSO): scenario, agreed efforts, and what the IND and the DT&V have under way.
query CaseTable {
  cases(first: 5, filter: { status: { in: [IN_GUIDANCE] } }) {
    edges {
      node {
        id
        person { familyName givenNames birthDate nationalities }
        plan { scenario decidedAt efforts { organisation effort dueAt } }
        applications { kind state outcome decidedAt medicalOutcome }
        returnProcedures { state laissezPasserStage officer { name telephone } }
        conflicts { field values { values sourceLevel provenance { source deliveredBy } } }
      }
    }
  }
}`,
  },
  {
    query: `# For front-ends. One person of the demo. A value that is withheld is null; extensions.absences says why.
query ByVNumber($vNumber: VNumber!) {
  caseByVNumber(vNumber: $vNumber) {
    id
    person { familyName givenNames vNumber bsn }
    applications { kind outcome medicalOutcome medicalValidUntil }
    timeline { edges { node { at kind provenance { source } } } }
  }
}`,
    variables: { vNumber: '9000000001' },
  },
];

const shelter = [
  {
    query: `# For front-ends. Who stays where, and what they need in practice. Nothing of procedures is in this view.
query Beds {
  cases(first: 10, filter: { status: { in: [IN_GUIDANCE, SHELTERED_PENDING_LSO] } }) {
    edges {
      node {
        id
        person { familyName givenNames language }
        shelterStays { arrivedAt departedAt kind location address room attention }
      }
    }
  }
}`,
  },
];

const guidance = [
  {
    query: `# For front-ends. Those you guide. Decisions and return need the person's consent: see extensions.absences.
query MyGuidance {
  cases(first: 10) {
    edges {
      node {
        id
        person { familyName givenNames vNumber }
        guidance { phase goal startedAt endedAt }
        plan { scenario efforts { organisation effort dueAt } }
        applications { kind state outcome remedyDeadline }
      }
    }
  }
}`,
  },
];

const decision = [
  {
    query: `# For front-ends. Applications without a decision, with the scenario that the case table pursues.
query OpenApplications {
  cases(first: 10, filter: { applications: { state: { in: [SUBMITTED] } } }) {
    totalCount
    edges {
      node {
        id
        municipality
        person { familyName givenNames vNumber }
        plan { scenario decidedAt }
        applications { kind state submittedAt legalArticle remedyDeadline }
      }
    }
  }
}`,
  },
];

const departure = [
  {
    query: `# For front-ends. Open return procedures and how far the travel document is.
query LaissezPasser {
  cases(first: 10, filter: { returnProcedures: { state: { in: [OPEN] } } }) {
    totalCount
    edges {
      node {
        id
        person { familyName givenNames nationalities telephone }
        returnProcedures { openedAt laissezPasserStage laissezPasserCountry plannedDepartureAt supportedByIom }
      }
    }
  }
}`,
  },
];

const supervision = [
  {
    query: `# For front-ends. Reporting duty and measures. Shelter addresses are not in this view.
query ReportingDuty {
  cases(first: 10, filter: { supervision: { reportingDuty: { is: true } } }) {
    totalCount
    edges {
      node {
        id
        person { familyName givenNames vNumber }
        supervision { reportingDuty reportingStatus measure measureUntil }
      }
    }
  }
}`,
  },
];

const identification = [
  {
    query: `# For front-ends. What is known of a person's identity, and which sources differ.
query IdentityResearch {
  cases(first: 10) {
    edges {
      node {
        id
        person { familyName givenNames birthDate birthPlace nationalities }
        identity { established establishedAt sourceLevel documents { kind number issuedBy validUntil } }
        conflicts { field values { values sourceLevel provenance { source } } }
      }
    }
  }
}`,
  },
];

const statistics = [
  {
    query: `# For analysts. Who left, by municipality and reason. Null is SUPPRESSED: too few, or it would tell of too few.
query LeftByReason($until: Date) {
  statistics(input: { population: LEFT, groupBy: [MUNICIPALITY, OUTCOME], until: $until }) {
    refreshedAt
    total { count }
    rows { municipality outcome count share medianDays }
  }
}`,
    variables: { until: '2020-11-01' },
  },
  {
    query: `# For analysts. Who was there at the end of each quarter.
query PresentByQuarter {
  statistics(input: { population: PRESENT, groupBy: [PERIOD], grain: QUARTER, from: "2019-07-01", until: "2020-11-01" }) {
    rows { period count }
  }
}`,
  },
  {
    query: `# For analysts. What the pilots came to, cumulative until a day.
query PilotResults($until: Date!) {
  pilotResults(until: $until) {
    countedUntil
    sheltered
    left
    reasons { outcome count share }
    durability { durability count share }
  }
}`,
    variables: { until: '2020-11-01' },
  },
];

const national = {
  query: `# For analysts. The same for the whole country, exact.
query NationalResults($until: Date!) {
  pilotResults(until: $until) { national { sheltered left reasons { reason count } durability { durability count } } }
}`,
  variables: { until: '2020-11-01' },
};

/** Examples for each view, by partner kind and purpose; each asks only for what that view has. A tab is named as its operation. */
export const EXAMPLES = {
  'MUNICIPALITY/CASE_COORDINATION': [...coordination, page, changes],
  'MUNICIPALITY/SHELTER_OPERATIONS': [...shelter, page, changes],
  'NGO/GUIDANCE': [...guidance, page, changes],
  'IND/RESIDENCE_DECISION': [...decision, page, changes],
  'DTV/RETURN': [...departure, page, changes],
  'AVIM/SUPERVISION': [...supervision, page, changes],
  'AVIM/IDENTIFICATION': [...identification, page, changes],
  'MUNICIPALITY/SUBJECT_ACCESS': accessReport,
  'PRIVACY_OFFICER/SUBJECT_ACCESS': accessReport,
  'PROGRAMME_OFFICE/GRANT_ADMINISTRATION': organisations,
  'RESEARCHER/STATISTICS': statistics,
  'PROGRAMME_OFFICE/STATISTICS': [...statistics, national],
};

/** The tabs of a view; a view without examples of its own asks what it may read. */
export function examplesOf(view) {
  return [...(EXAMPLES[view] ?? []), SOURCES, MINE];
}
