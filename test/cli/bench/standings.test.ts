import { describe, expect, it } from '@jest/globals';
import { inTurns } from '../../../src/cli/bench/rounds.js';
import { productToFloor, standingsOf } from '../../../src/cli/bench/standings.js';

const QUESTION = { name: 'one case', clients: 8 };

/** Floor, product, and two peers, of which the second is the best in the median, and the first in one round. */
const ROUNDS = [
  [100, 50, 20, 40],
  [10, 5, 2, 4],
  [1_000, 500, 900, 400],
];

describe('rounds of many sides', () => {
  it('begin with each side in turn, so that none profits from going first', async () => {
    const order: string[] = [];
    const sides = ['a', 'b', 'c'].map((side, at) => async () => {
      order.push(side);
      return at;
    });
    expect(await inTurns(4, sides)).toEqual(Array(4).fill([0, 1, 2]));
    expect(order.join('')).toBe('abcbcacababc');
  });
});

describe('the standings of a question', () => {
  it('have the ratio of each server to the floor, from the rounds themselves', () => {
    const { servers } = standingsOf(QUESTION, ['first', 'second'], ROUNDS);
    expect(servers.map(({ title, ofFloor }) => [title, ofFloor.median])).toEqual([
      ['floor', 1],
      ['product', 0.5],
      ['first', 0.2],
      ['second', 0.4],
    ]);
    expect(servers[2]?.ofFloor).toEqual({ median: 0.2, least: 0.2, most: 0.9 });
  });

  it('name the peer with the highest median as the best, and hold the product against it', () => {
    const { best } = standingsOf(QUESTION, ['first', 'second'], ROUNDS);
    expect(best?.title).toBe('second');
    expect(best?.ratio).toEqual({ median: 1.25, least: 1.25, most: 1.25 });
  });

  it('never take the floor for a peer, however fast it is', () => {
    expect(standingsOf(QUESTION, [], [[1_000, 1]]).best).toBeUndefined();
    expect(standingsOf(QUESTION, ['only'], [[1_000, 10, 1]]).best?.title).toBe('only');
  });

  it('have the product against the floor as without peers', () => {
    expect(productToFloor(ROUNDS).ratio).toEqual({ median: 0.5, least: 0.5, most: 0.5 });
  });

  it('are refused where a server was not measured', () => {
    expect(() => standingsOf(QUESTION, ['first', 'second', 'third'], ROUNDS)).toThrow('was not measured');
  });
});
