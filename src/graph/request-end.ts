import type { FastifyReply } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { unlessAborted } from '../database/running-statements.js';
import { Cancelled, TimedOut } from '../model/errors.js';

/**
 * Says when a request is given up: its caller hung up, or its time is over. The reason is the error with which it ends.
 * @param withinMs milliseconds from now
 */
export function requestEnd({ raw }: FastifyReply, withinMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new TimedOut()), withinMs);
  timer.unref();
  const closed = () => {
    clearTimeout(timer);
    if (!raw.writableFinished) controller.abort(new Cancelled());
  };
  if (raw.destroyed) closed();
  else raw.once('close', closed);
  return controller.signal;
}

/** The result of an execution, or the end of its request, whichever comes first: some of what it waits for hears of no end. */
export function untilEnd(signal: AbortSignal | undefined, running: Promise<ExecutionResult>): Promise<ExecutionResult> {
  if (!signal) return running;
  return unlessAborted(signal, running, () => undefined).catch((reason: unknown) => {
    if (reason !== signal.reason) throw reason;
    return { errors: [new GraphQLError('', { originalError: signal.reason })] };
  });
}
