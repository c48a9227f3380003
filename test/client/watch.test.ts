import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicy } from '../../src/cli/policy-file.js';
import { tokenCommand } from '../../src/cli/token.js';
import { Refused, type RequestFailed } from '../../src/client/index.js';
import * as coordination from '../../src/client/municipality/case-coordination/index.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { caseFile, file, named, stays } from '../support/records.js';
import { lineTo } from './line-between.js';

const amal = (version: number) => ({
  ...file('amsterdam', 'amal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named('Amal', 'Abdi'),
    ...stays('2024-03-01', `Place ${version}`),
  }),
  version,
});

let graph: TestGraph;
let version = 1;
beforeAll(async () => {
  graph = await startGraph([amal(1)]);
});
afterAll(() => graph?.close());

type Settings = Partial<Parameters<typeof coordination.connect>[0]>;

const amsterdam = (settings: Settings = {}) =>
  coordination.connect({ url: graph.url, token: () => graph.token('amsterdam'), ...settings });
const move = async () => graph.store([amal(++version)]);
const latest = async () => (await amsterdam().run(coordination.LatestCursorDocument)).data.changes.latestCursor;
const watch = async (settings: Settings = {}, options: object = {}, after?: string) =>
  amsterdam(settings).watch(coordination.CaseChangedDocument, { after: after ?? (await latest()) }, options);
const tokenFor = async (expiresInSeconds: number) =>
  (
    await tokenCommand(testConfig(), await readPolicy(), {
      organisation: 'amsterdam',
      purpose: 'CASE_COORDINATION',
      expiresInSeconds,
    })
  ).text;

describe('who watches is told', () => {
  it('each change, with data of the operation’s own type, and its cursor', async () => {
    const events = await watch();
    await move();
    const { value } = await events.next();
    const caseId: string | undefined = value?.data.caseChanged.caseId;
    expect(caseId).toBe(graph.id('amal'));
    expect(value).toMatchObject({ data: { caseChanged: { kind: 'CHANGED', areas: ['SHELTER_LOCATIONS'] } } });
    expect(value?.cursor).toBe(value?.data.caseChanged.cursor);
    expect(value?.traceId).toMatch(/^[0-9a-f]{32}$/);
    await events.return();
  });

  it('what happens from the moment it began, where it has no cursor yet', async () => {
    let isOpen: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      isOpen = resolve;
    });
    const send: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) isOpen();
      return response;
    };
    const events = amsterdam({ fetch: send }).watch(coordination.CaseChangedDocument);
    const first = events.next();
    await opened;
    await move();
    expect((await first).value?.data.caseChanged.caseId).toBe(graph.id('amal'));
    await events.return();
  });

  it('each change once and in order, however often the line is cut', async () => {
    const line = await lineTo(graph.url);
    const interrupted: string[] = [];
    const begin = await latest();
    const events = await watch(
      { url: line.url },
      { onInterrupted: ({ code }: RequestFailed) => interrupted.push(code) },
      begin,
    );
    const seen: (string | undefined)[] = [];
    for (let times = 1; times <= 5; times += 1) {
      await move();
      seen.push((await events.next()).value?.cursor);
      line.cut();
      await move();
      line.mend();
      seen.push((await events.next()).value?.cursor);
    }
    await events.return();
    await line.close();
    const { data } = await amsterdam().run(coordination.ChangesDocument, { after: begin });
    expect(seen).toEqual(data.changes.edges?.map(({ cursor }) => cursor));
    expect(interrupted.length).toBeGreaterThanOrEqual(5);
    expect(new Set(interrupted)).toEqual(new Set(['UNREACHABLE']));
  });

  it('what it may not see neither here', async () => {
    const client = amsterdam({ token: () => graph.token('rotterdam') });
    const { data } = await client.run(coordination.LatestCursorDocument);
    const events = client.watch(coordination.CaseChangedDocument, { after: data.changes.latestCursor });
    const first = events.next();
    await move();
    const rotterdam = { caseFile: caseFile('IN_GUIDANCE', 'ROTTERDAM', '2024-03-01'), personName: named('Eden', 'X') };
    await graph.store([file('rotterdam', 'eden', rotterdam)]);
    expect((await first).value?.data.caseChanged.caseId).toBe(graph.id('eden'));
    await events.return();
  });
});

describe('a watch ends', () => {
  it('when it is told to, also while it waits', async () => {
    const ended = new AbortController();
    const events = await watch({}, { signal: ended.signal });
    const next = events.next();
    setImmediate(() => ended.abort());
    expect(await next).toEqual({ done: true, value: undefined });
    const before = await watch({}, { signal: AbortSignal.abort() });
    expect(await before.next()).toEqual({ done: true, value: undefined });
  });

  it('while it waits to try again', async () => {
    const line = await lineTo(graph.url);
    const ended = new AbortController();
    line.cut();
    const options = { signal: ended.signal, onInterrupted: () => ended.abort() };
    const events = await watch({ url: line.url }, options, 'any');
    expect(await events.next()).toEqual({ done: true, value: undefined });
    await line.close();
  });

  it('with a refusal when the grant ends', async () => {
    const events = await watch();
    await move();
    await events.next();
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    const failure = await events.next().catch((error: unknown) => error);
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'amsterdam'`);
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ code: 'FORBIDDEN' });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('with a refusal when the token ends and there is no other', async () => {
    const events = await watch({ token: await tokenFor(2) });
    await expect(events.next()).rejects.toMatchObject({ name: 'Refused', code: 'UNAUTHENTICATED' });
    const renewing = await watch({ token: async () => 'an.old.token' });
    await expect(renewing.next()).rejects.toMatchObject({ name: 'Refused', code: 'UNAUTHENTICATED' });
  });

  it('not when the token ends and there is another: then it goes on where it was', async () => {
    const tokens = [await tokenFor(2), await tokenFor(600)];
    let isMended: (code: string) => void = () => undefined;
    const interrupted = new Promise<string>((resolve) => {
      isMended = resolve;
    });
    const token = () => String(tokens.length > 1 ? tokens.shift() : tokens[0]);
    const events = await watch({ token }, { onInterrupted: ({ code }: RequestFailed) => isMended(code) });
    const next = events.next();
    expect(await interrupted).toBe('UNAUTHENTICATED');
    await move();
    expect((await next).value?.data.caseChanged.caseId).toBe(graph.id('amal'));
    await events.return();
  });

  it('with a refusal when what happened since the cursor is no longer kept, or the cursor is none', async () => {
    const after = await latest();
    await move();
    await graph.change(`update app.retention_term set days = -1 where what = 'changes'`);
    const failure = await (await watch({}, {}, after)).next().catch((error: unknown) => error);
    await graph.change(`update app.retention_term set days = 30 where what = 'changes'`);
    expect(failure).toMatchObject({ name: 'CursorExpired', code: 'CURSOR_EXPIRED' });
    await expect((await watch({}, {}, 'none')).next()).rejects.toMatchObject({ name: 'Refused' });
  });

  it('before it began where the operation could not go on after a broken connection', async () => {
    const without = amsterdam().watch('subscription { caseChanged { cursor } }');
    await expect(without.next()).rejects.toBeInstanceOf(TypeError);
    const query = 'subscription ($after: String) { caseChanged(after: $after) { caseId } }';
    const after = await latest();
    await move();
    await expect(amsterdam().watch(query, { after }).next()).rejects.toBeInstanceOf(TypeError);
  });
});
