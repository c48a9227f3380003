import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { certificateSettings } from '../../src/model/certificate-settings.js';
import { loginSettings } from '../../src/model/login-settings.js';
import { oidcSettings } from '../../src/model/oidc-settings.js';
import { run } from '../support/run-program.js';

let folder: string;
const before = { ...process.env };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-cli-'));
  process.env.KETENZICHT_DATA_FOLDER = folder;
});
afterAll(async () => {
  process.env.KETENZICHT_DATA_FOLDER = before.KETENZICHT_DATA_FOLDER;
  if (before.KETENZICHT_DATA_FOLDER === undefined) delete process.env.KETENZICHT_DATA_FOLDER;
  await rm(folder, { recursive: true });
});

describe('ketenzicht token', () => {
  it('prints a token and nothing else, and starts no database', async () => {
    const { exitCode, out, err } = await run('token', '--organisation', 'dtv', '--purpose', 'RETURN');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeJwt(out.trim())).toMatchObject({ organisation: 'dtv', purposes: ['RETURN'], aud: 'ketenzicht' });
    expect((await readdir(folder)).sort()).toEqual(['demo-issuer.json', 'secret']);
  });

  it('takes all purposes of the kind when none is named', async () => {
    const { out } = await run('token', '--organisation', 'avim');
    expect(decodeJwt(out.trim()).purposes).toEqual(['SUPERVISION', 'IDENTIFICATION']);
  });

  it('lasts as long as asked', async () => {
    const { out } = await run('token', '--organisation', 'ind', '--expires-in', '60', '--json');
    const { iat, exp } = decodeJwt(JSON.parse(out).token);
    expect((exp ?? 0) - (iat ?? 0)).toBe(60);
  });

  test.each<[string, string[], RegExp]>([
    ['an organisation that is not there', ['--organisation', 'coa'], /Choose one of: amsterdam /],
    ['a purpose of another kind', ['--organisation', 'avim', '--purpose', 'RETURN'], /: SUPERVISION IDENTIFICATION\n$/],
    ['no organisation', [], /required option '--organisation <code>' not specified/],
    ['a life that is no number', ['--organisation', 'ind', '--expires-in', 'long'], /whole number of seconds/],
    ['a life that is over', ['--organisation', 'ind', '--expires-in', '-5'], /whole number of seconds/],
  ])('for %s: exit code 2, and says what there is', async (_what, options, message) => {
    const { exitCode, out, err } = await run('token', ...options);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});

describe('ketenzicht policy', () => {
  it('check finds no problem in the policy that ships', async () => {
    const { exitCode, out } = await run('policy', 'check', '--json');
    expect([exitCode, JSON.parse(out).problems]).toEqual([0, []]);
  });

  it('explain says 1 for a denial, 0 for a permission, 2 for a question without answer', async () => {
    const explain = (organisation: string, field: string, ...more: string[]) =>
      run('policy', 'explain', '--organisation', organisation, '--field', field, ...more);
    const denied = await explain('ngo-de-haven', 'Case.person.bsn', '--json');
    const permitted = await explain('ind', 'Case.status', '--json');
    const unknown = await explain('ngo-de-haven', 'Person.shoeSize');
    expect([denied.exitCode, JSON.parse(denied.out)[0].decision]).toEqual([1, 'deny']);
    expect([permitted.exitCode, JSON.parse(permitted.out)[0].decision]).toEqual([0, 'permit']);
    expect([unknown.exitCode, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toMatch(/no field Person\.shoeSize/);
  });
});

describe('ketenzicht', () => {
  it('says which commands there are, and what the exit codes mean', async () => {
    const { exitCode, out } = await run('--help');
    expect(exitCode).toBe(0);
    for (const command of ['serve', 'migrate', 'demo', 'token', 'deliver', 'policy'])
      expect(out).toContain(`  ${command} `);
    expect(out).toContain('Exit codes: 0 done; 1');
  });

  test.each(['serve', 'migrate', 'demo', 'token', 'deliver', 'policy check', 'policy explain', 'schema'])(
    '%s --help has an example',
    async (command) => {
      const { exitCode, out } = await run(...command.split(' '), '--help');
      expect(exitCode).toBe(0);
      expect(out).toMatch(/Example:\n {2}.*ketenzicht/);
    },
  );

  it('serve --help names every setting of the identity provider, of logging in and of certificates', async () => {
    const { out } = await run('serve', '--help');
    for (const name of Object.keys({ ...oidcSettings, ...loginSettings, ...certificateSettings })) {
      expect(out).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  it('is told in the Compose file, and in the README, how people log in', async () => {
    for (const page of ['compose.yaml', 'README.md']) {
      const text = await readFile(new URL(`../../${page}`, import.meta.url), 'utf8');
      for (const name of Object.keys(loginSettings))
        expect([page, text]).toEqual([page, expect.stringContaining(name)]);
    }
  });

  test.each([
    ['nonsense'],
    ['token', '--nonsense'],
    ['policy'],
    ['policy', 'explain', '--organisation', 'ind'],
    ['deliver', 'utrecht'],
    [],
  ])('wrong usage is exit code 2 (case %#)', async (...words) => {
    const { exitCode, out, err } = await run(...words);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  it('says which setting is wrong, without a stack', async () => {
    process.env.PORT = 'many';
    const { exitCode, err } = await run('serve');
    delete process.env.PORT;
    expect([exitCode, err]).toEqual([2, 'ketenzicht: PORT must be a port number from 0 to 65535\n']);
  });

  it('serves no demo beyond this machine, and opens no database for it', async () => {
    process.env.HOST = '0.0.0.0';
    const { exitCode, err } = await run('serve');
    delete process.env.HOST;
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/^ketenzicht: The demo listens on this machine only\./)]);
    expect(await readdir(folder)).not.toContain('postgres');
  });
});
