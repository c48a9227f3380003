import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openPurposes, readPolicy } from '../../../src/cli/policy-file.js';
import { canReach, isRoot } from '../../../src/database/os-user.js';
import { issueDemoToken } from '../../../src/identity/demo-issuer.js';
import { testConfig } from '../../support/config.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { copyProject } from '../../support/project-copy.js';
import { startServerProcess } from '../../support/server-process.js';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
/** The user of the image. As root, who may write anything, the program runs as that one, where it can reach it. */
const IMAGE_USER = { uid: 1000, gid: 1000 };
const COMPILER = join(PROJECT, `node_modules/@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
const user = isRoot() && canReach(COMPILER, IMAGE_USER) ? IMAGE_USER : undefined;

let test: TestDatabase;
let top: string;
beforeAll(async () => {
  test = await testDatabase();
  top = mkdtempSync(join(tmpdir(), 'ketenzicht-image-'));
});
afterAll(async () => {
  await test.close();
  for (const path of pathsBelow(top)) chmodSync(path, 0o755);
  rmSync(top, { recursive: true, force: true });
});

/** Every file and folder, without what a link leads to: that is of the project itself, and stays as it is. */
function pathsBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isSymbolicLink());
  const below = entries.map((entry) => [join(folder, entry.name), entry.isDirectory()] as const);
  return [folder, ...below.flatMap(([path, isFolder]) => (isFolder ? pathsBelow(path) : [path]))];
}

it('starts and answers as nobody in particular, with nothing to write but its data folder', async () => {
  const [project, data] = [join(top, 'app'), join(top, 'data')];
  copyProject(project);
  mkdirSync(data);
  if (user) chownSync(data, user.uid, user.gid);
  const files = pathsBelow(project);
  for (const path of files) chmodSync(path, lstatSync(path).isDirectory() ? 0o555 : 0o444);
  for (const path of [top, data]) chmodSync(path, 0o755);
  const server = await startServerProcess(
    test.adminUrl,
    data,
    { TMPDIR: '/nowhere', TSX_DISABLE_CACHE: '1' },
    { project, user },
  );
  await server.says('ready', 200);
  const config = testConfig({ dataFolder: data });
  const token = await issueDemoToken(config, openPurposes(await readPolicy()), { organisation: 'ind' });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = '{"query":"query Me { me { organisation } }"}';
  const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ data: { me: { organisation: 'ind' } } });
  await server.stop();
  expect(server.process.exitCode).toBe(0);
  expect(pathsBelow(project)).toEqual(files);
});

it('holds the list of operations that the audit log may name', () => {
  const project = join(top, 'listed');
  copyProject(project);
  expect(existsSync(join(project, 'schema/operations.json'))).toBe(true);
  expect(existsSync(join(project, 'src/cli/deploy'))).toBe(false);
});
