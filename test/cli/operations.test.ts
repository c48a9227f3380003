import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from '@jest/globals';
import { run } from '../support/run-program.js';

const top = mkdtempSync(join(tmpdir(), 'ketenzicht-operations-'));
afterAll(() => rmSync(top, { recursive: true }));

let count = 0;
/** A folder with these files, and the manifest that is to be built of it. */
function folderWith(files: Record<string, string>) {
  count += 1;
  const folder = join(top, String(count));
  mkdirSync(join(folder, 'deep'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, to: join(folder, 'out', 'manifest.json') };
}

const build = ({ folder, to }: { folder: string; to: string }, ...more: string[]) =>
  run('operations', 'build', folder, '--organisation', 'ind', '--to', to, ...more);

const GOOD = {
  'one.graphql': 'query One($id: ID!) { case(id: $id) { ...Shown } }',
  'deep/shown.graphql': 'fragment Shown on Case { id status ...Unknown } fragment Unknown on Case { arrivedAt }',
  'two.graphql': 'query Two { me { organisation } } query Three { me { purpose } }',
  'README.md': 'not a document {',
};

describe('operations build writes what a partner’s front-end may send', () => {
  it('0: every operation with the fragments it uses, under the SHA-256 of its text', async () => {
    const place = folderWith(GOOD);
    const { exitCode, out, err } = await build(place);
    expect([exitCode, err]).toEqual([0, '']);
    const { view, operations } = JSON.parse(readFileSync(place.to, 'utf8')) as {
      view: string;
      operations: Record<string, string>;
    };
    expect([view, Object.keys(operations).length]).toEqual(['IND/RESIDENCE_DECISION', 3]);
    for (const [id, text] of Object.entries(operations)) {
      expect(createHash('sha256').update(text).digest('hex')).toBe(id);
      expect(out).toContain(id);
    }
    const [one] = Object.values(operations).filter((text) => text.includes('query One'));
    expect(one).toMatch(/^query One[\s\S]*fragment Shown[\s\S]*fragment Unknown/);
    expect(Object.values(operations).filter((text) => text.includes('fragment'))).toHaveLength(1);
  });

  it('0: the same manifest from the same documents, whatever their layout and files', async () => {
    const [one, other] = [
      folderWith(GOOD),
      folderWith({ 'all.graphql': Object.values(GOOD).slice(0, 3).reverse().join('\n\n#\n') }),
    ];
    await build(one);
    await build(other);
    expect(readFileSync(other.to, 'utf8')).toBe(readFileSync(one.to, 'utf8'));
  });

  it('0 or 1 with --check: whether it is up to date, and writes nothing', async () => {
    const place = folderWith(GOOD);
    expect((await build(place, '--check')).exitCode).toBe(1);
    expect(() => readFileSync(place.to)).toThrow('ENOENT');
    await build(place);
    const { exitCode, out } = await build(place, '--check', '--json');
    expect([exitCode, JSON.parse(out)]).toMatchObject([0, { stale: false, view: 'IND/RESIDENCE_DECISION' }]);
    writeFileSync(join(place.folder, 'two.graphql'), 'query Two { me { purpose } }');
    expect((await build(place, '--check')).exitCode).toBe(1);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'a field that the view denies',
      { 'a.graphql': 'query A {\n cases { edges { node { guidance { goal } } } } }' },
      /a\.graphql: A: Cannot query field "guidance" on type "Case" at line 2, column \d+\.$/m,
    ],
    [
      'a field that is misspelt',
      { 'a.graphql': 'query A { mee { purpose } }' },
      /Cannot query field "mee" on type "Query" at line 1/,
    ],
    ['what is no document', { 'a.graphql': 'query A { me {' }, /a\.graphql: It cannot be read at line 1, column 15\./],
    ['an operation without a name', { 'a.graphql': '{ me { purpose } }' }, /Give every operation a name\./],
    [
      'two of one name',
      { 'a.graphql': 'query A { me { purpose } }', 'b.graphql': 'query A { me { purpose } }' },
      /b\.graphql: There is another operation named A\./,
    ],
    ['a fragment that is not there', { 'a.graphql': 'query A { me { ...Gone } }' }, /Unknown fragment "Gone"/],
    [
      'a type',
      { 'a.graphql': 'query A { me { purpose } } type B { c: Int }' },
      /Only operations and fragments are published\./,
    ],
    [
      'one beyond the limits',
      { 'a.graphql': `query A { me { ${'purpose '.repeat(101)} } }` },
      /A: Ask for at most 100 fields in one selection set\./,
    ],
  ])('1 and nothing written: %s', async (_what, files, words) => {
    const place = folderWith({ ...GOOD, ...files });
    const { exitCode, out } = await build(place);
    expect([exitCode, out]).toEqual([1, expect.stringMatching(words)]);
    expect(() => readFileSync(place.to)).toThrow('ENOENT');
  });

  it('2: it cannot be built', async () => {
    const place = folderWith(GOOD);
    const asked = ['operations', 'build', place.folder, '--to', place.to];
    const [nobody, several, nothing, nowhere, unwritable] = [
      await run(...asked, '--organisation', 'nobody'),
      await run(...asked, '--organisation', 'amsterdam'),
      await run(
        'operations',
        'build',
        join(place.folder, 'out-of-documents'),
        '--organisation',
        'ind',
        '--to',
        place.to,
      ),
      await build(folderWith({ 'a.graphql': 'fragment F on Me { purpose }' })),
      await build({ folder: place.folder, to: join(place.folder, 'one.graphql', 'x.json') }),
    ];
    const all = [nobody, several, nothing, nowhere, unwritable];
    expect(all.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 2, 2]);
    expect(several.err).toContain('CASE_COORDINATION');
    expect(nowhere.err).toContain('no operation');
  });

  it('the operations of the typed clients can be published as they are', async () => {
    const to = join(top, 'clients.json');
    const files = ['src/client/operations/own-view.graphql', 'src/client/ind/residence-decision/operations.graphql'];
    const { exitCode } = await run('operations', 'build', ...files, '--organisation', 'ind', '--to', to);
    expect(exitCode).toBe(0);
  });
});
