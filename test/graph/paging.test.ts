import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const ORDERS = ['ARRIVED_AT', 'LEFT_AT', 'STATUS', 'MUNICIPALITY', 'FAMILY_NAME', 'BIRTH_DATE'];
const IN_REACH = 10;

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

interface Page {
  readonly order?: string;
  readonly direction?: string;
  readonly [argument: string]: unknown;
}

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: CaseOrder, $filter: CaseFilter) {
  cases(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
    totalCount edges { cursor node { id arrivedAt leftAt status municipality } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

function page({ order, direction = 'ASC', ...variables }: Page, who = AMSTERDAM): Promise<Answer> {
  const orderBy = order ? { field: order, direction } : undefined;
  return graph.ask({ ...who, query: QUERY, variables: { orderBy, ...variables } });
}

const idsOf = ({ data }: Answer) => data.cases.edges.map(({ node }) => String(node.id));
const infoOf = ({ data }: Answer) => data.cases.pageInfo;

/** All cases in pages of these sizes, forwards or backwards. */
async function walk(order: string, direction: string, sizes: readonly number[], back: boolean): Promise<string[]> {
  const found: string[] = [];
  let cursor: unknown;
  for (let turn = 0; turn <= IN_REACH; turn++) {
    const size = sizes[turn % sizes.length];
    const answer = await page({
      order,
      direction,
      ...(back ? { last: size, before: cursor } : { first: size, after: cursor }),
    });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.cases.totalCount).toBe(IN_REACH);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = infoOf(answer);
    const more = back ? hasPreviousPage : hasNextPage;
    expect(back ? hasNextPage : hasPreviousPage).toBe(turn > 0);
    found[back ? 'unshift' : 'push'](...idsOf(answer));
    if (!more) return found;
    cursor = back ? startCursor : endCursor;
  }
  throw new Error('the walk does not end');
}

describe('a walk over pages', () => {
  test.each(ORDERS)(`by %s visits every case once, both ways, in one order (seed ${SEED})`, async (order) => {
    const all = idsOf(await page({ order, first: 200 }));
    expect(new Set(all).size).toBe(IN_REACH);
    const backwards = idsOf(await page({ order, direction: 'DESC', first: 200 }));
    expect(backwards).toEqual([...all].reverse());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom('ASC', 'DESC'),
        async (sizes, back, direction) => {
          expect(await walk(order, direction, sizes, back)).toEqual(direction === 'ASC' ? all : backwards);
        },
      ),
      { seed: SEED, numRuns: 5 },
    );
  });

  it('puts what has no value first ascending, last descending', async () => {
    const last = async (order: string) => (await page({ order, direction: 'DESC', last: 1 })).data.cases.edges[0]?.node;
    expect((await last('ARRIVED_AT'))?.id).toBe(graph.id('jamila'));
    expect((await last('LEFT_AT'))?.leftAt).toBeNull();
  });

  it('is the newest arrivals first, twenty at a time, when nobody says otherwise', async () => {
    expect(idsOf(await page({}))).toEqual(idsOf(await page({ order: 'ARRIVED_AT', direction: 'DESC', first: 20 })));
  });
});

describe('a page between two cursors', () => {
  it('holds what lies between, and not the ends', async () => {
    const all = (await page({ order: 'FAMILY_NAME', first: 200 })).data.cases.edges;
    const [after, before] = [all[2]?.cursor, all[7]?.cursor];
    const between = all.slice(3, 7).map(({ node }) => String(node.id));
    expect(idsOf(await page({ order: 'FAMILY_NAME', first: 50, after, before }))).toEqual(between);
    expect(idsOf(await page({ order: 'FAMILY_NAME', last: 50, after, before }))).toEqual(between);
    const two = await page({ order: 'FAMILY_NAME', last: 2, after, before });
    expect(idsOf(two)).toEqual(between.slice(2));
    expect(infoOf(two)).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    expect(two.data.cases.totalCount).toBe(IN_REACH);
  });

  it('is empty where nothing lies between, without cursors', async () => {
    const all = (await page({ order: 'STATUS', first: 2 })).data.cases.edges;
    const answer = await page({ order: 'STATUS', first: 5, after: all[0]?.cursor, before: all[1]?.cursor });
    expect(idsOf(answer)).toEqual([]);
    expect(infoOf(answer)).toMatchObject({ startCursor: null, endCursor: null });
  });

  it('begins and ends with the cursors that pageInfo names', async () => {
    const answer = await page({ first: 4 });
    const cursors = answer.data.cases.edges.map(({ cursor }) => String(cursor));
    expect(infoOf(answer)).toMatchObject({ startCursor: cursors[0], endCursor: cursors[3] });
  });
});

