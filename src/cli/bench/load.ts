import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './load-process.js';

const LOAD_PROCESS = fileURLToPath(new URL('./load-process.ts', import.meta.url));

/** Sends load from a process of its own, so that sending does not take the server's time. */
export interface Load {
  /** @throws Error when a request failed */
  run(order: LoadOrder): Promise<LoadResult>;
  /** As `run`, and tells of requests that failed. */
  runOn(order: LoadOrder): Promise<LoadResult>;
  close(): void;
}

/** Starts the load process. */
export function startLoad(): Load {
  const child = fork(LOAD_PROCESS, { execArgv: ['--import', import.meta.resolve('tsx')] });
  const runOn = (order: LoadOrder) => reply(child, order);
  return {
    runOn,
    async run(order) {
      const { failures, reasons, ...result } = await runOn(order);
      if (failures === 0) return { failures, reasons, ...result };
      throw new Error(`${failures} of ${result.answers} requests failed: ${Object.keys(reasons).join(', ')}`);
    },
    close: () => child.disconnect(),
  };
}

function reply(child: ChildProcess, order: LoadOrder): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('the load process ended'));
    child.once('exit', gone);
    child.once('message', (result) => {
      child.off('exit', gone);
      resolve(result as LoadResult);
    });
    child.send(order);
  });
}
