import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import {
  type ExampleAgency,
  exampleCertificate,
  startExampleAgency,
} from '../../../src/cli/example-agency/example-agency.js';
import type { Fault } from '../../../src/cli/example-agency/faults.js';
import type { LiveSourceSettings } from '../../../src/model/source-settings.js';
import { BREAKS_AFTER } from '../../../src/sources/live/guard.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { V, WORLD } from '../../support/world.js';
import { recordsOf } from './agency-records.js';
import { type Asking, asking } from './asking.js';
import { openInd } from './kinds.js';

let graph: TestGraph;
let example: ExampleAgency;
let as: Asking;
let opened: Awaited<ReturnType<typeof openInd>>;
const lines: string[] = [];

beforeAll(async () => {
  graph = await startGraph(WORLD);
  example = await startExampleAgency({ agency: 'IND', records: await recordsOf(graph, 'IND') });
});
afterAll(async () => {
  await example?.close();
  await graph?.close();
});
beforeEach(() => open());
afterEach(async () => {
  await opened.close();
  example.fault = 'none';
  example.asked.length = 0;
  lines.length = 0;
});

async function open(settings: Partial<LiveSourceSettings> = {}): Promise<void> {
  await opened?.close();
  opened = await openInd(graph, { kind: 'HTTP', url: example.url, timeoutMs: 500, ...settings }, lines);
  as = await asking(graph, opened.source);
}

const ids = () => [graph.id('amal'), graph.id('farid')];
const read = () => opened.source.read(as.grant({ application: ['record_key', 'kind'] }), as.cases(ids()), {} as never);

async function failureOf(): Promise<string> {
  const failed = await read().then(
    () => 'it answered',
    (error: Error) => error.message,
  );
  return failed;
}

describe('an agency’s API', () => {
  it('is told what was granted and asked for, for whom and for what, and of the people found; in the body alone', async () => {
    await read();
    const [{ body, headers, path }] = example.asked as [(typeof example.asked)[number]];
    expect(body).toEqual({
      vNumbers: [V.amal, V.farid],
      parts: { application: ['kind'] },
      asker: { organisation: 'ind', partnerKind: 'IND' },
      purpose: 'RESIDENCE_DECISION',
      processingActivity: expect.stringMatching(/^https?:/),
      policyVersion: expect.any(String),
    });
    expect(headers.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-/);
    expect(path).toBe('/records/query');
  });

  it('is told of nobody out of the asker’s reach, and is not asked where nobody is left', async () => {
    const grant = as.grant({ application: ['kind'] });
    await opened.source.read(grant, as.cases([graph.id('hana'), graph.id('amal')]), {} as never);
    await opened.source.read(grant, as.cases([graph.id('hana')]), {} as never);
    expect(example.asked.map(({ body }) => body.vNumbers)).toEqual([[V.amal]]);
  });

  it('is asked of twelve hundred people in pieces that its document permits, each of them once', async () => {
    const people = new Map(Array.from({ length: 1_200 }, (_, n) => [`case-${n}`, String(2_000_000_000 + n)] as const));
    const asked = { ids: [...people.keys()], consented: new Set<string>(), vNumbers: async () => people };
    const { rows } = await opened.source.read(as.grant({ application: ['kind'] }), asked, {} as never);
    expect(rows).toHaveLength(1_200);
    expect(example.asked.map(({ body }) => body.vNumbers.length).sort()).toEqual([200, 500, 500]);
    expect(new Set(example.asked.flatMap(({ body }) => body.vNumbers)).size).toBe(1_200);
  });

  it('is told of somebody under consent only while it stands, and then of no other', async () => {
    const ngo = { organisation: 'ngo-de-haven', partnerKind: 'NGO', client: 'contract' } as const;
    const asNgo = await asking(graph, opened.source, ngo, 'GUIDANCE');
    const grant = asNgo.grant({ application: ['kind'] });
    const [amal, cyra] = [graph.id('amal'), graph.id('cyra')];
    await opened.source.read(grant, asNgo.cases([amal, cyra]), {} as never);
    expect(example.asked).toEqual([]);
    await opened.source.read(grant, asNgo.cases([amal, cyra], [amal]), {} as never);
    expect(example.asked.map(({ body }) => body.vNumbers)).toEqual([[V.amal]]);
  });
});

