/** The purposes of the policy in English; one that is new there is shown by its own name until it stands here. */
export const PURPOSES_EN: Readonly<Record<string, string>> = {
  CASE_COORDINATION: 'Case coordination',
  SHELTER_OPERATIONS: 'Running the shelter',
  SUBJECT_ACCESS: 'Requests for access',
  GUIDANCE: 'Guidance',
  RESIDENCE_DECISION: 'Decisions on residence',
  RETURN: 'Return',
  SUPERVISION: 'Supervision',
  IDENTIFICATION: 'Identification',
  STATISTICS: 'Statistics',
  GRANT_ADMINISTRATION: 'Keeping the partners’ grants',
};

/** The same in Dutch. */
export const PURPOSES_NL: Readonly<Record<string, string>> = {
  CASE_COORDINATION: 'Casusregie',
  SHELTER_OPERATIONS: 'Uitvoering van de opvang',
  SUBJECT_ACCESS: 'Inzageverzoeken',
  GUIDANCE: 'Begeleiding',
  RESIDENCE_DECISION: 'Beslissen op verblijf',
  RETURN: 'Terugkeer',
  SUPERVISION: 'Toezicht',
  IDENTIFICATION: 'Identificatie',
  STATISTICS: 'Statistiek',
  GRANT_ADMINISTRATION: 'Beheer van de deelname',
};
