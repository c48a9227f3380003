import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { KeyFigures } from '../../src/cli/key-figures.js';
import { clientCredentials } from '../../src/client/client-credentials.js';
import { readClientKey } from '../../src/client/client-key.js';
import { LoggedKeys, tellingKeys } from '../../src/identity/key-events.js';
import { ProviderKeys } from '../../src/identity/provider-keys.js';
import { type TokenVerifier, tokenVerifier } from '../../src/identity/token-verifier.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js';
import { SECRET, testIssuer } from './issuer.js';

const MINUTE = 60_000;
const KEPT = 60 * MINUTE;

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider({ purposes: { ind: ['RESIDENCE_DECISION'] } });
});
afterAll(() => provider?.close());

/** Of the keys, and moved by the tests alone: for tokens it stays now, so only the keys grow old. Milliseconds. */
let clock: number;
let lines: string[];
let figures: Registry;
let verifier: TokenVerifier;
beforeEach(() => {
  clock = 1_000_000;
  lines = [];
  figures = new Registry();
  const write = (_fields: object, message: string) => void lines.push(message);
  const events = tellingKeys([new LoggedKeys({ warn: write, error: write }), new KeyFigures(figures)]);
  const keys = new ProviderKeys(provider.oidc, { keptMs: KEPT, now: () => clock, events });
  verifier = tokenVerifier({ ...provider.oidc, keys: keys.find }, SECRET);
});
afterEach(() => provider.back());

/** A token of the provider that nobody has seen yet. */
async function newToken(): Promise<string> {
  const { clientId, privateJwk } = provider.client('ind');
  const key = await readClientKey(JSON.stringify(privateJwk));
  return clientCredentials({ issuer: provider.issuer, clientId, key })();
}
const newTokens = (count: number) => Promise.all(Array.from({ length: count }, newToken));
const verifyAll = (tokens: readonly string[]) => Promise.all(tokens.map((token) => verifier.verify(token)));
/** Settles when something is so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((later) => setImmediate(later));
}
const figure = async (name: string) =>
  Number(
    new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(await figures.metrics())?.[1] ?? Number.NaN,
  );

describe('when the provider rotates its keys', () => {
  it('no request of many at a time fails, and it is asked once for all of them', async () => {
    const before = await newTokens(4);
    await verifyAll(before.slice(0, 1));
    const asked = await provider.keyReadings();
    await provider.rotate();
    const after = await newTokens(8);
    const answers = await verifyAll([...before, ...after].sort());
    expect(answers.map(({ organisation }) => organisation)).toEqual(Array(12).fill('ind'));
    expect(await provider.keyReadings()).toBe(asked + 1);
    expect(lines).toEqual([]);
  });

  it('a key that it withdrew stops working, without a restart', async () => {
    const [seen, unseen] = (await newTokens(2)) as [string, string];
    await verifier.verify(seen);
    await provider.rotate('withdrawn');
    clock += 21 * MINUTE;
    await expect(verifier.verify(unseen)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await verifier.verify(await newToken())).organisation).toBe('ind');
  });

  it('keys are read again beside the requests, before any is needed', async () => {
    await verifier.verify(await newToken());
    const asked = await provider.keyReadings();
    clock += 11 * MINUTE;
    await verifyAll(await newTokens(3));
    await until(async () => (await figure('ketenzicht_identity_key_readings_total{outcome="ok"}')) === 2);
    expect(await provider.keyReadings()).toBe(asked + 1);
  });
});

describe('whoever makes up keys', () => {
  it('has the provider asked once, and again after ten seconds, however many tokens come', async () => {
    await verifier.verify(await newToken());
    const asked = await provider.keyReadings();
    const strangers = await Promise.all(
      Array.from({ length: 6 }, async () => (await testIssuer('RS256', provider.issuer)).sign()),
    );
    for (const token of strangers.slice(0, 5)) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(await provider.keyReadings()).toBe(asked + 1);
    expect(await figure('ketenzicht_identity_unknown_keys_total')).toBe(4);
    clock += 10_000;
    await expect(verifier.verify(strangers[5] ?? '')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await provider.keyReadings()).toBe(asked + 2);
  });

  it('keeps nobody else out', async () => {
    const stranger = await (await testIssuer('RS256', provider.issuer)).sign();
    await expect(verifier.verify(stranger)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await verifier.verify(await newToken())).organisation).toBe('ind');
  });
});

describe('while the provider is away', () => {
  it('for ten minutes nobody who has a token notices, and the operator is told once', async () => {
    const tokens = await newTokens(12);
    await verifyAll(tokens.slice(0, 1));
    await provider.away();
    for (const [place, token] of tokens.slice(1).entries()) {
      clock += MINUTE;
      expect([place, (await verifier.verify(token)).organisation]).toEqual([place, 'ind']);
    }
    await until(() => lines.length > 0);
    expect(lines).toEqual([expect.stringMatching(/those known are used/)]);
    expect(await figure('ketenzicht_identity_keys_usable')).toBe(1);
  });

  it('known keys are used for as long as was set, and no longer', async () => {
    const [one, other, third] = (await newTokens(3)) as [string, string, string];
    await verifier.verify(one);
    await provider.away();
    clock += KEPT - 1;
    expect((await verifier.verify(other)).organisation).toBe('ind');
    clock += 20_000;
    await expect(verifier.verify(third)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(lines.at(-1)).toMatch(/nobody can be identified/);
    expect(await figure('ketenzicht_identity_keys_usable')).toBe(0);
    await provider.back();
    clock += 10_000;
    expect((await verifier.verify(third)).organisation).toBe('ind');
    expect(lines.at(-1)).toMatch(/are read again/);
    expect(await figure('ketenzicht_identity_keys_usable')).toBe(1);
  });

  it('a token with an unknown key is not called bad: it may be good', async () => {
    await verifier.verify(await newToken());
    const stranger = await (await testIssuer('RS256', provider.issuer)).sign();
    await provider.away();
    await expect(verifier.verify(stranger)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(verifier.verify(stranger)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('whoever has no keys yet says so, and does not ask for each token', async () => {
    const token = await newToken();
    await provider.away();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await figure('ketenzicht_identity_key_readings_total{outcome="failed"}')).toBe(1);
  });
});
