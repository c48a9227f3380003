import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import type { TestGraph } from '../../support/graph.js';
import { cellOf } from '../../support/policy-matrix.js';
import { doubledId } from './changed-rows.js';
import { type AskBoth, describeDifference, differ } from './difference.js';
import type { Draw } from './draw.js';
import { everyKey, everySearch, everything } from './everything.js';
import { JUDGED_VIEWS, type JudgedView } from './judged-views.js';
import { drawOperation, nextPage, type Operation } from './operation.js';
import { type SecondWorld, TwoWorlds } from './two-worlds.js';

/** Everything of an answer that a caller gets to see, save what is the same for all answers. */
export interface Seen {
  readonly status: number;
  /** The length that the answer's header says, in bytes. */
  readonly length: number;
  readonly text: string;
}

/** An operation, as it was asked in the first world, with its answer. */
interface Asked {
  readonly operation: Operation;
  readonly answer: Seen;
}

/** One trace for all requests: its id is in every answer. */
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** A moment in an answer; one of this very run says when the answer was made, which the world does not decide. */
const MOMENT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[\d.]*(Z|[+-]\d{2}:\d{2})/g;
const NOW = 'now';
const CLOCKS_APART_MS = 60_000;
/** What a machine under load answers. */
const ASK_LATER = /"code":"(LOG_)?UNAVAILABLE"/;
const MOST_TIMES = 10;

/** Whether the view may ask who saw what. */
export function tellsOfAccess({ key }: JudgedView): boolean {
  return cellOf(key, 'rights.access_report') !== 'no';
}

/** Asks the same of two worlds, and says when the answers differ. */
export class Judge {
  /** Pairs of answers compared so far, and how many of them told any data. */
  pairs = 0;
  telling = 0;
  #asked = 0;
  #isReady = false;
  readonly #begun = Date.now() - CLOCKS_APART_MS;
  readonly #schemas = new Map<string, Promise<GraphQLSchema>>();

  private constructor(
    readonly graph: TestGraph,
    readonly worlds: TwoWorlds,
    private readonly caseIds: readonly string[],
  ) {}

  static async of(graph: TestGraph): Promise<Judge> {
    const worlds = await TwoWorlds.of(graph);
    const rows = await graph.database.admin<{ id: string }[]>`select id from app.case_key order by v_number, id`;
    const ids = rows.map(({ id }) => id);
    const judge = new Judge(graph, worlds, [...ids, ...ids.slice(0, 5).map(doubledId), NOBODY]);
    // Somebody has seen something of everybody, or there would be nothing to report.
    for (const view of JUDGED_VIEWS) await judge.ask(view, { query: everything(await judge.schema(view)) });
    await worlds.keepLog();
    judge.#isReady = true;
    return judge;
  }

  /**
   * Draws a second world and some operations, and asks them in both.
   * @throws Error with the smallest operation and change that were found, and both answers, when an answer differs
   */
  async compare(view: JudgedView, operations: number, draw: Draw): Promise<void> {
    const schema = await this.schema(view);
    const world = this.worlds.draw(view, draw);
    const setting = { caseIds: this.caseIds, likely: this.worlds.fieldsOf(world) };
    const drawn = Array.from({ length: operations }, () => drawOperation(schema, setting, draw));
    await this.#compareIn(world, view, await this.#askFirst(view, drawn));
  }

  /**
   * Asks for everything, by every key, and searches by everything, in each world of `everywhere`.
   * @throws Error as `compare` does
   */
  async compareEverywhere(view: JudgedView, draw: Draw): Promise<void> {
    const schema = await this.schema(view);
    const queries = [everything(schema), ...everySearch(schema), ...everyKey(schema, this.caseIds)];
    const operations = queries.map((query) => ({
      query,
      variables: {},
      headers: {},
      known: true,
      cursors: [],
      pages: [],
    }));
    const asked = await this.#askFirst(view, operations);
    const refused = asked.find(({ answer }) => answer.text.includes('"errors"'));
    if (refused) throw new Error(`What a view has cannot be asked for: ${refused.answer.text}`);
    for (const world of this.worlds.everywhere(view, draw)) await this.#compareIn(world, view, asked);
  }

