/** The kinds of organisation that can ask; each has its own columns in the policy. */
export const PARTNER_KINDS = [
  'MUNICIPALITY',
  'NGO',
  'IND',
  'DTV',
  'AVIM',
  'RESEARCHER',
  'PROGRAMME_OFFICE',
  'PRIVACY_OFFICER',
] as const;

/** The kind of an organisation that can ask. */
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** Who asks. Made only by `identity/` from a verified token; never from a request body. */
export interface Principal {
  /** Code of the organisation in the register of organisations, such as `amsterdam` or `ind`. */
  readonly organisation: string;
  readonly partnerKind: PartnerKind;
  /** The software that asks (`client_id` or `azp` of the token). */
  readonly client: string;
  /** Pseudonym of the officer behind the request; absent for machine clients. Never a name or a BSN. */
  readonly officer?: string;
}
