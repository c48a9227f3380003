import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openAccessLog } from '../../src/audit/access-log.js';
import { signHead } from '../../src/audit/chain.js';
import { runRetention } from '../../src/audit/retention/run-retention.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { AVIM_ACTIVITY, anEntry } from './access-entries.js';
import { chainOfMonths, processingOf, rawLines, replaceLines } from './chain-tampering.js';
import { append, differences, entry, KEYS, served, verify } from './log-entries.js';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());
beforeEach(() => opened.database.admin`truncate audit.processing_record, audit.audit_record, audit.ended_month`);

const people = (count: number) => Array.from({ length: count }, () => served(randomUUID(), 'person.name'));
const sql = (statement: string) => opened.database.admin.unsafe(statement);
/** Kind and number of each finding of the whole verification, and the log it is in where that is the processing log. */
const found = async () => {
  const { findings } = await verify(opened.database);
  return findings.map(({ kind, line, log }) => [kind, String(line), ...(log ? [log] : [])].join(' '));
};
const ids = async () => {
  const rows = await opened.database.admin<{ id: string }[]>`select id from audit.processing_record order by id`;
  return rows.map(({ id }) => id);
};

/** Puts a line in once more, under another id. */
const copyOf = (id: string | undefined, other: number) =>
  sql(`insert into audit.processing_record (month, id, trace_id, span_id, name, status_code, start_time, end_time,
      processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories)
    select month, ${other}, trace_id, span_id, name, status_code, start_time, end_time, processing_activity_id,
      data_subject_id, data_subject_id_type, key_id, organisation, categories
    from audit.processing_record where id = ${id}`);

describe('two logs that were written together', () => {
  beforeEach(async () => {
    await append(opened.database, [entry(people(2)), entry()]);
    await append(opened.database, [entry(people(3)), entry(people(1))]);
  });

  it('agree', async () => {
    expect(await found()).toEqual([]);
    expect(await differences(opened.database, 1)).toEqual([]);
  });

  it('agree about confidential activities too, and a line of one that is gone is named by its place alone', async () => {
    await append(opened.database, [anEntry({ subjects: [{ vNumber: '1000000001' }], activity: AVIM_ACTIVITY })]);
    expect(await found()).toEqual([]);
    await sql(`delete from audit.processing_record where processing_activity_id = '${AVIM_ACTIVITY}'`);
    const { findings } = await verify(opened.database);
    expect(findings).toMatchObject([{ kind: 'LACKING', line: 5n }]);
    expect(JSON.stringify(findings, (_, value) => String(value))).not.toMatch(/avim|1000000001/i);
  });

  it('do not when the end of the audit log was cut off at a signed line', async () => {
    const [, , third] = await ids();
    await sql('delete from audit.audit_record where seq > 2');
    expect(await found()).toEqual([`UNTOLD ${third} processing`]);
    const [finding] = (await verify(opened.database)).findings;
    expect(finding?.text).toMatch(/^4 lines are in the processing log/);
  });

  it('do not when the audit log was emptied', async () => {
    const [first] = await ids();
    await sql('truncate audit.audit_record');
    expect(await found()).toEqual([`EMPTIED ${first} processing`]);
  });

  it('do not when a line is missing that the audit log counts, or all of an operation', async () => {
    const [, , third] = await ids();
    await sql(`delete from audit.processing_record where id = ${third}`);
    expect(await found()).toEqual(['LACKING 3']);
    await sql('truncate audit.processing_record');
    expect(await found()).toEqual(['LACKING 1']);
    expect((await verify(opened.database)).findings[0]?.text).toMatch(/^6 lines are missing/);
  });

  it('do not when a line was added of an operation that was logged, or of another', async () => {
    await copyOf((await ids())[0], 1_000_000);
    expect(await found()).toEqual(['UNCOUNTED 1']);
    await sql(`update audit.processing_record set span_id = '${'0'.repeat(16)}' where id = 1000000`);
    expect(await found()).toEqual(['UNTOLD 1000000 processing']);
  });

  it('do not when a line was moved to another operation of the same trace', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const [one, other] = [1, 2].map(() => anEntry({ subjects: [{ vNumber: '1000000001' }], traceparent }));
    await append(opened.database, [one, other] as never);
    expect(await found()).toEqual([]);
    await sql(`update audit.processing_record set span_id = '${one?.trace.spanId}'
      where span_id = '${other?.trace.spanId}'`);
    expect(await found()).toEqual(['UNCOUNTED 5', 'LACKING 6']);
  });

  it('agree while others write', async () => {
    const log = openAccessLog(opened.database, testConfig());
    const writing = Array.from({ length: 40 }, () => log.write(entry(people(2))));
    expect(await differences(opened.database, 1)).toEqual([]);
    await Promise.all(writing);
    expect(await differences(opened.database, 7)).toEqual([]);
  });
});

describe('months that ended', () => {
  const sign = (head: Parameters<typeof signHead>[0]) => signHead(head, KEYS.signing);
  const OLD = ['2009-11-01', '2009-12-01'];
  const retire = () => {
    const config = testConfig();
    return runRetention({ database: opened.database, log: openAccessLog(opened.database, config), config });
  };
  const days = (what: string, count: number) =>
    sql(`update app.retention_term set days = ${count} where what = '${what}'`);
  beforeEach(async () => {
    await days('audit-log', 36_500);
    await days('processing-log', 36_500);
    await processingOf(opened.database, await chainOfMonths(opened.database, OLD, sign, people(2)));
    await append(opened.database, [entry(people(1))]);
  });

  it('of the processing log are not missed: the audit log tells how many lines went', async () => {
    expect(await found()).toEqual([]);
    await days('processing-log', 1_000);
    expect((await retire()).deleted).toMatchObject({ 'lines of the processing-log': 4 });
    expect(await found()).toEqual([]);
    expect((await verify(opened.database, '2009-11-01')).findings).toEqual([]);
  });

  it('of the processing log are missed when nothing tells of them', async () => {
    await sql('drop table audit.processing_record_2009_11');
    expect(await found()).toEqual(['LACKING 1']);
    expect((await verify(opened.database, '2009-12-01')).findings).toEqual([]);
  });

  it.each([
    ['fewer lines than were counted, because some were taken out before', 'delete', 'LACKING'],
    ['more lines than were counted, because some were put in before', 'add', 'UNCOUNTED'],
  ])('of the processing log with %s, are named', async (_, what, kind) => {
    const month = await opened.database.admin<{ id: string }[]>`
      select id from audit.processing_record where month = '2009-11-01' order by id limit 1`;
    if (what === 'delete') await sql(`delete from audit.processing_record where id = ${month[0]?.id}`);
    else await copyOf(month[0]?.id, 2_000_000);
    await days('processing-log', 1_000);
    await retire();
    expect((await verify(opened.database)).findings).toMatchObject([{ kind, month: '2009-11', line: 1n }]);
  });

  it('of the audit log leave nothing to compare with, and are no finding', async () => {
    await days('audit-log', 1_000);
    expect((await retire()).deleted).toMatchObject({ 'lines of the audit-log': 6 });
    expect(await ids()).toHaveLength(5);
    expect(await found()).toEqual([]);
  });

  it('of the audit log that were deleted by hand are found', async () => {
    const lines = await rawLines(opened.database);
    await replaceLines(
      opened.database,
      lines.filter(({ month }) => !OLD.includes(month)),
    );
    const kinds = (await verify(opened.database)).findings.map(({ kind, month }) => `${kind} ${month}`);
    expect(kinds.slice(1)).toEqual(['EMPTIED 2009-11', 'EMPTIED 2009-12']);
  });
});
