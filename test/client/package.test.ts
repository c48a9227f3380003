import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** All that a client may need of others; nothing of the server's is there. */
const NEEDED = ['@graphql-typed-document-node/core', 'cockatiel', 'graphql', 'jose', 'oauth4webapi', 'undici'];
/** What a TypeScript program for Node has anyhow. */
const TYPES = ['@types/node', 'undici-types'];

const VIEWS = [
  'avim/identification',
  'avim/supervision',
  'dtv',
  'dtv/return',
  'ind',
  'ind/residence-decision',
  'municipality/case-coordination',
  'municipality/shelter-operations',
  'municipality/subject-access',
  'ngo',
  'ngo/guidance',
  'privacy-officer/subject-access',
  'programme-office/grant-administration',
  'programme-office/statistics',
  'researcher/statistics',
];

let folder: string;
let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-stranger-'));
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: PROJECT });
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, 'ketenzicht'), { recursive: true });
  const unpack = ['-xzf', join(folder, stdout.trim()), '-C', join(modules, 'ketenzicht'), '--strip-components=1'];
  await run('tar', unpack);
  // What is imported must not lean on the server's sources.
  await rm(join(modules, 'ketenzicht', 'src'), { recursive: true });
  for (const name of [...NEEDED, ...TYPES]) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(PROJECT, 'node_modules', name), join(modules, name));
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
});
afterAll(async () => {
  await graph?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program in the stranger's folder, with plain Node. */
async function runs(name: string, text: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  await writeFile(join(folder, name), text);
  const env = { PATH: process.env.PATH, ...environment };
  const { stdout } = await run(process.execPath, [name], { cwd: folder, env });
  return stdout;
}

/** What the compiler says of a program in the stranger's folder; an empty text when it is content. */
async function compiles(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  const tsc = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
  const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  const compiled = run(process.execPath, [tsc, ...strict, name], { cwd: folder });
  return compiled.then(({ stdout }) => stdout).catch((error: { readonly stdout: string }) => error.stdout);
}

const PROGRAM = `
import { connect, CasePageDocument, read, RequestFailed } from 'ketenzicht/client/ngo';
const client = connect({ url: process.env.KETENZICHT_SERVER, token: process.env.KETENZICHT_TOKEN });
const answer = await client.run(CasePageDocument, { id: process.env.CASE });
console.log(read(answer, (data) => data.case.person.vNumber), read(answer, (data) => data.case.person.familyName));
const refused = await client.run('{ cases { nothing } }').catch((error) => error);
console.log(refused instanceof RequestFailed, refused.code);
`;

const TYPED = (field: string) => `
import { connect, CasePageDocument, CaseChangedDocument, ChangesDocument, read } from 'ketenzicht/client/ngo/guidance';
const client = connect({ url: 'https://ketenzicht.example', token: async () => 'token' });
const answer = await client.run(CasePageDocument, { id: 'a' });
const name: string | null | undefined = answer.data.case?.person?.familyName;
const told = read(answer, (data) => data.case.${field});
if (told.state === 'value') console.log(name, told.value.toUpperCase());
for await (const { data, cursor } of client.watch(CaseChangedDocument)) console.log(data.caseChanged.caseId, cursor);
for await (const { data, cursor } of client.pages(ChangesDocument)) console.log(data.changes.edges?.length, cursor);
`;

describe('who installs the package in another project', () => {
  it.each(VIEWS)('can import ketenzicht/client/%s with plain Node', async (view) => {
    const text = `import * as client from 'ketenzicht/client/${view}';\nconsole.log(typeof client.connect, !!client.MeDocument);`;
    expect(await runs('imports.js', text)).toBe('function true\n');
  });

  it('can ask a server over HTTP', async () => {
    const asked = { KETENZICHT_SERVER: graph.url, KETENZICHT_TOKEN: await graph.token('ngo-de-haven') };
    expect(await runs('asks.js', PROGRAM, { ...asked, CASE: graph.id('bilal') })).toBe(
      "{ state: 'withheld', condition: 'CONSENT' } { state: 'value', value: 'Haile' }\ntrue GRAPHQL_VALIDATION_FAILED\n",
    );
  });

  it('gets the types of its own view, and an error for a field that is not in it', async () => {
    expect(await compiles('right.ts', TYPED('person.familyName'))).toBe('');
    expect(await compiles('wrong.ts', TYPED('supervision.measure'))).toContain("'supervision' does not exist");
  });

  it('can begin with what the README shows', async () => {
    const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
    const [, program = ''] = /```ts client\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(program).toContain('connect(');
    expect(await compiles('readme.ts', program)).toBe('');
  });

  it('gets the connection without a view too, and nothing of the server', async () => {
    const text = `import { connect } from 'ketenzicht/client';
      const inner = await import('ketenzicht/src/config.ts').catch(({ code }) => code);
      console.log(typeof connect, inner);`;
    expect(await runs('base.js', text)).toBe('function ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });
});
