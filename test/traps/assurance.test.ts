import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandResult } from '../../src/cli/command-result.js';
import { policyTryCommand, type TryQuestion } from '../../src/cli/policy-try.js';
import { runProgram } from '../../src/cli/program.js';
import { explainer } from '../../src/policy/explain.js';
import { membersOf, viewMembers } from '../../src/policy/view-members.js';
import { guardedTables } from '../../src/sources/index.js';
import { initialPolicy, POLICY_TEXT } from '../policy/initial-policy.js';
import { testConfig } from '../support/config.js';
import { masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

const master = masterOfTests();

/** Written down again on purpose: whose source is whose. */
const isOwn = (view: string, agency: string) =>
  view.startsWith(`${{ SHELTER: 'MUNICIPALITY', GUIDANCE: 'NGO' }[agency] ?? agency}/`);

describe('trap 42: which rule denied this can be answered', () => {
  const everything = [...membersOf(master).members];
  const explain = explainer(initialPolicy, master);
  const rows = new Set<string>(initialPolicy.categories.map(({ category }) => category));

  it.each(initialPolicy.columns.map(({ view }) => view))('for all that %s is denied, and only for that', (view) => {
    const there = viewMembers(master, initialPolicy, view).members;
    const column = initialPolicy.columns.find((one) => one.view === view);
    const wrong = everything.filter((field) => {
      const answer = explain({ view, field });
      if (there.has(field))
        return answer.decision !== 'permit' || answer.deniedBy.length + answer.foreignSources.length > 0;
      const named = answer.deniedBy.every(
        (rule) =>
          rule.view === view &&
          rows.has(rule.category) &&
          initialPolicy.conditionOf(view, rule.category) === 'no' &&
          answer.text.includes(rule.ruleId),
      );
      const based = [column?.legalBasis, column?.processingActivity, `policy version: ${initialPolicy.version}`];
      const said = based.every((words) => answer.text.includes(words ?? 'nothing'));
      const owned = answer.foreignSources.every(
        (agency) => !isOwn(view, agency) && answer.text.includes(`source ${agency} `),
      );
      const denials = answer.deniedBy.length + answer.foreignSources.length;
      return answer.decision !== 'deny' || denials === 0 || !named || !owned || !said;
    });
    expect(wrong).toEqual([]);
    expect(everything.length).toBeGreaterThan(there.size);
  });
});

const OPERATIONS = [
  '{ me { organisation readable { category condition } } }',
  '{ cases { totalCount edges { node { id status municipality arrivedAt } } } }',
  '{ cases { edges { node { person { familyName birthDate vNumber } conflicts { field } timeline { edges { node { at } } } } } } }',
  '{ cases { edges { node { ...Stay guidance { phase } plan { scenario efforts { organisation effort } } } } } } fragment Stay on Case { shelterStays { arrivedAt location attention } }',
  '{ cases { edges { node { applications { kind outcome legalArticle medicalOutcome } } } } }',
  '{ cases { edges { node { returnProcedures { state officer { name } } supervision { measure } identity { established } } } } }',
  '{ cases(filter: { person: { nationalities: { in: ["0084"] } } }, orderBy: { field: FAMILY_NAME, direction: ASC }) { totalCount } }',
  '{ cases(filter: { shelterStays: { location: { in: ["De Oever"] } } }) { totalCount } }',
  '{ cases { edges { node { person { bsn telephone } outflow { reason } } } } }',
];

const ASKERS = [
  ['amsterdam', 'CASE_COORDINATION'],
  ['amsterdam', 'SHELTER_OPERATIONS'],
  ['ngo-de-haven', 'GUIDANCE'],
  ['ind', 'RESIDENCE_DECISION'],
  ['dtv', 'RETURN'],
  ['avim', 'SUPERVISION'],
  ['avim', 'IDENTIFICATION'],
] as const;

interface TriedView {
  readonly refused: readonly { readonly name: string }[];
  readonly faults: readonly string[];
  readonly conditional: readonly { readonly name: string; readonly conditions: readonly string[] }[];
  readonly strictCouldReject: boolean;
}

function tryIt(question: TryQuestion): { result: CommandResult; view: TriedView } {
  const { organisations } = testConfig();
  const parts = { master, policyText: POLICY_TEXT, organisations, tables: guardedTables, now: new Date() };
  const result = policyTryCommand(parts, question);
  return { result, view: (result.json as { views: [TriedView] }).views[0] };
}

describe('trap 43: what was tried is what the server then answers', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(WORLD);
  });
  afterAll(() => graph?.close());

  it.each(ASKERS)('to %s for %s', async (organisation, purpose) => {
    for (const query of OPERATIONS) {
      const { result, view } = tryIt({ organisation, purpose, operation: query });
      expect({ query, faults: view.faults }).toEqual({ query, faults: [] });
      const answer = await graph.ask({ organisation, purpose, query });
      expect({ query, refused: answer.data === undefined || answer.data === null }).toEqual({
        query,
        refused: result.exitCode === 1,
      });
      const foretold = new Set(
        view.conditional.flatMap(({ conditions }) => conditions.map((one) => one.toUpperCase())),
      );
      const withheld = answer.absences.filter(({ reason }) => reason === 'WITHHELD').map(({ condition }) => condition);
      expect({ query, unforetold: withheld.filter((one) => !foretold.has(one ?? '')) }).toEqual({
        query,
        unforetold: [],
      });
      if (result.exitCode === 1 || view.strictCouldReject) continue;
      const strict = await graph.ask({ organisation, purpose, query, headers: { 'x-absences': 'strict' } });
      expect({ query, errors: strict.errors }).toEqual({ query, errors: undefined });
    }
  });

  it('also where something is withheld, which strict then rejects', async () => {
    const asker = { organisation: 'ngo-de-haven', purpose: 'GUIDANCE' };
    const query = '{ cases { edges { node { shelterStays { location } } } } }';
    const { view } = tryIt({ ...asker, operation: query });
    expect(view.conditional.map(({ name, conditions }) => `${name} ${conditions}`)).toEqual([
      'ShelterStay.location own',
    ]);
    const answer = await graph.ask({ ...asker, query });
    expect(new Set(answer.absences.map(({ condition }) => condition))).toEqual(new Set(['OWN']));
    const strict = await graph.ask({ ...asker, query, headers: { 'x-absences': 'strict' } });
    expect([view.strictCouldReject, strict.errors?.[0]?.extensions.code]).toEqual([true, 'WOULD_WITHHOLD']);
  });
});

