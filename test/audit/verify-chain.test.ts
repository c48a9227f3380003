import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { signHead } from '../../src/audit/chain.js';
import { compareHeads, currentHeads, readHeads } from '../../src/audit/kept-heads.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import {
  chainOf,
  chainOfMonths,
  otherAt,
  type RawLine,
  rawLines,
  rechained,
  replaceLines,
  STRANGER,
  strangeLine,
} from './chain-tampering.js';
import { append, entries, KEYS, OLD_KEYS, verify } from './log-entries.js';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());

/** Kind and place of each finding, such as `SWAPPED 2026-11 3`. */
const found = async (month?: string) => {
  const { findings } = await verify(opened.database, month);
  return findings.map(({ kind, month: of, line }) => `${kind} ${of} ${line}`);
};
const sign = (head: Parameters<typeof signHead>[0]) => signHead(head, KEYS.signing);
const without = (lines: readonly RawLine[], ...seqs: number[]) => lines.filter(({ seq }) => !seqs.includes(seq));
const numbered = (lines: readonly RawLine[]) => lines.map((line, place) => ({ ...line, seq: place + 1 }));
const changed = (lines: readonly RawLine[], seq: number, change: (line: RawLine) => Partial<RawLine>) =>
  lines.map((line) => (line.seq === seq ? { ...line, ...change(line) } : line));
const swapped = (lines: readonly RawLine[], one: number, other: number) =>
  lines.map((line) => ({ ...line, seq: line.seq === one ? other : line.seq === other ? one : line.seq }));

describe('a chain', () => {
  let lines: RawLine[];
  let month: string;
  beforeEach(async () => {
    await chainOf(opened.database, [3, 1, 4, 2]);
    lines = await rawLines(opened.database);
    month = lines[0]?.month.slice(0, 7) ?? '';
  });

  it('as it was written is whole, and so is an empty one', async () => {
    expect(await found()).toEqual([]);
    await replaceLines(opened.database, []);
    expect(await verify(opened.database)).toEqual({ months: [], findings: [] });
  });

  const named = async (tampered: readonly RawLine[]) => {
    await replaceLines(opened.database, tampered);
    return (await found()).map((each) => each.replace(month, '…'));
  };

  const FIELDS: readonly (keyof RawLine)[] = ['body', 'hash', 'trace'];
  it.each(FIELDS)('of which the %s of a line was changed is broken there', async (field) => {
    expect(await named(changed(lines, 5, (line) => ({ [field]: otherAt(String(line[field]), 9) })))).toEqual([
      'CHANGED … 5',
    ]);
  });

  it('of which a signature was changed, or is another’s, is broken there', async () => {
    const head = (line: RawLine) => ({ month: line.month, seq: 4n, hash: line.hash });
    const forged = changed(lines, 4, (line) => ({ signature: signHead(head(line), STRANGER) }));
    expect(await named(forged)).toEqual(['FORGED … 4']);
    expect(await named(changed(lines, 4, (line) => ({ signature: `${line.signature}=` })))).toEqual(['FORGED … 4']);
    expect(await named(changed(lines, 4, () => ({ signature: '' })))).toEqual(['FORGED … 4']);
  });

  it('of which lines are missing is broken at the first of them', async () => {
    expect(await named(without(lines, 1))).toEqual(['MISSING … 1']);
    expect(await named(without(lines, 5))).toEqual(['MISSING … 5']);
    expect(await named(without(lines, 5, 6))).toEqual(['MISSING … 5']);
    const text = (await verify(opened.database)).findings[0]?.text;
    expect(text).toBe('2 lines are missing here');
  });

  it('of which a line is missing and the others were numbered anew is broken there', async () => {
    expect(await named(numbered(without(lines, 5)))).toEqual(['MISSING … 5']);
    expect(await named(numbered(without(lines, 9)))).toEqual(['MISSING … 9']);
  });

  it('of which lines were swapped is broken at the first of the two, and the other is named', async () => {
    expect(await named(swapped(lines, 2, 3))).toEqual(['SWAPPED … 2']);
    expect(await named(swapped(lines, 5, 9))).toEqual(['SWAPPED … 5']);
    expect((await verify(opened.database)).findings[0]?.text).toContain('line 9');
  });

  it('of which the texts of two lines were swapped is broken at the first of the two', async () => {
    const [one, other] = [lines[4], lines[6]];
    const tampered = changed(
      changed(lines, 5, () => ({ body: other?.body, trace: other?.trace })),
      7,
      () => ({ body: one?.body, trace: one?.trace }),
    );
    expect(await named(tampered)).toEqual(['SWAPPED … 5']);
  });

  it('with a line too many is broken there', async () => {
    const added = (at: number) => numbered([...lines.slice(0, at), strangeLine(`${month}-01`, 0), ...lines.slice(at)]);
    expect(await named(added(4))).toEqual(['ADDED … 5']);
    expect(await named(added(10))).toEqual(['CHANGED … 11']);
    expect(await named([{ ...strangeLine(`${month}-01`, 0) }, ...lines])).toEqual(['ADDED … 0']);
  });

  it('that was chained anew without the key is broken at its first signature', async () => {
    const tampered = changed(lines, 6, (line) => ({ body: line.body.replace('"OK"', '"ERROR"') }));
    expect(await named(rechained(tampered, 5))).toEqual(['FORGED … 8']);
    expect((await verify(opened.database)).findings[0]?.text).toContain('since 5');
  });

  it('of which the end of a write is missing is broken after its last line', async () => {
    expect(await named(without(lines, 10))).toEqual(['CUT … 10']);
  });

  it('that is cut off at an earlier signature is whole by itself, and broken by a head that was kept', async () => {
    const kept = (await currentHeads(opened.database.log)).map((head) => JSON.stringify(head)).join('\n');
    const heads = await readHeads(kept, [KEYS.signing.publicKey]);
    expect(await compareHeads(opened.database.log, heads)).toEqual([]);
    expect(await named(without(lines, 9, 10))).toEqual([]);
    const [finding] = await compareHeads(opened.database.log, heads);
    expect(finding).toMatchObject({ kind: 'CUT', month, line: 10n });
    await append(opened.database, entries(2));
    expect(await compareHeads(opened.database.log, heads)).toMatchObject([{ kind: 'CHANGED', month, line: 10n }]);
  });
});

