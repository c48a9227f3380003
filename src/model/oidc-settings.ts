import { z } from 'zod';
import { PARTNER_KINDS, type PartnerKind } from './principal.js';
import { TOKEN_ALGORITHMS, type TokenProfile } from './token-profile.js';
import { wholeNumber } from './whole-number.js';

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
  /** Our codes by what the provider calls organisations, such as an OIN; absent where it calls them as we do. */
  readonly organisationCodes?: Readonly<Record<string, string>>;
  readonly profile: TokenProfile;
  /** How long known keys go on being used while the provider does not answer. Seconds. */
  readonly keysKeptSeconds: number;
  readonly bound: BoundTokens;
}

/** Whose tokens must be bound to a key or a certificate of the sender (RFC 9449, RFC 8705). */
export interface BoundTokens {
  readonly kinds: readonly PartnerKind[];
  readonly clients: readonly string[];
}

const url = () => z.url({ protocol: /^https?$/ }).optional();
/** The name of a claim, or where it stands inside another: a JSON Pointer (RFC 6901) such as `/organisation/oin`. */
const claim = (standard: string) =>
  z
    .string()
    .regex(/^([^/].*|(\/([^~/]|~[01])+)+)$/)
    .default(standard);
const words = <Word extends string>(known: readonly Word[]) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(' ').filter(Boolean))])
    .pipe(z.array(z.enum(known as readonly [Word, ...Word[]])).min(1));

/** The settings of the identity provider, as the environment has them. */
export const oidcSettings = {
  OIDC_ISSUER: url(),
  OIDC_JWKS_URI: url(),
  OIDC_AUDIENCE: z.string().min(1).default('ketenzicht'),
  OIDC_ORGANISATION_CLAIM: claim('organisation'),
  OIDC_PURPOSES_CLAIM: claim('purposes'),
  OIDC_CLIENT_CLAIM: claim('client_id'),
  OIDC_OFFICER_CLAIM: claim('sub'),
  OIDC_ORGANISATIONS: z
    .string()
    .regex(/^[^\s=]{1,200}=[a-z][a-z0-9-]{0,62}( [^\s=]{1,200}=[a-z][a-z0-9-]{0,62})*$/)
    .refine((text) => new Set(text.split(' ').map((pair) => pair.split('=')[0])).size === text.split(' ').length)
    .optional(),
  OIDC_ALGORITHMS: words(TOKEN_ALGORITHMS).default([...TOKEN_ALGORITHMS]),
  OIDC_TYPED_TOKENS: z.enum(['true', 'false']).default('false'),
  OIDC_SYSTEM_TOKEN_SECONDS: wholeNumber(60, 86_400, 6 * 60 * 60),
  OIDC_PERSON_TOKEN_SECONDS: wholeNumber(60, 86_400, 60 * 60),
  OIDC_KEYS_KEPT_SECONDS: wholeNumber(600, 86_400, 60 * 60),
  OIDC_BOUND_KINDS: words(PARTNER_KINDS).optional(),
  OIDC_BOUND_CLIENTS: z.string().regex(/\S/).optional(),
};

