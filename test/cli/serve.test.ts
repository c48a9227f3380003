import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { buildHealthServer, sourceStates } from '../../src/cli/health.js';
import { listen } from '../../src/cli/listening.js';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { serve } from '../../src/cli/serve.js';
import { openDatabase } from '../../src/database/database.js';
import { demoRecords } from '../../src/delivery/demo/records.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import type { Source } from '../../src/sources/source.js';
import { oidcDefaults } from '../identity/issuer.js';
import { testConfig } from '../support/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { startServing } from './serving.js';

const ADDRESS = { host: '127.0.0.1', hostSetting: 'HOST', portSetting: 'PORT' } as const;

describe('ketenzicht serve', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('answers, is ready, finishes what runs when stopped, and is gone then', async () => {
    const served = await startServing({ databaseUrl: test.adminUrl });
    expect(served.said.join()).toMatch(/POST http:\/\/localhost:\d+\/graphql[\s\S]*Authorization: Bearer ey/);
    const token = await issueDemoToken(served.config, openPurposes(await readPolicy()), { organisation: 'ind' });
    const ask = () =>
      fetch(`${served.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{"query":"{ me { organisation } cases { totalCount } }"}',
      });
    const data = { me: { organisation: 'ind' }, cases: { totalCount: 0 } };
    expect(await (await ask()).json()).toMatchObject({ data });
    const health = await fetch(`${served.healthUrl}/health/ready`);
    const sources = Object.fromEntries(['SHELTER', 'GUIDANCE', 'IND', 'DTV', 'AVIM'].map((name) => [name, 'hosted']));
    const expected = { status: 'ready', checks: { database: 'ok', logs: 'ok', serving: 'ok' }, sources };
    expect([health.status, await health.json()]).toEqual([200, expected]);
    const metrics = await (await fetch(`${served.healthUrl}/metrics`)).text();
    expect(metrics).toContain('ketenzicht_answers_not_logged_total 0');
    expect(metrics).not.toContain('ketenzicht_export_lines_waiting');
    await served.stop();
    await expect(ask()).rejects.toThrow();
  });
});

describe('a start that fails while the demo is taken in', () => {
  it('leaves the whole demo behind, for the next one to answer from', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'ketenzicht-serve-'));
    // The embedded server's own user passes through.
    await chmod(dataFolder, 0o755);
    const config = testConfig({ dataFolder });
    const noPages = () => Promise.reject(new Error('the pages cannot be loaded'));
    await expect(serve(config, noPages)).rejects.toThrow('the pages cannot be loaded');
    const database = await openDatabase(config);
    try {
      const [stored] = await database.admin`select count(*)::int as records from app.record`;
      expect(stored?.records).toBe([...demoRecords()].length);
    } finally {
      await database.close();
      await rm(dataFolder, { recursive: true });
    }
  });
});

describe('an address that cannot be listened on', () => {
  it.each([
    ['the port', { demo: true }, 'port'],
    ['the port of the health checks', { demo: false, oidc: oidcDefaults('https://login.example') }, 'healthPort'],
  ])('ends a start that finds %s taken, with all that it began', async (_, mode, taken) => {
    const [test, other] = [await testDatabase(), createServer()];
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    const ended: string[] = [];
    const pages = async (server: FastifyInstance) => {
      server.addHook('onClose', async () => void ended.push('server'));
      return undefined;
    };
    const heard = process.listenerCount('SIGHUP');
    const config = testConfig({ databaseUrl: test.adminUrl, port: 0, healthPort: 0, ...mode, [taken]: port });
    await expect(serve(config, async () => ({ pages }))).rejects.toThrow(`Port ${port} is in use`);
    expect(ended).toEqual(['server']);
    expect(process.listenerCount('SIGHUP')).toBe(heard);
    other.close();
    await test.close();
  });

  it('is told with the setting to change, when the port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as { port: number };
    const refused = listen(Fastify(), { ...ADDRESS, port });
    await expect(refused).rejects.toThrow(
      `Port ${port} is in use. Stop the program that uses it, or set PORT to another.`,
    );
    taken.close();
  });

  it('is told with the setting to change, when it is not ours', async () => {
    const refused = listen(Fastify(), { ...ADDRESS, host: '203.0.113.1', port: 0 });
    await expect(refused).rejects.toThrow(/Set HOST to one that is/);
  });
});

describe('the health checks', () => {
  it('name the sources beside what readiness depends on: one that is down stops no request', async () => {
    const source = (agency: string, available: boolean) =>
      ({ agency, kind: 'HTTP', health: async () => ({ available, lastAnsweredAt: null }) }) as unknown as Source;
    const list = [source('IND', true), source('DTV', false), { agency: 'AVIM', kind: 'HOSTED' } as Source];
    const server = buildHealthServer({ database: async () => true }, undefined, () => sourceStates(list));
    const { statusCode, body } = await server.inject('/health/ready');
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).sources).toEqual({ IND: 'ok', DTV: 'unavailable', AVIM: 'hosted' });
  });

  const check = async (checks: Parameters<typeof buildHealthServer>[0], url: string) => {
    const { statusCode, body } = await buildHealthServer(checks).inject(url);
    return [statusCode, JSON.parse(body)];
  };
  const broken = { database: async () => Promise.reject(new Error('password 1234567890')), other: async () => true };

  it('say that the process lives, whatever else is broken', async () => {
    expect(await check(broken, '/health/live')).toEqual([200, { status: 'live' }]);
  });

  it('say what is not ready, and not why', async () => {
    const states = { database: 'unavailable', other: 'ok' };
    expect(await check(broken, '/health/ready')).toEqual([503, { status: 'unavailable', checks: states }]);
  });
});
