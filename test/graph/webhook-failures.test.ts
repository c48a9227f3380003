import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Receiver, startReceiver } from '../delivery/webhook/receiver.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import { DTV, IND, type Who } from './rights-asker.js';
import { addHook, changeHook, hooksOf, newPlan, telling } from './webhook-world.js';

const SCENARIOS = ['ONWARD_MIGRATION', 'LEGALISATION', 'RETURN', 'UNDER_INVESTIGATION'];

let graph: TestGraph;
let receiver: Receiver;
let turn = 0;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());
beforeEach(async () => {
  receiver = await startReceiver();
  await graph.change('truncate app.webhook, app.webhook_failure');
});
afterEach(() => receiver.close());

/** Changes Goran's plan. */
const change = () => {
  turn += 1;
  return graph.store([newPlan(SCENARIOS[turn % SCENARIOS.length] as string)]);
};
const pass = async () => (await telling(graph)).pass();
const dueNow = () => graph.change('update app.webhook set next_attempt_at = now()');
/** What was told and what failed so far lies a day back. */
const aDayLater = () =>
  graph.change(`update app.webhook set failing_since = failing_since - interval '25 hours', next_attempt_at = now();
    update app.change set recorded_at = recorded_at - interval '25 hours'`);
const failuresOf = async (who: Who) => {
  const query = '{ found: webhookFailures { id webhookId attempts reason failedAt } }';
  const answer = await graph.ask({ ...who, query });
  return (answer.data as unknown as { found: readonly { id: string; reason: string; attempts: number }[] }).found;
};

describe('a message that does not arrive', () => {
  it('is tried again later under the same id, before any other; and what came meanwhile follows', async () => {
    await addHook(graph, IND, receiver.url);
    receiver.answer = 500;
    await change();
    expect(await pass()).toBe(0);
    await change();
    expect(await pass()).toBe(0);
    const [failing] = await hooksOf(graph, IND);
    expect(failing).toMatchObject({ attempts: 1, firstFailedAt: expect.any(String) });
    receiver.answer = 200;
    await dueNow();
    expect(await pass()).toBe(2);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(2);
    expect(await hooksOf(graph, IND)).toMatchObject([{ attempts: 0, firstFailedAt: null }]);
  });

  it('keeps no other webhook waiting', async () => {
    const bad = await startReceiver();
    bad.answer = 500;
    await addHook(graph, DTV, bad.url);
    await addHook(graph, IND, receiver.url);
    await change();
    expect(await pass()).toBe(1);
    await bad.close();
  });

  it('keeps no other webhook waiting while its receiver never answers', async () => {
    const slow = await startReceiver();
    const hangs = new Promise((settle) => {
      slow.answer = () => settle(true);
    });
    await addHook(graph, DTV, slow.url);
    await addHook(graph, IND, receiver.url);
    const stop = (await telling(graph, { withinMs: 120_000 })).start();
    await change();
    await hangs;
    for (let more = 1; more <= 3; more += 1) {
      const arrived = new Promise((settle) => {
        receiver.answer = (_request, response) => {
          response.writeHead(204).end();
          if (receiver.received.length > more) settle(true);
        };
      });
      await change();
      await arrived;
    }
    expect(slow.received).toHaveLength(1);
    await slow.close();
    await stop();
  });

  it('has its own day, however long the receiver was failing before it', async () => {
    await addHook(graph, IND, receiver.url);
    receiver.answer = 500;
    await change();
    await pass();
    await aDayLater();
    await change();
    await pass();
    expect(await failuresOf(IND)).toHaveLength(1);
    for (let tries = 0; tries < 3; tries += 1) {
      await dueNow();
      await pass();
    }
    expect(await failuresOf(IND)).toHaveLength(1);
    receiver.answer = 200;
    await dueNow();
    expect(await pass()).toBe(1);
  });

  it('is not given up for the time in which its organisation had no grant', async () => {
    await addHook(graph, IND, receiver.url);
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'ind'`);
    await change();
    await pass();
    await aDayLater();
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'ind'`);
    receiver.answer = 500;
    await pass();
    expect(await failuresOf(IND)).toEqual([]);
    receiver.answer = 200;
    await dueNow();
    expect(await pass()).toBe(1);
  });

  it('is given up after a day, and sent again when the partner asks for it', async () => {
    await addHook(graph, IND, receiver.url);
    receiver.answer = 410;
    await change();
    await pass();
    await aDayLater();
    await pass();
    const [failure, ...more] = await failuresOf(IND);
    expect([failure, more]).toEqual([expect.objectContaining({ reason: 'REFUSED', attempts: 2 }), []]);
    expect(await failuresOf(DTV)).toEqual([]);
    const retry = (who: Who, failureId: string) => changeHook(graph, who, 'retryWebhookFailure', { failureId });
    expect(codesOf(await retry(DTV, failure?.id ?? ''))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await retry(IND, 'x'))).toEqual(['BAD_USER_INPUT']);
    expect((await retry(IND, failure?.id ?? '')).errors).toBeUndefined();
    await dueNow();
    await pass();
    expect(await failuresOf(IND)).toMatchObject([{ reason: 'REFUSED', attempts: 1 }]);
    receiver.answer = 200;
    await retry(IND, failure?.id ?? '');
    await dueNow();
    expect(await pass()).toBe(1);
    expect(await failuresOf(IND)).toEqual([]);
  });
});
