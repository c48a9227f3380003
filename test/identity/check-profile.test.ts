import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { tokenVerifier } from '../../src/identity/token-verifier.js';
import type { TokenProfile } from '../../src/model/token-profile.js';
import { PROFILE, SECRET, type TestIssuer, testIssuer } from './issuer.js';

const REFUSED = { code: 'UNAUTHENTICATED', message: 'Send a valid bearer token in the Authorization header.' };
const HOUR = 3_600;
const now = () => Math.floor(Date.now() / 1000);

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await testIssuer();
});
const outcome = async (profile: Partial<TokenProfile>, claims: object, header = {}, by = issuer) => {
  const trusted = { ...by.trusted, profile: { ...PROFILE, ...profile } };
  return tokenVerifier(trusted, SECRET)
    .verify(await by.sign({ ...claims }, header))
    .then(
      () => 'read',
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    );
};

describe('without settings, as the NL GOV profiles recommend', () => {
  test('a token of a person lives an hour at most, one of a system six', async () => {
    const of = (sub: string | undefined, seconds: number) => outcome({}, { sub, iat: now(), exp: now() + seconds });
    expect(await of('officer-7', HOUR)).toBe('read');
    expect(await of('officer-7', HOUR + 1)).toEqual(REFUSED);
    expect(await of('register-app', 6 * HOUR)).toBe('read');
    expect(await of('register-app', 6 * HOUR + 1)).toEqual(REFUSED);
    expect(await of(undefined, 6 * HOUR + 1)).toEqual(REFUSED);
  });

  test('how long it lives is counted from when it was issued, not from when it comes', async () => {
    expect(await outcome({}, { iat: now() - 2 * HOUR, nbf: now() - 2 * HOUR, exp: now() + 60 })).toEqual(REFUSED);
    expect(await outcome({}, { iat: undefined, exp: now() + 60 })).toEqual(REFUSED);
  });

  test.each([undefined, 'JWT', 'at+jwt', 'AT+JWT', 'application/at+jwt'])(
    'the type %s is an access token',
    async (typ) => {
      expect(await outcome({}, {}, { typ })).toBe('read');
    },
  );

  test.each(['id+jwt', 'logout+jwt', 'dpop+jwt', 'secevent+jwt', 'token-introspection+jwt', 'at+jwt2', ''])(
    'the type "%s" is none',
    async (typ) => {
      expect(await outcome({}, {}, { typ })).toEqual(REFUSED);
    },
  );

  test('a token names its key, even where there is only one', async () => {
    expect(await outcome({}, {}, { kid: undefined })).toEqual(REFUSED);
  });

  test.each(['PS384', 'RS384', 'RS512', 'ES384', 'EdDSA'])('what is signed with %s is refused', async (alg) => {
    expect(await outcome({}, {}, {}, await testIssuer(alg))).toEqual(REFUSED);
  });

  test.each(['PS256', 'ES256', 'RS256'])('what is signed with %s is read', async (alg) => {
    expect(await outcome({}, {}, {}, await testIssuer(alg))).toBe('read');
  });
});

describe('by settings', () => {
  it('only some algorithms are taken', async () => {
    const strict: Partial<TokenProfile> = { algorithms: ['PS256', 'ES256'] };
    expect(await outcome(strict, {}, {}, await testIssuer('PS256'))).toBe('read');
    expect(await outcome(strict, {}, {}, await testIssuer('ES256'))).toBe('read');
    expect(await outcome(strict, {}, {}, issuer)).toEqual(REFUSED);
  });

  test.each([undefined, 'JWT'])('the type %s is refused where access tokens must say what they are', async (typ) => {
    expect(await outcome({ typed: true }, {}, { typ })).toEqual(REFUSED);
    expect(await outcome({ typed: true }, {}, { typ: 'at+jwt' })).toBe('read');
  });

  it('lives are shorter or longer', async () => {
    const claims = { iat: now(), exp: now() + 2 * HOUR };
    expect(await outcome({ personSeconds: 2 * HOUR }, claims)).toBe('read');
    expect(await outcome({ personSeconds: 300 }, { iat: now(), exp: now() + 301 })).toEqual(REFUSED);
    expect(await outcome({ systemSeconds: HOUR }, { ...claims, sub: 'register-app' })).toEqual(REFUSED);
  });
});
