import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { activitiesOf, readActivityFile } from '../../src/audit/register-entries.js';
import { migrate } from '../../src/database/migrate.js';
import { outboxState } from '../../src/database/outbox-watch.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { startReceiver } from '../delivery/webhook/receiver.js';
import { initialPolicy, POLICY_TEXT } from '../policy/initial-policy.js';
import { testConfig } from '../support/config.js';
import { delivererOn } from '../support/deliverer.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { somebodyWaits } from '../support/lock-waits.js';
import { policyGrants, registerOf } from '../support/policy-grants.js';
import { amsterdamRows } from '../support/shelter-rows.js';
import { type Listener, latestCursor, listen } from '../support/subscriptions.js';
import { WORLD } from '../support/world.js';
import { ended, reopen, uriOf } from './activity-asker.js';
import { type Asker, askAs, OFFICE, refusalsOf } from './grant-asker.js';
import { type SecondGateway, secondGateway } from './second-gateway.js';
import { addHook, newPlan, telling } from './webhook-world.js';

let graph: TestGraph;
const opened: (Listener | SecondGateway)[] = [];
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
beforeEach(() => reopen(graph));
afterEach(async () => {
  for (const one of opened.splice(0)) await ('stop' in one ? one.stop() : one.close());
});
afterAll(() => graph?.close());

const AMSTERDAM: Asker = { organisation: 'amsterdam', partnerKind: 'MUNICIPALITY', purpose: 'CASE_COORDINATION' };
const SHELTER: Asker = { ...AMSTERDAM, purpose: 'SHELTER_OPERATIONS' };
const ROTTERDAM: Asker = { ...AMSTERDAM, organisation: 'rotterdam' };
const IND: Asker = { organisation: 'ind', partnerKind: 'IND', purpose: 'RESIDENCE_DECISION' };
const OFFICER: Asker = { organisation: 'privacy-officer', partnerKind: 'PRIVACY_OFFICER', purpose: 'SUBJECT_ACCESS' };
const CASES = '{ cases { totalCount } }';
/** A change that is refused with another word where it is admitted: there is no such webhook. */
const END_NO_HOOK = 'mutation { endWebhook(input: { webhookId: "00000000-0000-4000-8000-000000000000" }) { id } }';
const NOT_NOW =
  'The participation of your organisation, or its grant for this purpose, does not stand at this moment. Ask the programme office.';
const REFUSED = [`FORBIDDEN ${NOT_NOW}`];

const uriFor = ({ partnerKind, purpose }: Asker) => uriOf(`${partnerKind}/${purpose}`);
const refused = async (asker: Asker, query = CASES) => refusalsOf(await askAs(graph, asker, query));
const set = (asker: Asker, change: string) =>
  graph.change(`update app.processing_activity set ${change} where uri = '${uriFor(asker)}'`);
const today = "(now() at time zone 'Europe/Amsterdam')::date";

