import type { Seen } from './judge.js';
import type { Operation } from './operation.js';
import { STOPS_AT_FAILURE } from './settings.js';
import { shorterThan } from './shorter.js';
import type { SecondWorld } from './two-worlds.js';

/** Asks operations in the first world and in another one: each operation's two answers. */
export type AskBoth = (
  operations: readonly Operation[],
  world: SecondWorld,
) => Promise<readonly (readonly [Seen, Seen])[]>;

/** How long it may look for something smaller. */
const PATIENCE_MS = 15_000;
const AT_A_TIME = 20;
const LONGEST = 1500;

/** A refusal by the database is a difference too: the first lock let something through that the second had to stop. */
export function differ(first: Seen, second: Seen): boolean {
  const isEqual = first.status === second.status && first.length === second.length && first.text === second.text;
  return !isEqual || first.text.includes('"INTERNAL"');
}

/** The smallest operation and change found for which two answers differ, in words. */
export async function describeDifference(operation: Operation, world: SecondWorld, ask: AskBoth): Promise<string> {
  const change = await oneChange(operation, world, ask);
  const small = await shortest(operation, change, ask);
  const [[first, second] = []] = await ask([small], change);
  const { query, variables, headers } = small;
  return [
    `What is denied changed an answer, or ran into an unforeseen error, by ${change.changes.map(({ name }) => name).join(', ')}:`,
    query,
    JSON.stringify({ variables, headers }),
    `first:  ${first?.status} ${first?.text.slice(0, LONGEST)}`,
    `second: ${second?.status} ${second?.text.slice(0, LONGEST)}`,
    ...change.changes.flatMap(({ statements }) => statements.map(({ sql }) => sql)),
  ]
    .join('\n')
    .slice(0, 4 * LONGEST);
}

async function oneChange(operation: Operation, world: SecondWorld, ask: AskBoth): Promise<SecondWorld> {
  for (const change of world.changes) {
    const alone = { changes: [change] };
    const [[first, second] = []] = await ask([operation], alone);
    if (first && second && differ(first, second)) return alone;
  }
  return world;
}

async function shortest(operation: Operation, world: SecondWorld, ask: AskBoth): Promise<Operation> {
  const begun = Date.now();
  let small = operation;
  let candidates = shorterThan(small.query);
  while (candidates.length > 0 && Date.now() - begun < PATIENCE_MS && !STOPS_AT_FAILURE) {
    const some = candidates.splice(0, AT_A_TIME).map((query) => withQuery(small, query));
    const answers = await ask(some, world);
    const found = some.find((_, place) => differ(...(answers[place] as [Seen, Seen])));
    if (!found) continue;
    small = found;
    candidates = shorterThan(small.query);
  }
  return small;
}

function withQuery(operation: Operation, query: string): Operation {
  return { ...operation, query };
}
