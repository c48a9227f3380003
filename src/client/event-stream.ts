import { NotUnderstood } from './failures.js';

/** One event of a stream. */
export interface StreamedEvent {
  /** Its name; `message` when the server gave none. */
  readonly event: string;
  readonly data: string;
}

/** Characters that one event may have. */
const LARGEST_EVENT = 8 * 1024 * 1024;

/**
 * The events in a body (server-sent events: WHATWG HTML, 9.2). A comment, with which the server says that it is still
 * there, is none; neither is an event that the end of the body cuts off.
 * @throws NotUnderstood when an event is larger than any that the server sends
 */
export async function* eventsIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamedEvent, void, undefined> {
  const decoder = new TextDecoder();
  const making = new EventInMaking();
  let rest = '';
  for await (const chunk of chunks) {
    // A carriage return at the end may be the first half of a line's end.
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = making.take(line);
      if (event) yield event;
    }
    if (making.size + rest.length > LARGEST_EVENT) {
      throw new NotUnderstood('NOT_UNDERSTOOD', 'An event is larger than any that the server sends.');
    }
  }
}

/** An event whose end has not come. */
class EventInMaking {
  #name = '';
  #data: string[] = [];
  #size = 0;

  /** Characters of it so far. */
  get size(): number {
    return this.#size;
  }

  /** Takes a line. @returns the event that it ends */
  take(line: string): StreamedEvent | undefined {
    if (line === '') return this.#end();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#name = value;
    if (field === 'data') this.#data.push(value);
    this.#size += field === 'data' ? value.length + 1 : 0;
    return undefined;
  }

  #end(): StreamedEvent | undefined {
    const event = { event: this.#name || 'message', data: this.#data.join('\n') };
    const isEvent = this.#data.length > 0;
    [this.#name, this.#data, this.#size] = ['', [], 0];
    return isEvent ? event : undefined;
  }
}
