import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { demoPeople } from '../../src/delivery/demo/population.js';
import { ERROR_CODES } from '../../src/model/errors.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';
import { type FuzzedRequest, fuzzedRequest } from './fuzz-requests.js';

/** How many requests: `FUZZ=100000` asks as many. */
const RUNS = Number(process.env.FUZZ ?? 3_000);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
/** Requests side by side. */
const AT_ONCE = 16;
const WITHIN_MS = 60_000 + RUNS * 30;
const ALLOWED_GROWTH = 100_000_000;

/** Texts of the database, of the code and of people that no error may hold. */
const TELLTALE =
  /\bat .*\.[jt]s|node_modules|select |pg_|postgres|\bapp\.|shelter\.|case_id|relation "|TypeError|Cannot read/i;

let graph: TestGraph;
let authorization: string;
beforeAll(async () => {
  graph = await startGraph(WORLD);
  authorization = `Bearer ${await graph.token('ind')}`;
});
afterAll(() => graph?.close());

/** Bytes that are still in use: without a collection, what nobody holds any more would count too. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

async function send({ headers, body }: FuzzedRequest) {
  const all = { authorization, 'content-type': 'application/json', ...headers };
  const response = await fetch(graph.url, { method: 'POST', headers: all, body });
  return { status: response.status, text: await response.text() };
}

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** What is wrong with an answer; undefined when nothing is. */
async function wrong(request: FuzzedRequest): Promise<string | undefined> {
  const { status, text } = await send(request);
  const { data, errors = [] } = JSON.parse(text) as Told;
  if (status >= 500) return `${status} ${text}`;
  if (data === undefined && errors.length === 0) return `says nothing: ${text}`;
  const unknown = errors.find(({ extensions }) => !Object.hasOwn(ERROR_CODES, extensions?.code ?? ''));
  if (unknown || errors.some(({ extensions }) => extensions?.code === 'INTERNAL')) return `no code of ours: ${text}`;
  // What the caller wrote itself, such as the name of a field that is not there, is no news to it.
  const told = errors.map(({ message }) => message).join('\n');
  const found = TELLTALE.exec(told)?.[0] ?? PEOPLE.find((value) => told.includes(value));
  return found && !JSON.stringify(request).includes(found) ? `tells ${found}: ${told}` : undefined;
}

const PEOPLE = [...Object.values(V), ...demoPeople().flatMap(({ vNumber }) => vNumber ?? [])];

describe(`${RUNS} requests of every kind (SEED=${SEED})`, () => {
  it(
    'are answered without a crash, a failure of ours, a text of ours or a value of anybody, in the same memory',
    async () => {
      const requests = fc.sample(fuzzedRequest, { seed: SEED, numRuns: RUNS });
      let next = 0;
      let grownFrom = 0;
      const problems: string[] = [];
      const ask = async () => {
        for (let at = next++; at < requests.length && problems.length < 5; at = next++) {
          // The first third fills the caches of documents and plans, which have their own bounds.
          if (at === Math.floor(RUNS / 3)) grownFrom = heapInUse();
          const request = requests[at] as FuzzedRequest;
          const problem = await wrong(request).catch((error: unknown) => `no answer: ${error}`);
          if (problem) problems.push(`${problem}\n  to ${JSON.stringify(request).slice(0, 600)}`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, ask));
      expect(problems).toEqual([]);
      expect(heapInUse() - grownFrom).toBeLessThan(ALLOWED_GROWTH);
      expect(graph.log.filter((line) => line.includes('INTERNAL'))).toEqual([]);
    },
    WITHIN_MS,
  );
});
