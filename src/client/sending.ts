import type { DeliveryMode } from '../model/delivery-report.js';
import type { DeliveryBody } from './delivery-file.js';
import type { RequestFailed } from './failures.js';

/** How a body is delivered. */
export interface DeliveryOrder {
  /** Agency of the source, in the address: `shelter`, `guidance`, `ind`, `dtv` or `avim`. */
  readonly source: string;
  /** Of the files of your organisation, such as `text/csv; charset=utf-8`. */
  readonly contentType: string;
  /** `DELTA` when left out. */
  readonly mode?: DeliveryMode;
  readonly signal?: AbortSignal;
  /** How far it is: bytes that the server was handed, then rows that it stored. */
  readonly onProgress?: (far: DeliveryProgress) => void;
  /** Told of each interruption before it is mended, for a log. */
  readonly onInterrupted?: (why: RequestFailed) => void;
}

/** How far a delivery is. */
export type DeliveryProgress =
  | { readonly phase: 'SENDING'; readonly bytes: number; readonly of: number }
  | { readonly phase: 'STORING'; readonly rows: number };

/** How long the server is asked to wait for a delivery's end before it answers that it is not done. */
export const WAIT_SECONDS = 20;

/** One body on its way, over as many requests as it takes. */
export class Sending {
  readonly body: DeliveryBody;
  readonly order: DeliveryOrder;
  /** What went wrong on our own side, such as a file that changed. */
  failure: unknown;
  /** Whether anything was sent now. */
  hasSent = false;
  #furthest = 0;
  #before = 0;

  constructor(body: DeliveryBody, order: DeliveryOrder) {
    this.body = body;
    this.order = order;
  }

  /** What the delivery is called to the server: one body sent as a change and as a whole state is two deliveries. */
  get key(): string {
    return this.order.mode === 'SNAPSHOT' ? `${this.body.key}.snapshot` : this.body.key;
  }

  /** The body from a place on. @param onPiece called when the one before was taken */
  async *pieces(offset: number, onPiece: () => void): AsyncGenerator<Uint8Array> {
    let bytes = offset;
    this.hasSent = true;
    this.#furthest = Math.max(this.#furthest, offset);
    try {
      for await (const piece of this.body.bytes(offset)) {
        onPiece();
        yield piece;
        bytes += piece.length;
        this.order.onProgress?.({ phase: 'SENDING', bytes, of: this.body.size });
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** Told when the whole body is there, and so many of its rows are stored. */
  stored(rows: number): void {
    this.#furthest = Math.max(this.#furthest, this.body.size + rows);
    this.order.onProgress?.({ phase: 'STORING', rows });
  }

  /** Whether more is with the server than when this was last asked. */
  wentFurther(): boolean {
    const further = this.#furthest > this.#before;
    this.#before = this.#furthest;
    return further;
  }
}

/** The headers that say what a body is. */
export function deliveryHeaders({ key, body, order }: Sending): Record<string, string> {
  const { digest, isCompressed } = body;
  const { contentType, mode } = order;
  return {
    'content-type': contentType,
    'idempotency-key': key,
    'delivery-mode': (mode ?? 'DELTA').toLowerCase(),
    'repr-digest': `sha-256=:${Buffer.from(digest).toString('base64')}:`,
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    prefer: `wait=${WAIT_SECONDS}`,
  };
}
