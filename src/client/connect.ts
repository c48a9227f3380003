import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import { getOperationAST, parse } from 'graphql';
import { type Answer, answerIn } from './answer.js';
import { TryLater } from './failures.js';
import { type Page, pagesOf } from './pages.js';
import { onceMore } from './retry-after.js';
import { type Connection, jsonIn, operationCall, Transport } from './transport.js';
import { type WatchedEvent, type WatchOptions, watchOn } from './watch.js';

/** An operation and, in its type, what it asks and gives: as `codegen.yml` makes them. A plain string works too. */
export interface TypedDocument<Data, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Data;
}

/** How a client behaves. */
export interface ClientSettings extends Connection {
  /** `report` (the default): what is withheld is told. `strict`: an answer that would withhold anything is refused. */
  readonly absences?: 'report' | 'strict';
  /**
   * The longest that a question waits, in milliseconds, where the server says when to ask again (`Retry-After`, with 429
   * or 503); then it is asked once more. 30,000 when left out; 0 to be told at once. What would take longer fails at
   * once, and its `retryAfterMs` says when to ask again. A change is never sent again for it.
   */
  readonly longestWaitMs?: number;
}

const LONGEST_WAIT_MS = 30_000;

/** How one operation is run. */
export interface RunOptions {
  /** A change that may safely be sent twice; then it is tried again as a question is. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

type NoVariables = Readonly<Record<never, never>>;

/** The variables, which may be left out where an operation has none that it needs. */
export type Arguments<Variables, Options = RunOptions> = NoVariables extends Variables
  ? [variables?: Variables, options?: Options]
  : [variables: Variables, options?: Options];

/** Asks one server as one organisation, for one purpose. */
export interface Client {
  /**
   * Runs a question or a change. A question that finds nobody is asked again, with jitter, and one that is told when to
   * ask again is asked once more then; a change never, unless it is said to be idempotent: it may have been done although
   * no answer came.
   * @throws Refused, WouldWithhold, TryLater or NotUnderstood
   */
  run<Data, Variables>(document: TypedDocument<Data, Variables>, ...given: Arguments<Variables>): Promise<Answer<Data>>;

  /**
   * Asks for one page after the other, from `after` to the last. Keep a page's cursor once its work is done, and give
   * it as `after` the next time: then nothing is missed, and at most one page is done twice.
   * @throws CursorExpired when the cursor is too old; what `run` throws; TypeError for an operation without `$after`
   */
  pages<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...given: Arguments<Variables>
  ): AsyncGenerator<Page<Data>, void, undefined>;

  /**
   * Tells each change as it happens, and goes on where it was when the connection breaks or the token is renewed. Ends
   * when the signal says so, or you leave the loop. The next event is not read before you ask for it.
   * @throws Refused when token or grant end; CursorExpired; TypeError for an operation without `$after` and `cursor`
   */
  watch<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...given: Arguments<Variables, WatchOptions>
  ): AsyncGenerator<WatchedEvent<Data>, void, undefined>;
}

/**
 * Opens a client. Nothing is sent before the first operation.
 * @throws TypeError when the address of the server cannot be used
 */
export function connect(settings: ClientSettings): Client {
  const transport = new Transport(settings);
  const strict = settings.absences === 'strict';
  // Where the server says when to ask again, asking sooner is asking too often once more.
  const unbidden = handleType(TryLater, ({ retryAfterMs }) => retryAfterMs === undefined);
  const again = retry(unbidden, { maxAttempts: transport.retries, backoff: new ExponentialBackoff() });
  const { longestWaitMs = LONGEST_WAIT_MS } = settings;
  const longestMs = transport.retries === 0 || longestWaitMs === 0 ? -1 : longestWaitMs;
  const client: Client = {
    async run<Data, Variables>(document: TypedDocument<Data, Variables>, ...given: Arguments<Variables>) {
      const [variables, { idempotent = false, signal } = {}] = given;
      const query = document.toString();
      const ask = () => runOnce<Data>(transport, { query, variables, strict, signal });
      const repeatable = idempotent || getOperationAST(parse(query))?.operation === 'query';
      return repeatable ? onceMore(() => again.execute(ask), { longestMs, signal }) : ask();
    },
    pages<Data, Variables>(document: TypedDocument<Data, Variables>, ...given: Arguments<Variables>) {
      const [variables, options] = given;
      const ask = (some: Readonly<Record<string, unknown>>) =>
        client.run<Data, object>(document as TypedDocument<Data, object>, some, options);
      return pagesOf<Data>(ask, document.toString(), { ...variables });
    },
    watch<Data, Variables>(document: TypedDocument<Data, Variables>, ...given: Arguments<Variables, WatchOptions>) {
      const [variables, options = {}] = given;
      return watchOn<Data>({ transport, strict, query: document.toString(), variables: { ...variables }, options });
    },
  };
  return client;
}

interface Operation {
  readonly query: string;
  readonly variables: unknown;
  readonly strict: boolean;
  readonly signal?: AbortSignal;
}

async function runOnce<Data>(transport: Transport, operation: Operation): Promise<Answer<Data>> {
  const { signal, strict, query, variables } = operation;
  const accept = 'application/graphql-response+json, application/json;q=0.9';
  const reply = await transport.ask({ ...operationCall({ accept, strict, query, variables }), signal });
  return answerIn(jsonIn(reply), reply);
}

/** The `connect` of one view, whose purpose is known. */
export function connectFor(purpose: string): (settings: Omit<ClientSettings, 'purpose'>) => Client {
  return (settings) => connect({ ...settings, purpose });
}
