import { availableParallelism, loadavg } from 'node:os';
import type { CommandResult } from '../command-result.js';
import { readPolicy } from '../policy-file.js';
import { ask, checkAnswers } from './answers.js';
import { type BenchDatabases, openBenchDatabases } from './bench-databases.js';
import { startFloor } from './floor.js';
import { numberOfCases, numberOfFacts } from './grow.js';
import { growthQuestions, statisticQuestion } from './growth-questions.js';
import { type Load, startLoad } from './load.js';
import type { BenchRequest, MeasuredServer } from './measured-server.js';
import { BENCH_VIEW, MOST_STATEMENTS } from './operations.js';
import type { PeerName } from './peer-list.js';
import { startProduct } from './product.js';
import { startProductServer } from './product-server.js';
import { type Length, measureRates } from './rates.js';
import { judge, reportText } from './report.js';
import { sampleOf } from './sample.js';
import { startPeers } from './start-peers.js';

/** How long the bench takes, and how far the database grows. */
export interface BenchOptions {
  /** A minute that shows that it works, instead of some nine. */
  readonly quick?: boolean;
  /** Cases of the grown database, about; absent: 130,000, or 13,000 where it has to be quick. */
  readonly cases?: number;
  /** Other GraphQL servers to measure beside the product, which takes some twenty minutes more. */
  readonly peers?: readonly PeerName[];
}

const COUNTED_PAGES = [1, 50, 200];
const CASE_SAMPLE = 200;
const DEMO_CASES = 1_297;
/** 1,297 cases and 99 copies of each are 129,700. */
const THOROUGH = {
  rounds: 7,
  milliseconds: 1_000,
  leadInMilliseconds: 300,
  warmUpMilliseconds: 25_000,
  growthWarmUpMilliseconds: 10_000,
  copies: 99,
};
const QUICK = {
  rounds: 3,
  milliseconds: 400,
  leadInMilliseconds: 50,
  warmUpMilliseconds: 400,
  growthWarmUpMilliseconds: 400,
  copies: 9,
};

/**
 * `ketenzicht bench`: the product against the floor, its statements per operation, and what it costs to grow, all in
 * one run on a throwaway database. Exit code 1 says that a target is missed.
 */
export async function benchCommand({ quick = false, cases, peers }: BenchOptions = {}): Promise<CommandResult> {
  const policy = await readPolicy();
  const size = quick ? QUICK : THOROUGH;
  const machine = { cores: availableParallelism(), load: loadavg()[0] ?? 0 };
  const copies = cases === undefined ? size.copies : Math.max(1, Math.round(cases / DEMO_CASES) - 1);
  const databases = await openBenchDatabases(policy, copies);
  const load = startLoad();
  try {
    const report = { machine, ...(await measure(databases, load, policy, { ...size, peers })) };
    const missed = judge(report).some(({ met }) => !met);
    return { exitCode: missed ? 1 : 0, text: reportText(report), json: { ...report, targets: judge(report) } };
  } finally {
    load.close();
    await databases.close();
  }
}

type Policy = Awaited<ReturnType<typeof readPolicy>>;

async function measure(
  databases: BenchDatabases,
  load: Load,
  policy: Policy,
  { peers, ...length }: Length & Pick<BenchOptions, 'peers'>,
) {
  const { config, small, large } = databases;
  const statements: string[] = [];
  const onStatement = (text: string) => statements.push(text);
  const running: Closable[] = [];
  const run = async <Server extends Closable>(starting: Promise<Server>): Promise<Server> => {
    const server = await starting;
    running.push(server);
    return server;
  };
  try {
    const started = await run(startPeers(peers ?? [], databases));
    const floor = await run(startFloor(small.views));
    const counted = await run(startProduct({ config, database: small, policy, onStatement }));
    const product = await run(startProductServer({ config, database: small, policy }));
    // Two that nobody asked before, and not the one that is measured: the engine goes on compiling what is asked often.
    const few = await run(startProductServer({ config, database: small, policy }));
    const grown = await run(startProductServer({ config, database: large, policy }));
    const sample = await sampleOf(small, CASE_SAMPLE);
    const { ids } = sample;
    const answers = await checkAnswers(floor, new Map([['product', product], ...started.servers]), sample);
    const perOperation = await countStatements(counted, ids[0] as string, statements);
    const growth = await growthQuestions({ database: small, product: few, ids }, { database: large, product: grown });
    const statistic = await statisticQuestion(few, grown);
    const compared = peers && started.servers;
    const rates = await measureRates({ floor, product, peers: compared, sample, growth, statistic }, load, length);
    const cases = { small: await numberOfCases(small), large: await numberOfCases(large) };
    const facts = { small: await numberOfFacts(small), large: await numberOfFacts(large) };
    const fixed = { view: BENCH_VIEW.view, statementLimit: MOST_STATEMENTS, peerNotes: started.notes };
    return { ...fixed, cases, facts, answers, statements: perOperation, ...rates };
  } finally {
    await Promise.all(running.map((server) => server.close()));
  }
}

type Closable = { close(): Promise<void> };

async function countStatements(product: MeasuredServer, id: string, sent: string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const requests: [string, BenchRequest][] = COUNTED_PAGES.map((size) => [`page of ${size}`, product.page(size)]);
  for (const [name, request] of [...requests, ['one case', product.oneCase(id)] as [string, BenchRequest]]) {
    sent.length = 0;
    await ask(request);
    counts[name] = sent.length;
  }
  return counts;
}
