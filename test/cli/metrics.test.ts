import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type postgres from 'postgres';
import { Registry } from 'prom-client';
import { collectorName } from '../../src/audit/export-collector-name.js';
import { countWaiting } from '../../src/audit/export-waiting.js';
import { buildHealthServer } from '../../src/cli/health.js';
import { KeyFigures } from '../../src/cli/key-figures.js';
import { LogFigures } from '../../src/cli/log-figures.js';
import { openMetrics } from '../../src/cli/metrics.js';
import { readConfig } from '../../src/config.js';
import { connect } from '../../src/database/connect.js';
import { AVIM_ACTIVITY, IND_ACTIVITY } from '../audit/access-entries.js';
import { append, entry } from '../audit/log-entries.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const activities = () => initialPolicy.columns.map(({ processingActivity }) => processingActivity);
const registerOf = (gateway: postgres.Sql) => ({ gateway, activities });

let opened: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  opened = await testDatabase();
  server = buildHealthServer({}, openMetrics(registerOf(opened.database.gateway)));
});
afterAll(async () => {
  await server?.close();
  await opened?.close();
});

/** Midnight after the day so many days from today, in the Netherlands. */
const inDays = (days: number) =>
  `((now() at time zone 'Europe/Amsterdam')::date + ${days + 1})::timestamp at time zone 'Europe/Amsterdam'`;
const run = (statement: string) => opened.database.admin.unsafe(statement);
async function scrape(from = server): Promise<string[]> {
  const { statusCode, headers, body } = await from.inject('/metrics');
  expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
    'no-store',
  ]);
  return body.split('\n');
}
const figures = (lines: readonly string[]) => lines.filter((line) => /^ketenzicht_/.test(line));

