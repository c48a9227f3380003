import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { getIntrospectionQuery, parse } from 'graphql';
import { type DocumentShape, shapeOf } from '../../src/graph/document-shape.js';

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const shape = (text: string) => shapeOf(parse(text));

describe('a document is as large as what it unfolds into', () => {
  test.each<[string, Partial<DocumentShape>]>([
    ['{ a }', { depth: 1, width: 1, rootFields: 1, selections: 1, aliases: 0, directives: 0 }],
    ['{ a { b { c } } d }', { depth: 3, width: 2, rootFields: 2, selections: 4 }],
    ['{ a { b b b b b } }', { depth: 2, width: 5, rootFields: 1, selections: 6 }],
    ['{ x: a y: a { z: b } }', { aliases: 3, rootFields: 2 }],
    ['{ ...F } fragment F on Query { a { b } c }', { depth: 2, width: 2, rootFields: 2, selections: 4 }],
    ['{ a { ...F ...F } } fragment F on A { b c }', { depth: 2, width: 4, rootFields: 1, selections: 7 }],
    ['{ ... on Query { a } ... { b } }', { depth: 1, width: 2, rootFields: 2, selections: 4 }],
    ['query ($x: Int @d) @d @d { a @d ...F @d ... @d { b } } fragment F on Query @d { c @d }', { directives: 8 }],
    ['query A { a } query B { a { b { c } } }', { depth: 3, rootFields: 1, selections: 3 }],
    ['{ a } fragment Unused on A { b { c { d } } }', { depth: 3, rootFields: 1 }],
    ['{ a ...Gone }', { depth: 1, width: 1, selections: 2 }],
  ])('%s', (text, expected) => {
    expect(shape(text)).toMatchObject(expected);
  });

  it('whether fragments are spread or written out', () => {
    const tree = fc.letrec((again) => ({
      set: fc.array(again('field'), { minLength: 1, maxLength: 4 }),
      field: fc.oneof(
        { depthSize: 'small' },
        fc.constant('f'),
        fc.tuple(fc.constant('g'), again('set')),
        fc.tuple(fc.constant('...'), again('set')),
      ),
    })).set as fc.Arbitrary<Tree>;
    const alike = fc.property(tree, (set) => {
      const fragments: string[] = [];
      const spread = shape(`{ ${written(set, fragments)} } ${fragments.join(' ')}`);
      expect(spread).toEqual(shape(`{ ${written(set)} }`));
    });
    fc.assert(alike, { seed: SEED, numRuns: 200 });
  });

  it('in no time, for a document of a few lines that unfolds into more than can be counted', () => {
    const bombs = Array.from(
      { length: 300 },
      (_, place) => `fragment F${place} on Q { ...F${place + 1} ...F${place + 1} }`,
    );
    const { selections, width } = shape(`{ ...F0 } ${bombs.join(' ')} fragment F300 on Q { a }`);
    expect(Math.min(selections, width)).toBeGreaterThan(1e80);
  });

  it('and one that goes round in circles comes to an end', () => {
    expect(shape('{ ...A } fragment A on Q { a { ...B } } fragment B on Q { b { ...A } }').selections).toBeLessThan(20);
  });

  it('and what an explorer asks about a schema is within the standard limits', () => {
    const options = { inputValueDeprecation: true, specifiedByUrl: true, directiveIsRepeatable: true };
    const { depth, width, selections } = shape(getIntrospectionQuery({ ...options, schemaDescription: true }));
    expect([depth <= 16, width <= 100, selections <= 2_000]).toEqual([true, true, true]);
  });
});

type Tree = readonly ('f' | readonly ['g' | '...', Tree])[];

/** As text: with a fragment for each inline one, or as it stands. */
function written(set: Tree, fragments?: string[]): string {
  return set
    .map((one) => {
      if (one === 'f') return 'f';
      const [kind, inner] = one;
      if (kind === 'g') return `g { ${written(inner, fragments)} }`;
      if (!fragments) return `... on T { ${written(inner)} }`;
      const name = `F${fragments.length}`;
      fragments.push('');
      fragments[Number(name.slice(1))] = `fragment ${name} on T { ${written(inner, fragments)} }`;
      return `...${name}`;
    })
    .join(' ');
}
