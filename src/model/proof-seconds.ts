/** A proof of possession is good for so long before and after the moment that it says (RFC 9449, 11.1). Seconds. */
export const PROOF_SECONDS = 60;
