import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type TinyServer, tinyServer } from './tiny-graph.js';

let tiny: TinyServer;
let authorization: string;
beforeAll(async () => {
  tiny = await tinyServer();
  authorization = `Bearer ${await tiny.token('ind', 'RESIDENCE_DECISION')}`;
});
afterAll(() => tiny.close());

const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: [{ message: string; extensions: { code: string } }] };
  return errors[0].extensions.code;
};
const ask = '{ decisions }';

/** Sends bytes as they are: for what no HTTP client would send. */
function raw(text: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(Number(new URL(tiny.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (part) => {
      answer += part;
    });
    socket.on('close', () => done(answer)).on('error', fail);
  });
}

describe('without a valid token', () => {
  it('the answer is 401, says how to authenticate, and nothing else', async () => {
    const response = await tiny.post({ query: ask });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'Send a valid bearer token in the Authorization header.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
  });

  it('every defect of a token gets the same bytes', async () => {
    const tokens = [
      await tiny.issuer.sign({ exp: 1 }),
      await tiny.issuer.sign({ aud: 'other' }),
      await tiny.issuer.sign({ iss: 'https://elsewhere.example' }),
      `${await tiny.issuer.sign()}x`,
      'eyJhbGciOiJub25lIn0.e30.eA',
      'garbage',
    ];
    const answers = await Promise.all(
      tokens.map(async (token) => (await tiny.post({ query: ask }, { authorization: `Bearer ${token}` })).text()),
    );
    expect(new Set([...answers, await (await tiny.post({ query: ask })).text()]).size).toBe(1);
  });

  test.each<[string, string, Record<string, string>]>([
    ['a body that is no JSON', '{"query": ', {}],
    ['a body that is too large', 'x'.repeat(20_000), {}],
    ['a body of another type', 'query={decisions}', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['an operation that does not fit any schema', '{"query":"{ nonsense }"}', {}],
    ['an introspection', '{"query":"{ __schema { types { name } } }"}', {}],
    ['an unusable Accept', '{"query":"{ decisions }"}', { accept: 'text/html' }],
    ['an unusable X-Absences', '{"query":"{ decisions }"}', { 'x-absences': 'maybe' }],
  ])('%s is not looked at: 401 all the same', async (_what, body, headers) => {
    const response = await tiny.post(body, headers);
    expect([response.status, await codeOf(response)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('a token in the URL or in the body is none', async () => {
    const token = authorization.slice('Bearer '.length);
    const body = JSON.stringify({ query: ask, access_token: token, extensions: { authorization } });
    const inUrl = await fetch(`${tiny.url}/graphql?access_token=${token}`, { method: 'POST', body });
    expect([inUrl.status, (await tiny.post(body)).status]).toEqual([401, 401]);
  });

  it('a second Authorization header spoils the first', async () => {
    const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\nauthorization: Bearer a.b.c`;
    const body = '{"query":"{ decisions }"}';
    const rest = `content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
    expect(await raw(`${head}\r\n${rest}`)).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('a known caller without the right purpose', () => {
  const refused = async (organisation: string, purposes: string, headers: Record<string, string> = {}) => {
    const token = await tiny.token(organisation, purposes);
    const response = await tiny.post({ query: '{ traceId }' }, { authorization: `Bearer ${token}`, ...headers });
    return [response.status, await codeOf(response)];
  };

  it('is asked to state one of several', async () => {
    expect(await refused('avim', 'SUPERVISION IDENTIFICATION')).toEqual([403, 'FORBIDDEN']);
  });

  it('cannot take a purpose that its token has not', async () => {
    expect(await refused('avim', 'SUPERVISION', { 'x-purpose': 'IDENTIFICATION' })).toEqual([403, 'FORBIDDEN']);
  });

  it('cannot take a purpose of another kind of partner', async () => {
    expect(await refused('ind', 'SUPERVISION')).toEqual([403, 'FORBIDDEN']);
  });

  it('is refused when its organisation is not registered', async () => {
    expect(await refused('coa', 'SUPERVISION')).toEqual([403, 'FORBIDDEN']);
  });
});

describe('only a POST of one JSON operation is taken', () => {
  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s is 405 and says what is allowed',
    async (method) => {
      const response = await fetch(`${tiny.url}/graphql?query={decisions}`, { method, headers: { authorization } });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/graphql',
    'application/jsonp',
    'application/json; charset=utf-16',
    '',
  ])('the content type "%s" is 415', async (type) => {
    const response = await tiny.post({ query: ask }, { authorization, 'content-type': type });
    expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('a compressed body is 415', async () => {
    const response = await tiny.post({ query: ask }, { authorization, 'content-encoding': 'gzip' });
    expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('a body over the limit is 413, said or streamed', async () => {
    const large = JSON.stringify({ query: `{ decisions } # ${'x'.repeat(10_000)}` });
    const said = await tiny.post(large, { authorization });
    const streamed = await fetch(`${tiny.url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect([said.status, await codeOf(said)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect([streamed.status, await codeOf(streamed)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{"query": "{ decisions }"'],
    ['a batch', '[{"query":"{ decisions }"},{"query":"{ decisions }"}]'],
    ['an empty batch', '[]'],
    ['a string', '"{ decisions }"'],
    ['null', 'null'],
    ['no query', '{}'],
    ['an empty query', '{"query":""}'],
    ['a query that is no text', '{"query":{"kind":"Document"}}'],
    ['variables that are no object', '{"query":"{ decisions }","variables":"{}"}'],
    ['a list of variables', '{"query":"{ decisions }","variables":[{}]}'],
    ['an operation name that is no text', '{"query":"{ decisions }","operationName":{}}'],
    ['extensions that are no object', '{"query":"{ decisions }","extensions":"x"}'],
    ['a persisted query', '{"query":"{ decisions }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}'],
    ['a poisoned prototype', '{"query":"{ decisions }","__proto__":{"admin":true}}'],
    ['a name of an operation that is not there', '{"query":"query A { decisions }","operationName":"1234567890"}'],
  ])('%s is 400 and is not quoted', async (_what, body) => {
    const response = await tiny.post(body, { authorization });
    const text = await response.clone().text();
    expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_REQUEST']);
    expect(text).not.toMatch(/1234567890|admin|Document|decisions/);
  });

  it('anything in the URL is 400', async () => {
    const response = await fetch(`${tiny.url}/graphql?vNumber=1234567890`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{"query":"{ decisions }"}',
    });
    expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_REQUEST']);
  });

  test.each(['text/html', 'multipart/mixed', 'application/json;q=0'])('an Accept of %s is 406', async (accept) => {
    const response = await tiny.post({ query: ask }, { authorization, accept });
    expect([response.status, await codeOf(response)]).toEqual([406, 'NOT_ACCEPTABLE']);
  });

  it('an address that is not there is 404 and is not quoted', async () => {
    const response = await fetch(`${tiny.url}/cases/1234567890`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('1234567890');
  });
});

describe('what is no request', () => {
  it('gets an answer in the same form and is not quoted', async () => {
    const answer = await raw('1234567890 nonsense\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).not.toContain('1234567890');
  });

  it('has headers beyond the limit', async () => {
    expect(await raw(`POST /graphql HTTP/1.1\r\nauthorization: Bearer ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it('names another host, while the demo answers to this machine only', async () => {
    expect(await raw('GET / HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });
});
