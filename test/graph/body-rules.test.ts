import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { limitBodyTime } from '../../src/graph/body-rules.js';

const WITHIN_MS = 200;

let server: FastifyInstance;
let port: number;
beforeAll(async () => {
  server = Fastify();
  limitBodyTime(server, WITHIN_MS);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const take = async (body: unknown) => {
    for await (const _chunk of body as AsyncIterable<Uint8Array>);
    // Storing what came takes longer than anybody may be silent.
    await after(WITHIN_MS * 4);
    return { stored: true };
  };
  server.post('/streamed', { config: { streamsBody: true } }, ({ body }) => take(body));
  server.post('/whole', ({ body }) => take(body));
  await server.listen({ host: '127.0.0.1', port: 0 });
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => server?.close());

/** Sends the head of a request of ten bytes, and what is given of its body; answers all that comes until the end. */
async function send(path: string, body: string): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/csv\r\n`);
  socket.write(`Content-Length: 10\r\n\r\n${body}`);
  let answer = '';
  try {
    for await (const chunk of socket) answer += chunk;
  } catch {
    // A connection that was reset has ended as well.
  }
  return answer;
}

describe.each(['/streamed', '/whole'])('a body at %s', (path) => {
  it('that came whole is answered, however long it takes to be stored', async () => {
    expect(await send(path, '0123456789')).toMatch(/^HTTP\/1\.1 200 [\s\S]*"stored":true/);
  });

  it('of which nothing more comes ends the connection', async () => {
    expect(await send(path, '01234')).not.toMatch(/200/);
  });
});
