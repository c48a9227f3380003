import { describe, expect, it } from '@jest/globals';
import { anyTypes, emptyNames, FILE_LINES, FUNCTION_LINES, linesWith, longFiles, longFunctions } from './budgets.js';
import { type ProjectFile, projectFiles, sourceFiles } from './project-files.js';

/** Written in halves, so that this file does not hold what it looks for. */
const pattern = (flags: string, ...halves: string[]) => new RegExp(halves.join(''), flags);

const UNFINISHED = pattern(
  'i',
  '\\b(TO',
  'DO|FIX',
  'ME|X',
  'XX|HA',
  'CK|st',
  'ub(s|bed)?|not (yet )?imple',
  'mented)\\b',
);
const CONSOLE = /\bconsole\s*\.\s*(log|info|debug|dir|table|trace)\b/;

/** Places that exist on the machine where a file was written and nowhere else. */
const FOREIGN = pattern(
  'i',
  '\\.\\./sha',
  'red\\b|(?<![\\w.-])/wo',
  'rk(?![\\w-])|/tmp/br',
  'ief|/ro',
  'ot/|/ho',
  'me/(?!node\\b)[a-z]|\\b(registry|npm|mirror|proxy|artifactory|nexus|verdaccio)\\.[a-z0-9-]+\\.(org|com|net|nl|io|dev|internal|local)\\b',
);

/** A lock file may say that a package came from npm's own public registry, and from no other. */
function withoutLockAddresses({ path, text }: ProjectFile): ProjectFile {
  const address = pattern('g', '"resolved": "https://registry.npm', 'js.org/[^"]*"');
  return { path, text: path === 'package-lock.json' ? text.replace(address, '') : text };
}

const file = (path: string, ...lines: string[]): ProjectFile => ({ path, text: `${lines.join('\n')}\n` });

/** What `npm run clients` writes is read by compilers; its size and its types follow from the views. */
const GENERATED = /^src\/client\/[^/]+\/[^/]+\/generated\//;
const source = sourceFiles('src').filter(({ path }) => !GENERATED.test(path));
const tests = sourceFiles('test');
const program = [...source, ...tests];

describe('the whole project stays small enough to read', () => {
  it(`no file of more than ${FILE_LINES} lines`, () => {
    expect(longFiles(program)).toEqual([]);
  });

  it(`no function of more than ${FUNCTION_LINES} lines`, () => {
    expect(program.flatMap(longFunctions)).toEqual([]);
  });
});

describe('the whole project is finished and says what it means', () => {
  it('no type is left open', () => {
    expect(program.flatMap(anyTypes)).toEqual([]);
  });

  it('nothing is marked as unfinished', () => {
    expect(program.flatMap((one) => linesWith(one, UNFINISHED))).toEqual([]);
  });

  it('only the commands and the start of the process write to the terminal', () => {
    const silent = source.filter(({ path }) => !/^src\/(cli\/|web\/.*\.js$|main\.ts$)/.test(path));
    expect(silent.flatMap((one) => linesWith(one, CONSOLE))).toEqual([]);
  });

  it('every name says something', () => {
    expect(program.flatMap(emptyNames)).toEqual([]);
  });

  it('no file names a place of the machine it was written on', () => {
    expect(
      projectFiles()
        .map(withoutLockAddresses)
        .flatMap((one) => linesWith(one, FOREIGN)),
    ).toEqual([]);
  });
});

describe('a budget that is not kept is found', () => {
  const filler = (count: number) => Array.from({ length: count }, (_, place) => `  use(${place});`);

  it('a file of one line too many, and not one of just enough', () => {
    const files = [file('src/a.ts', ...filler(FILE_LINES)), file('src/b.ts', ...filler(FILE_LINES + 1))];
    expect(longFiles(files)).toEqual([`src/b.ts (${FILE_LINES + 1})`]);
  });

  it.each([
    ['a function', 'function a() {', '}'],
    ['an arrow function', 'const a = () => {', '};'],
    ['a method', 'class A { @Query(() => A) async a() {', '} }'],
    ['a private method', 'class A { #a() {', '} }'],
    ['a constructor', 'class A { constructor(@Inject() readonly b: B) {', '} }'],
    ['a method of an object', 'const a = { a() {', '} };'],
    ['a getter', 'const a = { get a() {', '} };'],
    ['a test', `it('é', async () => {`, '});'],
  ])('%s of one line too many, and not one of just enough', (_, head, tail) => {
    const enough = file('src/a.ts', '// é', head, ...filler(FUNCTION_LINES - 2), tail);
    const tooMany = file('src/b.ts', '// é', head, ...filler(FUNCTION_LINES - 1), tail);
    expect([enough, tooMany].flatMap(longFunctions)).toEqual([`src/b.ts:2 (${FUNCTION_LINES + 1})`]);
  });

  it('not the callback of a describe, but what stands in it', () => {
    const long = ['it("a", () => {', ...filler(FUNCTION_LINES), '});'];
    const chapter = file(
      'test/a.test.ts',
      'describe.each([1])("a", () => {',
      ...filler(FUNCTION_LINES),
      ...long,
      '});',
    );
    expect(longFunctions(chapter)).toEqual([`test/a.test.ts:${FUNCTION_LINES + 2} (${FUNCTION_LINES + 2})`]);
  });
});

describe('a careless line is found', () => {
  it('an open type, not the word in prose or in a name', () => {
    const careless = file('src/a.ts', '// any', `const any = 'any';`, 'let a: Record<string, any>;', 'b = c as any;');
    expect(anyTypes(careless)).toEqual(['src/a.ts:3', 'src/a.ts:4']);
  });

  it.each([
    '// TO' + 'DO later',
    'throw new Error("Not yet imple' + 'mented")',
    '/* fix' + 'me */',
    'a st' + 'ub of it',
  ])('%s', (line) => {
    expect(linesWith(file('src/a.ts', 'ok', line), UNFINISHED)).toEqual(['src/a.ts:2']);
  });

  it.each([
    'from "../sha' + 'red/policy.csv"',
    'see /wo' + 'rk/main',
    'cd /ro' + 'ot/x',
    '/ho' + 'me/someone/x',
    'https://registry.' + 'example.com/a.tgz',
  ])('%s', (line) => {
    expect(linesWith(file('README.md', line), FOREIGN)).toEqual(['README.md:1']);
  });

  it.each(['the framework', 'a /workspace', 'https://example.org/network/', 'how we work/rest', '/home/node/app'])(
    'but not: %s',
    (line) => {
      expect(linesWith(file('README.md', line), FOREIGN)).toEqual([]);
    },
  );

  it('a name that says nothing', () => {
    const careless = [
      file('src/join/utils.ts', 'export const a = 1;'),
      file('src/join/date-helpers.ts', 'export const a = 1;'),
      file('src/join/a.ts', 'export class CaseManager {}', 'export function commonCase() {}', 'interface Utility {}'),
    ];
    expect(careless.flatMap(emptyNames)).toEqual([
      'src/join/utils.ts',
      'src/join/date-helpers.ts',
      'src/join/a.ts: CaseManager',
      'src/join/a.ts: commonCase',
    ]);
  });
});
