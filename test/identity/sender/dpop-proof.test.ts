import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { exportJWK, SignJWT } from 'jose';
import { type IdentityRules, identify } from '../../../src/identity/identify.js';
import { SenderBinding } from '../../../src/identity/sender-binding.js';
import { tokenVerifier } from '../../../src/identity/token-verifier.js';
import { SECRET, type TestIssuer, testIssuer } from '../issuer.js';
import { type DpopSender, dpopSender, type ProofChanges } from './dpop.js';

const HOME = 'https://ketenzicht.example';
const GRAPH = `${HOME}/graphql`;
const DPOP = 'algs="ES256 PS256 RS256"';

let issuer: TestIssuer;
let sender: DpopSender;
let token: string;
let clock: Date;
let rules: IdentityRules;
beforeAll(async () => {
  issuer = await testIssuer();
  sender = await dpopSender();
  token = await issuer.sign({ cnf: { jkt: sender.thumbprint } });
  rules = rulesWith({});
});

function rulesWith(changes: Partial<ConstructorParameters<typeof SenderBinding>[0]>): IdentityRules {
  clock = new Date();
  return {
    verifier: tokenVerifier(issuer.trusted, SECRET),
    sender: new SenderBinding({
      publicUrl: HOME,
      readCertificate: () => undefined,
      bound: { kinds: [], clients: [] },
      now: () => clock,
      ...changes,
    }),
    findOrganisation: async (code) => ({ code, partnerKind: 'IND', name: code }),
    purposesOf: () => ['RESIDENCE_DECISION'],
  };
}
interface Sent {
  readonly proofs?: readonly string[];
  readonly authorization?: string;
  readonly url?: string;
  readonly method?: string;
}
/** What becomes of a request: the organisation, or the challenge of the refusal. */
async function send(
  { proofs = [], authorization = `DPoP ${token}`, url = '/graphql', method = 'POST' }: Sent,
  by = rules,
) {
  const request = { method, url, headersDistinct: { dpop: [...proofs] }, socket: {} };
  return identify({ authorization, request }, by).then(
    ({ principal }) => principal.organisation,
    ({ code, challenge }: { code: string; challenge?: string }) => challenge ?? code,
  );
}
const withProof = async (changes: ProofChanges = {}, address = GRAPH, by = sender) =>
  send({ proofs: [await by.proof({ address, token }, changes)] });
const BAD_PROOF = `DPoP error="invalid_dpop_proof", ${DPOP}`;
const BAD_TOKEN = `DPoP error="invalid_token", ${DPOP}`;
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

describe('a token bound to a key is taken with a proof', () => {
  it('of that key, for this method, address and token', async () => {
    expect(await withProof()).toBe('ind');
  });

  test.each(['ES256', 'PS256', 'RS256'])('signed with %s', async (alg) => {
    const other = await dpopSender(alg);
    const bound = await issuer.sign({ cnf: { jkt: other.thumbprint } });
    const proofs = [await other.proof({ address: GRAPH, token: bound })];
    expect(await send({ proofs, authorization: `DPoP ${bound}` })).toBe('ind');
  });

  test.each([`${GRAPH}?some=query`, `${GRAPH}#part`, 'HTTPS://KETENZICHT.example:443/graphql', `${HOME}/./graphql`])(
    'for the address %s, which is the same one',
    async (address) => {
      expect(await withProof({}, address)).toBe('ind');
    },
  );

  test.each(['dpop', 'DPOP', 'DPoP '])('with the scheme written "%s"', async (scheme) => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    expect(await send({ proofs, authorization: `${scheme} ${token}` })).toBe('ind');
  });

  test.each([-55, 55])('made %d seconds from now: clocks differ', async (from) => {
    expect(await withProof({ claims: { iat: seconds(from) } })).toBe('ind');
  });
});

