import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './load-process.js';

const LOAD_PROCESS = fileURLToPath(new URL('./load-process.ts', import.meta.url));

/** Sends load from a process of its own, so that sending does not take the server's time. */
export interface Load {
  /** @throws Error when a request failed */
  run(order: LoadOrder): Promise<LoadResult>;
  close(): void;
}

/** Starts the load process. */
export function startLoad(): Load {
  const child = fork(LOAD_PROCESS, { execArgv: ['--import', import.meta.resolve('tsx')] });
  return {
    async run(order) {
      const result = await reply(child, order);
      if (result.failures > 0) throw new Error(`${result.failures} of ${result.answers} requests failed`);
      return result;
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
