import { type Answer, answerIn } from './answer.js';
import { requireCursorVariable } from './cursor-variable.js';
import { eventsIn } from './event-stream.js';
import { NotUnderstood, networkFailure, RequestFailed, TryLater } from './failures.js';
import { Pauses } from './pauses.js';
import { Quiet } from './quiet.js';
import { jsonIn, operationCall, problemIn, readReply, type Transport } from './transport.js';

/** How a watch behaves. */
export interface WatchOptions {
  /** Ends the watch, also while it waits. */
  readonly signal?: AbortSignal;
  /** How long the server may say nothing before it is asked anew, in milliseconds; 40,000 when left out. */
  readonly quietMs?: number;
  /** Told of each interruption before it is mended, for a log: no event is lost by it. */
  readonly onInterrupted?: (why: RequestFailed) => void;
}

/** One event. */
export interface WatchedEvent<Data> extends Answer<Data> {
  /** Keep it once the work of this event is done, and give it as `after` when your program starts again. */
  readonly cursor: string;
}

/** What is watched, over what. */
export interface Watched {
  readonly transport: Transport;
  readonly strict: boolean;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly options: WatchOptions;
}

/** The server says every twelve seconds that it is still there. */
const QUIET_MS = 40_000;
/** A stream that stood for so long was a good one: the next pause is a short one again. */
const CALM_MS = 30_000;
const LATEST = '{ changes(first: 1) { latestCursor } }';

/**
 * The events of a subscription, over as many connections as it takes. Each begins behind the last event that was taken.
 * Without a cursor to begin at, the place where the changes stand now is asked for first: otherwise what happens before
 * the first event would be lost when that connection breaks.
 */
export async function* watchOn<Data>(watched: Watched): AsyncGenerator<WatchedEvent<Data>, void, undefined> {
  const { signal, onInterrupted } = watched.options;
  requireCursorVariable(watched.query);
  const pauses = new Pauses();
  const place: Place = { after: (watched.variables.after ?? null) as string | null, mayRenew: false };
  while (!signal?.aborted) {
    const openedAt = performance.now();
    try {
      for await (const event of eventsOnce<Data>(watched, place)) {
        place.after = event.cursor;
        pauses.begin();
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!(error instanceof RequestFailed) || !isMended(error, place)) throw error;
      onInterrupted?.(error);
    }
    if (performance.now() - openedAt > CALM_MS) pauses.begin();
    await pauses.next(signal);
  }
}

/** How far a watch is. */
interface Place {
  after: string | null;
  /** Whether a token that ended may be renewed: once for each stream that it opened. */
  mayRenew: boolean;
}

function isMended(failure: RequestFailed, place: Place): boolean {
  if (failure instanceof TryLater) return true;
  if (failure.code !== 'UNAUTHENTICATED' || !place.mayRenew) return false;
  place.mayRenew = false;
  return true;
}

/** The events of one connection. @throws RequestFailed always: a subscription has no end of its own */
async function* eventsOnce<Data>(watched: Watched, place: Place): AsyncGenerator<WatchedEvent<Data>, never, undefined> {
  const { transport, strict, query, variables, options } = watched;
  const quiet = new Quiet(options.quietMs ?? QUIET_MS, options.signal);
  try {
    quiet.arm();
    place.after ??= await latestCursor(transport, quiet.signal);
    const sent = { accept: 'text/event-stream', strict, query, variables: { ...variables, after: place.after } };
    const response = await transport.open({ ...operationCall(sent), timeoutMs: 0, signal: quiet.signal });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      throw problemIn(await readReply(response));
    }
    place.mayRenew = transport.renews;
    for await (const { event, data } of eventsIn(quiet.over(response.body ?? []))) {
      if (event === 'complete') break;
      if (event !== 'next') continue;
      const reply = { status: response.status, headers: response.headers, text: data };
      yield withCursor(answerIn<Data>(jsonIn(reply), reply));
    }
  } catch (error) {
    throw error instanceof TypeError && error.cause === undefined ? error : networkFailure(error);
  } finally {
    quiet.end();
  }
  throw new TryLater('UNREACHABLE', 'The server ended the connection. Try again later.');
}

async function latestCursor(transport: Transport, signal: AbortSignal): Promise<string> {
  const call = operationCall({ accept: 'application/json', strict: false, query: LATEST, variables: {} });
  const reply = await transport.ask({ ...call, signal });
  const { data } = answerIn<{ readonly changes?: { readonly latestCursor?: string } }>(jsonIn(reply), reply);
  if (typeof data.changes?.latestCursor === 'string') return data.changes.latestCursor;
  throw new NotUnderstood('NOT_UNDERSTOOD', 'The server does not say where the changes stand.');
}

function withCursor<Data>(answer: Answer<Data>): WatchedEvent<Data> {
  const [root] = Object.values(answer.data as object) as ({ readonly cursor?: unknown } | null)[];
  if (typeof root?.cursor === 'string') return { ...answer, cursor: root.cursor };
  throw new TypeError('The operation must ask for `cursor`, so that it can go on after a broken connection.');
}