describe('a token bound to a key is refused', () => {
  it('as a bearer token, with a proof or without', async () => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    const expected = `Bearer error="invalid_token", DPoP ${DPOP}`;
    expect(await send({ authorization: `Bearer ${token}` })).toBe(expected);
    expect(await send({ proofs, authorization: `Bearer ${token}` })).toBe(expected);
  });

  it('without a proof, and with two', async () => {
    const proofs = [await sender.proof({ address: GRAPH, token }), await sender.proof({ address: GRAPH, token })];
    expect(await send({})).toBe(BAD_PROOF);
    expect(await send({ proofs })).toBe(BAD_PROOF);
    expect(await send({ proofs: [proofs.join(', ')] })).toBe(BAD_PROOF);
  });

  it('with the proof of another key', async () => {
    expect(await withProof({}, GRAPH, await dpopSender())).toBe(BAD_TOKEN);
  });

  test.each<[string, ProofChanges]>([
    ['for another method', { claims: { htm: 'GET' } }],
    ['for a method in small letters', { claims: { htm: 'post' } }],
    ['for no method', { claims: { htm: undefined } }],
    ['for no address', { claims: { htu: undefined } }],
    ['for an address that is none', { claims: { htu: 'graphql' } }],
    ['for another token', { claims: { ath: 'A'.repeat(43) } }],
    ['for no token', { claims: { ath: undefined } }],
    ['without an id', { claims: { jti: undefined } }],
    ['with an empty id', { claims: { jti: '' } }],
    ['with an endless id', { claims: { jti: 'x'.repeat(257) } }],
    ['without a time', { claims: { iat: undefined } }],
    ['of two minutes ago', { claims: { iat: seconds(-120) } }],
    ['of two minutes ahead', { claims: { iat: seconds(120) } }],
    ['that is over', { claims: { exp: seconds(-70) } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['of an access token’s type', { header: { typ: 'at+jwt' } }],
    ['of no type', { header: { typ: undefined } }],
    ['without its key', { header: { jwk: undefined } }],
  ])('with a proof %s', async (_what, changes) => {
    expect(await withProof(changes)).toBe(BAD_PROOF);
  });

  test.each([
    `${HOME}/deliveries/ind`,
    'https://elsewhere.example/graphql',
    'http://ketenzicht.example/graphql',
    'https://ketenzicht.example:8443/graphql',
    `${HOME}/graphql/`,
    `${HOME}/GraphQL`,
  ])('with a proof for %s', async (address) => {
    expect(await withProof({}, address)).toBe(BAD_PROOF);
  });

  test.each(['//elsewhere.example/graphql', 'https://elsewhere.example/graphql'])(
    'with a proof for another server that the request names itself as %s',
    async (url) => {
      const proofs = [await sender.proof({ address: 'https://elsewhere.example/graphql', token })];
      expect(await send({ proofs, url })).toBe(BAD_PROOF);
    },
  );

  test.each(['http://:/graphql', '//', 'http://[/graphql'])('for the address "%s", which is none', async (url) => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    expect(await send({ proofs, url })).toBe(BAD_PROOF);
  });

  it('with a proof that holds its private key', async () => {
    expect(await withProof({ header: { jwk: await exportJWK(sender.pair.privateKey) } })).toBe(BAD_PROOF);
  });

  test.each(['none', 'HS256'])('with a proof under the algorithm %s', async (alg) => {
    const [, body] = (await sender.proof({ address: GRAPH, token })).split('.');
    const header = { alg, typ: 'dpop+jwt', jwk: sender.publicJwk };
    const unsigned = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${body}.`;
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as Record<string, unknown>;
    const secret = Buffer.from(String(sender.publicJwk.x).padEnd(64, 'x'));
    const shared = { ...header, alg: 'HS256', jwk: { kty: 'oct', k: secret.toString('base64url') } };
    const signed = await new SignJWT(claims).setProtectedHeader(shared as never).sign(secret);
    expect(await send({ proofs: [alg === 'none' ? unsigned : signed] })).toBe(BAD_PROOF);
  });

  test.each(['', 'x', 'a.b.c', 'x'.repeat(10_000)])('with garbage for a proof (case %#)', async (proof) => {
    expect(await send({ proofs: [proof] })).toBe(BAD_PROOF);
  });

  it('with a proof whose signature was changed', async () => {
    const proof = await sender.proof({ address: GRAPH, token });
    const [head, body, signature = ''] = proof.split('.');
    const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    expect(await send({ proofs: [`${head}.${body}.${changed}`] })).toBe(BAD_PROOF);
  });

  it('where this server knows no address of its own that a proof could be for', async () => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    expect(await send({ proofs }, rulesWith({ publicUrl: undefined }))).toBe('Bearer error="invalid_dpop_proof"');
  });

  it('when it lies in a session of the pages: nothing proves it there', async () => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    const request = { method: 'POST', url: '/graphql', headersDistinct: { dpop: proofs }, socket: {} };
    const stated = { authorization: `Bearer ${token}`, request, ofSession: true };
    await expect(identify(stated, rules)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('a bearer token', () => {
  it('stays one, whatever proof comes with it', async () => {
    const bearer = await issuer.sign();
    const proofs = [await sender.proof({ address: GRAPH, token: bearer })];
    expect(await send({ proofs, authorization: `Bearer ${bearer}` })).toBe('ind');
  });

  it('does not become a bound one by the scheme and a proof of anybody’s key', async () => {
    const bearer = await issuer.sign();
    const proofs = [await sender.proof({ address: GRAPH, token: bearer })];
    expect(await send({ proofs, authorization: `DPoP ${bearer}` })).toBe(BAD_TOKEN);
  });
});

describe('a proof is good once', () => {
  it('and not a second time', async () => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    expect(await send({ proofs })).toBe('ind');
    expect(await send({ proofs })).toBe(BAD_PROOF);
  });

  it('however many come at the same moment', async () => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ proofs })));
    expect(answers.filter((answer) => answer === 'ind')).toHaveLength(1);
  });

  it('also with another signature over the same words', async () => {
    const claims = { jti: 'the same id', iat: seconds(0) };
    expect(await withProof({ claims })).toBe('ind');
    expect(await withProof({ claims })).toBe(BAD_PROOF);
  });

  it('until its time is over, and then it is too old: there is no moment between', async () => {
    const iat = Math.floor(clock.getTime() / 1000);
    const proofs = [await sender.proof({ address: GRAPH, token }, { claims: { iat } })];
    clock = new Date(iat * 1000);
    expect(await send({ proofs })).toBe('ind');
    for (const after of [59_999, 60_000, 60_001, 60_999, 61_000, 61_001]) {
      clock = new Date(iat * 1000 + after);
      expect([after, await send({ proofs })]).toEqual([after, BAD_PROOF]);
    }
    clock = new Date();
  });

  it('and is not used up by a refused request', async () => {
    const proof = await sender.proof({ address: GRAPH, token });
    expect(await send({ proofs: [proof], method: 'GET' })).toBe(BAD_PROOF);
    expect(await send({ proofs: [proof] })).toBe('ind');
  });
});

describe('whoever sends nothing', () => {
  it('is told both ways to authenticate, and no fault', async () => {
    expect(await send({ authorization: '' })).toBe(`Bearer, DPoP ${DPOP}`);
  });

  it('or a token that is no good, is told so under the scheme that was used', async () => {
    expect(await send({ authorization: 'Bearer a.b.c' })).toBe(`Bearer error="invalid_token", DPoP ${DPOP}`);
    expect(await send({ authorization: 'DPoP a.b.c' })).toBe(BAD_TOKEN);
  });
});

describe('a bearer token is refused of whoever has to send bound ones', () => {
  const bound = { kinds: ['IND'] as const, clients: [] };

  it('by the kind of the organisation, or by the client', async () => {
    const bearer = { authorization: `Bearer ${await issuer.sign()}` };
    const expected = `Bearer error="invalid_token", DPoP ${DPOP}`;
    expect(await send(bearer, rulesWith({ bound }))).toBe(expected);
    expect(await send(bearer, rulesWith({ bound: { kinds: [], clients: ['register-app'] } }))).toBe(expected);
    expect(await send(bearer, rulesWith({ bound: { kinds: ['DTV'], clients: ['another-app'] } }))).toBe('ind');
  });

  it('and a bound one is taken', async () => {
    const proofs = [await sender.proof({ address: GRAPH, token })];
    expect(await send({ proofs }, rulesWith({ bound }))).toBe('ind');
  });

  it('but not in a session of the pages, whose token never travels', async () => {
    const stated = { authorization: `Bearer ${await issuer.sign()}`, ofSession: true };
    expect((await identify(stated, rulesWith({ bound }))).principal.organisation).toBe('ind');
  });
});
