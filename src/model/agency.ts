/** The owners of sources (bronhouders). A source folder carries the agency's name in lower case. */
export const AGENCIES = ['SHELTER', 'GUIDANCE', 'IND', 'DTV', 'AVIM'] as const;

/** One owner of a source: the municipal shelters, the guiding NGOs, the IND, the DT&V or the AVIM. */
export type Agency = (typeof AGENCIES)[number];
