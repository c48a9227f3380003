import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, SignJWT } from 'jose';
import { z } from 'zod';
import { type Config, ConfigError } from '../config.js';
import type { PartnerKind } from '../model/principal.js';
import type { Purpose } from '../model/purpose.js';
import type { TokenProfile } from '../model/token-profile.js';
import type { ClaimNames } from './claims.js';

/** Issuer of the demo's tokens. A URN: nobody can host it, and no identity provider can be mistaken for it. */
export const DEMO_ISSUER = 'urn:ketenzicht:demo';

/** How the demo's tokens name their claims. */
export const DEMO_CLAIMS: ClaimNames = {
  organisationClaim: 'organisation',
  purposesClaim: 'purposes',
  clientClaim: 'client_id',
  officerClaim: 'sub',
};

/** What the demo's tokens are like: they last as long as whoever tries it wants. */
export const DEMO_PROFILE: TokenProfile = {
  algorithms: ['RS256'],
  typed: true,
  systemSeconds: Number.POSITIVE_INFINITY,
  personSeconds: Number.POSITIVE_INFINITY,
};

const DEMO_CLIENT = 'ketenzicht-demo';
const VALID_FOR_SECONDS = 6 * 60 * 60;

const jwk = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string() });
const keyPair = z.object({ publicKey: jwk, privateKey: jwk.extend({ d: z.string() }) });
type KeyPair = z.infer<typeof keyPair>;

/** What a demo token is asked for. */
export interface DemoTokenRequest {
  /** Code of a registered organisation, such as `ind`. */
  readonly organisation: string;
  /** One purpose; all purposes of the organisation's kind when absent. */
  readonly purpose?: Purpose;
  /** Life of the token; 6 hours when absent. */
  readonly expiresInSeconds?: number;
}

/**
 * Refuses a demo that others could reach: anybody who can read its folder can make its tokens.
 * @throws Error that names the setting to change
 */
export function refuseOpenDemo(config: Pick<Config, 'demo' | 'host'>): void {
  const { host } = config;
  const loopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (!config.demo || loopback) return;
  throw new ConfigError(
    'The demo listens on this machine only. Set HOST to 127.0.0.1, or set OIDC_ISSUER to the identity provider that issues your tokens.',
  );
}

/**
 * The demo's issuer: a key pair made once and kept in the data folder, readable by its owner only.
 * @throws Error when an identity provider is configured, or the server would listen beyond this machine
 */
export async function demoIssuer(config: Config): Promise<{ publicKeys: JSONWebKeySet; keys: KeyPair }> {
  if (!config.demo) throw new Error('OIDC_ISSUER is set: tokens come from that identity provider, not from the demo.');
  refuseOpenDemo(config);
  const path = join(config.dataFolder, 'demo-issuer.json');
  const keys = (await readKeys(path)) ?? (await makeKeys(config.dataFolder, path));
  return { publicKeys: { keys: [keys.publicKey] }, keys };
}

/**
 * Issues a token of the demo.
 * @param purposesOf the purposes that the policy opens to a kind of partner
 * @returns a signed JWT (RS256)
 * @throws Error that lists the organisations or purposes there are, when the request names another
 */
export async function issueDemoToken(
  config: Config,
  purposesOf: (kind: PartnerKind) => readonly Purpose[],
  request: DemoTokenRequest,
): Promise<string> {
  const { keys } = await demoIssuer(config);
  const organisation = config.organisations.find((each) => each.code === request.organisation);
  if (!organisation) {
    throw new Error(`No such organisation. Choose one of: ${config.organisations.map((each) => each.code).join(' ')}`);
  }
  const open = purposesOf(organisation.partnerKind);
  if (request.purpose !== undefined && !open.includes(request.purpose)) {
    throw new Error(`${organisation.code} has no such purpose. Choose one of: ${open.join(' ')}`);
  }
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    organisation: organisation.code,
    purposes: request.purpose === undefined ? [...open] : [request.purpose],
    client_id: DEMO_CLIENT,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: keys.publicKey.kid })
    .setIssuer(DEMO_ISSUER)
    .setSubject(`demo-officer-${organisation.code}`)
    .setAudience(config.audience)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + (request.expiresInSeconds ?? VALID_FOR_SECONDS))
    .sign(await importJWK(keys.privateKey, 'RS256'));
}

async function readKeys(path: string): Promise<KeyPair | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return keyPair.parse(JSON.parse(text));
  } catch {
    throw new Error(`${path} holds no key pair. Remove it: a new one is made at the next start.`);
  }
}

/** Whoever links first wins; the others read what it made. The file is complete before it has its name. */
async function makeKeys(folder: string, path: string): Promise<KeyPair> {
  const pair = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 });
  const names = { kid: randomUUID(), alg: 'RS256', use: 'sig' };
  const keys = {
    publicKey: { ...(await exportJWK(pair.publicKey)), ...names },
    privateKey: { ...(await exportJWK(pair.privateKey)), ...names },
  };
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(keys), { mode: 0o600, flag: 'wx' });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  const kept = await readKeys(path);
  if (!kept) throw new Error(`${path} cannot be read back.`);
  return kept;
}