describe('what is no page is refused with BAD_USER_INPUT', () => {
  const refused = async (given: Page, who = AMSTERDAM) => {
    const answer = await page(given, who);
    expect([given, codesOf(answer)]).toEqual([given, ['BAD_USER_INPUT']]);
    return answer;
  };

  test.each([{ first: 0 }, { first: -1 }, { first: 201 }, { first: 10_000 }, { last: 0 }, { last: -1 }, { last: 201 }])(
    'the size %j',
    (given) => refused(given),
  );

  it('first beside last', () => refused({ first: 1, last: 1 }));

  it('a cursor of another order, direction, filter, partner or purpose', async () => {
    const { endCursor: after } = infoOf(await page({ order: 'ARRIVED_AT', first: 2 }));
    await refused({ order: 'ARRIVED_AT', direction: 'DESC', first: 2, after });
    await refused({ order: 'LEFT_AT', first: 2, after });
    await refused({ order: 'ARRIVED_AT', first: 2, after, filter: { status: { in: ['LEFT'] } } });
    await refused(
      { order: 'ARRIVED_AT', first: 2, after },
      { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' },
    );
    await refused(
      { order: 'ARRIVED_AT', first: 2, after },
      { organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS' },
    );
    expect(codesOf(await page({ order: 'ARRIVED_AT', first: 2, after }))).toEqual([]);
  });

  it('a cursor that is made up, cut off, changed or of a timeline, all alike', async () => {
    const { endCursor } = infoOf(await page({ first: 2 }));
    const cursor = String(endCursor);
    const changed = `${cursor.slice(0, 20)}${cursor[20] === 'A' ? 'B' : 'A'}${cursor.slice(21)}`;
    const forged = Buffer.from(JSON.stringify(['2024-01-01', graph.id('amal')])).toString('base64url');
    const timeline = await graph.ask({
      ...AMSTERDAM,
      query: 'query ($id: ID!) { case(id: $id) { timeline { edges { cursor } } } }',
      variables: { id: graph.id('amal') },
    });
    const other = timeline.data.case.timeline.edges[0]?.cursor;
    const messages = new Set<string | undefined>();
    for (const after of ['', 'x', 'null', cursor.slice(0, -4), cursor.slice(4), changed, forged, other]) {
      messages.add((await refused({ first: 2, after })).errors?.[0]?.message);
    }
    expect(messages.size).toBe(1);
  });
});

describe('a cursor', () => {
  it('says nothing: no name, no date, no number, no id', async () => {
    for (const order of ORDERS) {
      for (const edge of (await page({ order, first: 50 })).data.cases.edges) {
        const bytes = Buffer.from(String(edge.cursor), 'base64url').toString('latin1');
        expect(bytes).not.toMatch(/Abdi|Karimi|Mensah|20\d\d-|100000|GUIDANCE|AMSTERDAM/);
        expect(bytes).not.toContain(String(edge.node.id).slice(0, 8));
      }
    }
  });

  it('is the same for the same place, so that equal answers are equal', async () => {
    expect((await page({ first: 3 })).text).toBe((await page({ first: 3 })).text);
  });

  it('still stands when its case has gone: the walk goes on behind it', async () => {
    const all = idsOf(await page({ order: 'ARRIVED_AT', first: 200 }));
    const { endCursor: after } = infoOf(await page({ order: 'ARRIVED_AT', first: 3 }));
    await graph.change(`delete from app.reach where organisation = 'amsterdam' and case_id = '${all[2]}'`);
    expect(idsOf(await page({ order: 'ARRIVED_AT', first: 200, after }))).toEqual(all.slice(3));
  });
});
