import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process held at one moment, after everything that could go had gone. */
export interface HeldMemory {
  /** Answers that it had given by then. */
  readonly answers: number;
  /** Objects and what they keep outside of the heap. Bytes. */
  readonly heldBytes: number;
  /** What the system counts; it comes down late or never, so it is told and not judged. Bytes. */
  readonly residentBytes: number;
}

/** What a soak is held against: bytes that stay behind for each answer. */
export const MOST_BYTES_AN_ANSWER = 100;

/** Collects the garbage of this process, and says what is left. */
export async function heldNow(answers: number): Promise<HeldMemory> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What waits to be finalised goes with the next collection but one.
  for (let times = 0; times < 3; times += 1) {
    collect();
    await turn();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { answers, heldBytes: heapUsed + external, residentBytes: rss };
}

/**
 * Bytes that stay behind for each answer: the slope of the line through the moments, after the first. By then whatever is
 * kept on purpose (plans, compiled documents, connections) is there.
 * @throws RangeError with fewer than three moments: two differ by chance
 */
export function bytesAnAnswer(moments: readonly HeldMemory[]): number {
  const [, ...steady] = moments;
  if (steady.length < 2) throw new RangeError('A soak takes three minutes or more.');
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(steady.map(({ answers }) => answers)), mean(steady.map(({ heldBytes }) => heldBytes))];
  const along = steady.reduce((sum, { answers, heldBytes }) => sum + (answers - x) * (heldBytes - y), 0);
  const spread = steady.reduce((sum, { answers }) => sum + (answers - x) ** 2, 0);
  return spread === 0 ? 0 : along / spread;
}
