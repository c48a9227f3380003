import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openAccessLog } from '../../src/audit/access-log.js';
import { appendEntries, insertByGuess, sendOn } from '../../src/audit/append.js';
import { linesBehind } from '../../src/audit/chained-lines.js';
import { KnownGround } from '../../src/audit/known-ground.js';
import { inLogTransaction } from '../../src/audit/log-transaction.js';
import { writeGroup } from '../../src/audit/write-group.js';
import { giveSession, takeSession } from '../../src/database/client-sessions.js';
import { openDatabase } from '../../src/database/database.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { deafLine } from './deaf-line.js';
import { append, count, entries, entry, KEYS, killLogConnections, served, verify } from './log-entries.js';

let opened: TestDatabase;
beforeEach(async () => {
  opened = await testDatabase();
});
afterEach(() => opened?.close());

const HOW = { withinMs: 5_000 };
const writerOf = (known = new KnownGround()) => ({ log: opened.database.log, keys: KEYS, known });

/** The tables of the logs that somebody has who waits for a turn; waits until there is one. */
async function tablesOfWaiting(): Promise<string[]> {
  for (;;) {
    const [row] = await opened.database.admin<{ waits: boolean; tables: string[] }[]>`
      select count(*) > 0 as waits, coalesce(array_agg(held.relation::regclass::text)
        filter (where held.relation is not null), '{}') as tables
      from pg_locks waiting left join pg_locks held on held.pid = waiting.pid and held.locktype = 'relation'
        and held.relation in (select oid from pg_class where relnamespace = 'audit'::regnamespace)
      where waiting.locktype = 'advisory' and not waiting.granted
        and waiting.database = (select oid from pg_database where datname = current_database())`;
    if (row?.waits) return row.tables;
  }
}

describe('an end of the chain that was guessed', () => {
  it('is right where one process writes: each group follows the one before', async () => {
    const writer = writerOf();
    for (const size of [1, 3, 2]) await writeGroup(writer, entries(size), HOW);
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 6 }] });
  });

  it('is never believed: after somebody else has written, the lines follow theirs', async () => {
    const writer = writerOf();
    await writeGroup(writer, entries(1), HOW);
    await append(opened.database, entries(2));
    await writeGroup(writer, entries(1), HOW);
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 4 }] });
  });

  it('is given up where it is the turn of another: what waits has no table that the other may need', async () => {
    const writer = writerOf();
    await writeGroup(writer, entries(1), HOW);
    let waiting: Promise<void> | undefined;
    await inLogTransaction(opened.database.log, async ({ send, commit }) => {
      await appendEntries(send, entries(2), KEYS);
      waiting = writeGroup(writer, entries(1), HOW);
      expect(await tablesOfWaiting()).toEqual([]);
      await commit();
    });
    await waiting;
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 4 }] });
  });

  it('is refused where somebody has added lines since the statement began', async () => {
    const { known, ...writer } = writerOf();
    await writeGroup({ ...writer, known }, entries(1), HOW);
    const guess = known.take([]);
    if (!guess) throw new Error('nothing was kept');
    const place = { head: guess.head, month: guess.head.month };
    const lines = linesBehind(place, { entries: entries(1), vNumbers: guess.vNumbers }, KEYS);
    const session = await takeSession(opened.database.log);
    try {
      const { client } = session;
      // What the statement sees is from before the other's lines.
      await client`begin isolation level repeatable read`;
      await client`select`;
      await append(opened.database, entries(1));
      expect(await insertByGuess(sendOn(client), { ...place, vNumbers: guess.vNumbers }, lines)).toBe(false);
      await client`rollback`;
    } finally {
      giveSession(opened.database.log, session);
    }
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 2 }] });
  });

  it('is not believed when its month is over', async () => {
    const writer = writerOf();
    await writeGroup(writer, entries(1), HOW);
    // As if the month before had been written in last.
    await opened.database.admin`delete from audit.audit_record`;
    const past = new KnownGround();
    past.keep({ month: '2020-01-01', seq: 7n, hash: 'ab'.repeat(32) });
    await writeGroup(writerOf(past), entries(2), HOW);
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 2 }] });
  });

  it('is not asked of the database again and again where two processes write in turn', async () => {
    const other = await openDatabase(testConfig({ databaseUrl: opened.adminUrl }));
    try {
      const logs = [openAccessLog(opened.database, testConfig()), openAccessLog(other, testConfig())];
      for (const log of [...logs, ...logs, ...logs]) await log.write(entry());
    } finally {
      await other.close();
    }
    expect(await verify(opened.database)).toMatchObject({ findings: [], months: [{ lines: 6 }] });
  });
});

