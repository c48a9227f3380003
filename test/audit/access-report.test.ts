import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AccessEntry, SubjectAccess } from '../../src/audit/access-entry.js';
import { openAccessLog } from '../../src/audit/access-log.js';
import { type AccessReport, reportAccess } from '../../src/audit/access-report.js';
import { accessReportReader } from '../../src/audit/access-report-reader.js';
import { type LogKey, readConfig } from '../../src/config.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';

const OLD: LogKey = { id: 'old', key: Buffer.from('the key that was in use until last year, of the tests') };
const NEW: LogKey = { id: 'new', key: Buffer.from('the key that is in use since, also of the tests only') };
const IND = 'https://ketenzicht.example/processing-activities/ind-residence-decision/v2';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());

/** Logs that the organisation was given something, under a key. */
async function logged(organisation: string, access: SubjectAccess, key: LogKey = NEW, at = new Date()): Promise<void> {
  const trace = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), flags: '01' };
  const about = { at: at.toISOString(), traceId: trace.traceId, spanId: trace.spanId, action: 'query', organisation };
  const entry: AccessEntry = {
    audit: { ...about, categories: [], counts: {}, result: 'OK' },
    trace,
    activity: IND,
    name: 'query',
    startedAt: at,
    endedAt: at,
    subjects: [access],
  };
  await openAccessLog(opened.database, testConfig({ logKeys: [key] })).write(entry);
}

const saw = (
  subject: SubjectAccess['subject'],
  ...categories: SubjectAccess['categories'][number][]
): SubjectAccess => ({
  subject,
  categories,
  status: 'OK',
});

const reader = (logKeys = [NEW, OLD]) => accessReportReader(opened.database, testConfig({ logKeys }));
const read = (vNumber: string, withinReachOf: string | null = null, keys?: LogKey[]) =>
  reader(keys).report({ vNumber, withinReachOf });
const times = ({ summaries }: AccessReport) => summaries.map((one) => `${one.organisation} ${one.times}`);

describe('the past of a person is found', () => {
  it('under a key that is no longer in use, as long as it is kept', async () => {
    const vNumber = '2000000001';
    await logged('ind', saw({ vNumber }, 'person.name'), OLD);
    await logged('ind', saw({ vNumber }, 'person.birth'), NEW);
    const { summaries } = await read(vNumber);
    expect(summaries).toMatchObject([{ times: 2, categories: ['person.birth', 'person.name'] }]);
    expect(times(await read(vNumber, null, [NEW]))).toEqual(['ind 1']);
  });

  it('from before the first key was set, and from before the secret changed', async () => {
    const vNumber = '2000000014';
    const [first, second, key] = ['first', 'second', 'key'].map((name) => name.padEnd(32, '-'));
    const keysOf = (env: Record<string, string | undefined>) =>
      readConfig({ KETENZICHT_DATA_FOLDER: process.env.KETENZICHT_TEST_FOLDER, ...env }).logKeys as LogKey[];
    const steps = [
      { KETENZICHT_SECRET: first },
      { KETENZICHT_SECRET: first, KETENZICHT_LOG_KEYS: `a:${key}` },
      { KETENZICHT_SECRET: second, KETENZICHT_OLD_SECRETS: first },
      { KETENZICHT_SECRET: second, KETENZICHT_OLD_SECRETS: first, KETENZICHT_LOG_KEYS: `a:${key}` },
    ];
    for (const [step, env] of steps.entries()) {
      await logged('ind', saw({ vNumber }, 'person.name'), keysOf(env)[0]);
      expect(times(await read(vNumber, null, keysOf(env)))).toEqual([`ind ${[1, 2, 2, 4][step]}`]);
    }
    // What was logged under a key is not found by who was given another key or secret only.
    expect(times(await read(vNumber, null, keysOf({ KETENZICHT_SECRET: second })))).toEqual(['ind 1']);
    expect(times(await read(vNumber, null, keysOf({ KETENZICHT_SECRET: 'another'.padEnd(32, '-') })))).toEqual([]);
  });

  it('from before their V-number was known', async () => {
    const [caseId, vNumber] = [randomUUID(), '2000000002'];
    const { admin } = opened.database;
    await admin`insert into app.case_key (id) values (${caseId})`;
    await logged('amsterdam', saw({ caseId }, 'case.status'), OLD);
    expect(times(await read(vNumber))).toEqual([]);
    await admin`update app.case_key set v_number = ${vNumber} where id = ${caseId}`;
    await logged('amsterdam', saw({ caseId }, 'case.status'));
    expect(times(await read(vNumber))).toEqual(['amsterdam 2']);
  });

  it('and after their case was deleted', async () => {
    const [caseId, vNumber] = [randomUUID(), '2000000003'];
    const { admin } = opened.database;
    await admin`insert into app.case_key (id, v_number) values (${caseId}, ${vNumber})`;
    await logged('ind', saw({ caseId }, 'case.status'));
    await admin`delete from app.case_key where id = ${caseId}`;
    expect(times(await read(vNumber))).toEqual(['ind 1']);
  });
});

