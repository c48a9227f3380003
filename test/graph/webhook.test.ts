import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { deleteChanges } from '../../src/audit/retention/leftovers.js';
import { type Received, type Receiver, startReceiver } from '../delivery/webhook/receiver.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import { AMSTERDAM, DE_HAVEN, DTV, IND, linesOf, refusalsOf, type Who, withoutLogs } from './rights-asker.js';
import { addHook, changeHook, hooksOf, newPlan, telling } from './webhook-world.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
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
const told = ({ body }: Received) => JSON.parse(body);
const dueNow = () => graph.change('update app.webhook set next_attempt_at = now()');
const failuresOf = async (who: Who) => {
  const query = '{ found: webhookFailures { id webhookId attempts reason failedAt } }';
  const answer = await graph.ask({ ...who, query });
  return (answer.data as unknown as { found: readonly { id: string; reason: string; attempts: number }[] }).found;
};

describe('a webhook is told', () => {
  it('that a case changed and where, signed, and nothing of what it says', async () => {
    const { secret } = await addHook(graph, IND, receiver.url);
    await change();
    expect(await pass()).toBe(1);
    const [message] = receiver.received as [Received];
    expect(told(message)).toEqual({
      type: 'case.changed',
      caseId: graph.id('goran'),
      cursor: expect.any(String),
      at: expect.any(String),
      kind: 'CHANGED',
      areas: expect.arrayContaining(['PLAN']),
    });
    expect(message.body).not.toMatch(/RETURN|LEGAL|MIGRATION|Aziz/);
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = message.headers;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${at}.${message.body}`).digest('base64')}`);
    expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('each change once and in order, with a cursor that `changes` goes on from', async () => {
    await addHook(graph, IND, receiver.url);
    await change();
    await change();
    expect(await pass()).toBe(2);
    expect(await pass()).toBe(0);
    const [first, second] = receiver.received.map(told);
    const query = `query ($after: String) { changes(after: $after) { edges { cursor } } }`;
    const answer = await graph.ask({ ...IND, query, variables: { after: first.cursor } });
    const { edges } = (answer.data as unknown as { changes: { edges: { cursor: string }[] } }).changes;
    expect(edges.map(({ cursor }) => cursor)).toEqual([second.cursor]);
  });

  it('nothing of before it was added, and nothing of what its view may not see', async () => {
    await change();
    await addHook(graph, IND, receiver.url);
    const operations = { organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS' };
    const other = await startReceiver();
    await addHook(graph, operations, other.url);
    await change();
    expect(await pass()).toBe(receiver.received.length);
    expect(receiver.received).toHaveLength(1);
    expect(other.received.filter((message) => told(message).areas.includes('PLAN'))).toEqual([]);
    await other.close();
  });

  it('that a case left its reach, so that it deletes what it keeps', async () => {
    await addHook(graph, { organisation: 'avim', purpose: 'SUPERVISION' }, receiver.url);
    await graph.change(`insert into app.participation (case_id, organisation, ended_at, recorded_by)
      values ('${graph.id('goran')}', 'avim', now(), 'amsterdam')`);
    await change();
    await pass();
    expect(receiver.received.map(told)).toMatchObject([{ kind: 'LEFT', areas: [], caseId: graph.id('goran') }]);
    await graph.change('delete from app.participation');
    await change();
  });

  it('after both logs have their lines; and nothing when they cannot be written', async () => {
    await addHook(graph, IND, receiver.url);
    await change();
    await graph.change('truncate audit.audit_record, audit.processing_record');
    expect(await withoutLogs(graph, pass)).toBe(0);
    expect(receiver.received).toEqual([]);
    await dueNow();
    expect(await pass()).toBe(1);
    expect(await linesOf(graph, 'webhook')).toHaveLength(2);
  });

  it('nothing while its grant does not stand, and goes on when it is given back', async () => {
    await addHook(graph, IND, receiver.url);
    await change();
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'ind'`);
    expect(await pass()).toBe(0);
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'ind'`);
    expect(await hooksOf(graph, IND)).toMatchObject([{ firstFailedAt: expect.any(String), attempts: 0 }]);
    await dueNow();
    expect(await pass()).toBe(1);
    expect(await hooksOf(graph, IND)).toMatchObject([{ firstFailedAt: null }]);
  });

  it('each message once, also when two processes look at the same moment', async () => {
    await addHook(graph, IND, receiver.url);
    await change();
    await change();
    const sent = await Promise.all([pass(), pass(), pass()]);
    expect(sent.sort()).toEqual([0, 0, 2]);
    expect(receiver.received).toHaveLength(2);
  });
});

it('a server looks by itself once it is started, and when it ends sends nothing more', async () => {
  await addHook(graph, IND, receiver.url);
  const arrived = new Promise((settle) => {
    receiver.answer = (_request, response) => {
      response.writeHead(204).end();
      settle(true);
    };
  });
  const stop = (await telling(graph)).start();
  await change();
  expect(await arrived).toBe(true);
  await stop();
  await change();
  expect(receiver.received).toHaveLength(1);
  expect(await pass()).toBe(1);
});

describe('webhooks are kept', () => {
  it('by each organisation for itself and under one purpose; the secret is shown once and lies sealed', async () => {
    const added = await addHook(graph, IND, receiver.url);
    expect(added.webhook).toMatchObject({ url: receiver.url, endedAt: null, attempts: 0 });
    expect(await hooksOf(graph, IND)).toEqual([added.webhook]);
    expect(await hooksOf(graph, DTV)).toEqual([]);
    const { answer } = { answer: await graph.ask({ ...IND, query: '{ webhooks { secret } }' }) };
    expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    const [row] = await graph.database.admin<{ secret: Buffer }[]>`select secret from app.webhook`;
    expect(Buffer.from(row?.secret ?? []).toString('latin1')).not.toContain(added.secret.slice(6, 20));
    expect((await linesOf(graph, 'addWebhook')).join()).not.toMatch(/whsec|127\.0\.0\.1:\d+\/hook/);
  });

  it('until they are ended: nothing more is sent, the secret is gone, and ending again changes nothing', async () => {
    const { webhook } = await addHook(graph, IND, receiver.url);
    await change();
    const end = (who: Who, webhookId: string) => changeHook(graph, who, 'endWebhook', { webhookId });
    const said = ['BAD_USER_INPUT There is no such webhook of your organisation.'];
    for (const [who, id] of [
      [DTV, webhook.id],
      [IND, NOBODY],
      [IND, 'x'],
    ] as const) {
      expect(refusalsOf(await end(who, id))).toEqual(said);
    }
    const first = await end(IND, webhook.id);
    expect(first.data).toMatchObject({ done: { endedAt: expect.any(String) } });
    expect((await end(IND, webhook.id)).text).toBe(first.text);
    expect(await pass()).toBe(0);
    const [row] = await graph.database.admin<{ secret: Buffer }[]>`select secret from app.webhook`;
    expect(row?.secret).toHaveLength(0);
  });

  test.each([
    'https://10.0.0.1/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://user:secret@145.21.1.1/',
    'http://145.21.1.1/',
    'not an address',
  ])('and not for %s', async (url) => {
    const [said = ''] = refusalsOf(await changeHook(graph, IND, 'addWebhook', { url }));
    expect(said).toMatch(/^BAD_USER_INPUT Messages cannot be sent to this address\./);
    expect(said).not.toContain(url);
    expect(await hooksOf(graph, IND)).toEqual([]);
  });

  it('five at most, one an address; and none when it cannot be logged or the grant has ended', async () => {
    for (const place of [1, 2, 3, 4, 5]) await addHook(graph, IND, `${receiver.url}/${place}`);
    const add = (url: string) => changeHook(graph, IND, 'addWebhook', { url });
    expect(refusalsOf(await add(`${receiver.url}/6`))).toEqual([
      'BAD_USER_INPUT There are 5 webhooks already. End one first.',
    ]);
    expect(refusalsOf(await add(`${receiver.url}/5`))).toEqual([
      'BAD_USER_INPUT This address is told of changes already.',
    ]);
    await graph.change('truncate app.webhook');
    expect(codesOf(await withoutLogs(graph, () => add(receiver.url)))).toEqual(['LOG_UNAVAILABLE']);
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'ind'`);
    expect(codesOf(await add(receiver.url))).toEqual(['FORBIDDEN']);
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'ind'`);
    expect(await hooksOf(graph, IND)).toEqual([]);
  });

  it('as long as changes are: what could not be told for longer has ended, and so have its messages', async () => {
    await addHook(graph, IND, receiver.url);
    await addHook(graph, DTV, receiver.url);
    await graph.change(`update app.webhook set failing_since = now() - interval '31 days' where organisation = 'ind'`);
    await graph.change(`insert into app.webhook_failure select id, organisation, 1, 2, 'TIMEOUT', now() - interval '31 days'
      from app.webhook`);
    await graph.database.admin.begin((sql) => deleteChanges(sql));
    expect(await hooksOf(graph, IND)).toMatchObject([{ endedAt: expect.any(String) }]);
    expect(await hooksOf(graph, DTV)).toMatchObject([{ endedAt: null }]);
    expect([await failuresOf(IND), await failuresOf(DTV)]).toEqual([[], []]);
  });

  it.each<[Who]>([[AMSTERDAM], [DE_HAVEN]])('also for %o', async (who) => {
    await addHook(graph, who, receiver.url);
    await change();
    await pass();
    expect(receiver.received.length).toBe(who === AMSTERDAM ? 1 : 0);
  });

  it.each(['wodc', 'programme-office', 'privacy-officer'])('but to %s there is no such thing', async (organisation) => {
    for (const query of [
      '{ webhooks { id } }',
      '{ webhookFailures { id } }',
      'mutation { addWebhook(input: { url: "x" }) { secret } }',
    ]) {
      const answer = await graph.ask({ organisation, query });
      expect(codesOf(answer).every((code) => code === 'GRAPHQL_VALIDATION_FAILED')).toBe(true);
      expect(answer.data ?? null).toBeNull();
    }
  });
});
