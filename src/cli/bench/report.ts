import type { CheckedAnswers } from './answers.js';
import { type PeerFigures, peersText } from './peers-text.js';
import type { Comparison, Spread } from './rounds.js';
import { count, round, table, withRange } from './table.js';

/** What one run of the bench saw. */
export interface BenchReport extends PeerFigures {
  /** Cores, and how many programs wanted one before the bench began. */
  readonly machine: { readonly cores: number; readonly load: number };
  readonly view: string;
  readonly cases: { readonly small: number; readonly large: number };
  readonly answers: CheckedAnswers;
  /** Statements sent by one operation, `begin` and `commit` apart. */
  readonly statements: Readonly<Record<string, number>>;
  readonly statementLimit: number;
  /** First the floor, second the product: requests a second. */
  readonly page: Comparison;
  readonly oneCase: Comparison;
  /** By what is asked: first the grown database, second the small one; the ratio is what a request costs more. */
  readonly growth: Readonly<Record<string, Comparison>>;
  /** As in `growth`, of a statistic by three dimensions. */
  readonly statistic: Comparison;
  /** How many people statistics count in either database. */
  readonly facts: { readonly small: number; readonly large: number };
}

/** A target, and whether the run met it. */
export interface Verdict {
  readonly target: string;
  readonly measured: number;
  readonly met: boolean;
}

const LEAST_PAGE_RATIO = 0.7;
const LEAST_CASE_RATIO = 0.45;
const MOST_GROWTH = 1.2;
/** A page and a case are what the product is for; the peers carry neither logs nor policy. */
const AHEAD = ['page of 50', 'one case'];

/** Holds a run against the targets, by its medians. */
export function judge(report: BenchReport): Verdict[] {
  const { page, oneCase, growth, statistic, facts, statements, statementLimit } = report;
  const most = Math.max(...Object.values(statements));
  const times = facts.large / facts.small;
  return [
    atLeast(`page of 50: at least ${LEAST_PAGE_RATIO} of the floor`, page.ratio, LEAST_PAGE_RATIO),
    atLeast(`one case: at least ${LEAST_CASE_RATIO} of the floor`, oneCase.ratio, LEAST_CASE_RATIO),
    ...aheadOfPeers(report),
    ...Object.entries(growth).map(([name, { ratio }]) =>
      atMost(`growth of ${name}: at most ${MOST_GROWTH}`, ratio.median, MOST_GROWTH),
    ),
    atMost(`growth of a statistic: at most that of the facts, ${round(times)}`, statistic.ratio.median, times),
    atMost(`statements: at most ${statementLimit}`, most, statementLimit),
  ];
}

function aheadOfPeers({ standings = [] }: BenchReport): Verdict[] {
  return standings.flatMap(({ question, clients, best }) =>
    best && AHEAD.includes(question)
      ? [atLeast(`${question}, ${clients} clients: ahead of the best peer, ${best.title}`, best.ratio, 1)]
      : [],
  );
}

/** The report as a table for people. */
export function reportText(report: BenchReport): string {
  const { machine, view, cases, answers, page, oneCase, growth, statistic, statements } = report;
  const [few, many] = [count(cases.small), count(cases.large)];
  return [
    `View ${view}; ${answers.cases} cases a page (${count(answers.pageBytes)} bytes), one case ${count(answers.caseBytes)} bytes.`,
    'Floor: one hand-written SQL statement under the same login, its JSON passed through. Both give the same values.',
    "The floor reads the agencies' tables; the product, as far as it can, the row that each source keeps of a case.",
    'Requests a second over 8 connections: the median of alternating rounds, with the least and the most.',
    ...busy(machine),
    '',
    ...table([
      ['', 'floor', 'product', 'product / floor'],
      ['page of 50', ...rates(page)],
      ['one case', ...rates(oneCase)],
    ]),
    ...peersText(report),
    '',
    ...table([
      ['', `${many} cases`, `${few} cases`, 'cost grown by'],
      ...Object.entries({ ...growth, statistic }).map(([name, comparison]) => [name, ...rates(comparison)]),
    ]),
    `A statistic counts every fact: ${count(report.facts.large)} of them, and ${count(report.facts.small)}.`,
    '',
    ...table([
      ['statements', ...Object.keys(statements)],
      ['sent', ...Object.values(statements).map(String)],
    ]),
    '',
    ...judge(report).map(({ target, measured, met }) => `${met ? 'met   ' : 'MISSED'}  ${target}: ${round(measured)}`),
  ].join('\n');
}

/** Other programs make every figure less certain, and may slow one side down more than the other. */
function busy({ cores, load }: BenchReport['machine']): string[] {
  if (load < cores / 2) return [];
  return [`This machine was busy before (load ${round(load)} on ${cores} cores): measure again when it is quiet.`];
}

function atLeast(target: string, { median }: Spread, least: number): Verdict {
  return { target, measured: median, met: median >= least };
}

function atMost(target: string, measured: number, most: number): Verdict {
  return { target, measured, met: measured <= most };
}

function rates({ first, second, ratio }: Comparison): string[] {
  return [withRange(first, count), withRange(second, count), withRange(ratio, round)];
}
