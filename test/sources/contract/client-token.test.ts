import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { Agent } from 'undici';
import { type ExampleAgency, startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import type { Fault } from '../../../src/cli/example-agency/faults.js';
import type { ClientSettings } from '../../../src/model/source-settings.js';
import { openClientToken } from '../../../src/sources/live/client-token.js';
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
  trusted: { secret?: string; publicKey?: KeyObject; tokenSeconds?: number },
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

  it('is asked with one that holds for half a minute or less for as long as half of that, and with none that does not hold', async () => {
    const bearers = async (tokenSeconds: number) => {
      const read = await open({ secret: SECRET, tokenSeconds }, { secret: SECRET });
      expect([await read(), await read()]).toEqual([1, 1]);
      const different = new Set(example?.asked.map(({ headers }) => headers.authorization)).size;
      await opened?.close();
      await example?.close();
      return different;
    };
    expect([await bearers(30), await bearers(20), await bearers(0)]).toEqual([1, 1, 2]);
  });

  it('does not start with a key that cannot be read', async () => {
    const path = join(folder, 'nothing.pem');
    await expect(open({ secret: SECRET }, { keyFile: path })).rejects.toThrow('ENOENT');
  });
});

describe('questions that wait for one token', () => {
  let server: Server;
  let agent: Agent;
  let waiting: ServerResponse[];
  let arrived: () => void;
  beforeEach(async () => {
    [waiting, agent, arrived] = [[], new Agent(), () => undefined];
    server = createServer((request, response) => {
      request.resume();
      waiting.push(response);
      arrived();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await agent.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const openToken = (timeoutMs: number) => {
    const { port } = server.address() as AddressInfo;
    return openClientToken(
      { tokenUrl: `http://127.0.0.1:${port}/token`, id: 'us', secret: SECRET },
      { agent, timeoutMs },
    );
  };
  /** Settles when the issuer was asked so often. */
  const asked = (count: number) =>
    new Promise<void>((resolve) => {
      arrived = () => waiting.length >= count && resolve();
      arrived();
    });
  const give = (token: string) =>
    waiting
      .at(-1)
      ?.writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 300 }));

  it('go on when the time of the first is over: it goes alone, and the issuer is asked once', async () => {
    const token = await openToken(60_000);
    const [first, second] = [new AbortController(), new AbortController()];
    const [one, other] = [token.get(first.signal), token.get(second.signal)];
    await asked(1);
    first.abort();
    await expect(one).rejects.toThrow('aborted');
    give('a');
    expect(await other).toBe('a');
    expect(await token.get(second.signal)).toBe('a');
    expect(waiting).toHaveLength(1);
  });

  it('ask again when the issuer’s time is over and their own is not; the first fails', async () => {
    const token = await openToken(100);
    const { signal } = new AbortController();
    const [one, other] = [token.get(signal), token.get(signal)];
    await expect(one).rejects.toThrow();
    await asked(2);
    give('b');
    expect(await other).toBe('b');
  });

  it('do not ask at all when their time was over before', async () => {
    const token = await openToken(60_000);
    await expect(token.get(AbortSignal.abort())).rejects.toThrow('aborted');
    expect(waiting).toEqual([]);
  });
});
