/**
 * Signature algorithms that a token may have. All are asymmetric: `none` is no signature, and with a shared secret
 * (`HS…`) our public key would become a signing key (RFC 8725, 3.1 and 3.2). RS256 must be taken, PS256 should be and is
 * recommended above it, others may be as long as they are as strong (NL GOV OAuth 2.0, 3.2.1; NL GOV OpenID Connect,
 * Algorithms).
 */
export const TOKEN_ALGORITHMS = ['PS256', 'ES256', 'RS256'] as const;

/** One of them. */
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number];

/** What a token must be like, beside being signed, whole and in its time. */
export interface TokenProfile {
  readonly algorithms: readonly TokenAlgorithm[];
  /**
   * Whether its header must say `typ: at+jwt` (RFC 9068, 2.1). The NL GOV profiles do not ask for it and many providers do
   * not write it; an ID token or a logout token is refused in any case.
   */
  readonly typed: boolean;
  /** The longest life of a token of a client that acts for itself, in seconds (NL GOV OAuth 2.0, 3.4: six hours). */
  readonly systemSeconds: number;
  /** The longest life of a token with a person behind it, in seconds (NL GOV OAuth 2.0, 3.4: one hour). */
  readonly personSeconds: number;
}
