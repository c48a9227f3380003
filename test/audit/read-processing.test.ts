import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readProcessing } from '../../src/audit/read-processing.js';
import { readPolicy } from '../../src/cli/policy-file.js';
import type { Config } from '../../src/config.js';
import { joinTrace } from '../../src/model/trace-context.js';
import { testConfig } from '../support/config.js';
import { V } from '../support/world.js';
import { AVIM_ACTIVITY, anEntry, IND_ACTIVITY } from './access-entries.js';
import { logOf, OFFICER, type Reader, type Reading, startReader, subject } from './log-reader.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER_SPAN = '00f067aa0ba902b7';

let reader: Reader;
beforeAll(async () => {
  reader = await startReader();
});
afterAll(() => reader.close());
beforeEach(() => reader.graph.change('truncate audit.processing_record'));

const read: Reader['read'] = (question) => reader.read(question);
const write: Reader['write'] = (...entries) => reader.write(...entries);
const auditLines = () => reader.auditLines();
const processingLines = () => reader.graph.database.admin`select * from audit.processing_record order by id`;
/** How many lines an officer finds whose server has these keys. */
const foundWith = async (logKeys: Config['logKeys'], vNumber: string) => {
  const parts = {
    database: reader.graph.database,
    accessLog: logOf(reader.graph, logKeys),
    config: { ...testConfig(), logKeys },
    policy: await readPolicy(),
  };
  const principal = { organisation: OFFICER, partnerKind: 'PRIVACY_OFFICER', client: 'test' } as const;
  const caller = { principal, organisationName: OFFICER, purpose: 'SUBJECT_ACCESS', expiresAt: new Date() };
  const request = {
    caller: { ...caller, view: 'PRIVACY_OFFICER/SUBJECT_ACCESS' } as const,
    facts: { trace: joinTrace(undefined), origin: '127.0.0.1', receivedAt: new Date() },
  };
  return (await readProcessing(parts, request, subject(vNumber))).processingActivities.length;
};

