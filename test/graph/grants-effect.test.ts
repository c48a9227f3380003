import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { openAccessLog } from '../../src/audit/access-log.js';
import { loggedChange } from '../../src/audit/logged-change.js';
import { revokeGrant } from '../../src/identity/register-grants.js';
import { dayAfter, dutchDay } from '../../src/model/dutch-day.js';
import { joinTrace } from '../../src/model/trace-context.js';
import { activityOf } from '../../src/policy/policy.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { testConfig } from '../support/config.js';
import { type Answer, startGraph, type TestGraph } from '../support/graph.js';
import { somebodyWaits } from '../support/lock-waits.js';
import { WORLD } from '../support/world.js';
import { type Asker, askAs, change, changed, OFFICE, refusalsOf } from './grant-asker.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const HAVEN: Asker = { organisation: 'ngo-de-haven', partnerKind: 'NGO', purpose: 'GUIDANCE' };
const AMSTERDAM: Asker = { organisation: 'amsterdam', partnerKind: 'MUNICIPALITY', purpose: 'CASE_COORDINATION' };
const SHELTER: Asker = { ...AMSTERDAM, purpose: 'SHELTER_OPERATIONS' };
const CASES = '{ cases { totalCount } }';
const REFUSED = [
  'FORBIDDEN The participation of your organisation, or its grant for this purpose, does not stand at this moment. Ask the programme office.',
];

/** Every way in: a page, a case by name, a search, oneself, the sources. */
const WAYS = [
  CASES,
  '{ cases(first: 2) { edges { node { id } } } }',
  '{ me { organisation } }',
  '{ me { participation { daysLeft } } }',
  '{ sources { source } }',
];

async function isRefused(asker: Asker): Promise<void> {
  for (const query of [...WAYS, `{ case(id: "${graph.id('amal')}") { id } }`]) {
    const answer = await askAs(graph, asker, query);
    expect([query, refusalsOf(answer)]).toEqual([query, REFUSED]);
    expect(JSON.stringify(answer.data ?? null)).toMatch(/^(null|\{"case":null\})$/);
  }
}
async function isAnswered(asker: Asker): Promise<Answer> {
  const answer = await askAs(graph, asker, CASES);
  expect(answer.errors).toBeUndefined();
  return answer;
}

describe('from the next request on nothing is answered', () => {
  it('to an organisation that was revoked, until it is restored', async () => {
    await isAnswered(HAVEN);
    await changed(graph, 'revokeOrganisation', { code: HAVEN.organisation });
    await isRefused(HAVEN);
    await changed(graph, 'restoreOrganisation', { code: HAVEN.organisation });
    await isAnswered(HAVEN);
  });

  it('to an organisation whose last day is over; on that day it still is', async () => {
    await changed(graph, 'endOrganisation', { code: HAVEN.organisation, validUntil: dutchDay(new Date()) });
    await isAnswered(HAVEN);
    await graph.change(`update app.organisation set valid_until = now() where code = '${HAVEN.organisation}'`);
    await isRefused(HAVEN);
    await changed(graph, 'restoreOrganisation', { code: HAVEN.organisation, validUntil: '2190-01-01' });
    await isAnswered(HAVEN);
  });

  it('for a purpose that was revoked, while the other one is', async () => {
    await changed(graph, 'revokeGrant', SHELTER_KEY);
    await isRefused(SHELTER);
    await isAnswered(AMSTERDAM);
    await changed(graph, 'addGrant', SHELTER_KEY);
    await isAnswered(SHELTER);
  });

  it('for a purpose whose last day is over', async () => {
    await graph.change(`update app.purpose_grant set valid_until = now()
      where organisation = 'amsterdam' and purpose = 'SHELTER_OPERATIONS'`);
    await isRefused(SHELTER);
    await isAnswered(AMSTERDAM);
    await changed(graph, 'addGrant', SHELTER_KEY);
  });
});

