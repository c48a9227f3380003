import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type ExampleAgency, startExampleAgency } from '../../src/cli/example-agency/example-agency.js';
import { buildHealthServer } from '../../src/cli/health.js';
import { QUICK } from '../sources/contract/kinds.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { type Serving, startServing } from './serving.js';

let database: TestDatabase;
let agency: ExampleAgency;
let serving: Serving;
beforeAll(async () => {
  database = await testDatabase();
  agency = await startExampleAgency({ agency: 'IND', records: {} });
  serving = await startServing({
    databaseUrl: database.adminUrl,
    telemetry: { logLevel: 'silent' },
    sources: { IND: { ...QUICK, kind: 'HTTP', url: agency.url, timeoutMs: 2_000, retries: 0, staleHours: 0 } },
  });
});
afterAll(async () => {
  await serving?.stop();
  await agency?.close();
});

async function told(path: string) {
  const response = await fetch(`${serving.healthUrl}${path}`);
  return [response.status, await response.json()];
}
const run = (statement: string) => database.database.admin.unsafe(statement);
const SOURCES = { SHELTER: 'hosted', GUIDANCE: 'hosted', IND: 'ok', DTV: 'hosted', AVIM: 'hosted' };
const ready = (checks: Record<string, string>, sources: Record<string, string> = SOURCES) => {
  const isReady = Object.values(checks).every((state) => state === 'ok');
  const all = { ...checks, serving: 'ok' };
  return [isReady ? 200 : 503, { status: isReady ? 'ready' : 'unavailable', checks: all, sources }];
};

describe('a running server, in this order', () => {
  it('is ready while all works', async () => {
    expect(await told('/health/ready')).toEqual(ready({ database: 'ok', logs: 'ok' }));
  });

  test.each([
    ['audit.audit_record', 'revoke insert on audit.audit_record from ketenzicht_log'],
    ['audit.processing_record', 'revoke insert on audit.processing_record from ketenzicht_log'],
  ])('is not ready while a log cannot be written, and says which part: %s', async (table, statement) => {
    await run(statement);
    expect(await told('/health/ready')).toEqual(ready({ database: 'ok', logs: 'unavailable' }));
    expect(await told('/health/live')).toEqual([200, { status: 'live' }]);
    await run(`grant insert on ${table} to ketenzicht_log`);
    expect(await told('/health/ready')).toEqual(ready({ database: 'ok', logs: 'ok' }));
  });

  it('is ready while a source is down, and names it: all else is answered', async () => {
    await agency.close();
    // What a source last said of itself counts for some seconds.
    let answer = await told('/health/ready');
    while (JSON.stringify(answer).includes('"IND":"ok"')) answer = await told('/health/ready');
    expect(answer).toEqual(ready({ database: 'ok', logs: 'ok' }, { ...SOURCES, IND: 'unavailable' }));
  });

  it('lives and is not ready while the database is gone, and its figures are those that need none', async () => {
    await database.close();
    const down = { ...SOURCES, IND: 'unavailable' };
    expect(await told('/health/ready')).toEqual(ready({ database: 'unavailable', logs: 'unavailable' }, down));
    expect(await told('/health/live')).toEqual([200, { status: 'live' }]);
    const metrics = await (await fetch(`${serving.healthUrl}/metrics`)).text();
    expect(metrics).toContain('ketenzicht_register_readable 0');
    expect(metrics).toContain('ketenzicht_source_up{source="SHELTER"} 0');
    expect(metrics).not.toMatch(/^ketenzicht_deliveries\{/m);
  });
});

test('a check that never answers counts as one that fails', async () => {
  const server = buildHealthServer({ database: () => new Promise<boolean>(() => undefined) });
  const { statusCode, body } = await server.inject('/health/ready');
  expect([statusCode, JSON.parse(body)]).toEqual([503, { status: 'unavailable', checks: { database: 'unavailable' } }]);
});
