const MINE = {
  query: `# Who you are here, and everything that you may read: for which purpose, on which condition.
query Mine {
  me {
    organisationName
    purpose
    legalBasis
    readable { category covers condition fields }
  }
}`,
};

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

const page = { query: `# The cases that exist for you; newest arrivals first.\n${PAGE}`, variables: { first: 10 } };

const coordination = [
  {
    query: `# For the case table (LSO): scenario, agreed efforts, and what the IND and the DT&V have under way.
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
    query: `# One person of the demo. A value that is withheld is null; extensions.absences says why.
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
    query: `# Who stays where, and what they need in practice. Nothing of procedures is in this view.
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
    query: `# Those you guide. Decisions and return need the person's consent: see extensions.absences.
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
    query: `# Applications without a decision, with the scenario that the case table pursues.
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
    query: `# Open return procedures and how far the travel document is.
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
    query: `# Reporting duty and measures. Shelter addresses are not in this view.
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
    query: `# What is known of a person's identity, and which sources differ.
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

/** Examples for each view, by partner kind and purpose; each asks only for what that view has. A tab is named as its operation. */
export const EXAMPLES = {
  'MUNICIPALITY/CASE_COORDINATION': [...coordination, page],
  'MUNICIPALITY/SHELTER_OPERATIONS': [...shelter, page],
  'NGO/GUIDANCE': [...guidance, page],
  'IND/RESIDENCE_DECISION': [...decision, page],
  'DTV/RETURN': [...departure, page],
  'AVIM/SUPERVISION': [...supervision, page],
  'AVIM/IDENTIFICATION': [...identification, page],
};

/** The tabs of a view; a view without examples of its own asks what it may read. */
export function examplesOf(view) {
  return [...(EXAMPLES[view] ?? []), MINE];
}
