import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openAccessLog } from '../../src/audit/access-log.js';
import { chainHash, GENESIS, signHead } from '../../src/audit/chain.js';
import { openDatabase } from '../../src/database/database.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { chainOfMonths } from './chain-tampering.js';
import { append, count, entries, entry, KEYS, killLogConnections, places, served, verify } from './log-entries.js';

const ADA = '00000000-0000-4000-8000-00000000000a';
const BEN = '00000000-0000-4000-8000-00000000000b';
const PROCESS = fileURLToPath(new URL('append-process.ts', import.meta.url));

let opened: TestDatabase;
beforeEach(async () => {
  opened = await testDatabase();
});
afterEach(() => opened?.close());

const month = async (after = 0) => {
  const [row] = await opened.database.admin<{ month: string }[]>`
    select (date_trunc('month', now()) + make_interval(months => ${after}))::date::text as month`;
  return row?.month ?? '';
};

describe('what is written', () => {
  it('stands in both logs when the write settles, a line per data subject', async () => {
    const { admin } = opened.database;
    await admin`insert into app.case_key (id, v_number) values (${ADA}, '1000000001'), (${BEN}, null)`;
    const log = openAccessLog(opened.database, testConfig());
    await log.write(entry([served(ADA, 'person.name', 'shelter.stay'), served(BEN, 'person.name')]));
    expect(await count(opened.database)).toEqual({ audit: 1, processing: 2 });
    const rows = await admin`
      select data_subject_id_type as type, categories, status_code as status, key_id from audit.processing_record
      order by data_subject_id_type`;
    expect(rows).toEqual([
      { type: 'Ketenzicht-casus', categories: ['person.name'], status: 'OK', key_id: 'test' },
      { type: 'Vreemdelingennummer', categories: ['person.name', 'shelter.stay'], status: 'OK', key_id: 'test' },
    ]);
  });

  it('of somebody without a result has no categories', async () => {
    await append(opened.database, [entry([{ subject: { vNumber: '1000000009' }, categories: [], status: 'UNSET' }])]);
    const [row] = await opened.database.admin`select status_code as status, categories from audit.processing_record`;
    expect(row).toEqual({ status: 'UNSET', categories: [] });
  });

  it('at once by many is one chain, and each has its line', async () => {
    const log = openAccessLog(opened.database, testConfig());
    await Promise.all(entries(200).map((each) => log.write(each)));
    expect((await count(opened.database)).audit).toBe(200);
    const [signed] = await opened.database.admin`select count(signature)::int as n from audit.audit_record`;
    // They shared their writes, and each write signs once.
    expect(signed?.n).toBeLessThan(100);
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 200 }] });
  });

  it('begins with nothing before it, and each later month with the end of the one before', async () => {
    await append(opened.database, entries(2));
    const [first] = await opened.database.admin`select body, hash from audit.audit_record where seq = 1`;
    expect(first?.hash).toBe(chainHash(GENESIS, { month: await month(), seq: 1n }, first?.body));
  });

  it('within a change is durable with it, and gone with it', async () => {
    const log = openAccessLog(opened.database, testConfig());
    const { admin } = opened.database;
    await admin.begin(async (sql) => {
      await log.writeWithin(sql, entry());
      const [row] = await sql`select current_setting('synchronous_commit') as waits, current_user as role`;
      expect(row).toEqual({ waits: 'on', role: 'ketenzicht_log' });
    });
    const undone = admin.begin(async (sql) => {
      await log.writeWithin(sql, entry());
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect((await count(opened.database)).audit).toBe(1);
  });
});

describe('the connection of the logs', () => {
  it('waits for the disk, and for nothing longer than it must', async () => {
    const [settings] = await opened.database.log`
      select current_setting('synchronous_commit') as waits, current_setting('statement_timeout') as statement,
        current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`;
    expect(settings).toEqual({ waits: 'on', statement: '5s', lock: '2s', idle: '5s' });
  });
});

describe('a clock that went back', () => {
  it('lets the chain go on in the latest month', async () => {
    const later = await month(3);
    // As if it had been written with a clock three months ahead.
    await chainOfMonths(opened.database, [later], (head) => signHead(head, KEYS.signing));
    await append(opened.database, entries(2));
    expect(await places(opened.database)).toEqual([1, 2, 3, 4, 5].map((seq) => `${later.slice(0, 7)} ${seq}`));
    expect((await verify(opened.database)).findings).toEqual([]);
  });

  it('opens a month again that has ended, behind its end', async () => {
    const later = await month(3);
    await append(opened.database, entries(2));
    const { admin } = opened.database;
    await admin`select audit.open_month(${later}::date)`;
    await admin`delete from audit.audit_record`;
    await admin`
      insert into audit.ended_month (month, lines, hash, signature)
      values (${later}, 5, ${'ab'.repeat(32)}, 'of a month that has ended')`;
    await append(opened.database, entries(2));
    await append(opened.database, entries(1));
    expect(await places(opened.database)).toEqual([6, 7, 8].map((seq) => `${later.slice(0, 7)} ${seq}`));
    expect((await verify(opened.database, later)).findings).toEqual([]);
  });
});

