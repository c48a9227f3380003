import { answerIn } from '../../../client/answer.js';
import { eventsIn } from '../../../client/event-stream.js';
import { networkFailure, RequestFailed, TryLater } from '../../../client/failures.js';
import type { ChangeEvent } from '../views/view-documents.js';
import { parsed, type Question, refusalIn, send } from './ask.js';

/** How the connection that tells of changes stands. */
export type Connection = 'connecting' | 'open' | 'waiting' | 'ended';

/** Whoever watches. */
export interface Watcher {
  readonly onChange: (change: ChangeEvent) => void;
  readonly onConnection: (connection: Connection) => void;
  /** A connection came back after a pause in which changes may have been missed: read anew. */
  readonly onGap: () => void;
  readonly onEnded: () => void;
}

type ChangeQuestion = Question<{ readonly caseChanged: ChangeEvent }, { ids?: string[]; after?: string }>;

/** Pauses before a connection is tried anew, in milliseconds; the last one again and again. */
const PAUSES = [1_000, 2_000, 5_000, 15_000, 30_000] as const;

/** The server says every twelve seconds that it is still there. */
const QUIET_MS = 40_000;

/** How far a watch is. */
interface Place {
  after?: string;
  failures: number;
}

/** Watches changes until the signal: over as many connections as it takes, each going on behind the last change. */
export async function watchChanges(question: ChangeQuestion, watcher: Watcher, signal: AbortSignal): Promise<void> {
  const place: Place = { failures: 0 };
  while (!signal.aborted) {
    watcher.onConnection(place.failures === 0 ? 'connecting' : 'waiting');
    if (place.failures > 0) await pause(PAUSES[Math.min(place.failures, PAUSES.length) - 1] ?? QUIET_MS, signal);
    const openedAt = performance.now();
    const failure = await watchOnce({ ...question, signal }, watcher, place).catch((error: unknown) => error);
    if (signal.aborted) return;
    if (failure instanceof RequestFailed && !(failure instanceof TryLater)) return end(failure, watcher);
    // One that stood for a while was a good one: the next pause is a short one again.
    place.failures = performance.now() - openedAt > QUIET_MS ? 1 : place.failures + 1;
  }
}

async function watchOnce(question: ChangeQuestion, watcher: Watcher, place: Place): Promise<void> {
  const variables = { ...question.variables, after: place.after };
  const missed = place.failures > 0 && place.after === undefined;
  for await (const change of changesOnce({ ...question, variables }, watcher, missed)) {
    place.after = change.cursor;
    place.failures = 0;
    watcher.onChange(change);
  }
}

function end(failure: RequestFailed, watcher: Watcher): void {
  watcher.onConnection('ended');
  if (failure.code === 'UNAUTHENTICATED') watcher.onEnded();
}

async function* changesOnce(question: ChangeQuestion, watcher: Watcher, missed: boolean): AsyncGenerator<ChangeEvent> {
  const quiet = new AbortController();
  const signal = AbortSignal.any([question.signal ?? quiet.signal, quiet.signal]);
  const response = await send({ ...question, signal }, 'text/event-stream');
  if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
    throw refusalIn(response, parsed(await response.text()));
  }
  watcher.onConnection('open');
  if (missed) watcher.onGap();
  for await (const { event, data } of eventsIn(chunksOf(response.body, quiet))) {
    if (event === 'complete') return;
    if (event !== 'next') continue;
    yield answerIn<{ readonly caseChanged: ChangeEvent }>(parsed(data) ?? {}, response).data.caseChanged;
  }
}

/** The chunks of a body; not every browser lets one loop over a stream. @throws TryLater when it breaks off */
async function* chunksOf(body: ReadableStream<Uint8Array>, quiet: AbortController): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const timer = setTimeout(() => quiet.abort(), QUIET_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw networkFailure(error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
  });
}
