import { beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { tokenVerifier } from '../../src/identity/token-verifier.js';
import { goodClaims, SECRET, type TestIssuer, testIssuer } from './issuer.js';

const REFUSED = { code: 'UNAUTHENTICATED', message: 'Send a valid bearer token in the Authorization header.' };
const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await testIssuer();
});
const verify = (jwt: string) => tokenVerifier(issuer.trusted, SECRET).verify(jwt);

describe('a token of the trusted issuer is read', () => {
  it('as organisation, purposes, client, id and end', async () => {
    const claims = goodClaims();
    const token = await verify(await issuer.sign(claims));
    expect(token).toMatchObject({
      organisation: 'ind',
      purposes: ['RESIDENCE_DECISION'],
      client: 'register-app',
      tokenId: claims.jti,
      expiresAt: new Date((claims.exp ?? 0) * 1000),
    });
  });

  it('with purposes as an array or as one string, each once', async () => {
    const array = await verify(await issuer.sign({ purposes: ['A', 'B', 'A'] }));
    const string = await verify(await issuer.sign({ purposes: 'A B  A' }));
    expect([array.purposes, string.purposes]).toEqual([
      ['A', 'B'],
      ['A', 'B'],
    ]);
  });

  it('with azp where there is no client_id', async () => {
    const token = await verify(await issuer.sign({ client_id: undefined, azp: 'portal' }));
    expect(token.client).toBe('portal');
  });

  test.each(['RS256', 'PS256', 'ES256'])('signed with %s', async (alg) => {
    const other = await testIssuer(alg);
    const token = await tokenVerifier(other.trusted, SECRET).verify(await other.sign());
    expect(token.organisation).toBe('ind');
  });
});

describe('an officer is a pseudonym', () => {
  it('that is the same for the same officer, differs between officers and does not hold the subject', async () => {
    const one = await verify(await issuer.sign({ sub: 'j.jansen' }));
    const again = await verify(await issuer.sign({ sub: 'j.jansen' }));
    const other = await verify(await issuer.sign({ sub: 'p.pietersen' }));
    expect(one.officer).toMatch(/^[\w-]{22}$/);
    expect(again.officer).toBe(one.officer);
    expect(other.officer).not.toBe(one.officer);
    expect(JSON.stringify(one)).not.toContain('jansen');
  });

  it('that changes with the secret: nobody can guess it from a list of names', async () => {
    const jwt = await issuer.sign({ sub: 'j.jansen' });
    const elsewhere = await tokenVerifier(issuer.trusted, Buffer.from('another secret, also 32 bytes long')).verify(
      jwt,
    );
    expect(elsewhere.officer).not.toBe((await verify(jwt)).officer);
  });

  it('and absent where the subject is the client itself', async () => {
    const token = await verify(await issuer.sign({ sub: 'register-app' }));
    expect(token.officer).toBeUndefined();
  });
});