describe('the metrics', () => {
  it('hold what is counted of sources that are read live', async () => {
    const of = async () => 'ketenzicht_source_breaker_open{source="IND"} 1';
    const lines = await scrape(
      buildHealthServer({}, openMetrics(registerOf(opened.database.gateway), { sources: of })),
    );
    expect(lines).toContain('ketenzicht_source_breaker_open{source="IND"} 1');
  });

  it('tell how the keys of the identity provider stand, and nothing of them before they are needed', async () => {
    const registry = new Registry();
    const keys = new KeyFigures(registry);
    const health = buildHealthServer({}, openMetrics(registerOf(opened.database.gateway), { process: registry }));
    const told = async () => figures(await scrape(health)).filter((line) => line.startsWith('ketenzicht_identity_'));
    expect(await told()).toEqual(['ketenzicht_identity_unknown_keys_total 0']);
    keys.failed(false);
    expect(await told()).toContain('ketenzicht_identity_keys_usable 0');
    keys.read();
    keys.failed(true);
    keys.spared();
    expect(await told()).toEqual([
      'ketenzicht_identity_key_readings_total{outcome="failed"} 2',
      'ketenzicht_identity_key_readings_total{outcome="ok"} 1',
      'ketenzicht_identity_unknown_keys_total 1',
      'ketenzicht_identity_keys_usable 1',
      expect.stringMatching(/^ketenzicht_identity_keys_read_seconds \d{10}/),
    ]);
  });

  it('tell the days left of every right to ask that is going to end, and how many end soon', async () => {
    expect(figures(await scrape())).toEqual(['ketenzicht_grants_ending_soon 0', 'ketenzicht_register_readable 1']);
    await run(`update app.organisation set valid_until = ${inDays(61)} where code in ('ngo-de-haven', 'avim')`);
    await run(
      `update app.purpose_grant set valid_until = ${inDays(60)} where (organisation, purpose) = ('avim', 'SUPERVISION')`,
    );
    await run(`update app.purpose_grant set valid_until = ${inDays(0)} where organisation = 'ind'`);
    expect(figures(await scrape())).toEqual([
      'ketenzicht_grant_days_left{organisation="avim",purpose="IDENTIFICATION"} 61',
      'ketenzicht_grant_days_left{organisation="avim",purpose="SUPERVISION"} 60',
      'ketenzicht_grant_days_left{organisation="ind",purpose="RESIDENCE_DECISION"} 0',
      'ketenzicht_grant_days_left{organisation="ngo-de-haven",purpose="GUIDANCE"} 61',
      'ketenzicht_grants_ending_soon 2',
      'ketenzicht_register_readable 1',
    ]);
  });

  it('also where the processing activity ends first, for every organisation that asks under it', async () => {
    await run(`update app.processing_activity set ended_at = ${inDays(20)} where uri = '${AVIM_ACTIVITY}'`);
    await run(`insert into app.processing_activity select replace(uri, '/v2', '/v1'), partner_kind, purpose, name_nl, name_en,
      controller, legal_basis, categories, retention, confidential, valid_from, '2020-01-01', now()
      from app.processing_activity where uri = '${IND_ACTIVITY}'`);
    await run(`update app.processing_activity set valid_until = (now() at time zone 'Europe/Amsterdam')::date + 70
      where partner_kind = 'NGO'`);
    const told = figures(await scrape());
    expect(told).toContain('ketenzicht_grant_days_left{organisation="avim",purpose="SUPERVISION"} 20');
    // A version that the policy no longer names ends nobody's right.
    expect(told).toContain('ketenzicht_grant_days_left{organisation="ind",purpose="RESIDENCE_DECISION"} 0');
    expect(told).toContain('ketenzicht_grant_days_left{organisation="ngo-de-haven",purpose="GUIDANCE"} 61');
    expect(told).toContain('ketenzicht_grant_days_left{organisation="ngo-de-linde",purpose="GUIDANCE"} 70');
    expect(told).toContain('ketenzicht_grants_ending_soon 2');
    await run(`update app.processing_activity set ended_at = now() where uri = '${AVIM_ACTIVITY}'`);
    expect(figures(await scrape()).filter((line) => line.includes('SUPERVISION'))).toEqual([]);
    await run('update app.processing_activity set ended_at = null, valid_until = null');
  });

  it('and not of what is over or revoked, nor the figures of an earlier scrape', async () => {
    await run(`update app.organisation set valid_until = now() where code = 'ngo-de-haven'`);
    await run(`update app.organisation set revoked_at = now() where code = 'avim'`);
    await run(`update app.purpose_grant set revoked_at = now() where organisation = 'ind'`);
    expect(figures(await scrape())).toEqual(['ketenzicht_grants_ending_soon 0', 'ketenzicht_register_readable 1']);
  });

  it('tell how the process does, and nothing of a person', async () => {
    const lines = await scrape();
    for (const name of ['process_cpu_seconds_total', 'nodejs_heap_size_used_bytes', 'nodejs_eventloop_lag_seconds']) {
      expect(lines.some((line) => line.startsWith(`${name} `))).toBe(true);
    }
    const labels = new Set(lines.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, label]) => label)));
    const known = ['organisation', 'purpose', 'version', 'major', 'minor', 'patch', 'kind', 'le', 'space', 'type'];
    expect([...labels].filter((label) => !known.includes(label ?? ''))).toEqual([]);
  });

  it('are the same for scrapes at the same time', async () => {
    await run(`update app.organisation set valid_until = ${inDays(5)} where code = 'dtv'`);
    const scrapes = await Promise.all([scrape(), scrape(), scrape()]);
    for (const lines of scrapes) expect(figures(lines)[0]).toMatch(/organisation="dtv",purpose="RETURN"\} 5$/);
  });

  it('are on the port of the health checks, which listens on this machine only unless somebody says otherwise', () => {
    expect(readConfig({ KETENZICHT_DATA_FOLDER: process.env.KETENZICHT_TEST_FOLDER }).healthHost).toBe('127.0.0.1');
  });

  test('and without a source of metrics there are none', async () => {
    expect((await buildHealthServer({}).inject('/metrics')).statusCode).toBe(404);
  });
});

