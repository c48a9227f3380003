import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../src/cli/serve.js';
import type { Config } from '../../src/config.js';
import { testConfig } from '../support/config.js';
import { freePort } from '../support/free-port.js';

/** `ketenzicht serve`, as it runs in this process. */
export interface Serving {
  readonly config: Config;
  readonly url: string;
  readonly healthUrl: string;
  /** What it printed at its start. */
  readonly said: readonly string[];
  /** Stops it as SIGTERM does, and settles when it has ended. */
  stop(): Promise<void>;
}

/** Starts `ketenzicht serve` on free ports, with a data folder of its own. @throws what keeps it from starting */
export async function startServing(settings: Partial<Config>): Promise<Serving> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ketenzicht-serve-'));
  const [port, healthPort] = [await freePort(), await freePort()];
  const config = testConfig({ dataFolder, port, healthPort, ...settings });
  const said: string[] = [];
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let ready: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const print = (text: string) => {
    said.push(text);
    ready();
  };
  const run = serve(
    config,
    async () => ({ print }),
    () => stopped,
  ).finally(() => rm(dataFolder, { recursive: true }));
  await Promise.race([listening, run]);
  return {
    config,
    said,
    url: `http://127.0.0.1:${port}`,
    healthUrl: `http://127.0.0.1:${healthPort}`,
    async stop() {
      stop();
      await run;
    },
  };
}
