import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { connect, type RequestFailed } from '../../src/client/index.js';
import { smallServer } from '../support/small-server.js';

const WATCH = 'subscription ($after: String) { caseChanged(after: $after) { cursor } }';
const eventOf = (cursor: string) => `event: next\ndata: ${JSON.stringify({ data: { caseChanged: { cursor } } })}\n\n`;
const refusal = (code: string) => JSON.stringify({ errors: [{ message: 'No.', extensions: { code } }] });

interface Asked {
  readonly response: ServerResponse;
  /** The cursor that the request came with. */
  readonly after: unknown;
  /** How many requests came before. */
  readonly times: number;
}

/** Begins a stream of events. */
const stream = (response: ServerResponse, text: string) =>
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write(text);

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

/** Watches a server that answers so; the cursors of so many events, or the failure, and what interrupted it. */
async function watching(count: number, answer: (asked: Asked) => void, options: object = {}) {
  let times = 0;
  const server = await smallServer(async (request, response) => {
    const { variables } = JSON.parse(await bodyOf(request));
    answer({ response, after: variables.after, times: times++ });
  });
  const interrupted: string[] = [];
  const onInterrupted = ({ code }: RequestFailed) => interrupted.push(code);
  const client = connect({ url: server.url, token: 'a.b.c', retries: 0 });
  const cursors: string[] = [];
  try {
    for await (const { cursor } of client.watch(WATCH, { after: '0' }, { onInterrupted, ...options })) {
      cursors.push(cursor);
      if (cursors.length === count) break;
    }
    return { cursors, interrupted, asked: times };
  } catch (error) {
    return { cursors, interrupted, asked: times, failure: error as RequestFailed };
  } finally {
    await server.close();
  }
}

describe('a stream that breaks is asked for anew, from the last event that was taken', () => {
  it.each([
    ['it is cut', (response: ServerResponse) => response.destroy(), 'UNREACHABLE'],
    [
      'it is cut in the middle of an event',
      (response: ServerResponse) => cutAfter(response, 'data: {"da'),
      'UNREACHABLE',
    ],
    ['it ends', (response: ServerResponse) => response.end(), 'UNREACHABLE'],
    [
      'it says that it is complete',
      (response: ServerResponse) => response.end('event: complete\ndata: \n\n'),
      'UNREACHABLE',
    ],
    [
      'the server stops',
      (response: ServerResponse) => response.end(`event: next\ndata: ${refusal('UNAVAILABLE')}\n\n`),
      'UNAVAILABLE',
    ],
    [
      'an event cannot be logged',
      (response: ServerResponse) => response.end(`event: next\ndata: ${refusal('LOG_UNAVAILABLE')}\n\n`),
      'LOG_UNAVAILABLE',
    ],
  ])('%s', async (_, breakOff, code) => {
    const seen: unknown[] = [];
    const outcome = await watching(3, ({ response, after, times }) => {
      seen.push(after);
      stream(response, eventOf(String(times + 1)));
      setImmediate(() => breakOff(response));
    });
    expect(outcome).toEqual({ cursors: ['1', '2', '3'], interrupted: [code, code], asked: 3 });
    expect(seen).toEqual(['0', '1', '2']);
  });

  it('nothing comes for too long', async () => {
    const quiet = (asked: Asked) =>
      void (asked.times < 2 ? stream(asked.response, ':\n\n') : stream(asked.response, eventOf('9')));
    const outcome = await watching(1, quiet, { quietMs: 50 });
    expect(outcome).toEqual({ cursors: ['9'], interrupted: ['TIMED_OUT', 'TIMED_OUT'], asked: 3 });
  });

  it('a server that never answers, and a proxy whose server is away', async () => {
    const away = ({ response, times }: Asked) => {
      if (times === 1) response.writeHead(503).end('<html>');
      if (times === 2) stream(response, eventOf('9'));
    };
    const outcome = await watching(1, away, { quietMs: 50 });
    expect(outcome).toEqual({ cursors: ['9'], interrupted: ['TIMED_OUT', 'UNAVAILABLE'], asked: 3 });
  });
});

describe('what is no stream of this server ends the watch, and is not asked again', () => {
  it.each([
    ['a page', ({ response }: Asked) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
    ['an event that is none', ({ response }: Asked) => stream(response, 'event: next\ndata: {]\n\n')],
    ['an event without data', ({ response }: Asked) => stream(response, 'event: next\ndata: {}\n\n')],
    ['an event without end', ({ response }: Asked) => endless(response)],
    [
      'another address',
      ({ response }: Asked) => response.writeHead(307, { location: 'https://elsewhere.example' }).end(),
    ],
  ])('%s', async (_, answer) => {
    const outcome = await watching(1, (asked) => void answer(asked));
    expect(outcome).toMatchObject({ cursors: [], interrupted: [], asked: 1, failure: { name: 'NotUnderstood' } });
  });

  it.each([
    ['a refusal before the first event', 403, refusal('FORBIDDEN')],
    ['a token that is not taken', 401, refusal('UNAUTHENTICATED')],
  ])('%s', async (_, status, body) => {
    const outcome = await watching(1, ({ response }) => void response.writeHead(status).end(body));
    expect(outcome).toMatchObject({ asked: 1, failure: { name: 'Refused', status } });
  });
});

it('who leaves a watch leaves no connection open', async () => {
  let isClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    isClosed = resolve;
  });
  const outcome = await watching(1, ({ response }) => {
    response.on('close', isClosed);
    stream(response, eventOf('1'));
  });
  await closed;
  expect(outcome.cursors).toEqual(['1']);
});

function cutAfter(response: ServerResponse, text: string): void {
  response.write(text, () => response.destroy());
}

function endless(response: ServerResponse): void {
  const chunk = 'x'.repeat(1024 * 1024);
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', write);
  };
  stream(response, 'event: next\ndata: ');
  write();
}
