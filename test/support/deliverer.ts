import type { DeliveryReport } from '../../src/delivery/delivery-report.js';
import type { TestGraph } from './graph.js';

/** What a delivery is sent with; `source` and the rest have defaults of the organisation. */
export interface Sending {
  readonly organisation: string;
  readonly purpose?: string;
  readonly source?: string;
  readonly key?: string;
  readonly body?: string | Uint8Array | ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back of a delivery, or of a question about one. */
export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly report: DeliveryReport & { readonly code?: string; readonly detail?: string };
  readonly text: string;
}

const SOURCES: Readonly<Record<string, readonly [source: string, type: string]>> = {
  amsterdam: ['shelter', 'text/csv'],
  rotterdam: ['shelter', 'application/json'],
  utrecht: ['shelter', 'text/csv'],
  eindhoven: ['shelter', 'text/csv'],
  groningen: ['shelter', 'application/x-ndjson'],
  ind: ['ind', 'application/x-ndjson'],
  dtv: ['dtv', 'text/csv'],
  avim: ['avim', 'application/x-ndjson'],
  'ngo-de-haven': ['guidance', 'text/csv'],
};

let keys = 0;

type Call = (method: string, path: string, sending: Sending) => Promise<Sent>;

/** A sender over real HTTP. Waits for the end of each delivery, unless the headers say otherwise. */
export function delivererOn(graph: Pick<TestGraph, 'url' | 'token'>) {
  const base = graph.url.replace(/\/graphql$/, '');
  const call: Call = async (method, path, { organisation, purpose, body, headers }) => {
    const response = await fetch(`${base}${path}`, {
      method,
      body: body as BodyInit | undefined,
      duplex: 'half',
      headers: {
        authorization: `Bearer ${await graph.token(organisation, purpose)}`,
        ...(purpose ? { 'x-purpose': purpose } : {}),
        ...headers,
      },
    } as RequestInit);
    return sentOf(response);
  };
  return {
    base,
    call,
    get: (path: string, sending: Sending) => call('GET', path, sending),
    post: (path: string, sending: Sending) => call('POST', path, sending),
    send: (sending: Sending) => send(call, sending),
  };
}

async function sentOf(response: Response): Promise<Sent> {
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const isOne = type === 'application/json' || type === 'application/problem+json';
  return { status: response.status, headers: response.headers, report: isOne ? JSON.parse(text) : {}, text };
}

function send(call: Call, sending: Sending): Promise<Sent> {
  const [source, type] = SOURCES[sending.organisation] ?? ['shelter', 'text/csv'];
  keys += 1;
  const headers = {
    'content-type': type,
    'idempotency-key': sending.key ?? `key-${keys}`,
    prefer: 'wait=30',
    ...sending.headers,
  };
  const stated = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
  return call('POST', `/deliveries/${sending.source ?? source}`, { ...sending, headers: stated });
}

/** The counts of a report that are not zero. */
export function countsOf({ report }: Sent): Record<string, number> {
  const { received, new: added, changed, unchanged, superseded, quarantined, rejected, waiting, closed } = report;
  const all = { received, new: added, changed, unchanged, superseded, quarantined, rejected, waiting, closed };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count !== 0));
}
