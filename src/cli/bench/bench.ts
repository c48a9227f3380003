import { availableParallelism, loadavg } from 'node:os';
import type { CommandResult } from '../command-result.js';
import { readPolicy } from '../policy-file.js';
import { ask, checkAnswers } from './answers.js';
import { type BenchDatabases, openBenchDatabases } from './bench-databases.js';
import { startFloor } from './floor.js';
import { numberOfCases } from './grow.js';
import { growthQuestions } from './growth-questions.js';
import { type Load, startLoad } from './load.js';
import type { BenchRequest, MeasuredServer } from './measured-server.js';
import { BENCH_VIEW, MOST_STATEMENTS } from './operations.js';
import { startProduct } from './product.js';
import { type Length, measureRates, PAGE_SIZE } from './rates.js';
import { judge, reportText } from './report.js';

/** How long the bench takes, and how far the database grows. */
export interface BenchOptions {
  /** A minute that shows that it works, instead of some five. */
  readonly quick?: boolean;
  /** Cases of the grown database, about; absent: 130,000, or 13,000 where it has to be quick. */
  readonly cases?: number;
}

const COUNTED_PAGES = [1, 50, 200];
const CASE_SAMPLE = 200;
const DEMO_CASES = 1_297;
/** 1,297 cases and 99 copies of each are 129,700. */
const THOROUGH = { rounds: 7, milliseconds: 1_000, copies: 99 };
const QUICK = { rounds: 3, milliseconds: 400, copies: 9 };

/**
 * `ketenzicht bench`: the product against the floor, its statements per operation, and what it costs to grow, all in
 * one run on a throwaway database. Exit code 1 says that a target is missed.
 */
export async function benchCommand({ quick = false, cases }: BenchOptions = {}): Promise<CommandResult> {
  const policy = await readPolicy();
  const size = quick ? QUICK : THOROUGH;
  const machine = { cores: availableParallelism(), load: loadavg()[0] ?? 0 };
  const copies = cases === undefined ? size.copies : Math.max(1, Math.round(cases / DEMO_CASES) - 1);
  const databases = await openBenchDatabases(policy, copies);
  const load = startLoad();
  try {
    const report = { machine, ...(await measure(databases, load, policy, size)) };
    const missed = judge(report).some(({ met }) => !met);
    return { exitCode: missed ? 1 : 0, text: reportText(report), json: { ...report, targets: judge(report) } };
  } finally {
    load.close();
    await databases.close();
  }
}

type Policy = Awaited<ReturnType<typeof readPolicy>>;

async function measure(databases: BenchDatabases, load: Load, policy: Policy, length: Length) {
  const { config, small, large } = databases;
  const statements: string[] = [];
  const floor = await startFloor(small.views);
  const onStatement = (text: string) => statements.push(text);
  const counted = await startProduct({ config, database: small, policy, onStatement });
  const product = await startProduct({ config, database: small, policy });
  const grown = await startProduct({ config, database: large, policy });
  try {
    const ids = await someCases(databases);
    const answers = await checkAnswers(floor, product, PAGE_SIZE, ids[0] as string);
    const perOperation = await countStatements(counted, ids[0] as string, statements);
    const growth = await growthQuestions({ database: small, product, ids }, { database: large, product: grown });
    const rates = await measureRates({ floor, product, ids, growth }, load, length);
    const cases = { small: await numberOfCases(small), large: await numberOfCases(large) };
    return {
      view: BENCH_VIEW.view,
      cases,
      answers,
      statements: perOperation,
      statementLimit: MOST_STATEMENTS,
      ...rates,
    };
  } finally {
    await Promise.all([floor, counted, product, grown].map((server) => server.close()));
  }
}

async function someCases({ small }: BenchDatabases): Promise<string[]> {
  const rows = await small.admin<{ id: string }[]>`
    select case_id as id from app.reach where organisation = ${BENCH_VIEW.organisation}
    order by md5(case_id::text) limit ${CASE_SAMPLE}`;
  if (rows.length === 0) throw new Error('the demo holds no case in reach of the organisation that is measured');
  return rows.map(({ id }) => id);
}

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
