import { describe, expect, it } from '@jest/globals';
import { wantsEvents } from '../../src/graph/subscription-stream.js';

describe('a stream of events is sent', () => {
  it.each(['text/event-stream', ' Text/Event-Stream ; q=0.5', 'text/event-stream;q=1', 'text/event-stream;q=0.001'])(
    'to who asks for it and for nothing else: %s',
    (accept) => expect(wantsEvents(accept)).toBe(true),
  );

  it.each([
    undefined,
    'application/json',
    'text/event-stream, application/json',
    'text/event-stream;q=0',
    'text/event-stream; q=0.000; x=1',
    'text/event-streams',
  ])('and not to others: %s', (accept) => expect(wantsEvents(accept)).toBe(false));
});