describe('an agency’s API that fails', () => {
  test.each<[Fault, string]>([
    ['hang', 'TIMED_OUT'],
    ['error', 'STATUS'],
    ['refuse', 'STATUS'],
    ['garbage', 'GARBAGE'],
    ['half', 'CONNECTION'],
    ['huge', 'TOO_LARGE'],
    ['repeat', 'GARBAGE'],
    ['crowd', 'TOO_LARGE'],
    ['redirect', 'STATUS'],
  ])('by %s does not answer, and the operator is told why without a value', async (fault, reason) => {
    example.fault = fault;
    expect(await failureOf()).toBe(reason);
    expect(lines.join('\n')).toContain(`"reason":"${reason}"`);
    expect(lines.join('\n')).not.toMatch(/\d{10}|REGULAR|127\.0\.0\.1/);
    expect(await opened.figures.text()).toMatch(/calls_total\{source="IND",result="failed"\} 1/);
  });

  it('is asked again when that may help, and not when it says no', async () => {
    example.fault = 'error';
    await failureOf();
    expect(example.asked).toHaveLength(2);
    example.fault = 'refuse';
    await failureOf();
    expect(example.asked).toHaveLength(3);
  });

  it('is asked each time while it says no: one asker’s refusal keeps nobody else from it', async () => {
    example.fault = 'refuse';
    for (let turn = 0; turn <= BREAKS_AFTER; turn += 1) expect(await failureOf()).toBe('STATUS');
    expect(example.asked).toHaveLength(BREAKS_AFTER + 1);
    example.fault = 'none';
    expect(await failureOf()).toBe('it answered');
  });

  it('is left alone after it failed several times in a row, and answers at once', async () => {
    example.fault = 'garbage';
    for (let turn = 0; turn < BREAKS_AFTER; turn += 1) await failureOf();
    example.fault = 'none';
    expect(await failureOf()).toBe('BREAKER_OPEN');
    expect(example.asked).toHaveLength(BREAKS_AFTER);
    expect(await opened.figures.text()).toContain('ketenzicht_source_breaker_open{source="IND"} 1');
    expect(await opened.source.health?.()).toEqual({ available: false, lastAnsweredAt: null });
  });

  it('is asked again after a pause, and then is there again', async () => {
    await open({ pauseMs: 1 });
    example.fault = 'garbage';
    for (let turn = 0; turn < BREAKS_AFTER; turn += 1) await failureOf();
    example.fault = 'none';
    while ((await failureOf()) === 'BREAKER_OPEN') await new Promise(setImmediate);
    expect(await opened.source.health?.()).toMatchObject({ available: true, lastAnsweredAt: expect.any(String) });
  });

  it('is asked by a few at a time, and the rest is told at once', async () => {
    await open({ concurrency: 1 });
    example.fault = 'hang';
    const all = await Promise.all(Array.from({ length: 8 }, failureOf));
    expect(all.filter((reason) => reason === 'TOO_BUSY')).toHaveLength(3);
    expect(example.asked.length).toBeLessThan(5);
  });

  it('answers slowly and is waited for within its time', async () => {
    example.fault = 'slow';
    await open({ timeoutMs: 10_000 });
    expect((await read()).rows).toHaveLength(2);
  });
});

describe('an agency’s API that lies', () => {
  it('shows nobody who was not asked for', async () => {
    example.fault = 'stranger';
    expect((await read()).rows.map(([rows]) => rows?.length)).toEqual([2, 1]);
    expect(await opened.figures.text()).toContain('dropped_total{source="IND",what="person"} 2');
  });

  it('shows no value of a wrong type: that part of the person is unavailable, and it is counted', async () => {
    example.fault = 'types';
    const reading = await read();
    expect(reading.rows).toEqual([[[]], [[]]]);
    expect(reading.lapses).toEqual([['UNAVAILABLE'], ['UNAVAILABLE']]);
    expect(await opened.figures.text()).toContain('dropped_total{source="IND",what="row"} 3');
    expect(await opened.figures.text()).toContain('dropped_total{source="IND",what="field"} 3');
    expect(lines.join('\n')).not.toMatch(/12\.5|\d{10}/);
  });
});

describe('an agency’s API over TLS', () => {
  const secure = async (setting: { tls?: 'server' | 'mutual'; fault?: Fault }, tls: LiveSourceSettings['tls']) => {
    const other = await startExampleAgency({ agency: 'IND', records: {}, ...setting });
    await open({ url: other.url, tls });
    const outcome = await failureOf();
    await other.close();
    return outcome;
  };
  const caFile = exampleCertificate('authority.pem');

  it('is refused when its certificate is over, or of an authority that is not trusted', async () => {
    expect(await secure({ fault: 'expired-certificate' }, { caFile })).toBe('CERTIFICATE');
    expect(await secure({ tls: 'server' }, {})).toBe('CERTIFICATE');
    expect(await secure({ tls: 'server' }, { caFile })).toBe('it answered');
  });

  it('answers to a client certificate, and not without it', async () => {
    const [certFile, keyFile] = [exampleCertificate('client.pem'), exampleCertificate('client.key')];
    expect(await secure({ tls: 'mutual' }, { caFile, certFile, keyFile })).toBe('it answered');
    expect(await secure({ tls: 'mutual' }, { caFile })).not.toBe('it answered');
  });
});
