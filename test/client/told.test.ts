import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read } from '../../src/client/index.js';
import type { Absence } from '../../src/model/absence.js';

interface Page {
  readonly cases: {
    readonly edges: readonly {
      readonly node: { readonly kind: string | null; readonly dates: readonly (string | null)[] | null };
    }[];
  };
}

const page: Page = {
  cases: { edges: [{ node: { kind: 'A', dates: ['x', null] } }, { node: { kind: null, dates: null } }] },
};
const told = (absences: readonly Absence[], choose: Parameters<typeof read<Page, unknown>>[1]) =>
  read({ data: page, absences }, choose);

describe('one value of an answer, or why it is not there', () => {
  it('counts an absence for the rows it names and for no other', () => {
    const kinds: Absence[] = [{ path: 'cases.edges.*.node.kind', reason: 'WITHHELD', condition: 'OWN', at: [1] }];
    expect(told(kinds, (data) => data.cases.edges[1]?.node.kind)).toEqual({ state: 'withheld', condition: 'OWN' });
    expect(told(kinds, (data) => data.cases.edges[0]?.node.kind)).toEqual({ state: 'value', value: 'A' });
  });

  it('counts the absence of a whole for each of its parts', () => {
    const dates: Absence[] = [{ path: 'cases.edges.*.node.dates', reason: 'SOURCE_UNAVAILABLE', at: [1] }];
    expect(told(dates, (data) => data.cases.edges[1]?.node.dates[7])).toEqual({ state: 'unavailable' });
    expect(told(dates, (data) => data.cases.edges[1]?.node.dates)).toEqual({ state: 'unavailable' });
  });

  it('finds a row below two lists by both of its indices', () => {
    const cells: Absence[] = [{ path: 'cases.edges.*.node.dates.*', reason: 'SUPPRESSED', at: [[0, 1]] }];
    expect(told(cells, (data) => data.cases.edges[0]?.node.dates[1])).toEqual({ state: 'suppressed' });
    expect(told(cells, (data) => data.cases.edges[0]?.node.dates[0])).toEqual({ state: 'value', value: 'x' });
  });

  it('never passes the last copy of a source off as fresh', () => {
    const stale: Absence[] = [{ path: 'cases.edges.*.node.kind', reason: 'STALE', at: [0] }];
    expect(told(stale, (data) => data.cases.edges[0]?.node.kind)).toEqual({ state: 'stale', value: 'A' });
  });

  it('an empty field, and a row that is not there, are empty', () => {
    expect(told([], (data) => data.cases.edges[1]?.node.kind)).toEqual({ state: 'empty' });
    expect(told([], (data) => data.cases.edges[9]?.node.kind)).toEqual({ state: 'empty' });
  });

  it('refuses what is no path, rather than to say something of it', () => {
    const wrong = [
      () => 1,
      (data: unknown) => JSON.stringify(data),
      () => ({}),
      (data: unknown) => `${data as string}`,
    ];
    for (const choose of wrong) expect(() => told([], choose)).toThrow(TypeError);
  });

  it('says withheld of exactly the rows that are listed (property)', () => {
    const rows = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (withheld) => {
        const at = withheld.flatMap((is, index) => (is ? [index] : []));
        const data = { rows: withheld.map((is) => ({ v: is ? null : 'x' })) };
        const absences: Absence[] = at.length > 0 ? [{ path: 'rows.*.v', reason: 'WITHHELD', at }] : [];
        const states = withheld.map((_, index) => read({ data, absences }, (d) => d.rows[index]?.v).state);
        expect(states).toEqual(withheld.map((is) => (is ? 'withheld' : 'value')));
      }),
    );
  });
});