describe('trap 43: a change of the policy can be tried before it is live', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-assurance-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const proposal = join(folder, 'proposal.csv');
  const operation = join(folder, 'operation.graphql');
  const place = initialPolicy.columns.findIndex(({ view }) => view === 'AVIM/SUPERVISION') + 2;
  writeFileSync(operation, '{ cases { edges { node { id person { bsn } } } } }');
  writeFileSync(proposal, proposed());

  /** The shipped policy in a version of its own, with the BSN open to the AVIM for its own records. */
  function proposed(): string {
    const lines = POLICY_TEXT.replace(initialPolicy.version, '2199-01-01.1').split('\n');
    return lines
      .map((line) => {
        const cells = line.split(',');
        return line.startsWith('person.bsn,') ? cells.map((cell, at) => (at === place ? 'own' : cell)).join(',') : line;
      })
      .join('\n');
  }

  it('policy diff says what it opens to whom, and wants somebody to have decided so', async () => {
    const { exitCode, out } = await run('policy', 'diff', 'src/policy/policy.csv', proposal);
    expect(exitCode).toBe(1);
    expect(out).toContain('AVIM for SUPERVISION now also sees Person.bsn');
    expect(out).toContain("person.bsn: no → own, only where the record belongs to the partner's organisation");
    expect(out).toContain('NOT NOTED. The line that would note it: 2199-01-01.1,AVIM/SUPERVISION,person.bsn,no,own,');
    expect((await run('policy', 'diff', proposal, 'src/policy/policy.csv')).exitCode).toBe(0);
  });

  it('policy try says what an operation would get under it, and what it gets today', async () => {
    const words = ['policy', 'try', '--organisation', 'avim', '--purpose', 'SUPERVISION', '--operation', operation];
    const [today, then] = [await run(...words), await run(...words, '--policy', proposal)];
    expect([today.exitCode, then.exitCode]).toEqual([1, 0]);
    expect(today.out).toContain('rule person.bsn@AVIM/SUPERVISION: no');
    expect(then.out).toContain('rule person.bsn@AVIM/SUPERVISION: own');
  });
});

async function run(...words: string[]): Promise<{ exitCode: number; out: string }> {
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const exitCode = await runProgram(words, { serveParts: async () => ({}) }, { out: write, err: write });
  return { exitCode, out };
}