describe('every defect gets the same refusal', () => {
  const past = Math.floor(Date.now() / 1000) - 60;
  test.each<[string, Record<string, unknown>]>([
    ['expired', { exp: past }],
    ['not yet valid', { nbf: past + 3600 }],
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['for another audience', { aud: 'another-service' }],
    ['without audience', { aud: undefined }],
    ['without issuer', { iss: undefined }],
    ['without end', { exp: undefined }],
    ['without id', { jti: undefined }],
    ['without organisation', { organisation: undefined }],
    ['with a list for organisation', { organisation: ['ind', 'dtv'] }],
    ['with an empty organisation', { organisation: '' }],
    ['without purposes', { purposes: undefined }],
    ['with no purpose', { purposes: [] }],
    ['with purposes that are no text', { purposes: [{ RETURN: true }] }],
    ['without client', { client_id: undefined }],
    ['bound in a way that we cannot check', { cnf: { kid: 'x' } }],
  ])('%s', async (_defect, claims) => {
    await expect(verify(await issuer.sign(claims))).rejects.toMatchObject(REFUSED);
  });

  test.each(['logout+jwt', 'dpop+jwt', 'id+jwt'])('of the type %s', async (typ) => {
    await expect(verify(await issuer.sign({}, { typ }))).rejects.toMatchObject(REFUSED);
  });

  it('signed by another key that claims to be ours', async () => {
    const thief = await testIssuer();
    const jwt = await thief.sign({}, { kid: issuer.publicJwk.kid });
    await expect(verify(jwt)).rejects.toMatchObject(REFUSED);
  });

  it('that brings its own key', async () => {
    const thief = await testIssuer();
    const jwt = await thief.sign({}, { jwk: thief.publicJwk } as object);
    await expect(verify(jwt)).rejects.toMatchObject(REFUSED);
  });

  test.each(['none', 'None', 'NONE', ''])('unsigned, with alg "%s"', async (alg) => {
    const body = `${segment({ alg, typ: 'at+jwt' })}.${segment(goodClaims())}`;
    await expect(verify(`${body}.`)).rejects.toMatchObject(REFUSED);
    await expect(verify(`${body}.${segment('x')}`)).rejects.toMatchObject(REFUSED);
  });

  test.each(['HS256', 'HS512'])('signed with our public key as a %s secret', async (alg) => {
    const jwt = await new SignJWT(goodClaims())
      .setProtectedHeader({ alg, kid: issuer.publicJwk.kid })
      .sign(Buffer.from((issuer.publicJwk.n ?? '').padEnd(64, 'x')));
    await expect(verify(jwt)).rejects.toMatchObject(REFUSED);
  });

  test.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d.e', 'é.é.é', 'x'.repeat(9000), `${'a'.repeat(9000)}.b.c`])(
    'that is garbage (case %#)',
    async (jwt) => {
      await expect(verify(jwt)).rejects.toMatchObject(REFUSED);
    },
  );
});

describe('a changed token is refused', () => {
  it('whichever character of it was changed, to whatever', async () => {
    const good = await issuer.sign();
    const { verify: check } = tokenVerifier(issuer.trusted, SECRET);
    await check(good);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ';
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom(...letters), async (at, letter) => {
        fc.pre(good[at] !== letter);
        await expect(check(good.slice(0, at) + letter + good.slice(at + 1))).rejects.toMatchObject(REFUSED);
      }),
      { numRuns: 300 },
    );
  });

  it('in its last character too, where base64url has bits to spare', async () => {
    const good = await issuer.sign();
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      if (good.endsWith(letter)) continue;
      await expect(verify(good.slice(0, -1) + letter)).rejects.toMatchObject(REFUSED);
    }
  });

  it('when segments of two good tokens are mixed', async () => {
    const [one, other] = [await issuer.sign(), await issuer.sign({ organisation: 'amsterdam' })];
    const [head, , signature] = one.split('.');
    await expect(verify(`${head}.${other.split('.')[1]}.${signature}`)).rejects.toMatchObject(REFUSED);
  });
});

describe('a remembered token', () => {
  it('ends when it ends', async () => {
    const claims = goodClaims();
    let now = new Date();
    const verifier = tokenVerifier(issuer.trusted, SECRET, { now: () => now });
    const jwt = await issuer.sign(claims);
    await expect(verifier.verify(jwt)).resolves.toMatchObject({ organisation: 'ind' });
    now = new Date(((claims.exp ?? 0) + 6) * 1000);
    await expect(verifier.verify(jwt)).rejects.toMatchObject(REFUSED);
  });

  it('is checked again within two minutes, so that a withdrawn key stops working', async () => {
    let withdrawn = false;
    let now = new Date();
    const keys: TestIssuer['trusted']['keys'] = async (header, token) => {
      if (withdrawn) throw new Error('no such key');
      return issuer.trusted.keys(header, token);
    };
    const verifier = tokenVerifier({ ...issuer.trusted, keys }, SECRET, { now: () => now });
    const jwt = await issuer.sign();
    await verifier.verify(jwt);
    withdrawn = true;
    now = new Date(now.getTime() + 120_000);
    await expect(verifier.verify(jwt)).rejects.toMatchObject(REFUSED);
  });

  it('is never taken for another, however many there were', async () => {
    const verifier = tokenVerifier(issuer.trusted, SECRET);
    const jwts = await Promise.all(
      ['ind', 'dtv', 'avim', 'utrecht'].map((organisation) => issuer.sign({ organisation })),
    );
    const twice = await Promise.all([...jwts, ...jwts].map((jwt) => verifier.verify(jwt)));
    expect(twice.map((token) => token.organisation)).toEqual([
      'ind',
      'dtv',
      'avim',
      'utrecht',
      'ind',
      'dtv',
      'avim',
      'utrecht',
    ]);
  });
});