  async #askFirst(view: JudgedView, operations: readonly Operation[]): Promise<Asked[]> {
    return (await this.#each(view, operations, (operation) => this.#askPages(view, operation))).flat();
  }

  async #compareIn(world: SecondWorld, view: JudgedView, asked: readonly Asked[]): Promise<void> {
    const operations = asked.map(({ operation }) => operation);
    const again = await this.worlds.during(world, () => this.#askAll(view, operations));
    this.pairs += asked.length;
    this.telling += asked.filter(({ answer }) => answer.text.includes('"data":{')).length;
    const wrong = asked.find(({ answer }, place) => differ(answer, again[place] as Seen));
    if (wrong) throw new Error(await describeDifference(wrong.operation, world, this.#askBoth(view)));
  }

  /** The schema that the view introspects. */
  schema(view: JudgedView): Promise<GraphQLSchema> {
    const known = this.#schemas.get(view.key) ?? this.#introspect(view);
    this.#schemas.set(view.key, known);
    return known;
  }

  /** Asks as a client would: again, where it is told to ask later. Nobody's data decides that, the machine does. */
  async ask(view: JudgedView, operation: Partial<Operation>): Promise<Seen> {
    for (let time = 1; ; time += 1) {
      const seen = await this.#askOnce(view, operation);
      if (time === MOST_TIMES || !ASK_LATER.test(seen.text)) return seen;
    }
  }

  async #askOnce(view: JudgedView, { query, variables, headers }: Partial<Operation>): Promise<Seen> {
    if (tellsOfAccess(view) && this.#isReady) await this.worlds.restoreLog();
    const response = await fetch(this.graph.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await this.graph.token(view.organisation, view.purpose)}`,
        traceparent: TRACEPARENT,
        'x-purpose': view.purpose,
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = await response.text();
    const text = body.replace(MOMENT, (moment) => (Date.parse(moment) < this.#begun ? moment : NOW));
    const length = Number(response.headers.get('content-length')) - Buffer.byteLength(body) + Buffer.byteLength(text);
    return { status: response.status, length, text };
  }

  /** A document that must not be known differs each time by a comment, always as long. */
  async #ask(view: JudgedView, operation: Operation): Promise<Seen> {
    this.#asked += 1;
    const comment = operation.known ? '' : `\n# ${String(this.#asked).padStart(9, '0')}\n`;
    return this.ask(view, { ...operation, query: operation.query + comment });
  }

  /** All at once; but one after the other where what is told depends on what was asked before. */
  async #each<Item, Result>(view: JudgedView, items: readonly Item[], ask: (item: Item) => Promise<Result>) {
    if (!tellsOfAccess(view)) return Promise.all(items.map(ask));
    const results: Result[] = [];
    for (const item of items) results.push(await ask(item));
    return results;
  }

  #askAll(view: JudgedView, operations: readonly Operation[]): Promise<Seen[]> {
    return this.#each(view, operations, (operation) => this.#ask(view, operation));
  }

  #askBoth(view: JudgedView): AskBoth {
    return async (operations, world) => {
      await this.#askAll(view, operations);
      const first = await this.#askAll(view, operations);
      const second = await this.worlds.during(world, () => this.#askAll(view, operations));
      return first.map((answer, place) => [answer, second[place] as Seen] as const);
    };
  }

  async #askPages(view: JudgedView, operation: Operation): Promise<Asked[]> {
    const asked: Asked[] = [];
    if (operation.known) await this.ask(view, operation);
    for (let page: Operation | null = operation; page; ) {
      const answer = await this.#ask(view, page);
      asked.push({ operation: page, answer });
      page = nextPage(page, answer.text);
    }
    return asked;
  }

  async #introspect(view: JudgedView): Promise<GraphQLSchema> {
    const { text } = await this.ask(view, { query: getIntrospectionQuery() });
    return buildClientSchema(JSON.parse(text).data);
  }
}
