import { type ExecutionResult, execute, type GraphQLFormattedError } from 'graphql';
import type { AccessLog } from '../audit/access-log.js';
import { byChanges } from '../join/changes.js';
import type { Caller } from '../model/caller.js';
import { KetenzichtError, LogUnavailable } from '../model/errors.js';
import type { ViewKey } from '../model/purpose.js';
import type { RequestFacts } from '../model/request-facts.js';
import { joinTrace, traceparentOf } from '../model/trace-context.js';
import { accessEntry } from './access-record.js';
import { type AnswerFigures, countAnswer } from './answer-figures.js';
import { changeNodes, keptChanges, openChangeCursor } from './case-change-connection.js';
import { type AnswerInMaking, completeAnswer } from './complete-answer.js';
import type { RequestContext } from './context.js';
import type { AdmitDocument } from './document-admission.js';
import { formatError, type OperatorLog, reportFailure } from './errors.js';
import type { RequestedOperation } from './http-form.js';
import { operationFacts } from './operation-facts.js';
import { refusalFor } from './refusal.js';
import type { Membership, SubscriptionHub } from './subscription-hub.js';
import { readSubscription, type Subscribed, SubscriptionRefused } from './subscription-request.js';
import type { ViewExecution } from './views.js';

/** One event as it goes out, or the errors with which a subscription ends. */
export type StreamedAnswer = Readonly<AnswerInMaking>;

/** The events of one subscription. `return` ends it at once, also while it waits. */
export type EventStream = AsyncGenerator<StreamedAnswer, void, undefined>;

/** Opens subscriptions. */
export interface Subscriptions {
  /** Never throws: what is refused is a stream of one answer with errors. */
  readonly subscribe: (caller: Caller, requested: RequestedOperation, facts: RequestFacts) => EventStream;
  /** Ends all of them. */
  readonly close: () => Promise<void>;
  /** Settles when none is open any more, and each has its last lines in the logs. */
  readonly settled: () => Promise<void>;
  /** How many are open now. */
  readonly open: () => number;
}

/** What subscriptions are opened with. */
export interface SubscriptionParts {
  readonly executions: ReadonlyMap<ViewKey, ViewExecution>;
  readonly makeContext: (caller: Caller, facts: RequestFacts) => RequestContext;
  readonly admitDocument: AdmitDocument;
  readonly hub: SubscriptionHub;
  readonly accessLog: AccessLog;
  readonly log: OperatorLog;
  readonly figures?: AnswerFigures;
}

/** Opens subscriptions over the views of a graph. */
export function openSubscriptions(parts: SubscriptionParts): Subscriptions {
  const open = new Set<OpenSubscription>();
  return {
    subscribe(caller, requested, facts) {
      const opened = new OpenSubscription(parts, caller, requested, facts);
      open.add(opened);
      void opened.over.then(() => open.delete(opened));
      return opened.stream();
    },
    close: () => parts.hub.close(),
    async settled() {
      while (open.size > 0) await Promise.all([...open].map(({ over }) => over));
    },
    open: () => parts.hub.size,
  };
}

/** What one event was read as, with the position behind it. */
interface ReadEvent {
  readonly answer: StreamedAnswer;
  readonly position: number;
}

/**
 * One subscription. Each event is an operation of its own: a new snapshot under the view's role, in which grant, reach
 * and consent are those of that moment; a new reader; and both logs before it goes out. The next event is not read
 * before the last one was taken, so a slow client costs nothing but its place in the outbox.
 */
class OpenSubscription {
  readonly #parts: SubscriptionParts;
  readonly #caller: Caller;
  readonly #requested: RequestedOperation;
  readonly #facts: RequestFacts;
  /** Settles when it has ended and its lines are written. */
  readonly over: Promise<void>;
  #tellOver: () => void = () => undefined;
  #membership?: Membership;
  #isLeft = false;

  constructor(parts: SubscriptionParts, caller: Caller, requested: RequestedOperation, facts: RequestFacts) {
    this.#parts = parts;
    this.#caller = caller;
    this.#requested = requested;
    this.#facts = facts;
    this.over = new Promise((resolve) => {
      this.#tellOver = resolve;
    });
  }

