import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccessReport, AccessSummary, SingleAccess } from '../../src/audit/access-report.js';
import { CATEGORY_NAMES, categoryName, LANGUAGES, type Language } from '../../src/audit/letter/category-names.js';
import { accessLetter } from '../../src/audit/letter/letter.js';
import { LETTER_TEXTS } from '../../src/audit/letter/texts.js';
import { readPolicy } from '../../src/cli/policy-file.js';
import type { Category } from '../../src/model/category.js';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

const SUMMARY: AccessSummary = {
  organisation: 'ind',
  organisationName: 'Immigratie- en Naturalisatiedienst',
  activity: 'https://ketenzicht.example/processing-activities/ind-residence-decision/v2',
  activityNl: 'Beslissen op aanvragen om verblijf',
  activityEn: 'Deciding on applications for residence',
  purpose: 'RESIDENCE_DECISION',
  legalBasis: 'AVG art. 6(1)(e), decisions under the Vw; consent art. 6(1)(a) where a cell says so',
  categories: ['person.name', 'decision.medical'],
  firstAt: '2026-07-01T22:30:00Z',
  lastAt: '2026-11-24T01:02:03.456789Z',
  times: 1,
};

interface Given {
  readonly summaries?: readonly AccessSummary[];
  readonly hasNextPage?: boolean;
  readonly sender?: string;
}

function letter(language: Language, { summaries = [SUMMARY], hasNextPage = false, sender = 'FG' }: Given = {}): string {
  const upTo = summaries.length > 0 ? '1' : null;
  const report: AccessReport = { generatedAt: '2026-11-24T12:00:00Z', keptFrom: '2026-05-01', summaries, upTo };
  const accesses = summaries.map((one): SingleAccess => ({ ...one, id: '1', at: one.lastAt }));
  const page = { accesses, hasNextPage };
  return accessLetter({ report, page, language, sender, reference: 'a'.repeat(32) });
}

/** The tags of a page in their order; attributes with values count as they stand. */
const tagsOf = (page: string) => page.match(/<[^>]*>/g) ?? [];

describe('the texts', () => {
  it('name every category of the policy in both languages, and none that is not there', async () => {
    const { categories } = await readPolicy();
    expect(Object.keys(CATEGORY_NAMES).sort()).toEqual(categories.map(({ category }) => category).sort());
    for (const { nl, en } of Object.values(CATEGORY_NAMES)) {
      expect(nl).not.toBe('');
      expect(en).not.toBe(nl);
    }
  });

  it('name a category that the policy no longer has by its name in the log', () => {
    expect(categoryName('shelter.pets' as Category, 'nl')).toBe('shelter.pets');
  });

  it('have the same keys in every language, and none is empty', () => {
    const keys = (value: unknown, path = ''): string[] => {
      if (typeof value !== 'object' || value === null) return value === '' ? [`${path} empty`] : [path];
      return Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`));
    };
    const [first, ...others] = LANGUAGES.map((language) => keys(LETTER_TEXTS[language]));
    expect(first?.filter((key) => key.endsWith('empty'))).toEqual([]);
    for (const other of others) expect(other).toEqual(first);
  });

  test.each([
    ['nl', 1, '1 keer', 'Eén organisatie heeft uw gegevens gezien.'],
    ['nl', 2, '2 keer', '2 organisaties hebben uw gegevens gezien.'],
    ['en', 1, '1 time', 'One organisation has seen your data.'],
    ['en', 2, '2 times', '2 organisations have seen your data.'],
  ] as const)('in %s are right for %d', (language, count, times, organisations) => {
    expect(LETTER_TEXTS[language].times(count)).toBe(times);
    expect(LETTER_TEXTS[language].organisations(count)).toBe(organisations);
  });
});

describe.each(LANGUAGES)('the letter in %s', (language) => {
  const texts = LETTER_TEXTS[language];

  it('says who looked, when by the Dutch clock, what for, on what basis and at what', () => {
    const page = letter(language);
    expect(page).toContain('Immigratie- en Naturalisatiedienst');
    expect(page).toContain(language === 'nl' ? '2 juli 2026 om 00:30' : '2 July 2026 at 00:30');
    expect(page).toContain(language === 'nl' ? SUMMARY.activityNl : SUMMARY.activityEn);
    expect(page).toContain(texts.grounds.e);
    expect(page).toContain(texts.grounds.a);
    expect(page).not.toContain(texts.grounds.c);
    expect(page).toContain(`<span lang="en">${SUMMARY.legalBasis}</span>`);
    for (const category of SUMMARY.categories) expect(page).toContain(categoryName(category, language));
  });

  it('needs nothing but itself: no script, no address, one language, headings in order, tables with heads', () => {
    const page = letter(language);
    expect(page).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`));
    expect(page).not.toMatch(/<(script|link|img|iframe|object|a)\b|\bsrc=|url\(|@import|\bon\w+=/);
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.every((level, place) => level - (levels[place - 1] ?? 0) <= 1)).toBe(true);
    expect(page.match(/<th scope="col">/g)).toHaveLength(9);
    expect(page.match(/<th scope="row"/g)).toHaveLength(2);
  });

  it('is a proper letter when nobody looked', () => {
    const page = letter(language, { summaries: [] });
    expect(page).toContain(texts.nobody);
    expect(page).not.toContain('<table');
    expect(page).not.toContain(texts.whatHeading);
    for (const line of [...texts.notHere, ...texts.rights.map(({ text }) => text)]) expect(page).toContain(line);
  });

  it('says of exceptions the same in every letter', () => {
    const about = (page: string) => page.slice(page.indexOf(texts.notHereHeading));
    expect(about(letter(language, { summaries: [] }))).toBe(about(letter(language)));
  });

  it('says what is no longer registered, and drops nothing', () => {
    const gone = { ...SUMMARY, activityNl: null, activityEn: null, purpose: null, legalBasis: null, categories: [] };
    const page = letter(language, { summaries: [gone] });
    for (const text of [texts.noPurpose, texts.noBasis, texts.onlyKnown, SUMMARY.organisationName]) {
      expect(page).toContain(text);
    }
  });

  it('says how to get the rest when it is long, and only then', () => {
    expect(letter(language, { hasNextPage: true })).toContain(texts.more(1));
    expect(letter(language)).not.toContain(texts.more(1));
  });

  it('counts an organisation once, whatever it asked for', () => {
    const other = { ...SUMMARY, purpose: 'OTHER', activity: 'https://other.example/v1' };
    expect(letter(language, { summaries: [SUMMARY, other] })).toContain(texts.organisations(1));
  });
});

test(`no name becomes markup (seed ${SEED})`, () => {
  const plain = letter('nl', { summaries: [{ ...SUMMARY, legalBasis: 'x', categories: ['x.x'] }] });
  const sign = fc.constantFrom('<', '>', '"', "'", '&', '</style>', '<script>', '-->', '&lt;', '`', '${', 'a', ' ');
  const text = fc.array(sign, { maxLength: 12 }).map((signs) => signs.join(''));
  const property = fc.property(text, (name) => {
    const hostile = { ...SUMMARY, organisationName: name, activityNl: name, legalBasis: name };
    const page = letter('nl', { summaries: [{ ...hostile, categories: [name as Category] }], sender: name });
    expect(tagsOf(page)).toEqual(tagsOf(plain));
  });
  fc.assert(property, { seed: SEED, numRuns: 200 });
});
