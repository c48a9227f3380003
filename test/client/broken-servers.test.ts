import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Agent, fetch as undiciFetch } from 'undici';
import { connect, type RequestFailed } from '../../src/client/index.js';
import { smallServer } from '../support/small-server.js';
import { ENDED } from './ended-certificate.js';

const GOOD = JSON.stringify({ data: { me: 1 }, extensions: { decision: { policyVersion: 'v', traceId: 't' } } });
const LATER = JSON.stringify({ errors: [{ message: 'Ask later.', extensions: { code: 'LOG_UNAVAILABLE' } }] });

type Handler = Parameters<typeof smallServer>[0];

/** Asks a server that answers so; what came of it, and how often it was asked. */
async function asking(handler: Handler, operation = '{ me }', settings: object = {}) {
  const server = await smallServer(handler);
  try {
    const client = connect({ url: server.url, token: 'a.b.c', retries: 2, ...settings });
    const outcome = await client.run(operation).catch((error: unknown) => error as RequestFailed);
    return { outcome, asked: server.asked };
  } finally {
    await server.close();
  }
}

const sends =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

describe('a server that does not answer as it should', () => {
  it.each([
    ['a page', sends(200, '<html><body>Welcome</body></html>', { 'content-type': 'text/html' })],
    ['garbage', sends(200, '\u0000\uffff{]')],
    ['nothing', sends(200, '')],
    ['a list', sends(200, '[1, 2]')],
    ['neither data nor errors', sends(200, '{}')],
    ['another place', sends(307, '', { location: 'https://elsewhere.example/graphql' })],
  ])('is not understood, and is not asked again: %s', async (_, handler) => {
    expect(await asking(handler)).toMatchObject({
      outcome: { name: 'NotUnderstood', code: 'NOT_UNDERSTOOD' },
      asked: 1,
    });
  });

  it.each([
    ['it cannot log', sends(503, LATER), 'LOG_UNAVAILABLE'],
    ['what stands before it says so', sends(502, '<html>Bad gateway</html>'), 'UNAVAILABLE'],
    ['it hangs up', ((request) => request.socket.destroy()) as Handler, 'UNREACHABLE'],
    [
      'half an answer',
      ((_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"data":');
        setImmediate(() => response.destroy());
      }) as Handler,
      'UNREACHABLE',
    ],
  ])('is asked again as often as was set, and no more: %s', async (_, handler, code) => {
    expect(await asking(handler)).toMatchObject({ outcome: { name: 'TryLater', code }, asked: 3 });
  });

  it('gives its answer when it comes back', async () => {
    let times = 0;
    const recovers: Handler = (request, response) => {
      times += 1;
      sends(times < 3 ? 503 : 200, times < 3 ? LATER : GOOD)(request, response);
    };
    expect(await asking(recovers)).toMatchObject({ outcome: { data: { me: 1 }, traceId: 't' }, asked: 3 });
  });

  it('a change is never sent twice by itself, for it may have been done', async () => {
    const change = 'fragment F on Case { id } mutation { deliver { ...F } }';
    expect(await asking(sends(503, LATER), change)).toMatchObject({ outcome: { name: 'TryLater' }, asked: 1 });
  });

  it('that hangs is left after the time limit', async () => {
    const { outcome } = await asking(() => undefined, '{ me }', { timeoutMs: 50, retries: 0 });
    expect(outcome).toMatchObject({ name: 'TryLater', code: 'TIMED_OUT' });
  });

  it('that is down', async () => {
    const server = await smallServer(() => undefined);
    await server.close();
    const asked = connect({ url: server.url, token: 'a.b.c', retries: 0 }).run('{ me }');
    await expect(asked).rejects.toMatchObject({ name: 'TryLater', code: 'UNREACHABLE' });
  });

  it('whose answer never ends is cut off', async () => {
    const endless: Handler = (_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    };
    expect(await asking(endless)).toMatchObject({ outcome: { name: 'NotUnderstood' }, asked: 1 });
  });
});

describe('a certificate that ended', () => {
  it('is refused before the token is sent, and not tried again', async () => {
    let asked = 0;
    const { authority: ca, certificate: cert, key } = ENDED;
    const server = createServer({ cert, key }, (_, response) => {
      asked += 1;
      response.end(GOOD);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const dispatcher = new Agent({ connect: { ca } });
    const send = ((url: string | URL, init: object) =>
      undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
    const url = `https://localhost:${(server.address() as AddressInfo).port}`;
    const failure = await connect({ url, token: 'a.b.c', fetch: send })
      .run('{ me }')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'Refused', code: 'CERTIFICATE' });
    expect((failure as Error).message).toContain('CERT_HAS_EXPIRED');
    expect(asked).toBe(0);
    await dispatcher.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