describe('a clock that differs from the provider’s', () => {
  /** Verifies tokens by a clock that is off by so many seconds. */
  function off(seconds: number) {
    const lines: string[] = [];
    let passed = 0;
    const verifier = tokenVerifier(issuer.trusted, SECRET, {
      now: () => new Date(Date.now() + (seconds + passed) * 1000),
      log: { warn: (fields, message) => void lines.push(JSON.stringify({ ...fields, message })) },
    });
    const outcome = async (claims: Record<string, unknown> = {}) =>
      verifier.verify(await issuer.sign(claims)).then(
        () => 'read',
        (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
      );
    const pass = (more: number) => {
      passed += more;
    };
    return { lines, outcome, pass };
  }
  const short = () => ({ exp: Math.floor(Date.now() / 1000) + 300 });

  test.each([0, -50, 50, 280])('by %d seconds does no harm to a fresh token, and is not told', async (seconds) => {
    const { outcome, lines } = off(seconds);
    expect(await outcome(short())).toBe('read');
    expect(lines).toEqual([]);
  });

  it('by five minutes, behind, has every fresh token refused as any other, and the operator is told of the clock', async () => {
    const { outcome, lines } = off(-300);
    expect(await outcome()).toEqual(REFUSED);
    expect(await outcome({ nbf: undefined })).toEqual(REFUSED);
    expect(lines.map((line) => JSON.parse(line).claim)).toEqual(['nbf', 'iat']);
    for (const line of lines) {
      expect(line).toContain('compare this server’s clock with the identity provider’s');
      expect(line).not.toMatch(/\d|ind|RESIDENCE|officer|idp/);
    }
  });

  it('by five minutes, ahead, has every short token over when it comes, and the operator is told of the clock', async () => {
    const { outcome, lines } = off(306);
    expect(await outcome(short())).toEqual(REFUSED);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"claim":"exp"');
    expect(lines[0]).toMatch(/compare this server’s clock with the identity provider’s/);
    expect(lines[0]).not.toMatch(/\d|ind|RESIDENCE|officer|idp/);
  });

  it('is told once a minute, however many tokens come', async () => {
    const { outcome, lines, pass } = off(-300);
    for (let turn = 0; turn < 5; turn += 1) await outcome();
    expect(lines).toHaveLength(1);
    pass(61);
    await outcome();
    expect(lines).toHaveLength(2);
  });

  it('is not meant where one caller’s token is over and another’s is good', async () => {
    const { outcome, lines } = off(0);
    await outcome();
    const past = Math.floor(Date.now() / 1000) - 60;
    expect(await outcome({ exp: past })).toEqual(REFUSED);
    expect(lines).toEqual([]);
  });

  it('does not stretch the end of a token by more than some seconds', async () => {
    const now = Math.floor(Date.now() / 1000);
    const { outcome } = off(0);
    expect(await outcome({ exp: now - 2 })).toBe('read');
    expect(await outcome({ exp: now - 30 })).toEqual(REFUSED);
  });

  it('is not told of tokens that the provider did not sign for us: a stranger could fill the log', async () => {
    const { lines } = off(0);
    const thief = await testIssuer();
    const verifier = tokenVerifier(issuer.trusted, SECRET, {
      log: { warn: (_, message) => void lines.push(message) },
    });
    const future = Math.floor(Date.now() / 1000) + 3_600;
    const header = { kid: issuer.publicJwk.kid };
    for (const jwt of [
      await thief.sign({ nbf: future }, header),
      await thief.sign({ exp: 1 }, header),
      await issuer.sign({ nbf: future, aud: 'another-service' }),
      await issuer.sign({ exp: 1, iss: 'https://elsewhere.example' }),
    ]) {
      await expect(verifier.verify(jwt)).rejects.toMatchObject(REFUSED);
    }
    expect(lines).toEqual([]);
  });
});