  stream(): EventStream {
    const events = this.#events();
    const leave = () => {
      this.#isLeft = true;
      this.#membership?.leave();
    };
    const stream: EventStream = {
      next: () => events.next(),
      return: async () => {
        leave();
        return events.return().finally(this.#tellOver);
      },
      throw: async (error) => {
        leave();
        return events.throw(error).finally(this.#tellOver);
      },
      [Symbol.asyncIterator]: () => stream,
      [Symbol.asyncDispose]: async () => void (await stream.return()),
    };
    return stream;
  }

  async *#events(): AsyncGenerator<StreamedAnswer, void, undefined> {
    try {
      const execution = this.#parts.executions.get(this.#caller.view);
      if (!execution) throw new KetenzichtError('FORBIDDEN', 'This purpose is not open to your organisation.');
      const subscribed = readSubscription(execution, this.#parts.admitDocument(this.#caller, this.#requested));
      execution.refuseCostly(this.#caller.principal, subscribed);
      const membership = await this.#parts.hub.join(this.#caller);
      this.#membership = membership;
      if (this.#isLeft) membership.leave();
      await this.#admit(execution, subscribed);
      yield* this.#follow(execution, subscribed, membership);
    } catch (error) {
      yield { errors: await this.#refused(error) };
    } finally {
      this.#membership?.leave();
      this.#tellOver();
    }
  }

  /** @throws KetenzichtError when it is over: the token or the grant ended, or an event could not be read or logged */
  async *#follow(execution: ViewExecution, subscribed: Subscribed, membership: Membership) {
    const context = this.#context(execution, subscribed);
    const place = subscribed.after === null ? undefined : openChangeCursor(context, subscribed.after);
    let after = place?.position ?? membership.head();
    let day = place?.day;
    while (!this.#isLeft) {
      refuseOver(membership);
      const head = membership.head();
      const event = await this.#read(execution, subscribed, { after, day, isNear: day === undefined });
      refuseOver(membership);
      if (event) {
        after = event.position;
        yield event.answer;
      } else {
        // Nothing up to here is for this partner: what comes next is looked for behind it.
        after = Math.max(after, head);
        day = undefined;
        await membership.further(head);
      }
    }
  }

  async #read(
    execution: ViewExecution,
    subscribed: Subscribed,
    from: { readonly after: number; readonly day?: string; readonly isNear: boolean },
  ): Promise<ReadEvent | null> {
    const context = this.#context(execution, subscribed);
    const reader = execution.makeReader(context, context.operation as NonNullable<RequestContext['operation']>);
    context.reader = reader;
    try {
      const request = { ...from, size: 1, ...(subscribed.caseIds ? { caseIds: subscribed.caseIds } : {}) };
      const { changes } = keptChanges(await reader.find(byChanges(request, context.permits)));
      const [found] = changes;
      if (!found) return null;
      const [change] = await changeNodes([found], reader, context);
      const answer = await this.#answer(execution, subscribed, context, change);
      return { answer, position: found.position };
    } finally {
      void reader.end();
    }
  }

  async #answer(execution: ViewExecution, subscribed: Subscribed, context: RequestContext, change: unknown) {
    const result = (await execute({
      schema: execution.schema,
      document: subscribed.document,
      operationName: this.#requested.operationName,
      variableValues: subscribed.variables,
      rootValue: change,
      contextValue: context,
    })) as ExecutionResult;
    for (const error of result.errors ?? []) reportFailure(this.#parts.log, error, context.trace.traceId);
    const answer: AnswerInMaking = {
      data: result.data,
      ...(result.errors ? { errors: result.errors.map((error) => formatError(error.toJSON(), error)) } : {}),
    };
    completeAnswer(execution.schema, answer, context);
    await this.#log(context, { errors: answer.errors ?? [], answered: answer.data != null });
    countAnswer(this.#parts.figures, answer);
    return answer;
  }

  /** The right to ask, asked of the database before the first event: and the line that somebody began to listen. */
  async #admit(execution: ViewExecution, subscribed: Subscribed): Promise<void> {
    const context = this.#context(execution, subscribed);
    const reader = execution.makeReader(context, context.operation as NonNullable<RequestContext['operation']>);
    try {
      await reader.admit();
    } finally {
      void reader.end();
    }
    await this.#log(context, { errors: [], answered: true });
  }

  /** A context of its own for each event, in the trace of the subscription. */
  #context(execution: ViewExecution, { document, operation, variables }: Subscribed): RequestContext {
    const trace = joinTrace(traceparentOf(this.#facts.trace));
    const context = this.#parts.makeContext(this.#caller, { ...this.#facts, trace, receivedAt: new Date() });
    context.facts = operationFacts(document, operation);
    context.operation = execution.plan({ document, operation, variables });
    return context;
  }

  async #log(context: RequestContext, outcome: { errors: readonly GraphQLFormattedError[]; answered: boolean }) {
    try {
      await this.#parts.accessLog.write(accessEntry(context, { facts: context.facts, ...outcome }));
    } catch (error) {
      throw error instanceof KetenzichtError ? error : new LogUnavailable(error);
    }
  }

  /** The errors with which a subscription ends. What could not be read or logged is told to the operator too. */
  async #refused(error: unknown): Promise<readonly GraphQLFormattedError[]> {
    const { traceId } = this.#facts.trace;
    reportFailure(this.#parts.log, error, traceId);
    const errors = error instanceof SubscriptionRefused ? error.errors : [errorOf(error)];
    const context = this.#parts.makeContext(this.#caller, this.#facts);
    const isLogged = error instanceof LogUnavailable || this.#isLeft;
    if (!isLogged) await this.#log(context, { errors, answered: false }).catch(() => undefined);
    if (!this.#isLeft) countAnswer(this.#parts.figures, { errors });
    return errors;
  }
}

function refuseOver(membership: Membership): void {
  const over = membership.over();
  if (over) throw over;
}

function errorOf(error: unknown): GraphQLFormattedError {
  const { code, message } = refusalFor(error);
  return { message, extensions: { code } };
}
