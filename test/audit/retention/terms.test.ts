import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WHATS } from '../../../src/audit/retention/due.js';
import { readTerms, setTerm, TermRefused } from '../../../src/audit/retention/terms.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

const set = (what: string, days: number, basis = 'a decision') =>
  test.database.admin.begin((sql) => setTerm(sql, { what, days, basis }));

describe('a term', () => {
  it('is there for everything that has one, with its basis', async () => {
    const terms = await readTerms(test.database.admin);
    expect(terms.map(({ what }) => what)).toEqual(WHATS);
    expect(terms.every(({ days, basis }) => days > 0 && basis.length > 10)).toBe(true);
  });

  it('is set, and stays set', async () => {
    await set('IND', 400, ' the covenant ');
    expect(await readTerms(test.database.admin)).toContainEqual({ what: 'IND', days: 400, basis: 'the covenant' });
  });

  it.each([
    ['a name that is none', 'ind', 400, 'x', /no such term/],
    ['no days', 'IND', 0, 'x', /whole number/],
    ['half a day', 'IND', 1.5, 'x', /whole number/],
    ['more than a century', 'IND', 36_501, 'x', /whole number/],
    ['no basis', 'IND', 400, ' ', /--basis/],
    ['a municipality’s file shorter than another source', 'SHELTER', 300, 'x', /at least as long/],
    ['reach longer than the municipality’s file', 'reach', 36_000, 'x', /at least as long/],
  ])('is refused with %s, and nothing changes', async (_, what, days, basis, message) => {
    const before = await readTerms(test.database.admin);
    await expect(set(what, days, basis)).rejects.toThrow(message);
    await expect(set(what, days, basis)).rejects.toThrow(TermRefused);
    expect(await readTerms(test.database.admin)).toEqual(before);
  });
});
