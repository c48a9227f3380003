import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answerBytes } from '../../src/graph/answer-bytes.js';

/** Lists long enough to be written item by item, at every level, and texts of all letters. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('value'), { minLength: 10, maxLength: 14 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { maxKeys: 5 }),
  ),
}));

describe('an answer in bytes', () => {
  test('says what JSON says of it, whatever is in it', () => {
    const fields = fc.dictionary(fc.string({ unit: 'grapheme' }), value, { maxKeys: 6 });
    fc.assert(
      fc.property(fields, fields, (data, extensions) => {
        expect(answerBytes({ data, extensions }).toString()).toBe(JSON.stringify({ data, extensions }));
      }),
    );
  });

  test('leaves out what is undefined, and has null for it in a list, long or short', () => {
    const long = [undefined, ...new Array(12).fill(1)];
    const data = { left: undefined, short: [undefined], page: { edges: long, left: undefined }, empty: {} };
    const text = `{"data":{"short":[null],"page":{"edges":[null${',1'.repeat(12)}]},"empty":{}}}`;
    expect(answerBytes({ data }).toString()).toBe(text);
  });

  test('begins with the errors, and has no data where there are none', () => {
    const errors = [{ message: 'The IND does not answer.' }];
    expect(answerBytes({ data: null, errors }).toString()).toBe(JSON.stringify({ errors, data: null }));
    expect(answerBytes({ errors }).toString()).toBe(JSON.stringify({ errors }));
  });

  test('is as long as its bytes, where letters take several', () => {
    const edges = Array.from({ length: 50 }, (_, at) => ({ node: { familyName: `Żółć ${at} 王` } }));
    const bytes = answerBytes({ data: { cases: { edges } } });
    expect(JSON.parse(bytes.toString())).toEqual({ data: { cases: { edges } } });
    expect(bytes.length).toBe(Buffer.byteLength(JSON.stringify({ data: { cases: { edges } } })));
  });
});
