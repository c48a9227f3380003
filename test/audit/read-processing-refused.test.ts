import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { V } from '../support/world.js';
import { OFFICER, type Reader, startReader, subject } from './log-reader.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let reader: Reader;
beforeAll(async () => {
  reader = await startReader();
});
afterAll(() => reader.close());

const read: Reader['read'] = (question) => reader.read(question);
const { send, bearer }: Pick<Reader, 'send' | 'bearer'> = {
  send: (...sent) => reader.send(...sent),
  bearer: (...who) => reader.bearer(...who),
};

describe('nobody else reads it', () => {
  it.each<[string, string | undefined]>([
    ['ind', undefined],
    ['avim', 'SUPERVISION'],
    ['amsterdam', 'CASE_COORDINATION'],
    ['amsterdam', 'SUBJECT_ACCESS'],
    ['ngo-de-haven', undefined],
    ['wodc', undefined],
    ['programme-office', 'GRANT_ADMINISTRATION'],
  ])('%s %s: 403, whatever the body is', async (organisation, purpose) => {
    for (const body of [JSON.stringify(subject(V.amal)), '{not json']) {
      const headers = { ...(await bearer(organisation, purpose)), ...(purpose ? { 'x-purpose': purpose } : {}) };
      const { status, type, body: problem } = await send(body, headers);
      expect([status, type, problem.code]).toEqual([403, 'application/problem+json', 'FORBIDDEN']);
    }
  });

  it('nobody without a token: 401 before the body is read', async () => {
    for (const headers of [{ accept: '*/*' }, { authorization: 'Bearer x.y.z' }] as Record<string, string>[]) {
      const { status, type, body } = await send('{not json', headers);
      expect([status, type, body.code]).toEqual([401, 'application/problem+json', 'UNAUTHENTICATED']);
    }
  });

  it('nor the privacy officer whose grant was revoked: 403 on the next request', async () => {
    await reader.graph.change(`update app.purpose_grant set revoked_at = now() where organisation = '${OFFICER}'`);
    try {
      expect((await read(subject(V.amal))).status).toBe(403);
    } finally {
      await reader.graph.change(`update app.purpose_grant set revoked_at = null where organisation = '${OFFICER}'`);
    }
    expect((await read(subject(V.amal))).status).toBe(200);
  });
});

describe('a bad question is refused as a problem that repeats nothing', () => {
  const SECRET = 'V0123456789-secret';
  it.each<[string, unknown, RegExp]>([
    ['nothing stated', {}, /at least one of trace_id/],
    ['a period only', { start_time: '2026-01-01T00:00:00Z' }, /at least one of trace_id/],
    ['a list', [subject('1234567890')], /at least one of trace_id/],
    ['null', null, /at least one of trace_id/],
    ['a text', SECRET, /at least one of trace_id/],
    ['a member that nobody knows', { trace_id: TRACE, [SECRET]: 1 }, /not known\. Known are trace_id/],
    ['a member of the language', { trace_id: TRACE, constructor: 1 }, /not known/],
    ['a short trace id', { trace_id: SECRET }, /"trace_id" must be 32/],
    ['a trace id that is a number', { trace_id: 12 }, /"trace_id" must be 32/],
    ['a trace id twice', { trace_id: TRACE, traceId: TRACE }, /once, in one spelling/],
    ['a short V-number', subject('123456789'), /"dpl\.core\.data_subject_id" must be a V-number/],
    ['a V-number that is a number', { 'dpl.core.data_subject_id': 1_234_567_890 }, /must be a V-number/],
    ['a V-number with a letter', subject(SECRET), /must be a V-number/],
    [
      'another type',
      { ...subject('1234567890'), 'dpl.core.data_subject_id_type': 'BSN' },
      /must be Vreemdelingennummer/,
    ],
    ['a type alone', { trace_id: TRACE, 'dpl.core.data_subject_id_type': 'Vreemdelingennummer' }, /beside/],
    ['a case that is none', { ...subject('1234567890'), 'dpl.core.data_subject_id_type': 'Ketenzicht-casus' }, /case/],
    ['an activity that is no URI', { 'dpl.core.processing_activity_id': SECRET }, /versioned https URI/],
    ['a moment without its zone', { trace_id: TRACE, start_time: '2026-01-01T00:00:00' }, /RFC 3339/],
    ['a day', { trace_id: TRACE, endTime: '2026-01-01' }, /"end_time" must be a moment/],
    ['a period that ends before it begins', period('2026-02-01', '2026-01-01'), /must not lie after/],
    ['no lines', { trace_id: TRACE, limit: 0 }, /"limit" must be/],
    ['too many lines', { trace_id: TRACE, limit: 1001 }, /"limit" must be/],
    ['half a line', { trace_id: TRACE, limit: 1.5 }, /"limit" must be/],
    ['a cursor of its own making', { trace_id: TRACE, after: '-1' }, /"after" must be/],
    ['a wish that is no yes or no', { trace_id: TRACE, include_confidential: 'yes' }, /true or false/],
  ])('%s', async (_what, question, detail) => {
    const { status, type, text, body } = await read(question);
    expect([status, type]).toEqual([400, 'application/problem+json']);
    expect(body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400, code: 'BAD_REQUEST' });
    expect(body.detail).toMatch(detail);
    expect(text).not.toMatch(/secret|1234567890/);
  });

  it('no JSON, another form, a compressed body, too much, and data in the URL', async () => {
    const officer = await bearer(OFFICER);
    const statusOf = async (body: string, headers = {}, address = reader.url) =>
      (await send(body, { ...officer, ...headers }, address)).status;
    expect(await statusOf('{not json')).toBe(400);
    expect(await statusOf('trace_id=1', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(415);
    expect(await statusOf('{}', { 'content-encoding': 'gzip' })).toBe(415);
    expect(await statusOf(JSON.stringify({ trace_id: 'x'.repeat(1_100_000) }))).toBe(413);
    expect(await statusOf(`{"trace_id":"${TRACE}"}`, {}, `${reader.url}?vNumber=1234567890`)).toBe(400);
  });

  it('an answer tells the version of the interface, and is not to be stored', async () => {
    const headers = { ...(await bearer(OFFICER)), 'content-type': 'application/json' };
    const response = await fetch(reader.url, { method: 'POST', headers, body: JSON.stringify({ trace_id: TRACE }) });
    expect([response.headers.get('api-version'), response.headers.get('cache-control')]).toEqual(['1.1.0', 'no-store']);
  });

  it('no V-number gets into the operator’s log', async () => {
    await read(subject('1234567890'));
    await read(subject('123456789'));
    expect(reader.graph.log.join()).not.toMatch(/123456789/);
  });
});

function period(from: string, until: string) {
  return { trace_id: TRACE, start_time: `${from}T00:00:00Z`, end_time: `${until}T00:00:00Z` };
}