describe('the figures of the logs', () => {
  const COLLECTOR = 'https://user:hunter2@collector.example:4318/v1/traces?key=hunter2';
  const ofLogs = (lines: readonly string[]) =>
    figures(lines).filter((line) => /answers_not_logged|lines_waiting/.test(line));
  const served = (waiting?: () => Promise<number>) => {
    const logs = { figures: new LogFigures(), waiting };
    return { logs, health: buildHealthServer({}, openMetrics(registerOf(opened.database.gateway), { logs })) };
  };
  const counting = (most?: number) => () => countWaiting(opened.database.log, COLLECTOR, most);
  const person = (digit: string) => ({ subject: { vNumber: digit.repeat(10) }, categories: [], status: 'OK' as const });
  const confirmed = (id: string) =>
    run(`insert into audit.export_cursor (collector, last_id) values ('${collectorName(COLLECTOR)}', ${id})
      on conflict (collector) do update set last_id = ${id}`);

  it('count the answers that were refused because they could not be logged, and say nothing of them', async () => {
    const { logs, health } = served();
    expect(ofLogs(await scrape(health))).toEqual(['ketenzicht_answers_not_logged_total 0']);
    logs.figures.refused();
    logs.figures.refused();
    expect(ofLogs(await scrape(health))).toEqual(['ketenzicht_answers_not_logged_total 2']);
  });

  it('tell how many lines wait for the collector, in every month, and none that it or another has confirmed', async () => {
    const { health } = served(counting());
    const waiting = async () => ofLogs(await scrape(health)).at(-1);
    expect(await waiting()).toBe('ketenzicht_export_lines_waiting 0');
    await append(opened.database, [entry(['1', '2', '3'].map((digit) => person(digit)))]);
    await run(`select audit.open_month('2019-01-01');
      insert into audit.processing_record (month, trace_id, span_id, name, status_code, start_time, end_time,
        processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories)
      select '2019-01-01', trace_id, span_id, name, status_code, start_time, end_time, processing_activity_id,
        data_subject_id, data_subject_id_type, key_id, organisation, categories from audit.processing_record limit 1`);
    await run(`insert into audit.export_cursor (collector, last_id) values ('https://other.example/', 1000)`);
    expect(await waiting()).toBe('ketenzicht_export_lines_waiting 4');
    const [{ id }] = (await run('select id from audit.processing_record order by id limit 1')) as unknown as [
      { id: string },
    ];
    await confirmed(id);
    expect(await waiting()).toBe('ketenzicht_export_lines_waiting 3');
    await confirmed('1000');
    expect(await waiting()).toBe('ketenzicht_export_lines_waiting 0');
    await confirmed('0');
    expect(await counting(2)()).toBe(2);
  });

  it('are absent where nothing is sent, and where the lines cannot be counted, and name no collector', async () => {
    const [nowhere, refused] = [served(), served(() => Promise.reject(new Error('hunter2')))];
    for (const { health } of [nowhere, refused]) {
      expect(ofLogs(await scrape(health))).toEqual(['ketenzicht_answers_not_logged_total 0']);
    }
    let isAway = false;
    const { health } = served(async () => (isAway ? Promise.reject(new Error('hunter2')) : counting()()));
    const all = (await scrape(health)).join('\n');
    expect(all).toContain('lines_waiting 4');
    expect(all).not.toMatch(/hunter2|collector\.example/);
    isAway = true;
    // No figure is better than an old one.
    expect(ofLogs(await scrape(health))).toEqual(['ketenzicht_answers_not_logged_total 0']);
  });
});

describe('a database that is away', () => {
  const without = ['ketenzicht_register_readable 0'];

  it('leaves the other figures', async () => {
    const client = connect('postgres://nobody@127.0.0.1:1/nothing', 1);
    const lines = await scrape(buildHealthServer({}, openMetrics(registerOf(client))));
    expect(figures(lines)).toEqual(without);
    expect(lines.some((line) => line.startsWith('process_cpu_seconds_total '))).toBe(true);
    await client.end({ timeout: 0 });
  });

  it('and does not make a scrape hang, when it takes a connection and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as AddressInfo;
    const client = connect(`postgres://nobody@127.0.0.1:${port}/nothing`, 1);
    const hanging = buildHealthServer({}, openMetrics(registerOf(client)));
    expect(figures(await scrape(hanging))).toEqual(without);
    // The second one does not ask again while the first is under way.
    expect(figures(await scrape(hanging))).toEqual(without);
    expect(sockets).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
    silent.close();
    await client.end({ timeout: 0 });
  });
});