describe('two that write', () => {
  it('on connections of their own make one chain, without a fork or a gap', async () => {
    const other = await openDatabase(testConfig({ databaseUrl: opened.adminUrl }));
    try {
      const logs = [openAccessLog(opened.database, testConfig()), openAccessLog(other, testConfig())];
      const writes = entries(120).map((each, place) => logs[place % 2]?.write(each));
      await Promise.all(writes);
    } finally {
      await other.close();
    }
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 120 }] });
  });

  it('in processes of their own make one chain, without a fork or a gap', async () => {
    const log = openAccessLog(opened.database, testConfig());
    const environment = { ...process.env, NODE_OPTIONS: '' };
    const run = promisify(execFile)('node', ['--import', 'tsx', PROCESS, opened.adminUrl, '200'], { env: environment });
    let mine = 0;
    let isOver = false;
    const over = run.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await log.write(entry());
      mine += 1;
    }
    expect(JSON.parse((await over).stdout)).toEqual({ written: 200 });
    const report = await verify(opened.database);
    expect([report.findings, report.months[0]?.lines]).toEqual([[], 200 + mine]);
  });
});

describe('the next month', () => {
  const tables = async () => {
    const rows = await opened.database.admin<{ name: string }[]>`
      select relname as name from pg_class where relispartition and relname like 'audit_record_____\_%' and relkind = 'r'`;
    return rows.map(({ name }) => name.slice('audit_record_'.length).replace('_', '-'));
  };

  it('is open before it begins, so that its turn waits for nobody', async () => {
    const log = openAccessLog(opened.database, testConfig());
    const next = (await month(1)).slice(0, 7);
    // It takes its turn between these writes; should it never get one, the time of this test ends.
    while (!(await tables()).includes(next)) await log.write(entry());
    expect((await tables()).sort()).toEqual([(await month()).slice(0, 7), next]);
    await opened.database.admin.begin(async (sql) => {
      await sql`lock table audit.audit_record in share update exclusive mode`;
      // What the first write of that month does.
      await opened.database.log`select audit.open_month(${`${next}-01`}::date)`;
    });
  });

  it('is opened while lines are read and added: nobody waits', async () => {
    await append(opened.database, entries(1));
    const later = await month(2);
    await opened.database.admin.begin(async (sql) => {
      await sql`lock table audit.audit_record, audit.processing_record in row exclusive mode`;
      await opened.database.log`select audit.open_month(${later}::date)`;
    });
    expect(await tables()).toContain(later.slice(0, 7));
  });

  it('is left to its first write while a table of the logs is analysed, and writing goes on', async () => {
    await append(opened.database, entries(1));
    const log = openAccessLog(opened.database, testConfig());
    await opened.database.admin.begin(async (sql) => {
      await sql`lock table audit.audit_record in share update exclusive mode`;
      for (let writes = 0; writes < 20; writes += 1) await log.write(entry());
    });
    expect((await count(opened.database)).audit).toBe(21);
    expect(await tables()).toHaveLength(1);
  });
});

describe('a connection that was lost while nobody used it', () => {
  it('is no outage: the next write takes another', async () => {
    const log = openAccessLog(opened.database, testConfig());
    for (let times = 0; times < 20; times += 1) {
      await log.write(entry());
      await killLogConnections(opened.database);
    }
    expect((await count(opened.database)).audit).toBe(20);
  });
});

it('refuses lines on a connection that took over in the middle of a write', async () => {
  const { INSERT_LINES } = await import('../../src/audit/append-sql.js');
  await append(opened.database, [entry()], KEYS);
  const before = await count(opened.database);
  const [head] = await opened.database.admin<{ at: string }[]>`
    select month || ' ' || seq || ' ' || hash as at from audit.audit_record`;
  const line = { seq: '2', trace_id: 't', body: '{}', hash: 'h', signature: null };
  const values = ['a word of another transaction', await month(), head?.at ?? '', JSON.stringify([line]), '[]', '', ''];
  await expect(opened.database.log.unsafe(INSERT_LINES, values)).rejects.toMatchObject({ code: '23514' });
  expect(await count(opened.database)).toEqual(before);
});
