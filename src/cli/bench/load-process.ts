import { Agent, request } from 'node:http';
import type { BenchRequest } from './measured-server.js';

/** What the load process is told: send these requests in turn, over so many connections, for so long or so many. */
export interface LoadOrder {
  readonly requests: readonly BenchRequest[];
  readonly connections: number;
  readonly milliseconds: number;
  /** Goes on until so many were sent; time then only ends it when it has run ten times over. */
  readonly atLeast?: number;
}

/** What it saw. */
export interface LoadResult {
  readonly answers: number;
  readonly milliseconds: number;
  /** Answers that are not 200 or tell of an error; a round that has any counts for nothing. */
  readonly failures: number;
  /** What those were, such as `503 LOG_UNAVAILABLE`, and how often. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Sends until the time is over; each connection sends its next request when it has its answer. */
async function run({ requests, connections, milliseconds, atLeast = 0 }: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const begun = performance.now();
  let sent = 0;
  const reasons: Record<string, number> = {};
  const isOver = () => performance.now() - begun > milliseconds * (sent < atLeast ? 10 : 1);
  const connection = async () => {
    while (!isOver()) {
      const next = requests[sent % requests.length] as BenchRequest;
      sent += 1;
      const failure = await failureOf(next, agent);
      if (failure) reasons[failure] = (reasons[failure] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  const failures = Object.values(reasons).reduce((sum, times) => sum + times, 0);
  return { answers: sent, milliseconds: performance.now() - begun, failures, reasons };
}

/** @returns status and code of an answer that is no good one */
function failureOf({ url, headers, body }: BenchRequest, agent: Agent): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const sending = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      let code: string | undefined;
      let isGood = response.statusCode === 200;
      response.on('data', (chunk: Buffer) => {
        if (isGood && !chunk.includes('"errors":[')) return;
        isGood = false;
        code ??= /"code":"([A-Z_]+)"/.exec(chunk.toString('latin1'))?.[1];
      });
      const done = () => resolve(isGood ? undefined : `${response.statusCode} ${code ?? ''}`.trim());
      response.on('end', done).on('error', reject);
    });
    sending.on('error', reject).end(body);
  });
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    () => process.exit(1),
  );
});
process.on('disconnect', () => process.exit(0));
