import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { keptSecret, readConfig } from '../src/config.js';
import { refusalOf } from './support/config.js';

const top = mkdtempSync(join(tmpdir(), 'ketenzicht-config-'));
let count = 0;
let folder = '';

beforeEach(() => {
  count += 1;
  folder = join(top, String(count));
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const read = (env: Record<string, string | undefined> = {}) => readConfig({ KETENZICHT_DATA_FOLDER: folder, ...env });

const refusal = (env: Record<string, string>) => refusalOf(() => read(env));

function organisationsFile(content: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'organisations.json');
  writeFileSync(path, content);
  return path;
}

describe('without any setting', () => {
  test('it is the demo, on this machine only, with the embedded database', () => {
    expect(read()).toMatchObject({
      databaseUrl: undefined,
      databaseGatewayUrl: undefined,
      host: '127.0.0.1',
      port: 4000,
      demo: true,
      oidc: undefined,
      audience: 'ketenzicht',
      explorer: true,
      limits: { bodyBytes: 1_000_000, statementTimeoutMs: 5_000, pageSize: 200 },
      guards: { ratePerClient: 0, ratePerOrganisation: 0, misses: { NGO: 1_000, IND: 1_000, MUNICIPALITY: 1_000 } },
    });
  });

  test('a secret is made that stays the same and that only its owner may read', () => {
    const first = read().secret;
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(read().secret).toEqual(first);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    folder = `${folder}-other`;
    expect(read().secret).not.toEqual(first);
  });

  test('an empty setting counts as not set', () => {
    expect(read({ PORT: '', OIDC_ISSUER: '', DATABASE_URL: '' })).toMatchObject({ port: 4000, demo: true });
  });

  test('the organisations of the project may ask', () => {
    const known = JSON.parse(readFileSync(new URL('../src/organisations.json', import.meta.url), 'utf8'));
    expect(read().organisations).toEqual(known);
  });
});

describe('the pages', () => {
  const oidc = { OIDC_ISSUER: 'https://id.example.nl' };
  const login = { ...oidc, OIDC_LOGIN_CLIENT_ID: 'pages', KETENZICHT_PUBLIC_URL: 'https://lvv.example.nl' };

  test('are there in the demo, and off with an identity provider', () => {
    expect([read().pages, read(oidc).pages, read(oidc).login]).toEqual([true, false, undefined]);
    expect(read({ KETENZICHT_PAGES: 'false' }).pages).toBe(false);
  });

  test('are on with a client to log in with', () => {
    const config = read({ ...login, KETENZICHT_PAGES: 'true', OIDC_LOGIN_PARAMETERS: 'scope=offline_access&x=y' });
    expect([config.pages, config.publicUrl]).toEqual([true, 'https://lvv.example.nl']);
    expect(config.login).toEqual({ clientId: 'pages', parameters: { scope: 'openid offline_access', x: 'y' } });
  });

  test.each<[string, Record<string, string>]>([
    ['KETENZICHT_PAGES', { ...oidc, KETENZICHT_PAGES: 'true' }],
    ['OIDC_LOGIN_CLIENT_ID', { ...oidc, OIDC_LOGIN_CLIENT_ID: 'pages' }],
    ['KETENZICHT_PUBLIC_URL', { ...login, KETENZICHT_PUBLIC_URL: 'http://lvv.example.nl' }],
    ['KETENZICHT_PUBLIC_URL', { ...login, KETENZICHT_PUBLIC_URL: 'https://lvv.example.nl/path' }],
    ['OIDC_LOGIN_PARAMETERS', { ...login, OIDC_LOGIN_PARAMETERS: 'redirect_uri=https://elsewhere.example' }],
    ['OIDC_LOGIN_PARAMETERS', { ...login, OIDC_LOGIN_PARAMETERS: 'code_challenge_method=plain' }],
  ])('are refused when %s does not fit', (name, settings) => {
    expect(() => read(settings)).toThrow(name);
  });
});

describe('with settings', () => {
  test('an identity provider ends the demo and closes the explorer', () => {
    const config = read({ OIDC_ISSUER: 'https://id.example.nl', OIDC_AUDIENCE: 'lvv', OIDC_PURPOSES_CLAIM: 'doel' });
    const misses = { NGO: 30, IND: 100, MUNICIPALITY: 300 };
    expect(config.guards).toMatchObject({ ratePerClient: 3_000, ratePerOrganisation: 15_000, misses });
    expect(config).toMatchObject({ demo: false, explorer: false, audience: 'lvv' });
    expect(config.oidc).toEqual({
      issuer: 'https://id.example.nl',
      audience: 'lvv',
      jwksUri: undefined,
      organisationClaim: 'organisation',
      purposesClaim: 'doel',
      clientClaim: 'client_id',
      officerClaim: 'sub',
      organisationCodes: undefined,
      profile: { algorithms: ['PS256', 'ES256', 'RS256'], typed: false, systemSeconds: 21_600, personSeconds: 3_600 },
      keysKeptSeconds: 3_600,
      bound: { kinds: [], clients: [] },
    });
  });

  const provider = { OIDC_ISSUER: 'https://id.example.nl', KETENZICHT_PUBLIC_URL: 'https://lvv.example.nl' };

  test('what is demanded of tokens is set', () => {
    const { oidc } = read({
      ...provider,
      OIDC_ORGANISATION_CLAIM: '/organisation/oin',
      OIDC_ORGANISATIONS: '00000001003214345000=ind urn:x:1=ngo-de-haven',
      OIDC_ALGORITHMS: 'ES256  PS256 ES256',
      OIDC_TYPED_TOKENS: 'true',
      OIDC_PERSON_TOKEN_SECONDS: '900',
      OIDC_BOUND_KINDS: 'IND AVIM',
      OIDC_BOUND_CLIENTS: 'portal-1 portal-2',
    });
    expect(oidc).toMatchObject({
      organisationClaim: '/organisation/oin',
      profile: { algorithms: ['ES256', 'PS256'], typed: true, personSeconds: 900 },
      bound: { kinds: ['IND', 'AVIM'], clients: ['portal-1', 'portal-2'] },
    });
    expect({ ...oidc?.organisationCodes }).toEqual({ '00000001003214345000': 'ind', 'urn:x:1': 'ngo-de-haven' });
  });

  test.each<[string, string]>([
    ['OIDC_ALGORITHMS', 'HS256'],
    ['OIDC_ALGORITHMS', 'RS256 none'],
    ['OIDC_ALGORITHMS', ' '],
    ['OIDC_TYPED_TOKENS', 'yes'],
    ['OIDC_ORGANISATION_CLAIM', '/'],
    ['OIDC_PURPOSES_CLAIM', '/a//b'],
    ['OIDC_PURPOSES_CLAIM', '/a~2b'],
    ['OIDC_ORGANISATIONS', '0001=ind 0001=dtv'],
    ['OIDC_ORGANISATIONS', '0001:ind'],
    ['OIDC_ORGANISATIONS', '0001=Not-a-code'],
    ['OIDC_SYSTEM_TOKEN_SECONDS', '86401'],
    ['OIDC_PERSON_TOKEN_SECONDS', '0'],
    ['OIDC_KEYS_KEPT_SECONDS', '5'],
    ['OIDC_BOUND_KINDS', 'IND EVERYBODY'],
    ['KETENZICHT_CERTIFICATE_PROXIES', '10.0.0.7'],
    ['KETENZICHT_CERTIFICATE_HEADER', 'Client-Cert'],
  ])('%s cannot be "%s"', (name, value) => {
    expect(refusal({ ...provider, [name]: value })).toMatch(new RegExp(`^${name} must be`));
  });

  test('bound tokens are not demanded where nobody could prove one', () => {
    const issuer = { OIDC_ISSUER: 'https://id.example.nl' };
    expect(refusal({ ...issuer, OIDC_BOUND_KINDS: 'IND' })).toMatch(/^OIDC_BOUND_KINDS .*KETENZICHT_PUBLIC_URL/);
    expect(refusal({ ...issuer, OIDC_BOUND_CLIENTS: 'one' })).toMatch(/^OIDC_BOUND_CLIENTS .*KETENZICHT_PUBLIC_URL/);
    const certificates = {
      KETENZICHT_CERTIFICATE_HEADER: 'Client-Cert',
      KETENZICHT_CERTIFICATE_PROXIES: '10.1.0.0/16 ::1',
    };
    expect(read({ ...issuer, ...certificates, OIDC_BOUND_KINDS: 'IND' }).certificates).toEqual({
      header: 'client-cert',
      proxies: ['10.1.0.0/16', '::1'],
    });
  });

  test.each([
    ['KETENZICHT_CERTIFICATE_HEADER', 'Authorization'],
    ['KETENZICHT_CERTIFICATE_HEADER', 'a header'],
    ['KETENZICHT_CERTIFICATE_PROXIES', 'proxy.internal'],
    ['KETENZICHT_CERTIFICATE_PROXIES', '10.0.0.0/33'],
    ['KETENZICHT_CERTIFICATE_PROXIES', '10.0.0.0/8/8'],
  ])('no certificate is believed from %s "%s"', (name, value) => {
    const whole = { KETENZICHT_CERTIFICATE_HEADER: 'Client-Cert', KETENZICHT_CERTIFICATE_PROXIES: '10.0.0.7' };
    expect(refusal({ ...provider, ...whole, [name]: value })).toMatch(new RegExp(`^${name} must be`));
  });

  test('a secret that is given is used and not written down', () => {
    const secret = 'x'.repeat(40);
    expect(Buffer.from(read({ KETENZICHT_SECRET: secret }).secret).toString()).toBe(secret);
    expect(() => statSync(join(folder, 'secret'))).toThrow('ENOENT');
  });

  const LONG = ['one', 'two', 'three', 'four'].map((name) => name.padEnd(32, '-')) as [string, string, string, string];
  const keysOf = (env: Record<string, string>) =>
    read(env).logKeys.map(({ id, key }) => `${id} ${Buffer.from(key).toString('base64')}`);

  test('the key that was derived from the secret stays last when keys are given, so that the past is found', () => {
    const [derived] = keysOf({ KETENZICHT_SECRET: LONG[0] });
    const given = keysOf({ KETENZICHT_SECRET: LONG[0], KETENZICHT_LOG_KEYS: `b:${LONG[2]} a:${LONG[3]}` });
    expect(given.map((each) => each.split(' ')[0])).toEqual(['b', 'a', 'secret']);
    expect(given[2]).toBe(derived);
  });

  test('the keys of old secrets stay behind that of the new one, each once', () => {
    const [one, two, three] = LONG.map((secret) => keysOf({ KETENZICHT_SECRET: secret })[0]);
    const env = { KETENZICHT_SECRET: LONG[2], KETENZICHT_OLD_SECRETS: [LONG[1], LONG[0], LONG[2], LONG[1]].join(' ') };
    expect(keysOf(env)).toEqual([three, two, one]);
    expect(new Set([one, two, three]).size).toBe(3);
    expect(read(env).oldSecrets.map((secret) => Buffer.from(secret).toString())).toEqual([LONG[1], LONG[0]]);
  });

  test('without old secrets nothing is derived from another one', () => {
    expect(read({ KETENZICHT_SECRET: LONG[0], KETENZICHT_OLD_SECRETS: '' })).toMatchObject({ oldSecrets: [] });
    expect(keysOf({ KETENZICHT_SECRET: LONG[0] })).toHaveLength(1);
  });

  test('an agency is read at its own address, and a wrong setting of one is told by its name', () => {
    expect(read().sources).toEqual({});
    expect(read({ SOURCES_IND_URL: 'http://127.0.0.1:4200' }).sources.IND).toMatchObject({ kind: 'HTTP' });
    expect(refusal({ SOURCES_IND_URL: 'http://ind.example.nl' })).toMatch(/^SOURCES_IND_URL must be https/);
    expect(refusal({ SOURCES_SHELTER_URL: 'https://x.example.nl' })).toMatch(
      /^SOURCES_SHELTER_URL: only IND, DTV, AVIM/,
    );
  });

  test('a sixth municipality joins by the register of organisations alone', () => {
    const arnhem = { code: 'arnhem', partnerKind: 'MUNICIPALITY', name: 'Gemeente Arnhem', municipality: 'ARNHEM' };
    const path = organisationsFile(JSON.stringify([arnhem]));
    expect(read({ KETENZICHT_ORGANISATIONS: path }).organisations).toEqual([arnhem]);
  });
});

describe('a setting that cannot be used is refused by its name', () => {
  const bad: [string, string, string][] = [
    ['DATABASE_URL', 'mysql://user:hunter2@host/db', 'postgres://'],
    ['DATABASE_URL', 'hunter2', 'postgres://'],
    ['DATABASE_URL', 'postgres://user:hunter2@one:5432,two:hunter2/db', 'one of them is the primary'],
    ['DATABASE_URL', 'postgres://user:hunter2@one,,two/db', 'one of them is the primary'],
    ['DATABASE_URL', 'postgres://user:hunter2@one,two/db?target_session_attrs=any', 'one of them is the primary'],
    ['DATABASE_LOG_URL', 'postgres://user:hunter2@one/db?target_session_attrs=standby', 'one of them is the primary'],
    ['DATABASE_GATEWAY_URL', 'https://host', 'postgres://'],
    ['PORT', '65536', '0 to 65535'],
    ['PORT', '-1', '0 to 65535'],
    ['PORT', '4000x', '0 to 65535'],
    ['KETENZICHT_SECRET', 'hunter2', '32 characters'],
    ['KETENZICHT_OLD_SECRETS', 'hunter2', '32 characters'],
    ['KETENZICHT_OLD_SECRETS', `${'x'.repeat(32)} hunter2`, '32 characters'],
    ['KETENZICHT_OLD_SECRETS', `${'x'.repeat(32)}  ${'hunter2'.repeat(5)}`, '32 characters'],
    ['KETENZICHT_LOG_KEYS', 'a:hunter2', '32 characters'],
    ['KETENZICHT_LOG_KEYS', 'hunter2'.repeat(5), '32 characters'],
    ['KETENZICHT_EXPLORER', 'yes', 'true or false'],
    ['KETENZICHT_BODY_BYTES', '1e6', 'whole number'],
    ['KETENZICHT_STATEMENT_TIMEOUT_MS', '0', 'whole number'],
    ['KETENZICHT_PAGE_SIZE', '0', 'whole number'],
    ['KETENZICHT_RATE_URL', 'http://user:hunter2@host', 'redis://'],
    ['KETENZICHT_RATE_PER_CLIENT', '-1', 'whole number'],
    ['KETENZICHT_MISSES', 'NGO=30', 'such as'],
    ['KETENZICHT_MISSES', '100,POLICE=3', 'such as'],
    ['KETENZICHT_REQUEST_TIMEOUT_MS', '0', 'whole number'],
    ['OIDC_ISSUER', 'id.example.nl', 'URL'],
    ['OIDC_JWKS_URI', 'file:///etc/passwd', 'URL'],
    ['KETENZICHT_ORGANISATIONS', '/no/such/file.json', 'organisations.json'],
  ];
  test.each(bad)('%s = %s', (name, value, expected) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(name);
    expect(message).toContain(expected);
    expect(message).not.toContain('hunter2');
  });

  test('several at once are all named', () => {
    expect(refusal({ PORT: 'x', OIDC_ISSUER: 'y' }).split('\n')).toHaveLength(2);
  });

  test('a data folder that cannot be made', () => {
    writeFileSync(folder, '');
    expect(refusal({ KETENZICHT_DATA_FOLDER: join(folder, 'below') })).toContain('KETENZICHT_DATA_FOLDER');
  });

  test('a secret file that is damaged is never replaced', () => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'secret');
    writeFileSync(path, 'half');
    expect(() => keptSecret(path)).toThrow(path);
    expect(readFileSync(path, 'utf8')).toBe('half');
  });

  const ngo = { code: 'ngo-x', partnerKind: 'NGO', name: 'X' };
  test.each([
    ['no JSON', '{', 'not JSON'],
    ['an empty list', '[]', 'list'],
    ['an unknown partner kind', [{ ...ngo, partnerKind: 'POLICE' }], '0.partnerKind'],
    ['a code with other signs', [{ ...ngo, code: `x'; drop` }], '0.code'],
    ['a code twice', [ngo, ngo], 'twice'],
    ['a field that nobody knows', [{ ...ngo, role: 'admin' }], 'role'],
    ['a municipality without its name in the graph', [{ ...ngo, partnerKind: 'MUNICIPALITY' }], 'municipality'],
    ['an NGO with a municipality', [{ ...ngo, municipality: 'UTRECHT' }], 'municipality'],
  ])('organisations with %s', (_, content, expected) => {
    const path = organisationsFile(typeof content === 'string' ? content : JSON.stringify(content));
    const message = refusal({ KETENZICHT_ORGANISATIONS: path });
    expect(message).toContain('KETENZICHT_ORGANISATIONS');
    expect(message).toContain(expected);
  });
});
