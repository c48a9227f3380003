import { type Client, createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { TestGraph } from './graph.js';

/** Who listens, over what, to what. */
export interface Listening {
  readonly organisation: string;
  readonly purpose: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly over?: 'socket' | 'events';
  /** Another token than the graph's own for this organisation. */
  readonly token?: string;
}

/** One event as it came. */
export interface StreamEvent {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A subscription of a test. */
export interface Listener {
  readonly events: StreamEvent[];
  /** Settles when so many events have come. @throws Error when it ended before */
  has(count: number): Promise<readonly StreamEvent[]>;
  /** Settles when the events that have come are as asked. @throws Error when it ended before */
  until(isDone: (all: readonly StreamEvent[]) => boolean): Promise<readonly StreamEvent[]>;
  /** Settles when the server has ended it; with what the client made of that. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** The events of a subscription as they come, for who waits for them. */
class Events {
  readonly all: StreamEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #isOver = false;

  add(event: StreamEvent): void {
    this.all.push(event);
    this.#tell();
  }

  end(): void {
    this.#isOver = true;
    this.#tell();
  }

  until(isDone: (all: readonly StreamEvent[]) => boolean): Promise<readonly StreamEvent[]> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!isDone(this.all) && !this.#isOver) return;
        this.#waiting.delete(look);
        if (isDone(this.all)) resolve(this.all);
        else reject(new Error(`it ended after ${this.all.length} events: ${JSON.stringify(this.all.at(-1))}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  #tell(): void {
    for (const look of this.#waiting) look();
  }
}

/** The cursor of now: who subscribes from it is told whatever happens next, however long subscribing takes. */
export async function latestCursor(
  graph: TestGraph,
  { organisation, purpose }: Pick<Listening, 'organisation' | 'purpose'>,
): Promise<string> {
  const { data } = await graph.ask({ organisation, purpose, query: '{ changes(first: 1) { latestCursor } }' });
  return (data as unknown as { changes: { latestCursor: string } }).changes.latestCursor;
}

/** Subscribes as a client of the library would, over either transport. */
export async function listen(graph: TestGraph, listening: Listening): Promise<Listener> {
  const { organisation, purpose, query, variables, over } = listening;
  const authorization = `Bearer ${listening.token ?? (await graph.token(organisation, purpose))}`;
  const client = over === 'events' ? sse(graph, authorization, purpose) : socket(graph, authorization, purpose);
  const events = new Events();
  let unsubscribe = () => undefined as unknown;
  const ended = new Promise<unknown>((resolve) => {
    const next = (event: unknown) => events.add(event as StreamEvent);
    const sink = { next, error: resolve, complete: () => resolve(undefined) };
    unsubscribe = client.subscribe({ query, variables: { ...variables } }, sink);
  });
  void ended.then(() => events.end());
  const stop = async () => {
    unsubscribe();
    await client.dispose();
  };
  const has = (count: number) => events.until(({ length }) => length >= count);
  return { events: events.all, has, until: (isDone) => events.until(isDone), ended, stop };
}

function socket(graph: TestGraph, authorization: string, purpose: string): Pick<Client, 'subscribe' | 'dispose'> {
  return createSocketClient({
    url: graph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization, purpose },
  }) as unknown as Pick<Client, 'subscribe' | 'dispose'>;
}

function sse(graph: TestGraph, authorization: string, purpose: string): Pick<Client, 'subscribe' | 'dispose'> {
  return createSseClient({
    url: graph.url,
    singleConnection: false,
    retryAttempts: 0,
    headers: { authorization, 'x-purpose': purpose },
  });
}
