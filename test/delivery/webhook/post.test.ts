import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Poster, type PostSetting } from '../../../src/delivery/webhook/post.js';
import { ENDED } from '../../client/ended-certificate.js';
import { type Behaviour, type Receiver, startReceiver } from './receiver.js';

const CERTIFICATES = new URL('../../../src/cli/example-agency/certificates/', import.meta.url);
const pem = (name: string) => readFileSync(new URL(name, CERTIFICATES), 'utf8');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MESSAGE = { id: 'msg_1', timestamp: 1_700_000_000, body: '{"type":"case.changed"}' };
const MEGABYTE = Buffer.alloc(1_000_000, 'x');

const open: { close(): Promise<void> }[] = [];
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  open.push(receiver);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function post(url: string, setting: Partial<PostSetting> = {}) {
  const poster = new Poster({ loopback: true, withinMs: 2_000, ...setting });
  open.push(poster);
  return poster.post(url, SECRET, MESSAGE);
}

describe('a message arrives when it is answered with a status of 200 to 299', () => {
  test.each([200, 202, 204, 299])('%i', async (status) => {
    receiver.answer = status;
    expect(await post(receiver.url)).toBeNull();
    expect(receiver.received).toMatchObject([
      { body: MESSAGE.body, headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' } },
    ]);
    expect(Object.keys(receiver.received[0]?.headers ?? {})).not.toContain('authorization');
  });

  test('over https, where the certificate stands', async () => {
    const secure = await startReceiver({ key: pem('server.key'), cert: pem('server.pem') });
    open.push(secure);
    expect(await post(secure.url, { ca: pem('authority.pem') })).toBeNull();
    expect(secure.received).toHaveLength(1);
  });
});

describe('a message does not arrive, and nothing else happens, where the receiver', () => {
  test.each([
    [400, 'REFUSED'],
    [404, 'REFUSED'],
    [410, 'REFUSED'],
    [500, 'FAILED_THERE'],
    [503, 'FAILED_THERE'],
  ])('answers %i', async (status, reason) => {
    receiver.answer = status;
    expect(await post(receiver.url)).toBe(reason);
  });

  test.each([301, 302, 303, 307, 308])('redirects to another host (%i): that host gets nothing', async (status) => {
    const other = await startReceiver();
    open.push(other);
    receiver.answer = (_request, response) => void response.writeHead(status, { location: other.url }).end();
    expect(await post(receiver.url)).toBe('REDIRECTED');
    expect([receiver.received.length, other.received.length]).toEqual([1, 0]);
  });

  test.each<[string, Behaviour]>([
    ['hangs before it answers', () => undefined],
    ['says continue, and nothing more', (_request, response) => response.writeProcessing()],
  ])('%s', async (_how, answer) => {
    receiver.answer = answer;
    expect(await post(receiver.url, { withinMs: 300 })).toBe('TIMEOUT');
  });

  test.each<[string, Behaviour]>([
    ['breaks the connection off', (request) => void request.socket.destroy()],
    ['answers no HTTP', (request) => void request.socket.end('garbage\r\n\r\n')],
    ['answers with headers without an end', (request) => void request.socket.end(`HTTP/1.1 200 OK\r\nx: ${MEGABYTE}`)],
  ])('%s', async (_how, answer) => {
    receiver.answer = answer;
    expect(await post(receiver.url)).toBe('UNREACHABLE');
  });

  test('is not there', async () => {
    const gone = await startReceiver();
    await gone.close();
    expect(await post(gone.url)).toBe('UNREACHABLE');
  });

  test('has a certificate that ended, or one of nobody who is trusted', async () => {
    const ended = await startReceiver({ key: ENDED.key, cert: ENDED.certificate });
    const unknown = await startReceiver({ key: pem('server.key'), cert: pem('server.pem') });
    open.push(ended, unknown);
    expect(await post(ended.url, { ca: ENDED.authority })).toBe('CERTIFICATE');
    expect(await post(unknown.url)).toBe('CERTIFICATE');
    expect([ended.received.length, unknown.received.length]).toEqual([0, 0]);
  });

  test('has an address that is not public: no connection is made', async () => {
    const secure = await startReceiver({ key: pem('server.key'), cert: pem('server.pem') });
    open.push(secure);
    for (const url of [secure.url, secure.url.replace('127.0.0.1', 'localhost'), receiver.url]) {
      expect(await post(url, { loopback: false, ca: pem('authority.pem') })).toBe('NOT_PUBLIC');
    }
    expect([secure.received.length, receiver.received.length]).toEqual([0, 0]);
  });
});

test('an answer of 10 GB is not read: the connection is closed after its status', async () => {
  let written = 0;
  let closed: (value: unknown) => void = () => undefined;
  const ended = new Promise((settle) => {
    closed = settle;
  });
  receiver.answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '10000000000' });
    const write = () => {
      while (!response.destroyed && written < 10_000_000_000) {
        written += MEGABYTE.length;
        if (!response.write(MEGABYTE)) break;
      }
    };
    response.on('drain', write).on('close', () => closed(undefined));
    write();
  };
  expect(await post(receiver.url)).toBeNull();
  await ended;
  expect(written).toBeLessThan(50_000_000);
});
