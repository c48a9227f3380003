import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { type Config, readConfig } from '../../src/config.js';
import { demoIssuer, issueDemoToken, refuseOpenDemo } from '../../src/identity/demo-issuer.js';
import { openVerifier } from '../../src/identity/token-verifier.js';
import type { PartnerKind } from '../../src/model/principal.js';

let folder: string;
let config: Config;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-demo-'));
  config = readConfig({ KETENZICHT_DATA_FOLDER: folder });
});
afterEach(() => rm(folder, { recursive: true }));

const purposesOf = (kind: PartnerKind) =>
  kind === 'AVIM' ? ['SUPERVISION', 'IDENTIFICATION'] : ['RESIDENCE_DECISION'];
const issue = (request: Parameters<typeof issueDemoToken>[2]) => issueDemoToken(config, purposesOf, request);

describe('a demo token', () => {
  it('is accepted by the server of the same folder, with all purposes of the kind', async () => {
    const token = await (await openVerifier(config)).verify(await issue({ organisation: 'avim' }));
    expect(token).toMatchObject({ organisation: 'avim', purposes: ['SUPERVISION', 'IDENTIFICATION'] });
  });

  it('can be limited to one purpose and to seconds', async () => {
    const jwt = await issue({ organisation: 'avim', purpose: 'SUPERVISION', expiresInSeconds: 30 });
    const token = await (await openVerifier(config)).verify(jwt);
    expect(token.purposes).toEqual(['SUPERVISION']);
    expect(token.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 30_000);
  });

  it('is not accepted by the server of another folder', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'ketenzicht-demo-'));
    const other = await openVerifier(readConfig({ KETENZICHT_DATA_FOLDER: elsewhere }));
    await expect(other.verify(await issue({ organisation: 'ind' }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await rm(elsewhere, { recursive: true });
  });

  it('is not issued for an unknown organisation: the answer lists those there are', async () => {
    await expect(issue({ organisation: 'coa' })).rejects.toThrow(/Choose one of: amsterdam .* privacy-officer/);
  });

  it('is not issued for a purpose of another kind: the answer lists its own', async () => {
    await expect(issue({ organisation: 'avim', purpose: 'RESIDENCE_DECISION' })).rejects.toThrow(
      /Choose one of: SUPERVISION IDENTIFICATION$/,
    );
  });
});

describe('the demo issuer keeps its key', () => {
  it('in a file that its owner only may read', async () => {
    await demoIssuer(config);
    expect((await stat(join(folder, 'demo-issuer.json'))).mode & 0o777).toBe(0o600);
  });

  it('over restarts, and gives the private part to no verifier', async () => {
    const [one, again] = [await demoIssuer(config), await demoIssuer(config)];
    expect(again.publicKeys).toEqual(one.publicKeys);
    expect(JSON.stringify(one.publicKeys)).not.toContain('"d"');
  });

  it('as one key when several processes start at once, and leaves no draft behind', async () => {
    const issuers = await Promise.all([1, 2, 3, 4].map(() => demoIssuer(config)));
    expect(new Set(issuers.map(({ keys }) => keys.publicKey.kid)).size).toBe(1);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['demo-issuer.json', 'secret']));
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('and says what to do when the file is damaged, without overwriting it', async () => {
    const path = join(folder, 'demo-issuer.json');
    await writeFile(path, '{"publicKey":');
    await expect(demoIssuer(config)).rejects.toThrow(/demo-issuer\.json holds no key pair\. Remove it/);
    expect(await readFile(path, 'utf8')).toBe('{"publicKey":');
  });
});

describe('the demo is not for others', () => {
  test.each(['0.0.0.0', '::', '192.168.1.5', '10.0.0.1', 'example.org', '127.evil.example', ''])(
    'it refuses to listen on "%s"',
    async (host) => {
      expect(() => refuseOpenDemo({ demo: true, host })).toThrow(/this machine only.*OIDC_ISSUER/);
      await expect(openVerifier({ ...config, host })).rejects.toThrow(/this machine only/);
    },
  );

  test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('it listens on %s', (host) => {
    expect(() => refuseOpenDemo({ demo: true, host })).not.toThrow();
  });

  it('it does not exist beside an identity provider', async () => {
    const real = readConfig({ KETENZICHT_DATA_FOLDER: folder, OIDC_ISSUER: 'https://idp.example', HOST: '0.0.0.0' });
    await expect(issueDemoToken(real, purposesOf, { organisation: 'ind' })).rejects.toThrow(/OIDC_ISSUER is set/);
    expect(await readdir(folder)).not.toContain('demo-issuer.json');
  });
});
