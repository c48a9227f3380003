import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, test } from '@jest/globals';
import { POLICY_TEXT } from '../policy/initial-policy.js';
import { run } from '../support/run-program.js';

const COMMAND = fileURLToPath(new URL('../../src/cli/ketenzicht.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-try-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = 'Achmadzai';
let files = 0;
function file(text: string): string {
  files += 1;
  const name = join(folder, `${files}`);
  writeFileSync(name, text);
  return name;
}

const tryAs = (organisation: string, text: string, ...more: string[]) =>
  run('policy', 'try', '--organisation', organisation, '--operation', file(text), ...more);

interface View {
  readonly view: string;
  readonly refused: { name: string }[];
  readonly conditional: { name: string; conditions: string[]; effect: string }[];
  readonly free: { name: string }[];
  readonly sources: string[] | null;
  readonly strictCouldReject: boolean;
}

async function viewsOf(organisation: string, text: string, ...more: string[]): Promise<View[]> {
  return JSON.parse((await tryAs(organisation, text, '--json', ...more)).out).views;
}

const CASE = `query One($id: ID!) { case(id: $id) { ...Shown } }
fragment Shown on Case { id number: person { burger: bsn vNumber } timeline { edges { node { at } } } }`;

describe('policy try says what an operation would get', () => {
  it('0 when all of it is in the view: what is free, what is asked of whom, and whether strict could reject it', async () => {
    const { exitCode, out, err } = await tryAs('ind', CASE);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^IND for RESIDENCE_DECISION, policy .*: answered\n/);
    expect(out).toContain('with X-Absences: strict it is not rejected');
    const [view] = await viewsOf('ind', '{ cases { edges { node { applications { outcome } } } } }');
    expect(view).toMatchObject({ refused: [], conditional: [], sources: ['IND'], strictCouldReject: false });
  });

  it('1 when something is refused, with the rule that denies it', async () => {
    const { exitCode, out } = await tryAs('ngo-de-haven', CASE);
    expect(exitCode).toBe(1);
    expect(out).toMatch(
      /refused: not in this schema\n {4}Person\.bsn \(line 2, column \d+\)\n {6}rule person\.bsn@NGO/,
    );
    const [view] = await viewsOf('ngo-de-haven', CASE);
    expect(view?.refused.map(({ name }) => name)).toEqual(['Person.bsn']);
    expect(view?.sources).toBeNull();
  });

  it('which values a condition would withhold, also of what is put together from several sources', async () => {
    const [view] = await viewsOf('ngo-de-haven', CASE.replace('burger: bsn', ''));
    const told = view?.conditional.map(({ name, effect, conditions }) => [name, effect, ...conditions].join(' '));
    expect(told).toEqual(['Person.vNumber withheld consent', 'Case.timeline withheld own consent']);
    expect(view?.strictCouldReject).toBe(true);
  });

  it('for every purpose of the organisation, or for one', async () => {
    const text = '{ cases { edges { node { plan { scenario } } } } }';
    const all = await viewsOf('avim', text);
    expect(all.map(({ view, refused }) => [view, refused.length > 0])).toEqual([
      ['AVIM/SUPERVISION', false],
      ['AVIM/IDENTIFICATION', true],
    ]);
    expect(await viewsOf('avim', text, '--purpose', 'SUPERVISION')).toHaveLength(1);
    expect((await tryAs('avim', text)).exitCode).toBe(1);
    expect((await tryAs('avim', text, '--purpose', 'SUPERVISION')).exitCode).toBe(0);
  });

  it('of filters and orders too, in the text and in variables', async () => {
    const text = `query ($filter: CaseFilter, $by: CaseOrderField = BIRTH_DATE) {
      cases(filter: $filter, orderBy: { field: $by, direction: ASC }) { totalCount }
    }`;
    const variables = file(JSON.stringify({ filter: { person: { bsn: { in: [SECRET] } } } }));
    const given = await tryAs('dtv', text, '--variables', variables);
    expect([given.exitCode, given.out]).toEqual([1, expect.stringContaining('PersonFilter.bsn (line 1, column 8)')]);
    expect(given.out + given.err).not.toContain(SECRET);
    const shelter = await viewsOf('amsterdam', text, '--purpose', 'SHELTER_OPERATIONS');
    expect(shelter[0]?.refused.map(({ name }) => name)).toEqual(['CaseOrderField.BIRTH_DATE']);
    const [open] = await viewsOf('dtv', text);
    expect(open).toMatchObject({ openVariables: ['$filter: CaseFilter', '$by: CaseOrderField'], sources: ['SHELTER'] });
  });

  it('which sources a filter asks, beside those that are shown', async () => {
    const text =
      '{ cases(filter: { applications: { outcome: { in: [GRANTED] } } }) { edges { node { plan { scenario } } } } }';
    expect((await viewsOf('ind', text))[0]?.sources).toEqual(['SHELTER', 'IND']);
    expect((await viewsOf('ind', '{ cases(filter: { status: { in: [LEFT] } }) { totalCount } }'))[0]?.sources).toEqual(
      [],
    );
  });

  it('of the operation that is named', async () => {
    const text = 'query A { me { organisation } } query B { cases { totalCount } }';
    const [view] = await viewsOf('ind', text, '--operation-name', 'A');
    expect(view?.free.map(({ name }) => name)).toEqual(['Query.me', 'Me.organisation']);
  });

  it('under a policy that is not live yet, with what would keep it from starting', async () => {
    const proposal = file(
      POLICY_TEXT.replace(/^(person\.bsn,"BSN",)own,/m, '$1no,').replace(/^outflow\.reason,.*\n/m, ''),
    );
    const asked = ['{ case(id: "x") { person { bsn } } }', '--purpose', 'CASE_COORDINATION'] as const;
    const [now, then] = [await tryAs('amsterdam', ...asked), await tryAs('amsterdam', ...asked, '--policy', proposal)];
    expect([now.exitCode, then.exitCode]).toEqual([0, 1]);
    expect(then.out).toContain('Warning: the server would not start with this policy: ');
    expect(now.out).not.toContain('Warning');
  });

  it('and that no token opens it, where the purpose is not in force', async () => {
    const ended = file(POLICY_TEXT.replace(/^(@valid-until,"[^"]*"),[^,]*/m, '$1,2020-01-01'));
    const { out } = await tryAs(
      'amsterdam',
      '{ me { organisation } }',
      '--purpose',
      'CASE_COORDINATION',
      '--policy',
      ended,
    );
    expect(out).toContain('not in force today: no token opens it');
  });

  it('from standard input', async () => {
    const words = ['policy', 'try', '--organisation', 'ind', '--operation', '-'];
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, KETENZICHT_DATA_FOLDER: folder };
    const out = await new Promise<string>((done) => {
      const child = execFile(COMMAND, words, { env, cwd: folder }, (_error, text) => done(text));
      child.stdin?.end('{ me { organisation } }');
    });
    expect(out).toContain('free for every case in reach: Query.me, Me.organisation');
  });
});

describe('policy try says when it cannot answer, with exit code 2', () => {
  const fine = '{ me { organisation } }';
  test.each<[string, string, string, string[], RegExp]>([
    ['no such organisation', 'nobody', fine, [], /no such organisation\. Known: .*ind/],
    ['no such purpose', 'ind', fine, ['--purpose', 'RETURN'], /no such purpose\. Its purposes: RESIDENCE_DECISION/],
    ['a text that cannot be read', 'ind', `{\n  case(id: "${SECRET}"`, [], /cannot be read at line 2, column \d+\.\n$/],
    [
      'a string that stays open',
      'ind',
      `{ case(id: "${SECRET}) { id } }`,
      [],
      /cannot be read at line 1, column \d+\.\n$/,
    ],
    ['no operation', 'ind', 'fragment F on Case { id }', [], /no operation in it/],
    ['nothing', 'ind', '', [], /cannot be read at line 1, column 1/],
    [
      'several operations',
      'ind',
      'query A { me { purpose } } query B { me { purpose } }',
      [],
      /--operation-name: A, B/,
    ],
    ['no such operation', 'ind', 'query A { me { purpose } }', ['--operation-name', 'X'], /Its operations: A\./],
    ['no file of variables', 'ind', fine, ['--variables', '/no/such'], /There is no file \/no\/such\./],
    ['no policy', 'ind', fine, ['--policy', '--x'], /argument missing|cannot begin with/],
  ])('%s', async (_what, organisation, text, more, message) => {
    const { exitCode, out, err } = await tryAs(organisation, text, ...more);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain(SECRET);
  });

  it('also for variables that are no object, and a policy with a fault', async () => {
    for (const text of ['[1]', '1', 'null', `{"a": "${SECRET}`]) {
      const { exitCode, err } = await tryAs('ind', fine, '--variables', file(text));
      expect([exitCode, err]).toEqual([2, 'The variables must be one JSON object.\n']);
    }
    const broken = await tryAs('ind', fine, '--policy', file('x'), '--json');
    expect([broken.exitCode, JSON.parse(broken.out).line]).toEqual([2, 1]);
  });

  it('and a field that nobody has is refused, without a hint or a value', async () => {
    const { exitCode, out } = await tryAs('ind', `{ case(id: "${SECRET}") { statu(x: "${SECRET}") } me }`);
    expect(exitCode).toBe(1);
    expect(out).toContain('Cannot query field "statu" on type "Case" at line 1, column');
    expect(out).toContain('Field "me" must have a selection of subfields at line 1, column');
    expect(out).not.toMatch(new RegExp(`${SECRET}|Did you mean|"status"`));
  });

  it('nor is the value of a variable that does not fit', async () => {
    const text = 'query ($f: CaseFilter) { cases(filter: $f) { totalCount } }';
    const { exitCode, out } = await tryAs('ind', text, '--variables', file(JSON.stringify({ f: { status: SECRET } })));
    expect([exitCode, out]).toEqual([1, expect.stringContaining('Variable "$f" does not have a value of its type')]);
    expect(out).not.toContain(SECRET);
  });
});