describe('the privacy officer reads the processing log', () => {
  it('by person: what the graph served of whom, in the words of Logboek Dataverwerkingen', async () => {
    await reader.graph.ask({
      organisation: 'ind',
      query: 'query ($v: VNumber!) { caseByVNumber(vNumber: $v) { person { familyName } } }',
      variables: { v: V.amal },
    });
    const { status, body } = await read(subject(V.amal));
    expect(status).toBe(200);
    expect(body.metadata).toEqual({ logbookId: 'ketenzicht', organizationName: 'Ketenzicht' });
    expect(body.processingActivities).toMatchObject([
      {
        trace_id: TRACE,
        span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
        parent_span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
        name: 'query',
        status_code: 'OK',
        foreign_operation: {
          trace_id: TRACE,
          span_id: CALLER_SPAN,
          entity: 'https://ketenzicht.example/organisations/ind',
        },
        resource: { attributes: { 'service.name': 'ketenzicht' } },
        attributes: {
          'dpl.core.processing_activity_id': IND_ACTIVITY,
          'dpl.core.data_subject_id': expect.stringMatching(/^[\w-]{43}$/),
          'dpl.core.data_subject_id_type': 'Vreemdelingennummer',
          'ketenzicht.organisation': 'ind',
          'ketenzicht.categories': expect.arrayContaining(['person.name']),
        },
      },
    ]);
  });

  it('by trace, in either spelling, by activity, and by all of them together', async () => {
    const traceparent = `00-${TRACE}-${CALLER_SPAN}-01`;
    const amal = { vNumber: V.amal };
    const bilal = { vNumber: V.bilal };
    await write(
      { subjects: [amal, bilal], traceparent },
      { subjects: [amal], activity: AVIM_ACTIVITY, organisation: 'avim' },
    );
    const count = async (question: object) => (await read(question)).body.processingActivities.length;
    expect(await count({ trace_id: TRACE })).toBe(2);
    expect(await count({ traceId: '4BF92F35-77B3-4DA6-A3CE-929D0E0E4736' })).toBe(2);
    expect(await count({ 'dpl.core.processing_activity_id': AVIM_ACTIVITY })).toBe(1);
    expect(await count(subject(amal.vNumber, { trace_id: TRACE }))).toBe(1);
    expect(await count(subject(bilal.vNumber, { 'dpl.core.processing_activity_id': AVIM_ACTIVITY }))).toBe(0);
  });

  it('with no foreign operation where the caller told of none, and a span for each person', async () => {
    await write({ subjects: [{ vNumber: V.amal }, { vNumber: V.bilal }] });
    const { processingActivities: lines } = (await read({ 'dpl.core.processing_activity_id': IND_ACTIVITY })).body;
    expect(lines.map((line) => 'foreign_operation' in line)).toEqual([false, false]);
    expect(lines[0]?.span_id).not.toBe(lines[1]?.span_id);
    expect(lines[0]?.parent_span_id).toBe(lines[1]?.parent_span_id);
  });

  it('of the past before the keys were changed', async () => {
    const [now] = testConfig().logKeys;
    const old = { id: 'old', key: Buffer.from('a key that was in use before, and is kept') };
    await logOf(reader.graph, [old]).write(anEntry({ subjects: [{ vNumber: '1234567890' }] }));
    expect(await foundWith([now as typeof old, old], '1234567890')).toBe(1);
    expect(await foundWith([{ ...old, id: 'another', key: Buffer.from('another') }], '1234567890')).toBe(0);
  });

  it('from before the person had a V-number, and of who has none', async () => {
    const [case1, case2] = [reader.graph.id('hana'), reader.graph.id('idris')];
    const vNumber = V.hana;
    await reader.graph.change(`update app.case_key set v_number = null where id = '${case1}'`);
    await write({ subjects: [{ caseId: case1 }, { caseId: case2 }] });
    await reader.graph.change(`update app.case_key set v_number = '${vNumber}' where id = '${case1}'`);
    expect((await read(subject(vNumber))).body.processingActivities).toHaveLength(1);
    const byCase = { 'dpl.core.data_subject_id': case2, 'dpl.core.data_subject_id_type': 'Ketenzicht-casus' };
    expect((await read(byCase)).body.processingActivities).toHaveLength(1);
  });

  it('of a period, whole lines only', async () => {
    const subjects = [{ vNumber: V.amal }];
    const on = (day: string) => ({ subjects, startedAt: new Date(`${day}T12:00:00Z`) });
    await write(on('2026-01-10'), on('2026-02-10'), on('2026-03-10'));
    const found = async (period: object) => {
      const { processingActivities } = (await read(subject(V.amal, period))).body;
      return processingActivities
        .map((line) => String(line.start_time).slice(0, 7))
        .filter((month) => month < '2026-06');
    };
    expect(await found({ start_time: '2026-02-01T00:00:00+01:00' })).toEqual(['2026-02', '2026-03']);
    expect(await found({ endTime: '2026-02-28T00:00:00Z' })).toEqual(['2026-01', '2026-02']);
    expect(await found({ startTime: '2026-02-01T00:00:00Z', end_time: '2026-03-01T00:00:00Z' })).toEqual(['2026-02']);
    expect(await found({ start_time: '2026-02-10T12:00:00.001Z', end_time: '2026-03-01T00:00:00Z' })).toEqual([]);
  });

  it('in pages that hold each line once, also over months', async () => {
    await write({ subjects: Array.from({ length: 5 }, (_, place) => ({ vNumber: `${1_000_000_000 + place}` })) });
    await reader.graph.change(`select audit.open_month('2099-01-01');
      insert into audit.processing_record select '2099-01-01', id + 1000, trace_id, span_id, parent_span_id, name, status_code,
        start_time, end_time, processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories
      from audit.processing_record`);
    const seen: unknown[] = [];
    let after: string | undefined = '0';
    while (after) {
      const { body } = await read({ 'dpl.core.processing_activity_id': IND_ACTIVITY, limit: 3, after });
      expect(body.processingActivities.length).toBeLessThanOrEqual(3);
      seen.push(...body.processingActivities.map((line) => line.span_id));
      after = body.after;
    }
    expect([seen.length, new Set(seen).size]).toEqual([10, 10]);
    await reader.graph.change('drop table audit.processing_record_2099_01');
  });
});

