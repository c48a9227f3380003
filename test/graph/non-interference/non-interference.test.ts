import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { testConfig } from '../../support/config.js';
import { startGraph } from '../../support/graph.js';
import { V, WORLD } from '../../support/world.js';
import { deniedRow } from './denied.js';
import { Draw } from './draw.js';
import { everything, leaves } from './everything.js';
import { Judge, tellsOfAccess } from './judge.js';
import { hasCases, JUDGED_VIEWS, type JudgedView } from './judged-views.js';
import { NEIGHBOUR_RECORDS } from './neighbours.js';
import { selectedBeside } from './selected-columns.js';
import { OPERATIONS, RUNS, SEED, STOPS_AT_FAILURE } from './settings.js';
import { type GuardedTable, guardedOf } from './stored-tables.js';
import type { SecondWorld } from './two-worlds.js';

/**
 * The final judge: two worlds that differ only in what is denied to a partner give it byte-identical answers, whatever
 * it asks, and whether or not it asks well.
 */
let judge: Judge;
let hasFailed = false;
beforeAll(async () => {
  // On a slow machine a statement must not run out of time in the one world and not in the other.
  const { limits: usual, operations: asked } = testConfig();
  const limits = { ...usual, statementTimeoutMs: 60_000 };
  // What an operation may be is the same in both worlds; here it may be whatever comes to mind.
  const wide = {
    depth: 1_000,
    width: 1_000,
    rootFields: 1_000,
    selections: 100_000,
    aliases: 1_000,
    directives: 1_000,
  };
  const operations = { ...asked, standard: { ...asked.standard, ...wide, cost: 1_000_000_000 } };
  judge = await Judge.of(await startGraph([...WORLD, ...NEIGHBOUR_RECORDS], { limits, operations }));
});
afterAll(() => judge?.graph.close());
beforeEach(() => {
  if (hasFailed && STOPS_AT_FAILURE) throw new Error('an earlier test has failed, and that was asked for only');
});

/** A test that notes its failure. */
function noting(run: (view: JudgedView) => Promise<void>): (view: JudgedView) => Promise<void> {
  return async (view) => {
    try {
      await run(view);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
}

/** A list of a thousand random numbers explains nothing; what the judge says of a difference does: it is thrown as it is. */
async function check(numRuns: number, compare: (draw: Draw) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(fc.gen(), (generate) => compare(new Draw(generate)));
  const { failed, errorInstance } = await fc.check(property, { seed: SEED, numRuns, endOnFailure: true });
  if (failed) throw errorInstance;
}

function changed(sql: string, table: string): SecondWorld {
  return { changes: [{ name: 'by hand', statements: [{ table, sql }] }] };
}

const readsOnlyWhatIsAsked = noting(async (view) => {
  const { statements } = judge.graph;
  const asked = leaves(await judge.schema(view));
  expect(asked.length).toBeGreaterThan(10);
  for (const { type, field, query } of asked) {
    statements.length = 0;
    const { status } = await judge.ask(view, { query });
    expect([`${type}.${field}`, status, selectedBeside(statements, field)]).toEqual([`${type}.${field}`, 200, []]);
  }
});
test.each(JUDGED_VIEWS.filter(hasCases))('$key: a value that is not asked for is not read', readsOnlyWhatIsAsked);

describe('no request keeps the connections of others', () => {
  const answersNow = async (view: JudgedView) => {
    // A change of the table waits for whoever still reads it.
    await judge.worlds.during(changed('delete from shelter.stay', 'shelter.stay'), async () => {
      const { text } = await judge.ask(view, { query: '{ cases { totalCount } }' });
      expect(text).toContain('"totalCount":');
    });
  };
  const view = JUDGED_VIEWS.find(hasCases) as JudgedView;

  test('when it is refused while it still searches', async () => {
    const query = '{ cases { totalCount } refused: cases(first: 0) { totalCount } }';
    await Promise.all(Array.from({ length: 40 }, () => judge.ask(view, { query })));
    await answersNow(view);
  });

  test('when it asks for the sources a hundred times', async () => {
    const aliases = Array.from({ length: 100 }, (_, place) => `as${place}: sources { source }`);
    const { text } = await judge.ask(view, { query: `{ cases { totalCount } ${aliases.join(' ')} }` });
    expect(text).toContain('"as99":[{"source":"SHELTER"}');
    await answersNow(view);
  });
});

describe('what is denied changes no byte of any answer', () => {
  test.each(JUDGED_VIEWS)(
    `$key (SEED=${SEED} RUNS=${RUNS})`,
    noting(async (view) => {
      await check(1, (draw) => judge.compareEverywhere(view, draw));
      await check(RUNS, (draw) => judge.compare(view, OPERATIONS, draw));
    }),
    90_000 + RUNS * 4_000,
  );

  test('and that was asked often enough, mostly of what answers', () => {
    process.stderr.write(`${judge.pairs} pairs of answers compared, ${judge.telling} of them with data\n`);
    expect(judge.pairs).toBeGreaterThanOrEqual(JUDGED_VIEWS.length * RUNS * OPERATIONS);
    expect(judge.telling).toBeGreaterThan(judge.pairs * 0.6);
  });
});

describe('what is permitted does change the answer: the judge would see a leak', () => {
  /** Reach repeats what the index holds of a case, and is what is read: without days of arrival, cases come in another order. */
  const without = (table: string) =>
    table === 'app.case_index' ? 'update app.case_index t set arrived_at = null' : `delete from ${table} t`;

  const answerWithout = async (view: JudgedView, query: string, table: string, rows: string) => {
    const world = changed(`${without(table)} where ${rows}`, table);
    return judge.worlds.during(world, () => judge.ask(view, { query }));
  };

  test.each(JUDGED_VIEWS.filter(hasCases))('$key, of every table that it may read', async (view) => {
    const query = everything(await judge.schema(view));
    const { text } = await judge.ask(view, { query });
    const permitted = (table: GuardedTable) => `not ${deniedRow(view, table.categories, table.caseColumn)}`;
    for (const table of guardedOf(judge.worlds.tables)) {
      const [row] = await judge.graph.database.admin.unsafe<{ some: boolean }[]>(
        `select exists (select from ${table.name} t where ${permitted(table)}) as some`,
      );
      const less = await answerWithout(view, query, table.name, permitted(table));
      expect([table.name, less.text !== text]).toEqual([table.name, row?.some]);
    }
  });

  test.each(JUDGED_VIEWS)('$key, of how fresh the sources are', async (view) => {
    const { text } = await judge.ask(view, { query: '{ sources { source lastDeliveredAt } }' });
    const less = await answerWithout(view, '{ sources { source lastDeliveredAt } }', 'app.freshness', 'true');
    expect(less.text).not.toBe(text);
  });

  test.each(JUDGED_VIEWS.filter(tellsOfAccess))('$key, of who saw what of a person', async (view) => {
    const query = `{ accessReport(vNumber: "${V.amal}") { summaries { organisation } } }`;
    const { text } = await judge.ask(view, { query });
    for (const organisation of ['ind', 'ngo-de-haven', 'amsterdam']) expect(text).toContain(`"${organisation}"`);
  });
});