describe('a chain that went on under another secret', () => {
  const [NOW, OLD] = [KEYS.signing.publicKey, OLD_KEYS.signing.publicKey];
  beforeEach(async () => {
    await chainOf(opened.database, []);
    for (const keys of [OLD_KEYS, OLD_KEYS, KEYS]) await append(opened.database, entries(2), keys);
  });
  const foundWith = async (...keys: (typeof NOW)[]) => {
    const { findings } = await verify(opened.database, undefined, keys);
    return findings.map(({ kind, line }) => `${kind} ${line}`);
  };

  it('is whole with the keys of both, in any order', async () => {
    expect(await foundWith(NOW, OLD)).toEqual([]);
    expect(await foundWith(OLD, NOW)).toEqual([]);
  });

  it('is forged with one of them alone, with others, and with none', async () => {
    expect(await foundWith(NOW)).toEqual(['FORGED 2']);
    expect(await foundWith(OLD)).toEqual(['FORGED 6']);
    expect(await foundWith(STRANGER.publicKey)).toEqual(['FORGED 2']);
    expect(await foundWith()).toEqual(['FORGED 2']);
  });

  it('is forged where somebody without either key signed', async () => {
    const lines = await rawLines(opened.database);
    for (const seq of [4, 6]) {
      const head = (line: RawLine) => ({ month: line.month, seq: BigInt(seq), hash: line.hash });
      await replaceLines(
        opened.database,
        changed(lines, seq, (line) => ({ signature: signHead(head(line), STRANGER) })),
      );
      expect(await foundWith(NOW, OLD)).toEqual([`FORGED ${seq}`]);
    }
  });

  it('has heads that are kept from before the change, and of no other key', async () => {
    const [, , , end] = await rawLines(opened.database);
    const kept = (signature: string | null) =>
      JSON.stringify({ month: end?.month, seq: '4', hash: end?.hash, signature });
    const heads = await readHeads(kept(end?.signature ?? ''), [NOW, OLD]);
    expect(await compareHeads(opened.database.log, heads)).toEqual([]);
    await expect(readHeads(kept(end?.signature ?? ''), [NOW])).rejects.toThrow('none of the keys');
    const strange = signHead({ month: end?.month ?? '', seq: 4n, hash: end?.hash ?? '' }, STRANGER);
    await expect(readHeads(kept(strange), [NOW, OLD])).rejects.toThrow('none of the keys');
  });

  it('names an ended month that none of the keys signed', async () => {
    const end = { month: '2020-01-01', seq: 3n, hash: 'ab'.repeat(32) };
    const ended = async (signature: string) => {
      await opened.database.admin`delete from audit.ended_month`;
      await opened.database.admin`
        insert into audit.ended_month (month, lines, hash, signature) values (${end.month}, 3, ${end.hash}, ${signature})`;
      return (await foundWith(NOW, OLD)).filter((each) => each.startsWith('FORGED'));
    };
    expect(await ended(signHead(end, OLD_KEYS.signing))).toEqual([]);
    expect(await ended(signHead(end, STRANGER))).toEqual(['FORGED 3']);
  });
});