const CLAIM = 'must be the name of a claim, or a path to it such as /organisation/oin';

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_OIDC = {
  OIDC_ISSUER: 'must be the URL of the identity provider, as in the iss claim of its tokens',
  OIDC_JWKS_URI: 'must be the URL of the identity provider’s key set',
  OIDC_AUDIENCE: 'must be the aud value of the tokens meant for this service',
  OIDC_ORGANISATION_CLAIM: CLAIM,
  OIDC_PURPOSES_CLAIM: CLAIM,
  OIDC_CLIENT_CLAIM: CLAIM,
  OIDC_OFFICER_CLAIM: CLAIM,
  OIDC_ORGANISATIONS:
    'must be <what the claim says>=<code of an organisation>, such as an OIN, each once, with a space between',
  OIDC_ALGORITHMS: `must be some of ${TOKEN_ALGORITHMS.join(' ')}, with a space between`,
  OIDC_TYPED_TOKENS: 'must be true or false',
  OIDC_SYSTEM_TOKEN_SECONDS: 'must be a whole number of seconds from 60 to 86400',
  OIDC_PERSON_TOKEN_SECONDS: 'must be a whole number of seconds from 60 to 86400',
  OIDC_KEYS_KEPT_SECONDS: 'must be a whole number of seconds from 600 to 86400',
  OIDC_BOUND_KINDS:
    `must be some of ${PARTNER_KINDS.join(' ')}, with a space between; it needs KETENZICHT_PUBLIC_URL (DPoP) or ` +
    'KETENZICHT_CERTIFICATE_HEADER (mutual TLS)',
  OIDC_BOUND_CLIENTS:
    'must be ids of clients at the identity provider, with a space between; it needs KETENZICHT_PUBLIC_URL (DPoP) or ' +
    'KETENZICHT_CERTIFICATE_HEADER (mutual TLS)',
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
    organisationCodes: given.OIDC_ORGANISATIONS ? codesIn(given.OIDC_ORGANISATIONS) : undefined,
    profile: {
      algorithms: given.OIDC_ALGORITHMS,
      typed: given.OIDC_TYPED_TOKENS === 'true',
      systemSeconds: given.OIDC_SYSTEM_TOKEN_SECONDS,
      personSeconds: given.OIDC_PERSON_TOKEN_SECONDS,
    },
    keysKeptSeconds: given.OIDC_KEYS_KEPT_SECONDS,
    bound: {
      kinds: given.OIDC_BOUND_KINDS ?? [],
      clients: given.OIDC_BOUND_CLIENTS?.split(' ').filter(Boolean) ?? [],
    },
  };
}

/**
 * The provider's settings, or the name of the one that nobody could meet: bound tokens are demanded where none can be
 * proven.
 * @param proofs whether DPoP or mutual TLS is set up here
 */
export function provableOidc(given: Given, proofs: boolean): { oidc?: OidcConfig } | keyof typeof oidcSettings {
  const oidc = oidcOf(given);
  if (!oidc || proofs) return { oidc };
  if (oidc.bound.kinds.length > 0) return 'OIDC_BOUND_KINDS';
  return oidc.bound.clients.length > 0 ? 'OIDC_BOUND_CLIENTS' : { oidc };
}

function codesIn(text: string): Record<string, string> {
  // No prototype: what the provider calls somebody is looked up here.
  const codes: Record<string, string> = Object.create(null);
  for (const pair of text.split(' ')) {
    const [name = '', code = ''] = pair.split('=');
    codes[name] = code;
  }
  return codes;
}

/** The settings as a help text lists them. */
export const OIDC_SETTINGS_HELP = `Identity provider (OpenID Connect); without OIDC_ISSUER this is the demo:
  OIDC_ISSUER                the iss of its tokens; its discovery document says the rest
  OIDC_JWKS_URI              address of its keys, where it publishes no discovery document
  OIDC_AUDIENCE              the aud of tokens for this server (ketenzicht)
  OIDC_ORGANISATION_CLAIM, OIDC_PURPOSES_CLAIM, OIDC_CLIENT_CLAIM, OIDC_OFFICER_CLAIM
                             names of claims, or paths to them such as /organisation/oin
  OIDC_ORGANISATIONS         <what the claim says>=<our code>, where the provider names organisations otherwise
  OIDC_ALGORITHMS            signatures that are taken (PS256 ES256 RS256)
  OIDC_TYPED_TOKENS          true takes only tokens that say typ: at+jwt (false)
  OIDC_SYSTEM_TOKEN_SECONDS, OIDC_PERSON_TOKEN_SECONDS
                             longest life of a token of a system (21600), and with a person behind it (3600)
  OIDC_KEYS_KEPT_SECONDS     how long known keys are used while the provider does not answer (3600)
  OIDC_BOUND_KINDS, OIDC_BOUND_CLIENTS
                             kinds of partners, and clients, whose tokens must be bound by DPoP or mutual TLS`;
