import { z } from 'zod';

/** How people log in at the identity provider: the client that this server is there, and where it can be reached. */
export interface LoginSettings {
  readonly clientId: string;
  /** Path of the client's private key (`private_key_jwt`). Absent: a public client. */
  readonly clientKeyFile?: string;
  /** What else the provider wants to be asked, such as `scope=openid offline_access&resource=…`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The settings of the pages and of logging in, as the environment has them. */
export const loginSettings = {
  KETENZICHT_PAGES: z.enum(['true', 'false']).optional(),
  KETENZICHT_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((text) => isOrigin(text))
    .optional(),
  OIDC_LOGIN_CLIENT_ID: z.string().min(1).optional(),
  OIDC_LOGIN_CLIENT_KEY: z.string().min(1).optional(),
  OIDC_LOGIN_PARAMETERS: z
    .string()
    .refine((text) => [...new URLSearchParams(text).keys()].every((name) => !OURS.has(name)))
    .optional(),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_LOGIN = {
  KETENZICHT_PAGES: 'must be true or false; true needs OIDC_LOGIN_CLIENT_ID and KETENZICHT_PUBLIC_URL, or the demo',
  KETENZICHT_PUBLIC_URL:
    'must be the address of this server as browsers see it, such as https://ketenzicht.example, without a path; http on this machine only',
  OIDC_LOGIN_CLIENT_ID:
    'must be the client that this server is at the identity provider; it needs KETENZICHT_PUBLIC_URL',
  OIDC_LOGIN_CLIENT_KEY: 'must be a file with the private key of that client (JWK or PEM)',
  OIDC_LOGIN_PARAMETERS:
    'must be what else the identity provider wants, such as scope=openid&resource=https://…, and nothing that the log-in sets itself',
};

/** What the log-in itself says to the provider (RFC 6749, 4.1.1; RFC 7636; OpenID Connect Core 1.0, 3.1.2.1). */
const OURS = new Set([
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
]);

type Given = { readonly [Name in keyof typeof loginSettings]?: z.infer<(typeof loginSettings)[Name]> };

/**
 * The pages' settings as the process works with them, or the name of the setting that is missing or does not fit.
 * @param demo whether the demo issues the tokens: it needs no log-in
 */
export function pagesOf(
  given: Given,
  demo: boolean,
): { pages: boolean; publicUrl?: string; login?: LoginSettings } | keyof typeof loginSettings {
  const pages = given.KETENZICHT_PAGES ? given.KETENZICHT_PAGES === 'true' : demo;
  const { OIDC_LOGIN_CLIENT_ID: clientId, KETENZICHT_PUBLIC_URL: url } = given;
  if (demo) return { pages };
  if (clientId && !url) return 'OIDC_LOGIN_CLIENT_ID';
  if (pages && !clientId) return 'KETENZICHT_PAGES';
  const publicUrl = url && new URL(url).origin;
  if (!clientId) return { pages, publicUrl };
  const asked = Object.fromEntries(new URLSearchParams(given.OIDC_LOGIN_PARAMETERS ?? ''));
  const parameters = { ...asked, scope: withOpenid(asked.scope) };
  return { pages, publicUrl, login: { clientId, clientKeyFile: given.OIDC_LOGIN_CLIENT_KEY, parameters } };
}

/** Without `openid` there is no ID token, and without that no nonce is checked. */
function withOpenid(scope = ''): string {
  return [...new Set(['openid', ...scope.split(' ').filter(Boolean)])].join(' ');
}

function isOrigin(text: string): boolean {
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return (protocol === 'https:' || local) && pathname === '/' && `${search}${hash}${username}${password}` === '';
}

/** The settings as a help text lists them. */
export const LOGIN_SETTINGS_HELP = `Pages, and how people log in to them:
  KETENZICHT_PAGES        true serves the pages; without OIDC_ISSUER they are on, with it they are off
  KETENZICHT_PUBLIC_URL   address of this server as browsers and clients see it, such as https://ketenzicht.example
  OIDC_LOGIN_CLIENT_ID    the client that this server is at the identity provider
  OIDC_LOGIN_CLIENT_KEY   file with its private key (JWK or PEM), for private_key_jwt; without one: a public client
  OIDC_LOGIN_PARAMETERS   what else the provider wants, such as scope=openid offline_access&prompt=consent`;
