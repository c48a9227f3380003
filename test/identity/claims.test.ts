import { describe, expect, it, test } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { type ClaimNames, readClaims } from '../../src/identity/claims.js';
import { goodClaims, oidcDefaults, SECRET } from './issuer.js';

const PLAIN: ClaimNames = oidcDefaults('https://idp.example');
const read = (claims: JWTPayload, names: Partial<ClaimNames>) =>
  readClaims({ ...goodClaims(), ...claims }, { ...PLAIN, ...names }, SECRET);
const REFUSED = expect.objectContaining({ code: 'UNAUTHENTICATED' });
const refusal = (claims: JWTPayload, names: Partial<ClaimNames>) => {
  try {
    return read(claims, names);
  } catch (error) {
    return error;
  }
};

describe('a claim is found', () => {
  const nested = {
    organisation: { name: 'IND', ids: [{ oin: '00000001' }, { oin: '00000002' }] },
    resource_access: { ketenzicht: { roles: ['RETURN', 'SUPERVISION'] } },
    'https://idp.example/claims/organisation': 'ind',
    'a/b': { 'm~n': 'dtv' },
  };

  test.each<[string, string]>([
    ['/organisation/name', 'IND'],
    ['/organisation/ids/1/oin', '00000002'],
    ['https://idp.example/claims/organisation', 'ind'],
    ['/a~1b/m~0n', 'dtv'],
  ])('at %s', (organisationClaim, organisation) => {
    expect(read(nested, { organisationClaim }).organisation).toBe(organisation);
  });

  it('for purposes, client and officer as well', () => {
    const claims = { ...nested, act: { client: 'portal', person: 'p.pietersen' } };
    const names = { organisationClaim: '/organisation/name', purposesClaim: '/resource_access/ketenzicht/roles' };
    const token = read(claims, { ...names, clientClaim: '/act/client', officerClaim: '/act/person' });
    expect(token).toMatchObject({ purposes: ['RETURN', 'SUPERVISION'], client: 'portal' });
    expect(token.officer).toMatch(/^[\w-]{22}$/);
  });

  test.each([
    '/organisation',
    '/organisation/ids',
    '/organisation/nothing',
    '/organisation/name/length',
    '/organisation/ids/length',
    '/organisation/ids/2/oin',
    '/organisation/constructor/name',
    '/__proto__/name',
    'toString',
    'nothing',
    '/nothing/at/all',
  ])('and not at %s: what is no text of the token is refused', (organisationClaim) => {
    expect(refusal(nested, { organisationClaim })).toEqual(REFUSED);
  });
});

describe('where the provider has other names for organisations', () => {
  const organisationCodes = { '00000001003214345000': 'ind', '00000001001234567890': 'dtv' };
  const named = (organisation: string) => read({ organisation }, { organisationCodes }).organisation;

  it('an OIN stands for our code', () => {
    expect([named('00000001003214345000'), named('00000001001234567890')]).toEqual(['ind', 'dtv']);
  });

  test.each(['ind', '00000001003214345001', '00000001003214345000 ', 'constructor', '__proto__'])(
    '"%s" is the name of nobody, our own code included',
    (name) => {
      expect(named(name)).toBe('');
    },
  );
});

describe('a token that is bound to its sender', () => {
  const [key, certificate] = ['a'.repeat(43), 'b'.repeat(43)];

  test.each<[object | undefined, object | undefined]>([
    [undefined, undefined],
    [{ jkt: key }, { key }],
    [{ 'x5t#S256': certificate }, { certificate }],
    [
      { jkt: key, 'x5t#S256': certificate },
      { key, certificate },
    ],
  ])('by %j, is read as %j', (cnf, boundTo) => {
    expect(read({ cnf }, {}).boundTo).toEqual(boundTo);
  });

  test.each<[unknown]>([
    [{}],
    [null],
    ['jkt'],
    [[key]],
    [{ jkt: 'short' }],
    [{ jkt: 7 }],
    [{ jkt: `${key}=` }],
    [{ kid: 'one' }],
    [{ jwk: { kty: 'EC' } }],
    [{ jkt: key, jku: 'https://elsewhere.example' }],
    [{ toString: key }],
    [{ x5t: certificate }],
  ])('in another way, %j, is refused', (cnf) => {
    expect(refusal({ cnf }, {})).toEqual(REFUSED);
  });
});
