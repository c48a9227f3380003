import { Agent, request } from 'node:http';
import type { BenchRequest } from './measured-server.js';

/** What the load process is told: send these requests in turn, over so many connections, for so long. */
export interface LoadOrder {
  readonly requests: readonly BenchRequest[];
  readonly connections: number;
  readonly milliseconds: number;
}

/** What it saw. */
export interface LoadResult {
  readonly answers: number;
  readonly milliseconds: number;
  /** Answers with another status than 200; a round that has any counts for nothing. */
  readonly failures: number;
}

/** Sends until the time is over; each connection sends its next request when it has its answer. */
async function run({ requests, connections, milliseconds }: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const begun = performance.now();
  let sent = 0;
  let failures = 0;
  const connection = async () => {
    while (performance.now() - begun < milliseconds) {
      const next = requests[sent % requests.length] as BenchRequest;
      sent += 1;
      if (!(await succeeds(next, agent))) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  return { answers: sent, milliseconds: performance.now() - begun, failures };
}

function succeeds({ url, headers, body }: BenchRequest, agent: Agent): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const sending = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      response.on('end', () => resolve(response.statusCode === 200)).on('error', reject);
      response.resume();
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