describe('a chain of months', () => {
  const MONTHS = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'];
  let lines: RawLine[];
  beforeEach(async () => {
    await opened.database.admin`truncate audit.audit_record, audit.ended_month`;
    lines = await chainOfMonths(opened.database, MONTHS, sign);
  });

  it('is whole, together and month by month', async () => {
    expect(await found()).toEqual([]);
    for (const month of MONTHS) expect(await found(month)).toEqual([]);
    expect((await verify(opened.database, '2024-02-01')).months).toEqual([{ month: '2024-02', lines: 3 }]);
  });

  it('names the first wrong place of each month', async () => {
    const tampered = lines.map((line) => (line.seq === 2 ? { ...line, body: otherAt(line.body, 12) } : line));
    await replaceLines(opened.database, tampered);
    expect(await found()).toEqual(MONTHS.map((month) => `CHANGED ${month.slice(0, 7)} 2`));
  });

  const cases: [string, (line: RawLine) => boolean, string[]][] = [
    ['a month is missing', ({ month }) => month !== '2024-02-01', ['MISSING_MONTH 2024-03 1']],
    ['the first month is missing', ({ month }) => month !== '2024-01-01', ['MISSING_MONTH 2024-02 1']],
    [
      'the end of a month is missing',
      (l) => l.month !== '2024-02-01' || l.seq < 3,
      ['CUT 2024-02 3', 'BREAK 2024-03 1'],
    ],
  ];
  it.each(cases)('is broken when %s', async (_, keep, expected) => {
    await replaceLines(opened.database, lines.filter(keep));
    expect(await found()).toEqual(expected);
  });

  it('of which the last month is missing is told by a head that was kept', async () => {
    const heads = await readHeads(
      (await currentHeads(opened.database.log)).map((head) => JSON.stringify(head)).join('\n'),
      [KEYS.signing.publicKey],
    );
    await replaceLines(
      opened.database,
      lines.filter(({ month }) => month !== '2024-04-01'),
    );
    expect(await found()).toEqual([]);
    expect(await compareHeads(opened.database.log, heads)).toMatchObject([{ kind: 'CUT', month: '2024-04', line: 3n }]);
  });

  it('of which a month was deleted by hand is broken, though its end was left behind with its own signature', async () => {
    const last = lines[2];
    await replaceLines(opened.database, lines.slice(3));
    await opened.database.admin`
      insert into audit.ended_month (month, lines, hash, signature)
      values ('2024-01-01', 3, ${last?.hash ?? ''}, ${last?.signature ?? ''})`;
    expect(await found()).toEqual(['UNPROVEN_END 2024-01 3']);
    await opened.database.admin`update audit.ended_month set signature = 'x'`;
    expect(await found()).toEqual(['FORGED 2024-01 3', 'UNPROVEN_END 2024-01 3']);
  });
});
