import { randomBytes } from 'node:crypto';
import type { Span } from './span.js';

/** Where a request stands in a trace that may span organisations (W3C Trace Context, level 1). */
export interface TraceContext {
  /** 32 hexadecimal digits; joins the processing log, the audit log and the answer. */
  readonly traceId: string;
  /** 16 hexadecimal digits: this request. */
  readonly spanId: string;
  /** 16 hexadecimal digits: the caller's span, when it sent a usable `traceparent`. */
  readonly parentSpanId?: string;
  /** The caller's wish to have the trace kept (`01`); passed on unchanged, `01` when no caller said. */
  readonly flags: string;
  /** The piece of work that goes on now; absent where this trace is not told to a collector. */
  readonly span?: Span;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;

/**
 * Joins the trace that a `traceparent` header names, or begins one when it is absent or not usable.
 * A header of version 00 has exactly four parts; later versions may append more, as the recommendation says.
 */
export function joinTrace(traceparent: string | undefined): TraceContext {
  const spanId = hex(8);
  const [, traceId, parentSpanId, flags, more] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  const usable = traceId && parentSpanId && flags && !ZEROS.test(traceId) && !ZEROS.test(parentSpanId);
  if (!usable || (more !== undefined && traceparent?.startsWith('00'))) {
    return { traceId: hex(16), spanId, flags: '01' };
  }
  return { traceId, spanId, parentSpanId, flags };
}

let random = Buffer.alloc(0);

/** Random hexadecimal digits, two to a byte. Many are drawn at once: each draw costs as much as a thousand bytes do. */
function hex(bytes: number): string {
  if (random.length < bytes) random = randomBytes(4_096);
  const drawn = random.toString('hex', 0, bytes);
  random = random.subarray(bytes);
  return drawn;
}

/** The `traceparent` header that names this request as the parent of what follows. */
export function traceparentOf(trace: Pick<TraceContext, 'traceId' | 'spanId' | 'flags'>): string {
  return `00-${trace.traceId}-${trace.spanId}-${trace.flags}`;
}
