import { startProgress } from '../progress.js';
import type { Load } from './load.js';
import type { BenchRequest, MeasuredServer } from './measured-server.js';
import type { BenchReport } from './report.js';
import { type Comparison, compare, inTurns, type Measure } from './rounds.js';
import { productToFloor, standingsOf } from './standings.js';
import { FEW_CLIENTS, type Question, questionsOf, type Sample } from './workload.js';

/** What is measured against what. */
export interface Sides {
  readonly floor: MeasuredServer;
  readonly product: MeasuredServer;
  /** By title; where they are given, all questions are asked and not only a page and a case. */
  readonly peers?: ReadonlyMap<string, MeasuredServer>;
  readonly sample: Sample;
  /** The same questions to the product on the grown database and on the small one, by what is asked. */
  readonly growth: Readonly<Record<string, GrowthSides>>;
  /** The same statistic of both. */
  readonly statistic: GrowthSides;
}

/** Requests that ask the same of two databases. */
export interface GrowthSides {
  readonly grown: readonly BenchRequest[];
  readonly small: readonly BenchRequest[];
}

/** How long is measured. */
export interface Length {
  readonly rounds: number;
  readonly milliseconds: number;
  /**
   * How long a server is asked what it was not asked before, in milliseconds, before that counts: a process that runs
   * for days is compared, and the engine goes on compiling what is asked often for some twenty seconds.
   */
  readonly warmUpMilliseconds: number;
  /** The same for what the small and the grown database are asked: of two processes that are alike, which may be colder. */
  readonly growthWarmUpMilliseconds: number;
  /** How long a server is asked at the beginning of its turn before that counts, in milliseconds: it has stood still. */
  readonly leadInMilliseconds: number;
}

/**
 * After two minutes in which nobody asks, a server is cold again: the engine throws compiled code away that nobody ran
 * lately, and answers a third as many requests until it has made it anew.
 */
const MOST_OF_A_TURN = 2_500;
/** On each connection PostgreSQL plans a statement five times anew before it keeps a plan; documents compile sooner. */
const LEAST_TO_WARM_UP = FEW_CLIENTS * 10;

/** Warms every side up, then measures the questions, and the grown database against the small one. */
export async function measureRates(
  { floor, product, peers, sample, growth, statistic }: Sides,
  load: Load,
  length: Length,
): Promise<Pick<BenchReport, 'page' | 'oneCase' | 'growth' | 'statistic' | 'standings'>> {
  const all = questionsOf(sample);
  const questions = peers ? all : all.slice(0, 2);
  const servers = [floor, product, ...(peers?.values() ?? [])];
  const progress = startProgress('Measuring');
  const runs = runsOf(questions, servers.length, Object.keys(growth).length + 1, length);
  const rate = rateWith(load, length, runs, progress);
  // The rate of the small database by that of the grown one: how much more a request costs.
  const grownBy = async (name: string, asked: GrowthSides) => {
    const sides = [rate(asked.grown), rate(asked.small)];
    return compare((await turns(name, sides, length, length.growthWarmUpMilliseconds)) as [number, number][]);
  };
  try {
    const rounds = new Map<Question, number[][]>();
    for (const question of questions) {
      const sides = servers.map((server) => rate(question.of(server), question.clients));
      // More clients find warm what few clients have asked before them.
      const isCold = question.clients === FEW_CLIENTS;
      rounds.set(question, await turns(question.name, sides, length, isCold ? length.warmUpMilliseconds : 0));
    }
    const grown: Record<string, Comparison> = {};
    for (const [name, asked] of Object.entries(growth)) grown[name] = await grownBy(name, asked);
    const [page, oneCase] = [...rounds.values()].map(productToFloor) as [Comparison, Comparison];
    const titles = [...(peers?.keys() ?? [])];
    const standings = peers && [...rounds].map(([question, measured]) => standingsOf(question, titles, measured));
    return { page, oneCase, growth: grown, statistic: await grownBy('statistic', statistic), standings };
  } finally {
    progress.end();
  }
}

interface Rate {
  readonly measure: Measure;
  /** For so long, in one of so many turns. */
  readonly warmUp: (milliseconds: number, turns: number) => Promise<unknown>;
}

/** Warms the sides up and measures them. @throws Error that says what was asked when a request fails */
async function turns(name: string, sides: readonly Rate[], { rounds }: Length, warmUpMs: number): Promise<number[][]> {
  const warmUps = warmUpTurns(warmUpMs);
  try {
    for (const milliseconds of warmUps) for (const side of sides) await side.warmUp(milliseconds, warmUps.length);
    return await inTurns(
      rounds,
      sides.map(({ measure }) => measure),
    );
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** Warming up is done in turns as well: the first server would else stand still until the last one is warm. */
function warmUpTurns(milliseconds: number): number[] {
  const turns = Math.ceil(milliseconds / MOST_OF_A_TURN);
  return new Array(turns).fill(milliseconds / turns);
}

/** How many times the load is sent, in all. */
function runsOf(questions: readonly Question[], servers: number, growth: number, length: Length): number {
  const { rounds, warmUpMilliseconds, growthWarmUpMilliseconds } = length;
  const cold = questions.filter(({ clients }) => clients === FEW_CLIENTS).length;
  const ofQuestions = questions.length * rounds + cold * warmUpTurns(warmUpMilliseconds).length;
  return servers * ofQuestions + 2 * growth * (rounds + warmUpTurns(growthWarmUpMilliseconds).length);
}

function rateWith(
  load: Load,
  { milliseconds, leadInMilliseconds }: Length,
  total: number,
  { report }: { readonly report: (done: number, total: number) => void },
) {
  let done = 0;
  return (requests: readonly BenchRequest[], connections = FEW_CLIENTS): Rate => {
    const send = async (wanted: number, atLeast?: number) => {
      const { answers, milliseconds: taken } = await load.run({ requests, connections, milliseconds: wanted, atLeast });
      done += 1;
      report(done, total);
      return (answers * 1_000) / taken;
    };
    const enough = Math.max(LEAST_TO_WARM_UP, 2 * requests.length);
    const measure = async () => {
      await load.run({ requests, connections, milliseconds: leadInMilliseconds });
      return send(milliseconds);
    };
    return { measure, warmUp: (warmUpMs, turns) => send(warmUpMs, Math.ceil(enough / turns)) };
  };
}