describe('the report counts', () => {
  it('no line of another person, and none without a result', async () => {
    const vNumber = '2000000004';
    await logged('ind', saw({ vNumber: '2000000005' }, 'person.name'));
    await logged('ind', { subject: { vNumber }, categories: [], status: 'UNSET' });
    await logged('ind', { subject: { vNumber }, categories: ['person.name'], status: 'ERROR' });
    expect(times(await read(vNumber))).toEqual([]);
  });

  it('a line once, however many categories it has, and one without any too', async () => {
    const vNumber = '2000000006';
    await logged('ind', saw({ vNumber }, 'person.name', 'person.birth', 'case.status'));
    await logged('ind', saw({ vNumber }));
    const { summaries } = await read(vNumber);
    expect(summaries).toMatchObject([{ times: 2, categories: ['case.status', 'person.birth', 'person.name'] }]);
  });

  it('an organisation that is not registered, by its code', async () => {
    const vNumber = '2000000007';
    await logged('ngo-gone', saw({ vNumber }, 'person.name'));
    expect((await read(vNumber)).summaries).toMatchObject([{ organisation: 'ngo-gone', organisationName: 'ngo-gone' }]);
  });
});

describe('a municipality', () => {
  it('is told of its own people, and of nobody else', async () => {
    const [caseId, vNumber] = [randomUUID(), '2000000008'];
    const { admin } = opened.database;
    await admin`insert into app.case_key (id, v_number) values (${caseId}, ${vNumber})`;
    await admin`insert into app.reach (organisation, case_id, arrived_at) values ('utrecht', ${caseId}, '-infinity')`;
    await logged('ind', saw({ caseId }, 'case.status'));
    expect(times(await read(vNumber, 'utrecht'))).toEqual(['ind 1']);
    for (const other of ['amsterdam', '', 'ind', "utrecht' or true --"]) {
      expect(await read(vNumber, other)).toMatchObject({ summaries: [], upTo: null });
    }
    const page = { upTo: '999999', first: 10 };
    expect((await reader().accesses({ vNumber, withinReachOf: 'amsterdam' }, page)).accesses).toEqual([]);
    expect((await reader().accesses({ vNumber, withinReachOf: 'utrecht' }, page)).accesses).toHaveLength(1);
  });
});

describe('single times', () => {
  it('of one moment come page by page, each once', async () => {
    const vNumber = '2000000009';
    const at = new Date('2026-11-01T10:00:00Z');
    for (let line = 0; line < 5; line++) await logged('ind', saw({ vNumber }, 'person.name'), NEW, at);
    const question = { vNumber, withinReachOf: null };
    const { upTo } = await reader().report(question);
    const found: string[] = [];
    for (let after: { at: string; id: string } | undefined, more = true; more; ) {
      const page = await reader().accesses(question, { upTo: upTo ?? '', first: 2, after });
      found.push(...page.accesses.map(({ id }) => id));
      after = page.accesses.at(-1);
      more = page.hasNextPage;
    }
    expect([found.length, new Set(found).size]).toEqual([5, 5]);
  });

  it('that came after the report are not in its list', async () => {
    const vNumber = '2000000010';
    const question = { vNumber, withinReachOf: null };
    await logged('ind', saw({ vNumber }, 'person.name'));
    const { upTo } = await reader().report(question);
    await logged('dtv', saw({ vNumber }, 'person.name'));
    const { accesses } = await reader().accesses(question, { upTo: upTo ?? '', first: 10 });
    expect(accesses.map(({ organisation }) => organisation)).toEqual(['ind']);
  });
});

describe('the report itself', () => {
  it('is logged as a result only when it shows something', () => {
    const vNumber = '2000000011';
    expect(reportAccess(vNumber, { summaries: [] })).toEqual({ subject: { vNumber }, categories: [], status: 'UNSET' });
    const some = { summaries: [{} as AccessReport['summaries'][number]] };
    expect(reportAccess(vNumber, some)).toMatchObject({ categories: ['rights.access_report'], status: 'OK' });
  });

  it('is not given when the log cannot be read, and says nothing of why', async () => {
    const { admin } = opened.database;
    await admin`revoke select on audit.processing_record from ketenzicht_log`;
    const refused = await read('2000000012').catch((error: unknown) => error);
    await admin`grant select on audit.processing_record to ketenzicht_log`;
    expect(refused).toMatchObject({ code: 'LOG_UNAVAILABLE', message: expect.not.stringContaining('2000000012') });
  });

  it('is given up when it takes too long', async () => {
    const limits = { ...testConfig().limits, statementTimeoutMs: 100 };
    const slow = accessReportReader(opened.database, testConfig({ logKeys: [NEW], limits }));
    const { admin } = opened.database;
    const asked = await admin.begin(async (sql) => {
      await sql`lock table audit.processing_record in access exclusive mode`;
      return { error: await slow.report({ vNumber: '2000000013', withinReachOf: null }).catch((error) => error) };
    });
    expect(asked.error).toMatchObject({ code: 'UNAVAILABLE' });
  });
});