describe('from the next request on nothing is answered under an activity that ended', () => {
  it('to no organisation of the kind, by no way in, with the refusal of an ended purpose', async () => {
    expect(await refused(AMSTERDAM)).toEqual([]);
    await ended(graph, uriFor(AMSTERDAM));
    const ways = [
      CASES,
      '{ cases(first: 2) { edges { node { id } } } }',
      `{ case(id: "${graph.id('amal')}") { id } }`,
      '{ changes(first: 1) { latestCursor } }',
      '{ me { organisation } }',
      '{ me { participation { daysLeft } } }',
      '{ sources { source } }',
      '{ webhooks { id } }',
      '{ deliveries { edges { node { id } } } }',
    ];
    for (const asker of [AMSTERDAM, ROTTERDAM]) {
      for (const query of ways) {
        const answer = await askAs(graph, asker, query);
        expect([query, [...new Set(refusalsOf(answer))]]).toEqual([query, REFUSED]);
        expect(Object.values(answer.data ?? {}).filter((value) => value !== null)).toEqual([]);
      }
    }
  });

  it('while their other purposes, and others, are', async () => {
    expect(await refused(AMSTERDAM, END_NO_HOOK)).not.toEqual(REFUSED);
    await ended(graph, uriFor(AMSTERDAM));
    for (const asker of [SHELTER, IND]) expect(await refused(asker)).toEqual([]);
  });

  it('nor changed: a mutation is refused, and has no effect', async () => {
    await ended(graph, uriFor(AMSTERDAM));
    const hook = 'mutation { addWebhook(input: { url: "https://amsterdam.example/hook" }) { secret } }';
    for (const query of [hook, END_NO_HOOK]) expect(await refused(AMSTERDAM, query)).toEqual(REFUSED);
    expect(await graph.database.admin`select id from app.webhook`).toHaveLength(0);
  });

  it('nor taken in: a delivery is refused, is in the audit log, and stores nothing', async () => {
    await ended(graph, uriFor(AMSTERDAM));
    const stored = async () =>
      (await graph.database.admin`select id from app.delivery where idempotency_key is not null`).length;
    const before = await stored();
    const sent = await delivererOn(graph).send({ ...AMSTERDAM, body: amsterdamRows(1, 'E') });
    expect([sent.status, sent.report.code, sent.report.detail]).toEqual([403, 'FORBIDDEN', NOT_NOW]);
    expect(await stored()).toBe(before);
    const [line] = await graph.database.admin<{ body: string }[]>`
      select body from audit.audit_record order by month desc, seq desc limit 1`;
    expect(JSON.parse(line?.body ?? '{}')).toMatchObject({
      action: 'deliver',
      result: 'REFUSED',
      codes: ['FORBIDDEN'],
    });
  });

  it('nor of the log itself, to the privacy officer', async () => {
    const read = async () => {
      const authorization = `Bearer ${await graph.token('privacy-officer')}`;
      const headers = { 'content-type': 'application/json', authorization };
      const body = JSON.stringify({ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' });
      return fetch(graph.url.replace('/graphql', '/processing-activities'), { method: 'POST', headers, body });
    };
    expect((await read()).status).toBe(200);
    await ended(graph, uriFor(OFFICER));
    const answer = await read();
    expect([answer.status, await answer.json()]).toEqual([403, expect.objectContaining({ detail: NOT_NOW })]);
    expect(await refused(OFFICER, '{ accessReport(vNumber: "1234567890") { upTo } }')).not.toEqual([]);
  });

  it('nor by webhook; what was held back is told once it may be', async () => {
    const receiver = await startReceiver();
    await addHook(graph, AMSTERDAM, receiver.url);
    await ended(graph, uriFor(AMSTERDAM));
    await graph.store([newPlan('LEGALISATION')]);
    await (await telling(graph)).pass();
    expect(receiver.received).toHaveLength(0);
    await reopen(graph);
    await graph.change('update app.webhook set next_attempt_at = now()');
    await (await telling(graph)).pass();
    expect(receiver.received).toHaveLength(1);
    await receiver.close();
    await graph.change('truncate app.webhook, app.webhook_failure');
  });
});

describe('an open subscription ends with its activity', () => {
  const query = 'subscription($after: String) { caseChanged(after: $after) { caseId } }';
  const watch = async (asker: Asker, over: 'socket' | 'events', after: string) => {
    const listener = await listen(graph, { ...asker, query, variables: { after }, over });
    opened.push(listener);
    return listener;
  };

  test.each(['socket', 'events'] as const)('over %s, and is not taken up again; others go on', async (over) => {
    // Whatever the tests before have stored: only what is another plan than this one is told.
    await graph.store([newPlan('UNDER_INVESTIGATION')]);
    const [here, there] = [await latestCursor(graph, AMSTERDAM), await latestCursor(graph, IND)];
    const [closed, open] = [await watch(AMSTERDAM, over, here), await watch(IND, over, there)];
    await graph.store([newPlan('RETURN')]);
    await Promise.all([closed.has(1), open.has(1)]);
    await ended(graph, uriFor(AMSTERDAM));
    await closed.ended;
    await graph.store([newPlan('UNDER_INVESTIGATION')]);
    await open.has(2);
    const codes = closed.events.map(({ errors }) => errors?.[0]?.extensions.code);
    expect([codes.at(-1), codes.filter((code) => code === undefined)]).toEqual(['FORBIDDEN', [undefined]]);
    const again = await watch(AMSTERDAM, over, here);
    await again.ended;
    expect(again.events.map(({ errors }) => errors?.[0]?.message)).toEqual([NOT_NOW]);
  });
});

describe('only an activity that stands opens anything', () => {
  test.each([
    ['one whose end has come by itself', "ended_at = now() - interval '1 second'", false],
    ['one whose end lies ahead', "ended_at = now() + interval '1 hour'", true],
    ['one whose last day is today', `valid_until = ${today}`, true],
    ['one whose last day was yesterday', `valid_until = ${today} - 1`, false],
    [
      'one that ends later than its last day',
      `(ended_at, valid_until) = (now() + interval '9 days', ${today} - 1)`,
      false,
    ],
    ['one that ended, although its last day is to come', `(ended_at, valid_until) = (now(), ${today} + 9)`, false],
  ])('%s', async (_, change, stands) => {
    await set(AMSTERDAM, change);
    expect(await refused(AMSTERDAM)).toEqual(stands ? [] : REFUSED);
  });

  test.each([
    ['that begins today', `valid_from = ${today}`, true],
    ['that begins tomorrow', `valid_from = ${today} + 1`, false],
    ['of another kind of partner', "partner_kind = 'NGO'", false],
    ['of another purpose', "purpose = 'SHELTER_OPERATIONS'", false],
    ['that is not registered under the URI of the policy', "uri = uri || '0'", false],
  ])('one %s', async (_, change, stands) => {
    const uri = uriFor(AMSTERDAM);
    await graph.change(`create table public.kept as select * from app.processing_activity where uri = '${uri}'`);
    await set(AMSTERDAM, change);
    const said = await refused(AMSTERDAM);
    await graph.change(`delete from app.processing_activity where uri in ('${uri}', '${uri}0');
      insert into app.processing_activity select * from public.kept; drop table public.kept`);
    expect(said).toEqual(stands ? [] : REFUSED);
  });

  it('also for a look at the outbox, which subscriptions rest on: one that nobody names opens nothing', async () => {
    const asked = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };
    const { stands } = await outboxState(graph.database.gateway, [
      { ...asked, activity: uriFor(IND) },
      { ...asked, activity: '' },
      { ...asked, activity: uriFor(AMSTERDAM) },
      { ...asked, purpose: 'RETURN', activity: uriFor(IND) },
    ]);
    expect(stands).toEqual([true, false, false, false]);
  });
});

describe('two gateways on one database', () => {
  const VERSION = uriFor(AMSTERDAM);
  const NEXT = VERSION.replace('/v2', '/v3');
  const nextPolicy = parsePolicy(POLICY_TEXT.replace(VERSION, NEXT));
  const registerNext = () => {
    const { [VERSION]: entry, ...others } = JSON.parse(readActivityFile());
    const activities = activitiesOf(nextPolicy, JSON.stringify({ ...others, [NEXT]: entry }));
    return migrate(graph.database, policyGrants(), { ...registerOf(testConfig().organisations), activities });
  };
  afterAll(() => graph.change(`delete from app.processing_activity where uri = '${NEXT}'`));

  it('what was ended at the one is refused at the other', async () => {
    const second = await secondGateway(graph, initialPolicy);
    opened.push(second);
    expect(await second.ask({ ...AMSTERDAM, query: CASES })).not.toContain('FORBIDDEN');
    await ended(graph, VERSION);
    expect(await second.ask({ ...AMSTERDAM, query: CASES })).toContain(NOT_NOW);
  });

  it('a gateway whose policy names a version that is not registered yet opens nothing', async () => {
    const second = await secondGateway(graph, nextPolicy);
    opened.push(second);
    expect(await second.ask({ ...AMSTERDAM, query: CASES })).toContain(NOT_NOW);
    expect(await refused(AMSTERDAM)).toEqual([]);
  });

  it('each stops with its own version: the next one does not open the one that ended, nor is it closed by it', async () => {
    await registerNext();
    const second = await secondGateway(graph, nextPolicy);
    opened.push(second);
    await ended(graph, VERSION);
    expect(await refused(AMSTERDAM)).toEqual(REFUSED);
    expect(await second.ask({ ...AMSTERDAM, query: CASES })).not.toContain('FORBIDDEN');
    await reopen(graph);
    await ended(graph, NEXT);
    expect(await refused(AMSTERDAM)).toEqual([]);
    expect(await second.ask({ ...AMSTERDAM, query: CASES })).toContain(NOT_NOW);
  });
});

describe('a change and an end at the same time', () => {
  const holding = <Value>(lock: 'share' | 'update', run: (end: () => Promise<unknown>) => Promise<Value>) =>
    graph.database.admin.begin(async (sql) => {
      const uri = uriFor(AMSTERDAM);
      await sql.unsafe(`select uri from app.processing_activity where uri = '${uri}' for ${lock}`);
      const done = await run(async () =>
        sql.unsafe(`update app.processing_activity set ended_at = clock_timestamp() where uri = '${uri}'`),
      );
      return { done };
    });

  it('come one after the other: the end waits for a change that was admitted', async () => {
    const steps: string[] = [];
    const { done } = await holding('share', async () => {
      const ending = ended(graph, uriFor(AMSTERDAM)).then(() => steps.push('ended'));
      await somebodyWaits(graph.database.admin, 'app.processing_activity');
      steps.push('changed');
      return { ending };
    });
    await done.ending;
    expect(steps).toEqual(['changed', 'ended']);
  });

  it('and a change that waited for the end is refused, although it began before it', async () => {
    const { done } = await holding('update', async (end) => {
      const changing = refused(AMSTERDAM, END_NO_HOOK);
      await somebodyWaits(graph.database.admin, 'app.processing_activity');
      await end();
      return { changing };
    });
    expect(await done.changing).toEqual(REFUSED);
  });
});

describe('the operator’s way out', () => {
  it('the office is locked out when the activity of its administration has ended, and others go on', async () => {
    await set(OFFICE, 'ended_at = now()');
    expect(await refused(OFFICE, '{ processingActivities { uri } }')).toEqual(REFUSED);
    expect(await refused(AMSTERDAM)).toEqual([]);
  });
});
