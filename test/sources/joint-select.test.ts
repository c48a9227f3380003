import { describe, expect, test } from '@jest/globals';
import { casesOf, jointSelect } from '../../src/sources/joint-select.js';
import type { SelectAnswer, SourceSelect } from '../../src/sources/source.js';

/** Told what the expressions of a source answered. */
type Told = (answered: SelectAnswer) => void;

function select({ ofAll = [], ofEach }: Partial<SourceSelect>, told: Told = () => undefined): SourceSelect {
  return {
    ofAll,
    ofEach,
    take(answered) {
      told(answered);
      return { rows: [] };
    },
  };
}

const kept = (name: string, told?: Told) => select({ ofEach: (id) => `(${name} of ${id})` }, told);
const tables = (name: string, told?: Told) => select({ ofAll: [`(${name})`] }, told);

describe('sources read in one statement', () => {
  test('say all of one case in one row', () => {
    const text = jointSelect([kept('a'), tables('b'), kept('c')], 'ONE').text('(search)');
    expect(text).toBe(
      'select json_build_array((a of ($1::uuid[])[1]), (c of ($1::uuid[])[1])) as each, (b) as s1_0, (search) as found',
    );
  });

  test('say of several what is of each in its row, and what is of all once', () => {
    const text = jointSelect([kept('a'), tables('b')], 'MANY').text('(search)');
    expect(text).toBe(
      'select k.n::int as n, json_build_array((a of k.id)) as each, case when k.n = 1 then (b) end as s1_0, ' +
        'case when k.n = 1 then (search) end as found ' +
        'from unnest((select $1::uuid[])) with ordinality as k(id, n)',
    );
  });

  test('need one row where nothing is read of each', () => {
    expect(jointSelect([tables('a'), tables('b')], 'MANY').text()).toBe('select (a) as s0_0, (b) as s1_0');
  });

  test('give each case what was read of it, in whatever order rows come', () => {
    const told: SelectAnswer[] = [];
    const note: Told = (answered) => told.push(answered);
    const joint = jointSelect([kept('a', note), tables('b', note), kept('c', note)], 'MANY');
    const rows = [
      { n: 3, each: ['a3', 'c3'], s1_0: null },
      { n: 1, each: ['a1', null], s1_0: 'b' },
      { n: 2, each: ['a2', 'c2'], s1_0: null },
    ];
    expect(joint.take(rows, 3)).toHaveLength(3);
    expect(told).toEqual([
      { ofAll: [], ofEach: ['a1', 'a2', 'a3'] },
      { ofAll: ['b'], ofEach: [] },
      { ofAll: [], ofEach: [null, 'c2', 'c3'] },
    ]);
  });

  test('say nothing of a case of which no row came, and of none where somebody may not ask', () => {
    const told: SelectAnswer[] = [];
    const joint = jointSelect([kept('a', (answered) => told.push(answered))], 'MANY');
    joint.take([{ n: 2, each: ['a2'] }], 2);
    joint.take([{ participates: false, n: null, each: null }], 2);
    expect(told).toEqual([
      { ofAll: [], ofEach: [undefined, 'a2'] },
      { ofAll: [], ofEach: [undefined, undefined] },
    ]);
  });

  test('are asked of one case, or of several', () => {
    expect([casesOf(['a']), casesOf(['a', 'b']), casesOf([])]).toEqual(['ONE', 'MANY', 'MANY']);
  });
});
