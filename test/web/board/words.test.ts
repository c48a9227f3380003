import { describe, expect, it } from '@jest/globals';
import type { GraphQLEnumType } from 'graphql';
import { readPolicy } from '../../../src/cli/policy-file.js';
import { schemaOf } from '../../../src/graph/open-graph.js';
import { fieldOfCode } from '../../../src/web/board/cases/marks.js';
import { SECTIONS } from '../../../src/web/board/cases/sections.js';
import { valueInWords } from '../../../src/web/board/cases/value-words.js';
import { LANGUAGES } from '../../../src/web/board/language/all-words.js';
import { CODES_EN } from '../../../src/web/board/language/codes-en.js';
import { CODES_NL } from '../../../src/web/board/language/codes-nl.js';
import { PAGE_WORDS_EN } from '../../../src/web/board/language/page-words-en.js';
import { PAGE_WORDS_NL } from '../../../src/web/board/language/page-words-nl.js';
import { PURPOSES_EN, PURPOSES_NL } from '../../../src/web/board/language/purposes.js';
import { WORDS_EN } from '../../../src/web/board/language/words-en.js';
import { WORDS_NL } from '../../../src/web/board/language/words-nl.js';
import { documentsOf } from '../../../src/web/board/views/views.js';
import { testConfig } from '../../support/config.js';

const master = schemaOf(testConfig());
const policy = await readPolicy();
const codesOf = (name: string) => (master.getType(name) as GraphQLEnumType).getValues().map((value) => value.name);

/** Each text of a word list, with its place. */
function textsOf(words: object, above = ''): [place: string, text: string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const place = `${above}${name}`;
    if (typeof value === 'object') return textsOf(value, `${place}.`);
    return [[place, typeof value === 'function' ? String(value(3, 7)) : String(value)] as [string, string]];
  });
}

describe('each language', () => {
  const dutch = textsOf({ ...WORDS_NL, ...PAGE_WORDS_NL, codes: CODES_NL });
  const english = textsOf({ ...WORDS_EN, ...PAGE_WORDS_EN, codes: CODES_EN });

  it('has every text that the other has', () => {
    expect(dutch.map(([place]) => place).sort()).toEqual(english.map(([place]) => place).sort());
    expect([...dutch, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has words for every code of the graph that a page shows', () => {
    for (const [list, words] of Object.entries(CODES_EN))
      expect(Object.keys(words).sort()).toEqual(codesOf(list).sort());
  });

  it('has a name for each purpose of the policy', () => {
    const purposes = [...new Set(policy.columns.map(({ purpose }) => purpose))].sort();
    expect(Object.keys(PURPOSES_EN).sort()).toEqual(purposes);
    expect(Object.keys(PURPOSES_NL).sort()).toEqual(purposes);
  });

  it('has a name for every field that may be under investigation', () => {
    const fields: Readonly<Record<string, string>> = WORDS_EN.dossier.fields;
    const unknown = codesOf('RectifiableField').filter((code) => {
      const found = fieldOfCode(code);
      return found === undefined || fields[found.field] === undefined;
    });
    expect(unknown).toEqual([]);
  });

  it('has a name for every field of a section', () => {
    const fields: Readonly<Record<string, string>> = WORDS_NL.dossier.fields;
    const named = SECTIONS.flatMap(({ fields: own, inner }) => [
      ...Object.keys(own),
      ...Object.keys(inner?.fields ?? {}),
    ]);
    expect(named.filter((name) => fields[name] === undefined)).toEqual([]);
  });
});

describe('a view', () => {
  it.each(policy.columns.map(({ view }) => view))('%s has documents', async (view) => {
    expect(String((await documentsOf(view))?.me)).toMatch(/^\s*query Me/);
  });

  it('that the policy does not have has none', async () => {
    expect(await documentsOf('IND/CURIOSITY')).toBeUndefined();
  });
});

describe('a value in words', () => {
  const words = LANGUAGES.en;

  it.each([
    ['1978-03-14', '14 Mar 1978'],
    ['1978-03', 'March 1978'],
    ['1978', '1978'],
  ])('a date as precise as it is known: %s', (date, text) => {
    expect(valueInWords(date, 'day', words)).toBe(text);
  });

  it('is a code itself where a newer server has one that the pages do not know, and nothing where there is none', () => {
    expect(valueInWords('NEW_CODE', { list: 'CaseStatus' }, words)).toBe('NEW_CODE');
    expect([null, undefined, []].map((value) => valueInWords(value, 'texts', words))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(valueInWords(false, 'truth', words)).toBe('No');
    const nameOf = (code: string) => (code === 'ngo-de-haven' ? 'Stichting De Haven' : code);
    const organisations = ['ngo-de-haven', 'ngo-of-before'].map((one) =>
      valueInWords(one, 'organisation', words, nameOf),
    );
    expect(organisations).toEqual(['Stichting De Haven', 'ngo-of-before']);
  });
});
