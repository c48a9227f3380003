import type { Config } from '../../config.js';
import { PARTNER_KINDS } from '../../model/principal.js';
import type { CommandResult } from '../command-result.js';
import { readPolicy } from '../policy-file.js';
import { startProgress } from '../progress.js';
import { type BenchDatabases, openBenchDatabases } from './bench-databases.js';
import { bytesAnAnswer, type HeldMemory, heldNow, MOST_BYTES_AN_ANSWER } from './held-memory.js';
import { startLoad } from './load.js';
import type { BenchRequest } from './measured-server.js';
import { BENCH_VIEW } from './operations.js';
import { type MeasuredProduct, startProduct } from './product.js';

/** How long a soak takes. */
export interface SoakOptions {
  /** Three or more. */
  readonly minutes: number;
  /** What counts as a minute, in milliseconds. */
  readonly minuteMs?: number;
}

/** So few that the machine is good for other things beside it. */
const CONNECTIONS = 2;
const CASES = 200;
const PAGES = [1, 10, 50];
/** A look-up by a number of nobody, as somebody makes who mistypes. */
const LOOK_UP = 'query LookUp($vNumber: VNumber!) { caseByVNumber(vNumber: $vNumber) { id status } }';
const COUNT =
  'query Count { cases(first: 5, filter: { status: { in: [LEFT] } }) { totalCount edges { node { id } } } }';

/**
 * `ketenzicht bench --soak`: asks the product on and on, and sees after each minute, with the garbage collected, what it
 * holds. Exit code 1 says that something stays behind for each answer, or that some failed. Documents are the same all the time: that those
 * which are remembered are bounded, `test/traps/fuzz.test.ts` sees.
 */
export async function soakCommand({ minutes, minuteMs = 60_000 }: SoakOptions): Promise<CommandResult> {
  const policy = await readPolicy();
  const databases = await openBenchDatabases(policy, 1);
  const load = startLoad();
  const progress = startProgress('Asking on and on');
  try {
    const config = withoutBudget(databases.config);
    const product = await startProduct({ config, database: databases.small, policy });
    try {
      const requests = await requestsOf(product, databases);
      const moments: HeldMemory[] = [];
      const reasons: Record<string, number> = {};
      let answers = 0;
      for (let minute = 0; minute < minutes; minute += 1) {
        progress.report(minute, minutes);
        const asked = await load.runOn({ requests, connections: CONNECTIONS, milliseconds: minuteMs });
        answers += asked.answers;
        for (const [reason, times] of Object.entries(asked.reasons)) reasons[reason] = (reasons[reason] ?? 0) + times;
        moments.push(await heldNow(answers));
      }
      return soakResult(moments, reasons);
    } finally {
      await product.close();
    }
  } finally {
    progress.end();
    load.close();
    await databases.close();
  }
}

/** Whoever misses so many people is made to wait, and then refused: that is right, and no soak. */
function withoutBudget(config: Config): Config {
  const misses = Object.fromEntries(PARTNER_KINDS.map((kind) => [kind, 0])) as Config['guards']['misses'];
  return { ...config, guards: { ...config.guards, misses } };
}

/** Pages, single cases, counts and look-ups, in turn. */
async function requestsOf(product: MeasuredProduct, { small }: BenchDatabases): Promise<BenchRequest[]> {
  const rows = await small.admin<{ id: string }[]>`
    select case_id as id from app.reach where organisation = ${BENCH_VIEW.organisation} order by 1 limit ${CASES}`;
  return rows.flatMap(({ id }, place) => [
    product.oneCase(id),
    product.page(PAGES[place % PAGES.length] as number),
    product.operation(LOOK_UP, { vNumber: String(1_000_000_000 + place) }),
    product.operation(COUNT),
  ]);
}

/**
 * What a soak saw, and whether it is good.
 * @param reasons requests that failed, by status and code: told, and no good soak either
 * @throws RangeError with fewer than three moments
 */
export function soakResult(
  moments: readonly HeldMemory[],
  reasons: Readonly<Record<string, number>> = {},
): CommandResult {
  const slope = bytesAnAnswer(moments);
  const isFlat = slope <= MOST_BYTES_AN_ANSWER;
  const lines = moments.map(
    ({ answers, heldBytes, residentBytes }, minute) =>
      `  minute ${minute + 1}: ${answers} answers, ${megabytes(heldBytes)} MB held, ${megabytes(residentBytes)} MB resident`,
  );
  const verdict = `${isFlat ? 'Good' : 'Missed'}: ${slope.toFixed(1)} bytes stay behind for each answer after the first minute; at most ${MOST_BYTES_AN_ANSWER}.`;
  const failed = Object.entries(reasons).map(([reason, times]) => `Failed: ${times} with ${reason}.`);
  return {
    exitCode: isFlat && failed.length === 0 ? 0 : 1,
    text: ['What this process holds, its garbage collected:', ...lines, verdict, ...failed].join('\n'),
    json: { moments, bytesAnAnswer: slope, most: MOST_BYTES_AN_ANSWER, flat: isFlat, failed: reasons },
  };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