const SHELTER_KEY = { organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS' };

describe('an organisation that is added while the server runs', () => {
  const asker: Asker = { organisation: 'ngo-kade', partnerKind: 'NGO', purpose: 'GUIDANCE' };
  const key = { organisation: 'ngo-kade', purpose: 'GUIDANCE' };

  it('is not known before, has no purpose at first, asks from its first day on and not before', async () => {
    expect(refusalsOf(await askAs(graph, asker, CASES))).toEqual([
      'FORBIDDEN Your organisation is not registered here. Ask the operator to add it.',
    ]);
    await changed(graph, 'addOrganisation', { code: 'ngo-kade', partnerKind: 'NGO', name: 'De Kade' });
    await isRefused(asker);
    await changed(graph, 'addGrant', { ...key, validFrom: dayAfter(dutchDay(new Date())) });
    await isRefused(asker);
    await changed(graph, 'revokeGrant', key);
    await changed(graph, 'addGrant', key);
    expect((await isAnswered(asker)).data.cases.totalCount).toBe(0);
  });

  it('is of the kind that was registered, whatever its token is for', async () => {
    const boast: Asker = { ...asker, partnerKind: 'IND', purpose: 'RESIDENCE_DECISION' };
    expect(refusalsOf(await askAs(graph, boast, CASES))).toEqual([
      'FORBIDDEN This purpose is not open to your organisation. State another in X-Purpose.',
    ]);
  });
});

describe('a walk over pages', () => {
  it('ends where the grant ends, and goes on where it stopped when the purpose is granted anew', async () => {
    const page = (after?: string) =>
      askAs(
        graph,
        AMSTERDAM,
        `query ($after: String) { cases(first: 4, after: $after) { edges { node { id } }
        pageInfo { endCursor } } }`,
        { after },
      );
    const idsOf = (answer: Answer) => answer.data.cases.edges.map(({ node }) => String(node.id));
    const first = await page();
    const cursor = String(first.data.cases.pageInfo.endCursor);
    const undisturbed = idsOf(await page(cursor));
    await changed(graph, 'revokeGrant', { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' });
    const refused = await page(cursor);
    expect([refused.data ?? null, ...refusalsOf(refused)]).toEqual([null, ...REFUSED]);
    await changed(graph, 'addGrant', { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' });
    expect(idsOf(await page(cursor))).toEqual(undisturbed);
    expect(idsOf(first)).not.toEqual(expect.arrayContaining(undisturbed));
  });
});

describe('a change and a revocation at the same time', () => {
  const parts = () => ({
    database: graph.database,
    log: openAccessLog(graph.database, testConfig()),
    statementTimeoutMs: 20_000,
  });
  const activity = activityOf(initialPolicy, 'PROGRAMME_OFFICE/GRANT_ADMINISTRATION');
  const office = { organisation: OFFICE.organisation, purpose: OFFICE.purpose, activity, as: 'register' } as const;
  const entry = () => {
    const [trace, at] = [joinTrace(undefined), new Date()];
    const audit = { at: at.toISOString(), ...trace, action: 'test', organisation: 'test', categories: [], counts: {} };
    const times = { startedAt: at, endedAt: at };
    return { audit: { ...audit, result: 'OK' as const }, trace, activity: '', name: 'test', ...times, subjects: [] };
  };
  const revocation = `update app.purpose_grant set revoked_at = now()
    where organisation = 'programme-office' and purpose = 'GRANT_ADMINISTRATION'`;

  it('come one after the other: a change that began is made, and the next one is refused', async () => {
    const steps: string[] = [];
    let revoked: Promise<unknown> = Promise.resolve();
    await loggedChange(parts(), { ...office, entry }, async () => {
      revoked = graph.change(revocation).then(() => steps.push('revoked'));
      await somebodyWaits(graph.database.admin, 'purpose_grant');
      steps.push('changed');
      return { value: null };
    });
    await revoked;
    expect(steps).toEqual(['changed', 'revoked']);
    const next = await change(graph, 'revokeOrganisation', { code: 'ind' });
    expect(refusalsOf(next)).toEqual(REFUSED);
  });

  it('and a change that waits for a revocation is not made', async () => {
    await graph.change(revocation.replace('now()', 'null'));
    const { changing } = await graph.database.admin.begin(async (sql) => {
      await sql.unsafe(revocation);
      const waiting = change(graph, 'revokeOrganisation', { code: 'ind' });
      await somebodyWaits(graph.database.admin, 'purpose_grant');
      return { changing: { waiting } };
    });
    expect(refusalsOf(await changing.waiting)).toEqual(REFUSED);
    const [ind] = await graph.database.admin`select revoked_at from app.organisation where code = 'ind'`;
    expect(ind).toEqual({ revoked_at: null });
    await graph.change(revocation.replace('now()', 'null'));
  });

  test('two revocations of one grant: the second is told that nothing is left', async () => {
    const key = { organisation: 'dtv', purpose: 'RETURN' };
    const answers = await Promise.all([change(graph, 'revokeGrant', key), change(graph, 'revokeGrant', key)]);
    expect(answers.flatMap(refusalsOf)).toEqual([expect.stringMatching(/^BAD_USER_INPUT It is revoked already/)]);
    const stale = graph.database.admin.begin((sql) => revokeGrant(sql, { ...key, by: null }));
    await expect(stale).rejects.toThrow(/revoked already/);
  });
});
