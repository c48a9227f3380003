import { roleName } from '../../policy/role-name.js';
import type { CommandResult } from '../command-result.js';
import { readPolicy } from '../policy-file.js';
import { startProgress } from '../progress.js';
import { ask } from './answers.js';
import { type BenchDatabases, openBenchDatabases } from './bench-databases.js';
import { numberOfFacts } from './grow.js';
import { copyFacts } from './growth-sql.js';
import { RESEARCHER, STATISTIC_DOCUMENT } from './operations.js';
import { startProduct } from './product.js';
import { type Comparison, inTurn } from './rounds.js';

/** `STATISTIC_DOCUMENT` by hand: exact, and whatever a hand would write. */
const BY_HAND = `select coalesce(json_agg(g), '[]')::text as answer from (
  select municipality, nationality_group, scenario, count(*) from statistics.fact group by 1, 2, 3) g`;

const FACTS = 1_000_000;
/** At most so many times as long as the statement by hand. */
const MOST_TIMES = 1.5;

/** How long it takes: seven rounds of each side, or three over fewer facts. */
export interface StatisticsBenchOptions {
  readonly quick?: boolean;
}

/**
 * `ketenzicht bench --statistics`: one question by three dimensions over a million facts, against the same SQL by hand
 * under the same login, in turn in one run. Exit code 1 says that the target is missed.
 */
export async function statisticsBenchCommand({ quick = false }: StatisticsBenchOptions = {}): Promise<CommandResult> {
  const policy = await readPolicy();
  const databases = await openBenchDatabases(policy, 1);
  try {
    const facts = await growFacts(databases, quick ? FACTS / 10 : FACTS);
    const product = await startProduct({ config: databases.config, database: databases.small, policy }, RESEARCHER);
    try {
      const compared = await inTurn(
        quick ? 3 : 7,
        perSecond(() => byHand(databases)),
        perSecond(() => ask(product.operation(STATISTIC_DOCUMENT))),
      );
      return said(facts, compared);
    } finally {
      await product.close();
    }
  } finally {
    await databases.close();
  }
}

/** So many facts, in the proportions of the demo. */
async function growFacts({ small: { admin } }: BenchDatabases, facts: number): Promise<number> {
  const progress = startProgress('Making facts');
  progress.report(0, 1);
  const few = await numberOfFacts({ admin });
  await admin.unsafe(copyFacts(Math.max(1, Math.floor(facts / few))));
  await admin.unsafe('vacuum analyze statistics.fact');
  progress.end();
  return numberOfFacts({ admin });
}

async function byHand({ small: { views } }: BenchDatabases): Promise<string> {
  const session = await views.take(roleName(RESEARCHER.view));
  try {
    const [row] = await session.client.unsafe<{ answer: string }[]>(BY_HAND, [], { prepare: true });
    return row?.answer ?? '';
  } finally {
    views.give(session);
  }
}

function perSecond(run: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const began = performance.now();
    await run();
    return 1000 / (performance.now() - began);
  };
}

function said(facts: number, { first, second, ratio }: Comparison): CommandResult {
  const times = 1 / ratio.median;
  const met = times <= MOST_TIMES;
  const lines = [
    `${facts.toLocaleString('en')} facts, by municipality, nationality group and scenario; medians, one at a time.`,
    `by hand, exact     ${(1000 / first.median).toFixed(0)} ms`,
    `product, protected ${(1000 / second.median).toFixed(0)} ms, with HTTP, both locks and the log`,
    `${met ? 'met   ' : 'MISSED'}  at most ${MOST_TIMES} times as long: ${times.toFixed(2)} (${(1 / ratio.most).toFixed(2)}–${(1 / ratio.least).toFixed(2)})`,
  ];
  return { exitCode: met ? 0 : 1, text: lines.join('\n'), json: { facts, first, second, ratio, times, met } };
}
