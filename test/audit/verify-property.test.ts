import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { chainOf, otherAt, type RawLine, rawLines, rechained, replaceLines, strangeLine } from './chain-tampering.js';
import { verify } from './log-entries.js';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());

const RUNS = Number(process.env.RUNS ?? 60);

/** Something that is done to a chain, at places that are taken modulo its length. */
interface Tampering {
  readonly kind:
    | 'body'
    | 'hash'
    | 'trace'
    | 'signature'
    | 'delete'
    | 'swap'
    | 'insert'
    | 'cut'
    | 'renumber'
    | 'rechain';
  readonly at: number;
  readonly to: number;
  readonly numberedAnew: boolean;
}

const tampering: fc.Arbitrary<Tampering> = fc.record({
  kind: fc.constantFrom(
    ...(['body', 'hash', 'trace', 'signature', 'delete', 'swap', 'insert', 'cut', 'renumber', 'rechain'] as const),
  ),
  at: fc.nat(1_000),
  to: fc.nat(1_000),
  numberedAnew: fc.boolean(),
});

interface Tampered {
  readonly lines: readonly RawLine[];
  /** The first wrong line; null where the chain is whole by itself, as only kept heads can tell. */
  readonly first: number | null;
}

const numbered = (lines: readonly RawLine[]) => lines.map((line, place) => ({ ...line, seq: place + 1 }));
const changed = (lines: readonly RawLine[], at: number, change: Partial<RawLine>) =>
  lines.map((line, place) => (place === at ? { ...line, ...change } : line));
/** The first line with a signature from a place on. */
const signedFrom = (lines: readonly RawLine[], at: number) =>
  lines.findIndex((line, i) => i >= at && line.signature) + 1;

function changeText(lines: readonly RawLine[], kind: 'body' | 'hash' | 'trace', at: number, to: number): Tampered {
  const text = lines[at]?.[kind] ?? '';
  return { lines: changed(lines, at, { [kind]: otherAt(text, to) }), first: at + 1 };
}

function changeSignature(lines: readonly RawLine[], at: number, to: number): Tampered {
  const first = signedFrom(lines, at) || signedFrom(lines, 0);
  // The last character of a signature has bits that say nothing; another spelling is not what was written all the same.
  const signature = otherAt(lines[first - 1]?.signature ?? '', to);
  return { lines: changed(lines, first - 1, { signature }), first };
}

function remove(lines: readonly RawLine[], at: number, numberedAnew: boolean): Tampered {
  const left = lines.filter((_, place) => place !== at);
  const isEnd = at === lines.length - 1;
  const isWhole = isEnd && (left.length === 0 || Boolean(left.at(-1)?.signature));
  return { lines: numberedAnew ? numbered(left) : left, first: isWhole ? null : at + 1 };
}

function swap(lines: readonly RawLine[], at: number, other: number): Tampered {
  if (at === other) return { lines, first: null };
  const seqs = new Map([
    [at, other + 1],
    [other, at + 1],
  ]);
  const moved = lines.map((line, place) => ({ ...line, seq: seqs.get(place) ?? line.seq }));
  return { lines: moved, first: Math.min(at, other) + 1 };
}

function insert(lines: readonly RawLine[], at: number): Tampered {
  const month = lines[0]?.month ?? '';
  return { lines: numbered([...lines.slice(0, at), strangeLine(month, 0), ...lines.slice(at)]), first: at + 1 };
}

function cut(lines: readonly RawLine[], at: number): Tampered {
  const left = lines.slice(0, at);
  return { lines: left, first: left.length === 0 || left.at(-1)?.signature ? null : at + 1 };
}

function rechain(lines: readonly RawLine[], at: number): Tampered {
  const body = lines[at]?.body.replace('"OK"', '"REFUSED"') ?? '';
  return { lines: rechained(changed(lines, at, { body }), at), first: signedFrom(lines, at) };
}

function tamper(lines: readonly RawLine[], { kind, at: somewhere, to, numberedAnew }: Tampering): Tampered {
  const at = somewhere % lines.length;
  switch (kind) {
    case 'signature':
      return changeSignature(lines, at, to);
    case 'delete':
      return remove(lines, at, numberedAnew);
    case 'swap':
      return swap(lines, at, to % lines.length);
    case 'insert':
      return insert(lines, at);
    case 'cut':
      return cut(lines, at);
    case 'renumber':
      return { lines: changed(lines, at, { seq: lines.length + 1 + to }), first: at + 1 };
    case 'rechain':
      return rechain(lines, at);
    default:
      return changeText(lines, kind, at, to);
  }
}

test('whatever is done to a chain, its first wrong place is named; and nothing is, where nothing was done', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const groups = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(groups, tampering, async (sizes, what) => {
      await chainOf(opened.database, sizes);
      const lines = await rawLines(opened.database);
      expect((await verify(opened.database)).findings).toEqual([]);
      const { lines: tampered, first } = tamper(lines, what);
      await replaceLines(opened.database, tampered);
      const { findings } = await verify(opened.database);
      expect(findings.map(({ line }) => Number(line))).toEqual(first === null ? [] : [first]);
    }),
    { numRuns: RUNS, seed, endOnFailure: true, verbose: true },
  );
});
