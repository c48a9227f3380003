import { startProgress } from '../progress.js';
import type { Load } from './load.js';
import type { BenchRequest, MeasuredServer } from './measured-server.js';
import type { BenchReport } from './report.js';
import { inTurn, type Measure } from './rounds.js';

/** What is measured against what. */
export interface Sides {
  readonly floor: MeasuredServer;
  readonly product: MeasuredServer;
  /** The product on the grown database. */
  readonly grown: MeasuredServer;
  /** Cases to ask for one by one, and as many of the grown database. */
  readonly ids: readonly string[];
  readonly grownIds: readonly string[];
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

/** Warms every side up, then measures page and case, product against floor and grown database against small one. */
export async function measureRates(
  sides: Sides,
  load: Load,
  length: Length,
): Promise<Pick<BenchReport, 'page' | 'oneCase' | 'pageGrowth' | 'caseGrowth'>> {
  const { floor, product, grown, ids, grownIds } = sides;
  const progress = startProgress('Measuring');
  const rate = rateWith(load, length, progress.report);
  const pageOf = (server: MeasuredServer) => rate([server.page(PAGE_SIZE)]);
  const caseOf = (server: MeasuredServer, of = ids) => rate(of.map((id) => server.oneCase(id)));
  const page = { floor: pageOf(floor), product: pageOf(product), grown: pageOf(grown) };
  const one = { floor: caseOf(floor), product: caseOf(product), grown: caseOf(grown, grownIds) };
  try {
    for (const side of [...Object.values(page), ...Object.values(one)]) await side.warmUp();
    const turns = (first: Rate, second: Rate) => inTurn(length.rounds, first.measure, second.measure);
    return {
      page: await turns(page.floor, page.product),
      oneCase: await turns(one.floor, one.product),
      // The rate of the small database by that of the grown one: how much more a request costs.
      pageGrowth: await turns(page.grown, page.product),
      caseGrowth: await turns(one.grown, one.product),
    };
  } finally {
    progress.end();
  }
}

interface Rate {
  readonly measure: Measure;
  readonly warmUp: Measure;
}

function rateWith(load: Load, { rounds, milliseconds }: Length, report: (done: number, total: number) => void) {
  const total = 6 + 4 * 2 * rounds;
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
