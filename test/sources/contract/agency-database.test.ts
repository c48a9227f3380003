import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import postgres from 'postgres';
import type { LiveSourceSettings } from '../../../src/model/source-settings.js';
import { BREAKS_AFTER } from '../../../src/sources/live/guard.js';
import { dropDatabase } from '../../support/database.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { WORLD } from '../../support/world.js';
import { agencyDatabase, recordsOf } from './agency-records.js';
import { type Asking, asking } from './asking.js';
import { openInd } from './kinds.js';

const name = `agency_${randomBytes(4).toString('hex')}`;
let graph: TestGraph;
let url: string;
let sql: postgres.Sql;
let opened: Awaited<ReturnType<typeof openInd>>;
let as: Asking;
const lines: string[] = [];
beforeAll(async () => {
  graph = await startGraph(WORLD);
  url = await agencyDatabase(graph.database.adminUrl, name, 'IND', await recordsOf(graph, 'IND'));
  sql = postgres(url, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await sql?.end({ timeout: 5 });
  await graph?.close();
  await dropDatabase(graph.database.adminUrl, name).catch(() => undefined);
});
afterEach(() => opened?.close());

async function open(settings: Partial<LiveSourceSettings> = {}): Promise<void> {
  opened = await openInd(graph, { kind: 'POSTGRES', url, retries: 0, ...settings }, lines);
  as = await asking(graph, opened.source);
}

const read = () =>
  opened.source.read(as.grant({ application: ['kind'] }), as.cases([graph.id('farid')]), {} as never).then(
    ({ rows, lapses }) => lapses ?? rows,
    (error: Error) => error.message,
  );

describe('an agency’s own database', () => {
  it('is told for whom and for what it is read, so that its own row-level security can decide', async () => {
    await sql.unsafe(`alter table ind.application rename to application_rows;
      create view ind.application as select * from ind.application_rows
      where current_setting('ketenzicht.organisation', true) = 'ind'
        and current_setting('ketenzicht.partner_kind', true) = 'IND'
        and current_setting('ketenzicht.purpose', true) = 'RESIDENCE_DECISION'
        and current_setting('ketenzicht.processing_activity', true) like 'http%'
        and current_setting('ketenzicht.policy_version', true) <> ''
        and current_setting('ketenzicht.fields', true)::json #>> '{application,0}' = 'kind'`);
    await open();
    expect(await read()).toEqual([[[['REGULAR']]]]);
    await sql.unsafe('drop view ind.application; alter table ind.application_rows rename to application');
  });

  it('is told of one question nothing of the one before on the same connection', async () => {
    await open({ concurrency: 1 });
    await read();
    await sql.unsafe(`alter table ind.application rename to application_rows;
      create view ind.application as select r.* from ind.application_rows r
      where current_setting('ketenzicht.fields', true)::json -> 'legal' is null`);
    expect(await read()).toEqual([[[['REGULAR']]]]);
    await sql.unsafe('drop view ind.application; alter table ind.application_rows rename to application');
  });

  it('is never written to', async () => {
    await sql.unsafe(`create function ind.sneak() returns text language plpgsql volatile as
      'begin insert into ind.legal (v_number, source_key, record_key) values (''1'', ''1'', ''1''); return ''REGULAR''; end';
      alter table ind.application rename to application_rows;
      create view ind.application as select v_number, source_key, record_key, recorded_at, ind.sneak() as kind, submitted_at
      from ind.application_rows`);
    await open();
    expect(await read()).toBe('REFUSED');
    await sql.unsafe(`drop view ind.application; drop function ind.sneak();
      alter table ind.application_rows rename to application`);
  });

  it('that holds a code which does not exist has that part unavailable, and no such value is shown', async () => {
    await sql.unsafe(`update ind.application set kind = 'HERHALING' where kind = 'REGULAR'`);
    await open();
    expect(await read()).toEqual([['UNAVAILABLE']]);
    expect(lines.join()).not.toContain('HERHALING');
    await sql.unsafe(`update ind.application set kind = 'REGULAR' where kind = 'HERHALING'`);
  });

  it('that takes too long does not answer, and its connection serves no other question', async () => {
    await sql.unsafe(`alter table ind.application rename to application_rows;
      create view ind.application as select r.* from ind.application_rows r, pg_sleep(20)`);
    await open({ timeoutMs: 300, concurrency: 1 });
    expect(await read()).toMatch(/TIMED_OUT|REFUSED/);
    await sql.unsafe('drop view ind.application; alter table ind.application_rows rename to application');
    expect(await read()).toEqual([[[['REGULAR']]]]);
  });

  it('that loses its connections answers on new ones', async () => {
    await open({ concurrency: 1 });
    await read();
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`;
    while (typeof (await read()) === 'string') await new Promise(setImmediate);
    expect(await read()).toEqual([[[['REGULAR']]]]);
  });
});

describe('an address where nobody says anything', () => {
  const sockets = new Set<Socket>();
  let silent: Server;
  beforeAll(async () => {
    silent = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('costs its time, again and again, until it is left alone; and the process goes on', async () => {
    const { port } = silent.address() as { port: number };
    await open({ url: `postgres://somebody@127.0.0.1:${port}/nothing`, timeoutMs: 200, concurrency: 1 });
    for (let turn = 0; turn < BREAKS_AFTER; turn += 1) expect(await read()).toBe('TIMED_OUT');
    expect(await read()).toBe('BREAKER_OPEN');
    expect(await opened.source.health?.()).toEqual({ available: false, lastAnsweredAt: null });
  });
});
