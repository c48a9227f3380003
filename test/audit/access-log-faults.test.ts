import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AccessLog, openAccessLog } from '../../src/audit/access-log.js';
import { type Database, openDatabase } from '../../src/database/database.js';
import { LogUnavailable } from '../../src/model/errors.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { append, count, entries, entry, killLogConnections, served, verify } from './log-entries.js';

/** A login of this test's own that is the logs' role: passwords and settings of a role belong to the whole server. */
const LOGIN = `log_of_${process.pid}_${randomBytes(3).toString('hex')}`;

let opened: TestDatabase;
let own: Database;
let log: AccessLog;
beforeAll(async () => {
  opened = await testDatabase();
  await opened.database.admin.unsafe(`create role ${LOGIN} login password 'first' in role ketenzicht_log`);
  const databaseLogUrl = Object.assign(new URL(opened.adminUrl), { username: LOGIN, password: 'first' }).toString();
  const config = testConfig({ databaseUrl: opened.adminUrl, databaseLogUrl });
  own = await openDatabase(config);
  log = openAccessLog(own, config);
  await append(own, entries(2));
});
afterAll(async () => {
  await own?.close();
  await opened?.database.admin.unsafe(`drop role if exists ${LOGIN}`);
  await opened?.close();
});

const owner = async (...statements: string[]) => {
  for (const statement of statements) await opened.database.admin.unsafe(statement);
};
const CASE = '00000000-0000-4000-8000-00000000000a';
const anEntry = () => entry([served(CASE, 'person.name')]);

/** So that settings of the login hold: they are read when a session begins. */
const kill = () => killLogConnections(opened.database, LOGIN);

interface Fault {
  readonly what: string;
  readonly code: string;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

const FULL = `create function audit.full() returns trigger language plpgsql as $$
  begin raise exception 'could not extend file' using errcode = '53100'; end $$`;

let unlock: () => void = () => undefined;
let locking: Promise<unknown> = Promise.resolve();

/** Held by another session until it is told to let go. */
async function lockTable(): Promise<void> {
  await new Promise<void>((held, failed) => {
    locking = opened.database.admin.begin(async (sql) => {
      await sql`lock table audit.audit_record in access exclusive mode`;
      held();
      await new Promise<void>((letGo) => {
        unlock = letGo;
      });
    });
    locking.catch(failed);
  });
}

async function unlockTable(): Promise<void> {
  unlock();
  await locking;
}

const FAULTS: readonly Fault[] = [
  {
    what: 'the audit log is not there',
    code: '42P01',
    begin: () => owner('alter table audit.audit_record rename to gone'),
    end: () => owner('alter table audit.gone rename to audit_record'),
  },
  {
    what: 'the processing log is not there',
    code: '42P01',
    begin: () => owner('alter table audit.processing_record rename to gone'),
    end: () => owner('alter table audit.gone rename to processing_record'),
  },
  {
    what: 'the disk is full',
    code: '53100',
    begin: () =>
      owner(
        FULL,
        'create trigger too_full before insert on audit.processing_record for each row execute function audit.full()',
      ),
    end: () => owner('drop function audit.full() cascade'),
  },
  {
    what: 'the database takes no writes',
    code: '25006',
    begin: async () => {
      await owner(`alter role ${LOGIN} set default_transaction_read_only to on`);
      await kill();
    },
    end: async () => {
      await owner(`alter role ${LOGIN} reset default_transaction_read_only`);
      await kill();
    },
  },
  { what: 'somebody holds the table', code: '55P03', begin: lockTable, end: unlockTable },
  {
    what: 'the password was changed',
    code: '28P01',
    begin: async () => {
      await owner(`alter role ${LOGIN} password 'second'`);
      await kill();
    },
    end: () => owner(`alter role ${LOGIN} password 'first'`),
  },
  {
    what: 'the right to write was taken',
    code: '42501',
    begin: () => owner('revoke insert on audit.audit_record from ketenzicht_log'),
    end: () => owner('grant insert on audit.audit_record to ketenzicht_log'),
  },
];

describe.each(FAULTS)('while $what', ({ code, begin, end }) => {
  it('whoever writes is refused, nothing is kept for later, and then it goes on by itself', async () => {
    const before = await count(opened.database);
    await begin();
    const refused = await Promise.allSettled([anEntry(), anEntry(), anEntry()].map((each) => log.write(each)));
    await end();
    for (const each of refused) {
      const reason = each.status === 'rejected' ? (each.reason as Error) : undefined;
      expect(reason).toBeInstanceOf(LogUnavailable);
      expect(reason?.cause).toMatchObject({ code });
    }
    await log.write(anEntry());
    const { audit, processing } = await count(opened.database);
    expect({ audit, processing }).toEqual({ audit: before.audit + 1, processing: before.processing + 1 });
    expect((await verify(own)).findings).toEqual([]);
  });
});

describe('a log that does not answer', () => {
  it('keeps nobody waiting for long: the server gives up, and the next group is tried anew', async () => {
    await owner(
      `create function audit.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(600); end $$`,
      'create trigger slow before insert on audit.processing_record for each row execute function audit.slow()',
    );
    const [first] = await Promise.allSettled([log.write(anEntry())]);
    await owner('drop function audit.slow() cascade');
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'LOG_UNAVAILABLE' } });
    await log.write(anEntry());
  });

  it('lets no more wait than it can hold: who comes then is refused at once', async () => {
    await lockTable();
    const writes = entries(1_200).map((each) => log.write(each));
    const settled = Promise.allSettled(writes);
    const early = await Promise.race([Promise.allSettled(writes.slice(-100)), settled]);
    expect(early.every(({ status }) => status === 'rejected')).toBe(true);
    await unlockTable();
    const written = (await settled).filter(({ status }) => status === 'fulfilled').length;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThanOrEqual(1_100);
    expect((await verify(own)).findings).toEqual([]);
  });
});

describe('connections of the log that are lost again and again', () => {
  it('lose no line and tell of none that is not there', async () => {
    const group = entries(400);
    let waiting = [...group];
    const taken: string[] = [];
    const write = async () => {
      for (let each = waiting.pop(); each; each = waiting.pop()) {
        const { traceId } = each.trace;
        await log.write(each).then(
          () => taken.push(traceId),
          () => undefined,
        );
        if (taken.length % 10 === 0) await kill();
      }
    };
    await Promise.all(Array.from({ length: 16 }, write));
    waiting = [];
    const rows = await opened.database.admin<{ id: string }[]>`select trace_id as id from audit.audit_record`;
    const there = new Set(rows.map(({ id }) => id));
    expect(taken.filter((id) => !there.has(id))).toEqual([]);
    expect(taken.length).toBeGreaterThan(0);
    expect((await verify(own)).findings).toEqual([]);
  });
});
