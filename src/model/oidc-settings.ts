import { z } from 'zod';

/** How to trust the identity provider, and under which names its tokens carry what we need. */
export interface OidcConfig {
  readonly issuer: string;
  readonly audience: string;
  /** Where the keys are, when it is not what discovery says. */
  readonly jwksUri?: string;
  readonly organisationClaim: string;
  readonly purposesClaim: string;
  readonly clientClaim: string;
  readonly officerClaim: string;
}

const url = () => z.url({ protocol: /^https?$/ }).optional();
const claim = (standard: string) => z.string().min(1).default(standard);

/** The settings of the identity provider, as the environment has them. */
export const oidcSettings = {
  OIDC_ISSUER: url(),
  OIDC_JWKS_URI: url(),
  OIDC_AUDIENCE: z.string().min(1).default('ketenzicht'),
  OIDC_ORGANISATION_CLAIM: claim('organisation'),
  OIDC_PURPOSES_CLAIM: claim('purposes'),
  OIDC_CLIENT_CLAIM: claim('client_id'),
  OIDC_OFFICER_CLAIM: claim('sub'),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_OIDC = {
  OIDC_ISSUER: 'must be the URL of the identity provider, as in the iss claim of its tokens',
  OIDC_JWKS_URI: 'must be the URL of the identity provider’s key set',
  OIDC_AUDIENCE: 'must be the aud value of the tokens meant for this service',
  OIDC_ORGANISATION_CLAIM: 'must be the name of a claim',
  OIDC_PURPOSES_CLAIM: 'must be the name of a claim',
  OIDC_CLIENT_CLAIM: 'must be the name of a claim',
  OIDC_OFFICER_CLAIM: 'must be the name of a claim',
};

type Given = z.infer<z.ZodObject<typeof oidcSettings>>;

/** How the provider is trusted; undefined without one: then the demo issues the tokens. */
export function oidcOf(given: Given): OidcConfig | undefined {
  if (!given.OIDC_ISSUER) return undefined;
  return {
    issuer: given.OIDC_ISSUER,
    audience: given.OIDC_AUDIENCE,
    jwksUri: given.OIDC_JWKS_URI,
    organisationClaim: given.OIDC_ORGANISATION_CLAIM,
    purposesClaim: given.OIDC_PURPOSES_CLAIM,
    clientClaim: given.OIDC_CLIENT_CLAIM,
    officerClaim: given.OIDC_OFFICER_CLAIM,
  };
}