describe('lines of a confidential activity', () => {
  beforeEach(async () => {
    await write(
      { subjects: [{ vNumber: V.amal }] },
      { subjects: [{ vNumber: V.amal }], activity: AVIM_ACTIVITY, organisation: 'avim' },
      { subjects: [{ vNumber: V.amal }], activity: 'https://nowhere.example/processing-activities/x/v1' },
    );
    await reader.graph.change(`update app.processing_activity set confidential = true where uri = '${AVIM_ACTIVITY}'`);
  });
  const organisations = (reading: Reading) =>
    reading.body.processingActivities.map(({ attributes }) => attributes['ketenzicht.organisation']);

  it('are left out of what may be passed on, and nothing says so; an activity of no register counts as one', async () => {
    const reading = await read(subject(V.amal));
    expect(organisations(reading)).toEqual(['ind']);
    expect(reading.text).not.toMatch(/avim|nowhere|confidential/);
  });

  it.each([
    ['by their activity', { 'dpl.core.processing_activity_id': AVIM_ACTIVITY }],
    ['when the question says false', { 'dpl.core.processing_activity_id': AVIM_ACTIVITY, include_confidential: false }],
  ])('also %s', async (_what, question) => {
    expect((await read(question)).body.processingActivities).toEqual([]);
  });

  it('the officer sees on request, and the audit log says that they were asked for', async () => {
    const reading = await read(subject(V.amal, { include_confidential: true }));
    expect(organisations(reading)).toHaveLength(3);
    expect((await auditLines()).at(-1)).toMatchObject({ action: 'readProcessingLog', counts: { confidential: 1 } });
  });
});

describe('reading the log is itself logged, before the answer goes out', () => {
  it('in both logs, with the person who was asked for', async () => {
    await read(subject(V.amal));
    await read(subject('9999999999'));
    const lines = await processingLines();
    expect(lines.map(({ name, status_code }) => [name, status_code])).toEqual([
      ['readProcessingLog', 'UNSET'],
      ['readProcessingLog', 'UNSET'],
    ]);
    expect((await read(subject(V.amal))).body.processingActivities).toHaveLength(1);
    expect((await processingLines()).at(-1)?.categories).toEqual(['rights.access_report']);
    expect((await auditLines()).at(-1)).toMatchObject({
      action: 'readProcessingLog',
      organisation: OFFICER,
      purpose: 'SUBJECT_ACCESS',
      result: 'OK',
      counts: { subjects: 1, lines: 1, confidential: 0 },
    });
  });

  it('a refusal too, without a person', async () => {
    await read({ trace_id: 'x' });
    await reader.send('{}', await reader.bearer('ind'));
    const [bad, forbidden] = (await auditLines()).slice(-2);
    expect(bad).toMatchObject({ result: 'REFUSED', codes: ['BAD_REQUEST'], counts: { subjects: 0, lines: 0 } });
    expect(forbidden).toMatchObject({ result: 'REFUSED', codes: ['FORBIDDEN'], organisation: 'ind' });
    expect(await processingLines()).toEqual([]);
  });

  it('and what cannot be logged is not answered', async () => {
    await write({ subjects: [{ vNumber: V.amal }] });
    await reader.graph.change('revoke insert on audit.audit_record from ketenzicht_log');
    try {
      const { status, type, text, body } = await read(subject(V.amal));
      expect([status, type, body.code]).toEqual([503, 'application/problem+json', 'LOG_UNAVAILABLE']);
      expect(text).not.toMatch(/processingActivities|data_subject/);
    } finally {
      await reader.graph.change('grant insert on audit.audit_record to ketenzicht_log');
    }
  });
});
