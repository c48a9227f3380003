import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BenchRequest, MeasuredServer } from '../../../src/cli/bench/measured-server.js';
import { dayOf, questionsOf, type Sample, WORKING_DAY } from '../../../src/cli/bench/workload.js';

const SAMPLE: Sample = { ids: ['a', 'b', 'c'], familyNames: ['Haile', 'Salih'] };

/** Says in the body what it was asked. */
const server = (url: string): MeasuredServer => {
  const request = (...words: unknown[]): BenchRequest => ({ url, headers: {}, body: words.join(' ') });
  return {
    page: (size) => request('page', size),
    oneCase: (id) => request('case', id),
    list: (size, until) => request('list', size, until),
    search: (size, name) => request('search', size, name),
    close: async () => undefined,
  };
};

const bodies = (requests: readonly BenchRequest[]) => requests.map(({ body }) => body);

describe('the questions of the bench', () => {
  it('are a page, a case, a list and a working day, by eight, sixteen and sixty-four clients', () => {
    expect(questionsOf(SAMPLE).map(({ name, clients }) => `${name}, ${clients}`)).toEqual([
      'page of 50, 8',
      'one case, 8',
      'filtered and ordered list, 8',
      'working day, 8',
      'page of 50, 16',
      'one case, 16',
      'working day, 16',
      'page of 50, 64',
      'one case, 64',
      'working day, 64',
    ]);
  });

  it('are the same for every server, in the same order', () => {
    for (const { of } of questionsOf(SAMPLE)) expect(bodies(of(server('x')))).toEqual(bodies(of(server('y'))));
  });

  it('ask for each case of the sample', () => {
    const [, oneCase] = questionsOf(SAMPLE);
    expect(bodies(oneCase?.of(server('x')) ?? [])).toEqual(['case a', 'case b', 'case c']);
  });
});

describe('a working day', () => {
  it('adds up to a hundred', () => {
    expect(Object.values(WORKING_DAY).reduce((sum, share) => sum + share, 0)).toBe(100);
  });

  it('has about the shares that the report says', () => {
    const day = dayOf(10_000);
    for (const [kind, share] of Object.entries(WORKING_DAY)) {
      const drawn = day.filter((one) => one === kind).length / 100;
      expect(Math.abs(drawn - share)).toBeLessThan(2);
    }
  });

  it('has each kind of request in the length that is measured', () => {
    expect(new Set(dayOf())).toEqual(new Set(Object.keys(WORKING_DAY)));
  });

  it('is always the same for a seed, and another one for another', () => {
    fc.assert(fc.property(fc.integer(), (seed) => expect(dayOf(50, seed)).toEqual(dayOf(50, seed))));
    expect(dayOf(50, 1)).not.toEqual(dayOf(50, 2));
  });
});
