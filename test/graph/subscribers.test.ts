import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { type Listener, latestCursor, listen, type StreamEvent } from '../support/subscriptions.js';
import { Draw } from './non-interference/draw.js';
import { CASES, type Change, ChangingWorld, drawChanges, inRounds, SUBSCRIBERS, toldOf } from './subscribers-world.js';

/** `SUBSCRIBERS=200 CHANGES=1000 npm test -- test/graph/subscribers` asks for as many as the design does. */
const COUNT = Number(process.env.SUBSCRIBERS ?? 20);
const CHANGES = Number(process.env.CHANGES ?? 60);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const WATCH = 'subscription ($after: String) { caseChanged(after: $after) { caseId kind areas cursor } }';

const world = new ChangingWorld();
let graph: TestGraph;
let listeners: Listener[] = [];
beforeAll(async () => {
  // On a busy machine twenty readers wait for each other; what is promised here is what each is told, not how soon.
  const limits = { ...testConfig().limits, statementTimeoutMs: 60_000 };
  graph = await startGraph(world.all(), { limits });
});
afterAll(async () => {
  await Promise.all(listeners.map((listener) => listener.stop()));
  await graph?.close();
});

const subscriberOf = (place: number) => SUBSCRIBERS[place % SUBSCRIBERS.length] as (typeof SUBSCRIBERS)[number];
const cursorOf = ({ data }: StreamEvent) => (data?.caseChanged as { cursor: string } | undefined)?.cursor;

async function subscribe(place: number): Promise<Listener> {
  const variables = { after: await latestCursor(graph, subscriberOf(place)) };
  return listen(graph, {
    ...subscriberOf(place),
    query: WATCH,
    variables,
    over: place % 3 === 0 ? 'events' : 'socket',
  });
}

function linesOf({ events }: Listener): string[] {
  const names = new Map(Array.from({ length: CASES }, (_, place) => [graph.id(`case-${place}`), `case-${place}`]));
  return events.map(({ data }) => {
    const change = data?.caseChanged as { caseId: string; kind: string; areas: string[] } | undefined;
    return `${names.get(change?.caseId ?? '')} ${change?.kind} ${[...(change?.areas ?? [])].sort().join()}`;
  });
}

function draw(): Change[] {
  const drawn = fc.gen().map((generate) => drawChanges(CHANGES, (most) => new Draw(generate).below(most)));
  return fc.sample(drawn, { seed: SEED, numRuns: 1 })[0] ?? [];
}

const caseIn = (line: string) => line.split(' ')[0] ?? '';

const PROMISE = `${COUNT} subscribers of seven views are told of ${CHANGES} changes exactly what their view may show`;

it(`${PROMISE} (SEED=${SEED})`, async () => {
  listeners = await Promise.all(Array.from({ length: COUNT }, (_, place) => subscribe(place)));
  const changes = draw();
  for (const round of inRounds(changes, 4)) {
    // Each is stored in a transaction of its own, all at the same moment.
    await Promise.all(round.map((change) => graph.store([world.make(change)])));
  }
  // Of what was stored at one moment the outbox says the order; the changes of one case have theirs.
  const byCase = (lines: readonly string[]) =>
    [...lines].sort((one, other) => caseIn(one).localeCompare(caseIn(other)));
  for (const [place, listener] of listeners.entries()) {
    const asker = subscriberOf(place);
    const last = await latestCursor(graph, asker);
    await listener.until((events) => events.some((event) => cursorOf(event) === last));
    const expected = changes.flatMap((change) => toldOf(asker, change) ?? []);
    expect([asker, byCase(linesOf(listener))]).toEqual([asker, byCase(expected)]);
  }
}, 1_800_000);

it('all subscriptions of an organisation end when its grant does, and no others', async () => {
  const ofInd = listeners.filter((_, place) => subscriberOf(place).organisation === 'ind');
  expect(ofInd.length).toBeGreaterThan(0);
  await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'ind'`);
  const begun = performance.now();
  await Promise.all(ofInd.map((listener) => listener.ended));
  console.info(`ended ${Math.round(performance.now() - begun)} ms after the revocation`);
  for (const { events } of ofInd) expect(events.at(-1)?.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const others = listeners.filter((_, place) => subscriberOf(place).organisation !== 'ind');
  expect(others.every(({ events }) => events.every(({ errors }) => !errors))).toBe(true);
});
