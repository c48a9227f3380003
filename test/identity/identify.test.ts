import { describe, expect, it, test } from '@jest/globals';
import type { Organisation } from '../../src/config.js';
import { type IdentityRules, identify } from '../../src/identity/identify.js';
import { openSenderBinding } from '../../src/identity/sender-binding.js';
import { tokenVerifier } from '../../src/identity/token-verifier.js';
import type { PartnerKind } from '../../src/model/principal.js';
import { SECRET, testIssuer } from './issuer.js';

const organisations: Organisation[] = [
  { code: 'ind', partnerKind: 'IND', name: 'IND' },
  { code: 'avim', partnerKind: 'AVIM', name: 'AVIM' },
  { code: 'amsterdam', partnerKind: 'MUNICIPALITY', name: 'Amsterdam', municipality: 'AMSTERDAM' },
];
const PURPOSES: Partial<Record<PartnerKind, string[]>> = {
  IND: ['RESIDENCE_DECISION'],
  AVIM: ['SUPERVISION', 'IDENTIFICATION'],
};

const issuer = await testIssuer();
const rules: IdentityRules = {
  verifier: tokenVerifier(issuer.trusted, SECRET),
  sender: openSenderBinding({}),
  findOrganisation: async (code) => organisations.find((one) => one.code === code),
  purposesOf: (kind) => PURPOSES[kind] ?? [],
};
const bearer = async (claims?: object) => `Bearer ${await issuer.sign({ ...claims })}`;
const avim = { organisation: 'avim', purposes: 'SUPERVISION IDENTIFICATION' };

describe('a caller is known by its token and the register', () => {
  it('with the only purpose of its token', async () => {
    const caller = await identify({ authorization: await bearer() }, rules);
    expect(caller).toMatchObject({
      principal: { organisation: 'ind', partnerKind: 'IND', client: 'register-app' },
      purpose: 'RESIDENCE_DECISION',
      view: 'IND/RESIDENCE_DECISION',
    });
  });

  it('with the purpose that it states, when its token has several', async () => {
    const caller = await identify({ authorization: await bearer(avim), purpose: 'IDENTIFICATION' }, rules);
    expect(caller.view).toBe('AVIM/IDENTIFICATION');
  });

  it('and its kind comes from the register, whatever the token says', async () => {
    const boast = { partnerKind: 'MUNICIPALITY', kind: 'MUNICIPALITY', roles: ['admin'] };
    const caller = await identify({ authorization: await bearer(boast) }, rules);
    expect(caller.principal.partnerKind).toBe('IND');
  });

  test.each(['bearer', 'BEARER', 'Bearer '])('with the scheme written "%s"', async (scheme) => {
    const caller = await identify({ authorization: `${scheme} ${await issuer.sign()}` }, rules);
    expect(caller.principal.organisation).toBe('ind');
  });
});

describe('nobody is known by', () => {
  test.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['an empty header', ''],
    ['a scheme without token', 'Bearer'],
    ['another scheme', 'Basic aW5kOmluZA=='],
    ['a token without scheme', 'eyJhbGciOiJub25lIn0.e30.x'],
    ['two tokens', 'Bearer a.b.c, Bearer d.e.f'],
    ['a token with a line after it', 'Bearer a.b.c\nX-Purpose: RETURN'],
  ])('%s', async (_what, authorization) => {
    await expect(identify({ authorization }, rules)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('a known caller is refused', () => {
  const refusals: [string, object, string | undefined, RegExp][] = [
    ['when its organisation is not registered', { organisation: 'coa' }, undefined, /not registered/],
    ['when the register writes its organisation otherwise', { organisation: 'IND' }, undefined, /not registered/],
    ['when it states no purpose and its token has several', avim, undefined, /header X-Purpose/],
    ['when it states a purpose that its token has not', {}, 'IDENTIFICATION', /does not allow/],
    ['when it states two purposes at once', avim, 'SUPERVISION, IDENTIFICATION', /does not allow/],
    ['when it states an empty purpose', {}, '', /does not allow/],
    ['when the policy does not open its purpose to its kind', { purposes: ['SUPERVISION'] }, undefined, /not open/],
    ['when the policy opens nothing to its kind', { organisation: 'amsterdam' }, undefined, /not open/],
    ['when its purpose is a name of the language', { purposes: ['constructor'] }, 'constructor', /not open/],
  ];
  test.each(refusals)('%s', async (_when, claims, purpose, message) => {
    const refused = identify({ authorization: await bearer(claims), purpose }, rules);
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringMatching(message) });
  });

  it('without being told what it sent', async () => {
    const refused = identify(
      { authorization: await bearer({ organisation: 'secret-name' }), purpose: 'P-1234567890' },
      rules,
    );
    await expect(refused).rejects.toThrow(/^(?!.*(secret-name|1234567890)).*$/);
  });
});
