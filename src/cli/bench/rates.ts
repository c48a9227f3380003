import { startProgress } from '../progress.js';
import type { Load } from './load.js';
import type { BenchRequest, MeasuredServer } from './measured-server.js';
import type { BenchReport } from './report.js';
import { type Comparison, inTurn, type Measure } from './rounds.js';

/** What is measured against what. */
export interface Sides {
  readonly floor: MeasuredServer;
  readonly product: MeasuredServer;
  /** Cases to ask for one by one. */
  readonly ids: readonly string[];
  /** The same questions to the product on the grown database and on the small one, by what is asked. */
  readonly growth: Readonly<Record<string, GrowthSides>>;
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
}

/** Cases on a page. */
export const PAGE_SIZE = 50;
const CONNECTIONS = 8;
/** On each connection PostgreSQL plans a statement five times anew before it keeps a plan; documents compile sooner. */
const WARM_UP = CONNECTIONS * 10;

/** Warms every side up, then measures page and case, product against floor, and the grown database against the small one. */
export async function measureRates(
  sides: Sides,
  load: Load,
  length: Length,
): Promise<Pick<BenchReport, 'page' | 'oneCase' | 'growth'>> {
  const { floor, product, ids, growth } = sides;
  const progress = startProgress('Measuring');
  const rate = rateWith(load, length, { comparisons: 2 + Object.keys(growth).length, report: progress.report });
  const turns = async (first: Rate, second: Rate) => {
    for (const side of [first, second]) await side.warmUp();
    return inTurn(length.rounds, first.measure, second.measure);
  };
  const pageOf = (server: MeasuredServer) => rate([server.page(PAGE_SIZE)]);
  const caseOf = (server: MeasuredServer) => rate(ids.map((id) => server.oneCase(id)));
  try {
    const page = await turns(pageOf(floor), pageOf(product));
    const oneCase = await turns(caseOf(floor), caseOf(product));
    const grown: Record<string, Comparison> = {};
    // The rate of the small database by that of the grown one: how much more a request costs.
    for (const [name, asked] of Object.entries(growth)) grown[name] = await turns(rate(asked.grown), rate(asked.small));
    return { page, oneCase, growth: grown };
  } finally {
    progress.end();
  }
}

interface Rate {
  readonly measure: Measure;
  readonly warmUp: Measure;
}

interface Reporting {
  readonly comparisons: number;
  readonly report: (done: number, total: number) => void;
}

function rateWith(load: Load, { rounds, milliseconds }: Length, { comparisons, report }: Reporting) {
  const total = comparisons * 2 * (1 + rounds);
  let done = 0;
  return (requests: readonly BenchRequest[]): Rate => {
    const send = async (atLeast?: number) => {
      const order = { requests, connections: CONNECTIONS, milliseconds, atLeast };
      const { answers, milliseconds: taken } = await load.run(order);
      done += 1;
      report(done, total);
      return (answers * 1_000) / taken;
    };
    return { measure: () => send(), warmUp: () => send(Math.max(WARM_UP, 2 * requests.length)) };
  };
}
