import type { DeliveryReport, RejectedPlace } from '../model/delivery-report.js';
import type { DeliveryBody } from './delivery-file.js';
import { NotUnderstood, networkFailure, Refused, type RequestFailed, TryLater } from './failures.js';
import { Pauses } from './pauses.js';
import { Quiet } from './quiet.js';
import { type DeliveryOrder, deliveryHeaders, Sending, WAIT_SECONDS } from './sending.js';
import { type Call, type Connection, jsonIn, problemIn, type Reply, readReply, Transport } from './transport.js';

/** What became of a body. */
export interface Delivered {
  readonly report: DeliveryReport;
  /** True when the server had all of it before: nothing was sent now. */
  readonly sentBefore: boolean;
}

/** How long the server is given to take one piece, or to answer once it has all. */
const STALLED_MS = 90_000;

/** Delivers to one server as one organisation, and asks what became of it. */
export class Deliveries {
  readonly #transport: Transport;

  /** @throws TypeError when the address of the server cannot be used */
  constructor(connection: Connection) {
    this.#transport = new Transport(connection);
  }

  /**
   * Sends a body and waits until it is stored. What breaks off goes on where it was, with jitter between the tries;
   * what was sent before under the same key is not sent again. Settles with the report also when the delivery was
   * refused as a whole or waits for a confirmation: its `state` says so.
   * @throws Refused with the server's reason; TryLater when it went no further for as many tries as the connection
   * allows: the same call goes on later; FileChanged
   */
  async send(body: DeliveryBody, order: DeliveryOrder): Promise<Delivered> {
    const sending = new Sending(body, order);
    return this.#persistently(sending, async () => {
      const known = await this.#find(sending.key, order.signal);
      const isWhole = known !== null && known.state !== 'RECEIVING';
      const report = isWhole ? known : await this.#sendFrom(known?.bytesReceived ?? 0, known !== null, sending);
      return { report: await this.#ended(report, sending), sentBefore: !sending.hasSent };
    });
  }

  /** @throws Refused (`NOT_FOUND`) for a delivery that is not yours; TryLater */
  async report(id: string): Promise<DeliveryReport> {
    return this.#ask({ method: 'GET', path: `deliveries/${encodeURIComponent(id)}` });
  }

  /** Lets a held snapshot be stored. @throws Refused (`NOT_FOUND`, `DELIVERY_CONFLICT`); TryLater */
  async confirm(id: string): Promise<DeliveryReport> {
    const headers = { prefer: `wait=${WAIT_SECONDS}` };
    const report = await this.#ask({ method: 'POST', path: `deliveries/${encodeURIComponent(id)}/confirm`, headers });
    return this.#ended(report);
  }

  /** Gives a delivery up of which nothing was stored. @throws Refused (`NOT_FOUND`, `DELIVERY_CONFLICT`); TryLater */
  async withdraw(id: string): Promise<DeliveryReport> {
    return this.#ask({ method: 'POST', path: `deliveries/${encodeURIComponent(id)}/withdraw` });
  }

  /** All rows that were not stored, in the order of the file; without their values. @throws Refused, TryLater */
  async *rejected(id: string): AsyncGenerator<RejectedPlace, void, undefined> {
    const quiet = new Quiet(STALLED_MS, undefined);
    try {
      quiet.arm();
      const path = `deliveries/${encodeURIComponent(id)}/rejected`;
      const response = await this.#transport.open({ method: 'GET', path, timeoutMs: 0, signal: quiet.signal });
      if (!response.ok) throw problemIn(await readReply(response));
      yield* rejectedIn(quiet.over(response.body ?? []));
    } catch (error) {
      throw networkFailure(error);
    } finally {
      quiet.end();
    }
  }

  /** Tries until it succeeds, is refused, or went no further for a while. */
  async #persistently<Result>(sending: Sending, attempt: () => Promise<Result>): Promise<Result> {
    const pauses = new Pauses();
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (sending.order.signal?.aborted || !mayPass(error)) throw error;
        if (sending.wentFurther()) {
          failures = 1;
          pauses.begin();
        }
        if (failures > this.#transport.retries) throw error;
        sending.order.onInterrupted?.(error);
        await pauses.next(sending.order.signal);
      }
    }
  }

  async #find(key: string, signal: AbortSignal | undefined): Promise<DeliveryReport | null> {
    const reply = await this.#transport.ask({ method: 'GET', path: `deliveries/by-key/${key}`, signal });
    if (reply.status === 404) return null;
    return reportIn(reply);
  }

  /** Sends the body from where it stands. A delivery that stands elsewhere than we know is asked about anew. */
  async #sendFrom(offset: number, resumes: boolean, sending: Sending): Promise<DeliveryReport> {
    const { order } = sending;
    const quiet = new Quiet(STALLED_MS, order.signal);
    const headers = { ...deliveryHeaders(sending), ...(resumes ? { 'upload-offset': String(offset) } : {}) };
    const call: Call = { method: 'POST', path: `deliveries/${order.source}`, headers, timeoutMs: 0 };
    try {
      quiet.arm();
      const pieces = sending.pieces(offset, () => quiet.arm());
      const response = await this.#transport.open({ ...call, body: pieces, signal: quiet.signal });
      return reportIn(await readReply(response));
    } catch (error) {
      if (sending.failure) throw sending.failure;
      throw networkFailure(error);
    } finally {
      quiet.end();
    }
  }

  /** Waits for the end of a delivery whose body is there. */
  async #ended(report: DeliveryReport, sending?: Sending): Promise<DeliveryReport> {
    let now = report;
    while (now.state === 'APPLYING') {
      sending?.stored(now.received);
      const path = `deliveries/${now.id}`;
      const headers = { prefer: `wait=${WAIT_SECONDS}` };
      now = await this.#ask({ method: 'GET', path, headers, timeoutMs: STALLED_MS, signal: sending?.order.signal });
    }
    return now;
  }

  async #ask(call: Call): Promise<DeliveryReport> {
    return reportIn(await this.#transport.ask({ timeoutMs: STALLED_MS, ...call }));
  }
}

function mayPass(error: unknown): error is RequestFailed {
  return error instanceof TryLater || standsElsewhere(error);
}

/**
 * Another connection of ours, whose end the server has not seen yet, brought the delivery to another place: where it
 * stands is asked anew. A key that is of another body stays refused.
 */
function standsElsewhere(error: unknown): error is Refused {
  return error instanceof Refused && error.code === 'DELIVERY_CONFLICT';
}

function reportIn(reply: Reply): DeliveryReport {
  if (reply.status >= 400) throw problemIn(reply);
  const report = jsonIn(reply);
  if (typeof report.id === 'string' && typeof report.state === 'string') return report as unknown as DeliveryReport;
  throw new NotUnderstood(
    'NOT_UNDERSTOOD',
    'What answered gives no report of a delivery. Check the address of the server.',
  );
}

async function* rejectedIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RejectedPlace, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as RejectedPlace;
  }
  if (rest !== '') throw new TryLater('UNREACHABLE', 'The list of rejected rows broke off. Ask for it again.');
}
