import { describe, expect, it } from '@jest/globals';
import { type BenchReport, judge, reportText } from '../../../src/cli/bench/report.js';
import { compare } from '../../../src/cli/bench/rounds.js';
import { standingsOf } from '../../../src/cli/bench/standings.js';

const always = (ratio: number) => compare([[100, 100 * ratio]]);

const WITHOUT: BenchReport = {
  machine: { cores: 2, load: 0 },
  view: 'IND/RESIDENCE_DECISION',
  cases: { small: 1_297, large: 129_700 },
  answers: { cases: 50, pageBytes: 70_000, caseBytes: 1_400 },
  statements: { 'page of 50': 3 },
  statementLimit: 3,
  page: always(0.5),
  oneCase: always(0.3),
  growth: { 'one case': always(1) },
  statistic: always(1),
  facts: { small: 1_000, large: 1_000 },
};

/** A run in which the product answers so many times as many requests as the only peer. */
const withPeer = (times: number, name = 'one case'): BenchReport => ({
  ...WITHOUT,
  standings: [standingsOf({ name, clients: 8 }, ['Other'], [[1_000, 300 * times, 300]])],
  peerNotes: ['The peers are other 1.2.3.'],
});

const aheadOf = (report: BenchReport) => judge(report).filter(({ target }) => target.includes('best peer'));

describe('the report of a run with peers', () => {
  it('has a row for floor, product and peer, with its ratio to the floor', () => {
    const text = reportText(withPeer(2));
    expect(text).toMatch(/^one case, 8 clients +floor +1,000 \(1,000–1,000\) +1$/m);
    expect(text).toMatch(/^ +product +600 \(600–600\) +0\.6 \(0\.6–0\.6\)$/m);
    expect(text).toMatch(/^ +Other +300 \(300–300\) +0\.3 \(0\.3–0\.3\)$/m);
    expect(text).toMatch(/^one case, 8 clients +2 \(2–2\) +Other$/m);
  });

  it('says what the peers are, what they do not do, and what a working day is', () => {
    const text = reportText(withPeer(2));
    expect(text).toContain('The peers are other 1.2.3.');
    expect(text).toContain('write no log');
    expect(text).toContain('A working day: 60 % one case, 20 % search by name');
  });

  it('says nothing of peers when none were asked for', () => {
    expect(reportText(WITHOUT)).not.toMatch(/peer|working day/i);
    expect(aheadOf(WITHOUT)).toEqual([]);
  });

  it('says why there are none when npm could not install them, and judges nobody against them', () => {
    const standings = [standingsOf({ name: 'one case', clients: 8 }, [], [[1_000, 300]])];
    const report = { ...WITHOUT, standings, peerNotes: ['The peers are left out: npm could not install them (x).'] };
    expect(reportText(report)).toContain('npm could not install them (x)');
    expect(reportText(report)).not.toMatch(/best peer|write no log/);
    expect(aheadOf(report)).toEqual([]);
  });
});

describe('the product is ahead of the best peer', () => {
  it('when it answers as many requests', () => {
    expect(aheadOf(withPeer(1))).toEqual([
      { target: 'one case, 8 clients: ahead of the best peer, Other', measured: 1, met: true },
    ]);
  });

  it('and not when it answers fewer', () => {
    expect(aheadOf(withPeer(0.99)).map(({ met }) => met)).toEqual([false]);
    expect(reportText(withPeer(0.99))).toContain('MISSED  one case, 8 clients: ahead of the best peer, Other: 0.99');
  });

  it('on a page and on a case; lists and days are shown and not judged', () => {
    expect(aheadOf(withPeer(0.5, 'page of 50'))).toHaveLength(1);
    expect(aheadOf(withPeer(0.5, 'working day'))).toEqual([]);
  });
});
