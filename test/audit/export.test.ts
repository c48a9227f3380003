import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AccessLog, openAccessLog } from '../../src/audit/access-log.js';
import { type ExportPace, startExport } from '../../src/audit/export.js';
import { collectorName } from '../../src/audit/export-collector-name.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { anEntry, IND_ACTIVITY } from './access-entries.js';
import { answer, type Behaviour, TestCollector, take } from './collector.js';

/** Longer than any test takes: a batch given up on a busy machine is sent once more, and the counts would differ. */
const PATIENT = 3_600_000;
/** For a collector that does not answer. */
const IMPATIENT = { timeoutMs: 150 };
const PACE: Partial<ExportPace> = { batch: 4, idleMs: 5, firstWaitMs: 1, longestWaitMs: 5, timeoutMs: PATIENT };

let db: TestDatabase;
let log: AccessLog;
let collector: TestCollector;
let warnings: { fields: Record<string, unknown>; message: string }[];
let stops: (() => Promise<void>)[];

beforeAll(async () => {
  db = await testDatabase();
  log = openAccessLog(db.database, testConfig());
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.database.admin`truncate audit.processing_record, audit.export_cursor`;
  collector = new TestCollector();
  await collector.listen();
  warnings = [];
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await collector.close();
});

const start = (pace: Partial<ExportPace> = {}) => {
  const warn = (fields: object, message: string) => void warnings.push({ fields: { ...fields }, message });
  const stop = startExport({ database: db.database, url: collector.url, log: { warn }, pace: { ...PACE, ...pace } });
  stops.push(stop);
  return stop;
};

let number = 0;
const person = () => {
  number += 1;
  return { vNumber: String(number).padStart(10, '0') };
};
const persons = (count: number) => Array.from({ length: count }, person);
const write = (count: number) => log.write(anEntry({ subjects: persons(count) }));
const cursor = async () => {
  const [row] = await db.database.admin<{ last: string }[]>`select last_id as last from audit.export_cursor`;
  return row?.last;
};
const lastId = async () => {
  const [row] = await db.database.admin<{ last: string }[]>`select max(id) as last from audit.processing_record`;
  return row?.last;
};
/** The cursor moves after the collector's answer. */
const allSent = async () => {
  const stop = stops.at(-1);
  while ((await cursor()) !== (await lastId())) await new Promise((next) => setImmediate(next));
  await stop?.();
};
/** Misbehaves so many times, then takes everything. */
const first = (times: number, bad: Behaviour): Behaviour => {
  let left = times;
  return (response, spans) => {
    left -= 1;
    return left >= 0 ? bad(response, spans) : take(response, spans);
  };
};

describe('a collector gets every line of the processing log', () => {
  it('as a span of its own, in the words of Logboek Dataverwerkingen', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await log.write(anEntry({ subjects: [person()], traceparent, status: 'UNSET' }));
    start();
    await allSent();
    const [span] = collector.batches.flat();
    expect(span).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', name: 'query', status: { code: 0 } });
    expect(span?.links).toMatchObject([{ spanId: '00f067aa0ba902b7' }]);
    expect(attributesOf(span)).toMatchObject({
      'dpl.core.processing_activity_id': IND_ACTIVITY,
      'dpl.core.data_subject_id': expect.stringMatching(/^[\w-]{43}$/),
      'dpl.core.data_subject_id_type': 'Vreemdelingennummer',
      'dpl.core.foreign_operation.span_id': '00f067aa0ba902b7',
    });
  });

  it('to the microsecond', async () => {
    await write(1);
    await db.database.admin`update audit.processing_record set start_time = '2026-12-01T10:00:00.123456Z'`;
    start();
    await allSent();
    expect(collector.batches.flat()[0]?.startTimeUnixNano).toBe('1796119200123456000');
  });

  it('in batches, in order, each once while nothing goes wrong', async () => {
    await write(11);
    start();
    await allSent();
    expect(collector.batches.map((batch) => batch.length)).toEqual([4, 4, 3]);
    expect(collector.spanIds().size).toBe(11);
  });

  it('with span ids that no two lines of an operation share, below the span of the operation', async () => {
    const entry = anEntry({ subjects: persons(3) });
    await log.write(entry);
    start();
    await allSent();
    const spans = collector.batches.flat();
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(3);
    expect(new Set(spans.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([entry.trace.spanId]));
  });

  it('also of months gone by', async () => {
    await write(3);
    await db.database.admin`select audit.open_month('2024-02-01'), audit.open_month('2025-07-01')`;
    await db.database.admin`
      insert into audit.processing_record select '2024-02-01', -2, trace_id, '1111111111111111', null, name, status_code,
        start_time, end_time, processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation,
        categories from audit.processing_record limit 1`;
    await db.database.admin`update audit.processing_record set id = 0 - id where id < 0`;
    start();
    await allSent();
    expect(collector.batches.flat().map(({ parentSpanId }) => parentSpanId)).toContain('1111111111111111');
    expect(collector.batches.flat()).toHaveLength(4);
  });

  it('that is written while it is sent', async () => {
    await write(2);
    start();
    await collector.until(() => collector.spanIds().size === 2);
    await Promise.all([write(3), write(4)]);
    await collector.until(() => collector.spanIds().size === 9);
    await allSent();
  });
});

