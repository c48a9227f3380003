import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type ExampleAgency, startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import type { Fault } from '../../../src/cli/example-agency/faults.js';
import type { ClientSettings } from '../../../src/model/source-settings.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { WORLD } from '../../support/world.js';
import { asking } from './asking.js';
import { openInd } from './kinds.js';

const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-token-'));
const SECRET = 'a secret: with / signs & spaces';

let graph: TestGraph;
let example: ExampleAgency | undefined;
let opened: Awaited<ReturnType<typeof openInd>> | undefined;
const lines: string[] = [];
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(async () => {
  await graph?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await opened?.close();
  await example?.close();
  lines.length = 0;
});

function keyFile(name: string): { path: string; publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const path = join(folder, `${name}.pem`);
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { path, publicKey };
}

/** Starts an API that wants a token, and a source that gets one in this way. */
async function open(
  trusted: { secret?: string; publicKey?: KeyObject },
  client: Partial<ClientSettings>,
  clock: Fault = 'none',
) {
  example = await startExampleAgency({ agency: 'IND', fault: clock, client: { id: 'ketenzicht', ...trusted } });
  const settings = { tokenUrl: `${example.url}/token`, id: 'ketenzicht', ...client };
  opened = await openInd(graph, { kind: 'HTTP', url: example.url, client: settings, retries: 1 }, lines);
  const { source } = opened;
  const as = await asking(graph, source);
  const grant = as.grant({ application: ['kind'] });
  return () =>
    source.read(grant, as.cases([graph.id('amal')]), {} as never).then(
      ({ rows }) => rows[0]?.[0]?.length,
      (error: Error) => error.message,
    );
}

describe('an agency’s API that wants a token', () => {
  it('is asked with one, got by a signed assertion, that is kept for the next question', async () => {
    const { path, publicKey } = keyFile('client');
    const read = await open({ publicKey }, { keyFile: path });
    expect([await read(), await read()]).toEqual([1, 1]);
    const tokens = example?.asked.map(({ headers }) => headers.authorization);
    expect(tokens?.[0]).toMatch(/^Bearer \S+$/);
    expect(new Set(tokens).size).toBe(1);
  });

  it('is asked with one got by a secret', async () => {
    const read = await open({ secret: SECRET }, { secret: SECRET });
    expect(await read()).toBe(1);
  });

  it('does not answer to another key or secret, and the operator is told that it is the token', async () => {
    const read = await open({ publicKey: keyFile('trusted').publicKey }, { keyFile: keyFile('other').path });
    expect(await read()).toBe('TOKEN');
    expect(lines.join()).toContain('"reason":"TOKEN"');
    expect(example?.asked).toEqual([]);
    await opened?.close();
    await example?.close();
    const again = await open({ secret: SECRET }, { secret: 'another' });
    expect(await again()).toBe('TOKEN');
    expect(lines.join()).not.toContain('another');
  });

  test.each<Fault>(['clock-ahead', 'clock-behind'])(
    'answers although its clock is five minutes off (%s): the assertion is signed again by its own',
    async (clock) => {
      const { path, publicKey } = keyFile(clock);
      const read = await open({ publicKey }, { keyFile: path }, clock);
      expect(await read()).toBe(1);
    },
  );

  it('is asked with a new token when it has withdrawn the old one', async () => {
    const read = await open({ secret: SECRET }, { secret: SECRET });
    await read();
    example?.tokens?.withdraw();
    expect(await read()).toBe(1);
  });

  it('does not start with a key that cannot be read', async () => {
    const path = join(folder, 'nothing.pem');
    await expect(open({ secret: SECRET }, { keyFile: path })).rejects.toThrow('ENOENT');
  });
});
