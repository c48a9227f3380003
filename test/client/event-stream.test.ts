import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventsIn, type StreamedEvent } from '../../src/client/event-stream.js';

async function* piecesOf(bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const length of [...lengths, bytes.length]) {
    yield bytes.subarray(from, from + length);
    from += length;
  }
}

async function eventsOf(text: string, lengths: readonly number[] = []): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  for await (const event of eventsIn(piecesOf(new TextEncoder().encode(text), lengths))) events.push(event);
  return events;
}

describe('the events of a stream', () => {
  it.each([
    ['a named one', 'event: next\ndata: {"a":1}\n\n', [{ event: 'next', data: '{"a":1}' }]],
    ['one without a name', 'data:x\n\n', [{ event: 'message', data: 'x' }]],
    ['data of several lines', 'data: a\ndata: b\n\n', [{ event: 'message', data: 'a\nb' }]],
    ['empty data', 'event: complete\ndata: \n\n', [{ event: 'complete', data: '' }]],
    ['no event without data', 'event: next\n\n:\n\nid: 4\n\n', []],
    [
      'no comment, and no field that nobody knows',
      ': x\nretry: 5\nwhat\ndata: a\n\n',
      [{ event: 'message', data: 'a' }],
    ],
    ['not one that was cut off', 'data: a\n\ndata: b\n', [{ event: 'message', data: 'a' }]],
  ])('%s', async (_, text, expected) => {
    expect(await eventsOf(text)).toEqual(expected);
  });

  it('are the same however the network cuts them, and whatever ends their lines', async () => {
    const event = fc.record({ event: fc.constantFrom('next', 'message'), data: fc.string({ unit: 'grapheme' }) });
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const lengths = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });
    const check = fc.asyncProperty(fc.array(event), end, lengths, async (sent, lineEnd, cuts) => {
      const plain = sent.map(({ event: name, data }) => ({ event: name, data: data.replace(/[\r\n]/g, ' ') }));
      const lines = plain.flatMap(({ event: name, data }) => [`event: ${name}`, `data: ${data}`, '', ':', '']);
      // The byte behind the last line's end tells that it was no first half of one.
      expect(await eventsOf(`${lines.map((line) => line + lineEnd).join('')}:`, cuts)).toEqual(plain);
    });
    await fc.assert(check, { numRuns: 300 });
  });

  it('are read one at a time: what is not taken is not fetched', async () => {
    let fetched = 0;
    const endless = (async function* () {
      for (;;) {
        fetched += 1;
        yield new TextEncoder().encode('data: x\n\n');
      }
    })();
    const events = eventsIn(endless);
    await events.next();
    await events.next();
    expect(fetched).toBe(2);
  });

  it('one without an end is given up', async () => {
    const endless = (async function* () {
      yield new TextEncoder().encode('data: ');
      for (;;) yield new TextEncoder().encode('x'.repeat(1024 * 1024));
    })();
    await expect(eventsIn(endless).next()).rejects.toMatchObject({ name: 'NotUnderstood' });
    const lines = (async function* () {
      for (;;) yield new TextEncoder().encode(`data: ${'x'.repeat(1024)}\n`.repeat(1024));
    })();
    await expect(eventsIn(lines).next()).rejects.toMatchObject({ name: 'NotUnderstood' });
  });
});