describe('nothing is lost', () => {
  it.each<[string, Behaviour]>([
    ['is busy (503)', answer(503)],
    [
      'refuses (400), and repeats what it was sent',
      (response, spans) => answer(400, JSON.stringify(spans))(response, spans),
    ],
    ['finds the batch too large (413)', answer(413)],
    ['is a login page (200)', answer(200, '<html>Log in</html>')],
    ['sends callers elsewhere (302)', answer(302)],
    ['ends the connection', (response) => void response.destroy()],
    ['hangs', () => undefined],
    ['sends a byte now and then, for ever', drip],
  ])('when the collector %s', async (_what, behaviour) => {
    collector.behaviour = first(3, behaviour);
    await write(7);
    start(IMPATIENT);
    await allSent();
    expect(collector.spanIds().size).toBe(7);
    expect(warnings.at(0)?.message).toMatch(/nothing of it is lost/);
    expect(warnings.map(({ fields }) => JSON.stringify(fields)).join()).not.toMatch(/data_subject|traceId|html/);
  });

  it('when there is no collector for a long while', async () => {
    await collector.close();
    await write(5);
    start(IMPATIENT);
    while (warnings.length < 20) await new Promise((next) => setImmediate(next));
    expect(await cursor()).toBeUndefined();
    await collector.listen();
    await allSent();
    expect(collector.spanIds().size).toBe(5);
    expect(warnings.at(0)?.fields).toMatchObject({ failure: 'ECONNREFUSED' });
    expect(warnings.some(({ message }) => message === 'the processing log is sent again')).toBe(true);
  });

  it('when the process ends between the sending and the moving of the cursor: it is sent again, under the same ids', async () => {
    collector.behaviour = () => undefined;
    await write(3);
    const stop = start();
    await collector.until(() => collector.batches.length === 1);
    await stop();
    expect(await cursor()).toBeUndefined();
    collector.behaviour = take;
    start();
    await allSent();
    const [before, after] = collector.batches;
    expect(after?.map(({ spanId }) => spanId)).toEqual(before?.map(({ spanId }) => spanId));
    expect(collector.spanIds().size).toBe(3);
  });

  it('when the database ends the connection while the collector is waited for', async () => {
    collector.behaviour = first(1, (response, spans) => {
      const ending = db.database.admin`
        select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database =
          (select oid from pg_database where datname = current_database())`;
      void ending.then(() => take(response, spans));
    });
    await write(3);
    start();
    await allSent();
    expect(collector.spanIds().size).toBe(3);
    expect(collector.batches.flat()).toHaveLength(6);
  });

  it('when the collector never takes one of the lines: it waits there, and never goes past it', async () => {
    await write(6);
    let poison: string | undefined;
    collector.behaviour = (response, spans) => {
      poison ??= spans[2]?.spanId;
      return answer(spans.some(({ spanId }) => spanId === poison) ? 400 : 200, '{}')(response, spans);
    };
    start();
    await collector.until(() => collector.batches.filter(([only]) => only?.spanId === poison).length > 3);
    expect(await cursor()).toBe(String(Number(await lastId()) - 4));
  });
});

describe('a collector that takes a part of a batch', () => {
  it('is told of in the log of the operator, by number only, and not sent the batch again', async () => {
    const partial = { partialSuccess: { rejectedSpans: '2', errorMessage: 'V-number 0000000001 refused' } };
    collector.behaviour = first(1, answer(200, JSON.stringify(partial)));
    await write(4);
    start();
    await allSent();
    expect(collector.batches).toHaveLength(1);
    expect(warnings).toMatchObject([{ fields: { rejected: 2 }, message: expect.stringMatching(/rejected lines/) }]);
    expect(JSON.stringify(warnings)).not.toMatch(/0000000001/);
  });
});

describe('who sends', () => {
  it('is one of several processes at a time', async () => {
    let atOnce = 0;
    let most = 0;
    collector.behaviour = (response, spans) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setImmediate(() => {
        atOnce -= 1;
        take(response, spans);
      });
    };
    await write(40);
    for (const _ of [1, 2, 3]) start();
    await allSent();
    expect(most).toBe(1);
    expect(collector.batches.flat()).toHaveLength(40);
  });

  it('sends pseudonyms only: no V-number, no user, no login of the collector', async () => {
    const subject = person();
    await log.write(anEntry({ subjects: [subject] }));
    start();
    await allSent();
    expect(collector.bodies.join()).not.toMatch(new RegExp(`${subject.vNumber}|the officer|the client`));
    expect(collectorName('https://user:secret@collector.example/v1/traces?key=secret')).toBe(
      'https://collector.example/v1/traces',
    );
  });

  it('stops at once, whatever the collector is doing', async () => {
    collector.behaviour = () => undefined;
    await write(1);
    const stop = start();
    await collector.until(() => collector.batches.length === 1);
    await stop();
    expect(warnings).toEqual([]);
  });
});

function attributesOf(span: { attributes: readonly { key: string; value: { stringValue?: string } }[] } | undefined) {
  return Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, value.stringValue]));
}

/** Never ends, and is never silent for long. */
function drip(response: Parameters<Behaviour>[0]): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}
