import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import postgres from 'postgres';
import { exampleCertificate } from '../../../src/cli/example-agency/example-agency.js';
import type { LiveSourceSettings } from '../../../src/model/source-settings.js';
import { BREAKS_AFTER } from '../../../src/sources/live/guard.js';
import { dropDatabase } from '../../support/database.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { WORLD } from '../../support/world.js';
import { agencyDatabase, recordsOf } from './agency-records.js';
import { type Asking, asking } from './asking.js';
import { openInd } from './kinds.js';
import { type SecureFront, secureFront } from './secure-front.js';

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

  it('that has more to say than the limit does not send it, and is told as too large', async () => {
    await open({ answerBytes: 100 });
    expect(await read()).toBe('TOO_LARGE');
    expect(lines.join()).toContain('"reason":"TOO_LARGE"');
    await opened.close();
    await open({ answerBytes: 1_000 });
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

describe('an agency’s own database that says no', () => {
  const reader = `reader_${randomBytes(4).toString('hex')}`;
  let asReader: string;
  beforeAll(async () => {
    await sql.unsafe(`create role ${reader} login password 'of a test'; grant usage on schema ind to ${reader};
      grant select on ind.application to ${reader}`);
    asReader = Object.assign(new URL(url), { username: reader, password: 'of a test' }).toString();
  });
  afterAll(async () => {
    await sql.unsafe(`drop owned by ${reader}; drop role ${reader}`);
    await graph.change('truncate app.source_copy');
  });

  it('is not asked around by a copy: neither where a right is gone, nor where the login is', async () => {
    const count = () => graph.database.admin<{ count: number }[]>`select count(*)::int as count from app.source_copy`;
    const takeAway: [string, string][] = [
      [`revoke select on ind.application from ${reader}`, `grant select on ind.application to ${reader}`],
      [`alter role ${reader} nologin`, `alter role ${reader} login`],
    ];
    for (const [away, back] of takeAway) {
      await open({ url: asReader, staleHours: 24, concurrency: 1 });
      expect(await read()).toEqual([[[['REGULAR']]]]);
      while ((await count())[0]?.count !== 1);
      await sql.unsafe(away);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${reader}`;
      const told: unknown[] = [];
      while (told.at(-1) !== 'REFUSED') told.push(await read());
      expect(told.filter((one) => one !== 'REFUSED' && one !== 'CONNECTION' && typeof one === 'string')).toEqual([]);
      expect(await count()).toEqual([{ count: 0 }]);
      expect(await read()).toBe('REFUSED');
      await sql.unsafe(back);
      await opened.close();
    }
  });
});

describe('an agency’s own database over TLS', () => {
  const certificates = new URL('../../../src/cli/example-agency/certificates/', import.meta.url);
  const caFile = exampleCertificate('authority.pem');
  let front: SecureFront;

  const readThrough = async (name: 'server' | 'expired', host: string, tls: LiveSourceSettings['tls']) => {
    front = await secureFront(url, new URL(name, certificates).pathname, host);
    await open({ url: front.url, tls });
    const answer = await read();
    await opened.close();
    await front.close();
    return answer;
  };

  it('is read where its certificate is trusted and for its host, by name and by number', async () => {
    expect(await readThrough('server', 'localhost', { caFile })).toEqual([[[['REGULAR']]]]);
    expect(await readThrough('server', '127.0.0.1', { caFile })).toEqual([[[['REGULAR']]]]);
  });

  it('is refused where its certificate is over, not trusted, or for another host', async () => {
    expect(await readThrough('expired', '127.0.0.1', { caFile })).toBe('CERTIFICATE');
    expect(await readThrough('server', '127.0.0.1', {})).toBe('CERTIFICATE');
    expect(await readThrough('server', '127.0.0.2', { caFile })).toBe('CERTIFICATE');
    expect(front.seen).toEqual([]);
  });

  it('is refused where it says that it has no TLS, and told nothing', async () => {
    front = await secureFront(url, undefined, '127.0.0.1');
    await open({ url: front.url, tls: { caFile } });
    expect(typeof (await read())).toBe('string');
    expect(front.seen).toEqual([]);
    await front.close();
  });

  it('does not start with authorities that cannot be read', async () => {
    await expect(open({ tls: { caFile: '/nowhere/authority.pem' } })).rejects.toThrow('ENOENT');
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