describe('a V-number that was known', () => {
  const ADA = '00000000-0000-4000-8000-00000000000a';
  const types = async () => {
    const rows = await opened.database.admin<{ type: string }[]>`
      select data_subject_id_type as type from audit.processing_record order by id`;
    return rows.map(({ type }) => type);
  };

  it('is never believed: a case that got one since has the pseudonym of it', async () => {
    const { admin } = opened.database;
    await admin`insert into app.case_key (id, v_number) values (${ADA}, null)`;
    const log = openAccessLog(opened.database, testConfig());
    for (const number of [null, '1000000001', '1000000009', null]) {
      await admin`update app.case_key set v_number = ${number} where id = ${ADA}`;
      for (let times = 0; times < 2; times += 1) await log.write(entry([served(ADA, 'person.name')]));
    }
    const [byCase, byNumber] = ['Ketenzicht-casus', 'Vreemdelingennummer'];
    expect(await types()).toEqual([byCase, byCase, ...Array(4).fill(byNumber), byCase, byCase]);
    const [row] = await admin`select count(distinct data_subject_id)::int as subjects from audit.processing_record`;
    expect(row?.subjects).toBe(3);
    expect((await verify(opened.database)).findings).toEqual([]);
  });

  it('of a case that is gone is not used', async () => {
    const { admin } = opened.database;
    await admin`insert into app.case_key (id, v_number) values (${ADA}, '1000000001')`;
    const log = openAccessLog(opened.database, testConfig());
    await log.write(entry([served(ADA, 'person.name')]));
    await admin`delete from app.case_key where id = ${ADA}`;
    await log.write(entry([served(ADA, 'person.name')]));
    expect(await types()).toEqual(['Vreemdelingennummer', 'Ketenzicht-casus']);
  });
});

describe('a write of which nobody heard', () => {
  it('that stands is not written twice', async () => {
    const line = await deafLine(opened.adminUrl);
    const own = await openDatabase(testConfig({ databaseUrl: line.url }));
    try {
      const log = openAccessLog(own, testConfig());
      await log.write(entry());
      // The first by a guess, the second after reading where the chain ends: nothing was kept of the one before.
      for (const each of [entry(), entry()]) {
        line.deafenAt(each.trace.traceId);
        await log.write(each);
      }
      expect(line.cuts).toBe(2);
    } finally {
      await own.close();
      await line.close();
    }
    expect(await count(opened.database)).toMatchObject({ audit: 3 });
    expect((await verify(opened.database)).findings).toEqual([]);
  });

  it('stands once, whenever connections are killed, and by how many it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
        const before = await count(opened.database);
        const log = openAccessLog(opened.database, testConfig());
        const writes = sizes.flatMap((size) => entries(size)).map((each) => log.write(each));
        await killLogConnections(opened.database);
        const settled = await Promise.allSettled(writes);
        const taken = settled.filter(({ status }) => status === 'fulfilled').length;
        const { audit } = await count(opened.database);
        expect(audit - before.audit).toBeGreaterThanOrEqual(taken);
        expect(audit - before.audit).toBeLessThanOrEqual(writes.length);
      }),
      { numRuns: 10 },
    );
    expect((await verify(opened.database)).findings).toEqual([]);
  });
});
