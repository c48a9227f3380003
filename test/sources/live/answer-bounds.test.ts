import { describe, expect, it } from '@jest/globals';
import { sources } from '../../../src/sources/index.js';
import { answerCheck } from '../../../src/sources/live/check-answer.js';
import { piecesOf, readAnswer } from '../../../src/sources/live/read-answer.js';
import type { LiveQuery } from '../../../src/sources/live/transport.js';

const V = '1000000001';
const { parts } = sources.find(({ agency }) => agency === 'IND')!;
const query = { vNumbers: [V], parts: { application: ['kind'], legal: ['remedy'] } } as unknown as LiveQuery;
const check = answerCheck(parts);

/** Records of one person, which count how often somebody looks whose they are. */
function counted(count: number, record: object) {
  let looks = 0;
  const one = {
    ...record,
    get vNumber() {
      looks += 1;
      return V;
    },
  };
  return { records: Array(count).fill(one), looks: () => looks };
}

describe('an answer that holds one person over and over', () => {
  it('is looked at no further than the most records of a person, and is no answer', () => {
    const { records, looks } = counted(200_000, { application: [] });
    expect(() => check({ records }, query)).toThrow('GARBAGE');
    expect(looks()).toBe(101);
  });

  it('is one person where it gives each part by itself', () => {
    const kind = { sourceKey: 'a', recordKey: '1', kind: 'REGULAR' };
    const records = [
      { vNumber: V, application: [kind] },
      { vNumber: V, legal: [] },
    ];
    const { persons, dropped } = check({ records }, query);
    expect([...persons.keys()]).toEqual([V]);
    expect([...(persons.get(V)?.entries() ?? [])]).toEqual([
      ['application', [{ ...kind, recordedAt: null }]],
      ['legal', []],
    ]);
    expect(dropped).toEqual({});
  });

  it('costs a look a record up to then, and no more of strangers', () => {
    expect(check({ records: counted(100, {}).records }, query).persons.size).toBe(1);
    const strangers = counted(40_000, {});
    const { persons, dropped } = check({ records: strangers.records }, { ...query, vNumbers: ['1000000002'] });
    expect([persons.size, dropped, strangers.looks()]).toEqual([0, { person: 40_000 }, 40_000]);
  });
});

describe('an answer of very many values', () => {
  /** Gives a piece as often as it is wanted, and counts. */
  function endless(piece: string) {
    let given = 0;
    async function* pieces() {
      for (;;) {
        given += 1;
        yield Buffer.from(piece);
      }
    }
    return { pieces: pieces(), given: () => given };
  }

  it.each(['{},', '[],', '[', '0,', '"a":{"b":1},'])(
    'as %s is read no further than they are too many',
    async (value) => {
      const { pieces, given } = endless(value.repeat(1_000));
      await expect(readAnswer(pieces, 1)).rejects.toThrow('TOO_LARGE');
      expect(given()).toBeLessThanOrEqual(51);
    },
  );

  it('may hold more of more people: all that a document permits of a page', async () => {
    const row = `{"sourceKey":"a","recordKey":"1",${'"kind":"REGULAR",'.repeat(10)}"state":"DECIDED"}`;
    const person = `{"vNumber":"${V}","application":[${Array(20).fill(row).join()}]}`;
    const text = `{"records":[${Array(500).fill(person).join()}]}`;
    await expect(readAnswer(piecesOf(text), 500)).resolves.toEqual(JSON.parse(text));
    await expect(readAnswer(piecesOf(text), 1)).rejects.toThrow('TOO_LARGE');
  });

  it('is no answer when it is no JSON, or no UTF-8', async () => {
    async function* broken() {
      yield Buffer.from('{"records":["');
      yield Buffer.from([0xff, 0xfe]);
      yield Buffer.from('"]}');
    }
    await expect(readAnswer(broken(), 1)).rejects.toThrow('GARBAGE');
    await expect(readAnswer(piecesOf('{"records":'), 1)).rejects.toThrow(/^GARBAGE$/);
  });
});
