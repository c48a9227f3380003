import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { configCommand } from '../../src/cli/config-command.js';
import type { SettingInForce } from '../../src/model/settings-in-force.js';
import { run } from '../support/run-program.js';

const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const FOLDER = join(tmpdir(), 'ketenzicht-config-of-nobody');
const of = (env: Record<string, string>) => configCommand({ KETENZICHT_DATA_FOLDER: FOLDER, ...env });

function setting(env: Record<string, string>, name: string): SettingInForce | undefined {
  const { settings } = of(env).json as { settings: readonly SettingInForce[] };
  return settings.find((one) => one.name === name);
}

describe('ketenzicht config', () => {
  it('says of each setting what it is and where that is from', () => {
    expect(of({}).exitCode).toBe(0);
    expect(setting({}, 'PORT')).toEqual({ name: 'PORT', value: 4000, origin: 'STANDARD' });
    expect(setting({ PORT: '4100' }, 'PORT')).toEqual({ name: 'PORT', value: 4100, origin: 'SET' });
    expect(setting({}, 'KETENZICHT_PAGES')).toEqual({ name: 'KETENZICHT_PAGES', value: 'true', origin: 'DERIVED' });
    expect(setting({ OIDC_ISSUER: 'https://id.example' }, 'KETENZICHT_PAGES')?.value).toBe('false');
    expect(setting({}, 'KETENZICHT_OTLP_URL')).toMatchObject({ value: null, origin: 'NOT_SET' });
    expect(of({ PORT: '4100' }).text).toMatch(/^PORT +4100 {2}\(set\)$/m);
  });

  it('says it of an agency that is read live, with the standards', () => {
    const env = { SOURCES_IND_URL: 'http://127.0.0.1:4200', SOURCES_IND_RETRIES: '1' };
    const shown = ['SOURCES_IND_URL', 'SOURCES_IND_RETRIES', 'SOURCES_IND_TIMEOUT_MS', 'SOURCES_DTV_URL'];
    const told = shown.map((name) => setting(env, name)).map((one) => one && [one.value, one.origin]);
    expect(told).toEqual([['http://127.0.0.1:4200', 'SET'], [1, 'SET'], [2000, 'STANDARD'], undefined]);
  });

  it('makes nothing: neither the folder nor the secret', () => {
    expect(setting({}, 'KETENZICHT_SECRET')?.value).toMatch(/^made at the first start/);
    expect(existsSync(FOLDER)).toBe(false);
  });

  test.each([
    ['PORT', { PORT: 'x' }],
    ['KETENZICHT_PAGES', { KETENZICHT_PAGES: 'true', OIDC_ISSUER: 'https://id.example' }],
    ['SOURCES_IND_URL', { SOURCES_IND_URL: 'ftp://ind.example' }],
    ['KETENZICHT_ORGANISATIONS', { KETENZICHT_ORGANISATIONS: '/nowhere/organisations.json' }],
    ['HOST', { HOST: '0.0.0.0' }],
  ])('ends with 2 and the name when %s cannot be used', (name, env) => {
    const { exitCode, text, json } = of(env as Record<string, string>);
    expect([exitCode, text]).toEqual([2, expect.stringContaining(name)]);
    expect(json).toEqual({ error: text });
  });

  it('ends with 1 and the name of what looks like a setting and is none, but not of those of other commands', () => {
    const { exitCode, text, json } = of({ KETENZICHT_PAGESIZE: '7', KETENZICHT_TOKEN: 'x', OTEL_SERVICE_NAME: 'x' });
    expect([exitCode, json]).toEqual([1, expect.objectContaining({ unknown: ['KETENZICHT_PAGESIZE'] })]);
    expect(text).toContain('There is no setting KETENZICHT_PAGESIZE');
  });

  it('never shows a secret, a password in an address, or a parameter of one', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{32,40}$/);
    const property = fc.property(fc.array(secret, { minLength: 12, maxLength: 12 }), (s) => {
      const { exitCode, text, json } = of({
        DATABASE_URL: `postgres://owner:${s[0]}@db:5432/ketenzicht?password=${s[1]}`,
        DATABASE_GATEWAY_URL: `postgres://gateway:${s[2]}@db/ketenzicht`,
        DATABASE_LOG_URL: `postgres://log:${s[3]}@db/ketenzicht#${s[4]}`,
        KETENZICHT_SECRET: String(s[5]),
        KETENZICHT_OLD_SECRETS: String(s[6]),
        KETENZICHT_LOG_KEYS: `one:${s[7]}`,
        KETENZICHT_OTLP_URL: `https://user:${s[8]}@collector/v1/traces?key=${s[9]}`,
        OIDC_ISSUER: 'https://id.example',
        OIDC_LOGIN_PARAMETERS: `x=${s[10]}`,
        SOURCES_IND_URL: 'https://ind.example',
        SOURCES_IND_TOKEN_URL: 'https://ind.example/token',
        SOURCES_IND_CLIENT_ID: 'us',
        SOURCES_IND_CLIENT_SECRET: String(s[11]),
      });
      const told = text + JSON.stringify(json);
      expect([exitCode, s.filter((one) => told.includes(one))]).toEqual([0, []]);
      expect(text).toMatch(/^KETENZICHT_SECRET +set {2}\(set\)$/m);
      expect(text).toMatch(/^DATABASE_URL +postgres:\/\/owner@db:5432\/ketenzicht {2}\(set\)$/m);
    });
    process.stdout.write(`config: SEED=${SEED}\n`);
    fc.assert(property, { seed: SEED });
  });

  it('shows of a database at several servers which they are', () => {
    const { exitCode, text } = of({
      DATABASE_URL: 'postgres://owner:hunter2@one:5432,two:5433/ketenzicht?target_session_attrs=read-write',
    });
    expect([exitCode, text.includes('hunter2')]).toEqual([0, false]);
    expect(text).toMatch(/^DATABASE_URL +postgres:\/\/owner@one:5432,two:5433\/ketenzicht {2}\(set\)$/m);
  });

  it('is named where one looks for the settings of a server', async () => {
    expect((await run('serve', '--help')).out).toContain('ketenzicht config');
  });
});
