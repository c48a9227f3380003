import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openSnapshot } from '../../src/database/snapshot.js';
import { activityOf } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { consent, dossier, guided } from '../support/records.js';
import { WORLD } from '../support/world.js';
import { AMSTERDAM, type ConsentAnswer, changed, consentsOf, DE_HAVEN } from './rights-asker.js';

const NODE = 'node { id applications { kind } returnProcedures { state } }';
const WITHHELD = { reason: 'WITHHELD', condition: 'CONSENT' };

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
/** Amal's consent stands again, as De Haven delivered it; nobody else's is in the way. */
beforeEach(async () => {
  await graph.store(WORLD);
  await graph.change(`delete from app.consent where case_id in ('${graph.id('amal')}', '${graph.id('bilal')}')`);
  await graph.change(`insert into app.consent (case_id, partner_kind, organisation, given_at, recorded_by)
    values ('${graph.id('amal')}', 'NGO', 'ngo-de-haven', '2024-01-01T00:00:00Z', 'ngo-de-haven')`);
});
afterAll(() => graph?.close());

async function withdrawAmal(who: object = AMSTERDAM): Promise<ConsentAnswer> {
  const [given] = await consentsOf(graph, AMSTERDAM, graph.id('amal'));
  return changed(graph, who as never, 'withdrawConsent', { consentId: given!.id });
}

const askAmal = () =>
  graph.ask({ ...DE_HAVEN, query: `{ case(id: "${graph.id('amal')}") { person { vNumber } applications { kind } } }` });

interface Pages {
  readonly edges: readonly { readonly node: { readonly id: string; readonly applications: unknown } }[];
  readonly pageInfo: { readonly endCursor: string };
}

describe('a withdrawal takes effect at once', () => {
  it.each([
    ['by the municipality', AMSTERDAM],
    ['by the NGO itself', DE_HAVEN],
  ])('%s: the next request of the partner finds the value withheld, and why', async (_by, who) => {
    const before = await askAmal();
    expect(before.data.case.applications).toHaveLength(2);
    expect(before.absences).toEqual([]);
    expect(await withdrawAmal(who)).toMatchObject({ recordedBy: 'ngo-de-haven', withdrawnBy: who.organisation });
    const after = await askAmal();
    expect(after.data).toEqual({ case: { person: { vNumber: null }, applications: null } });
    expect(after.absences).toEqual([
      { path: 'case.person.vNumber', ...WITHHELD },
      { path: 'case.applications', ...WITHHELD },
    ]);
  });

  it('between two pages: the next page already withholds', async () => {
    const page = async (after: string | null) => {
      const query = `query ($after: String) { cases(first: 2, after: $after, orderBy: { field: ARRIVED_AT, direction: ASC })
        { edges { ${NODE} } pageInfo { endCursor } } }`;
      const answer = await graph.ask({ ...DE_HAVEN, query, variables: { after } });
      return { ...(answer.data as unknown as { cases: Pages }).cases, absences: answer.absences };
    };
    const first = await page(null);
    await withdrawAmal();
    const second = await page(first.pageInfo.endCursor);
    const amal = second.edges.findIndex(({ node }) => node.id === graph.id('amal'));
    expect(first.edges.map(({ node }) => node.id)).not.toContain(graph.id('amal'));
    expect(second.edges[amal]?.node.applications).toBeNull();
    expect(second.absences.find(({ path }) => path.endsWith('applications'))?.at).toContain(amal);
  });

  it('but a request that began before it keeps its moment: its snapshot still sees what stood then', async () => {
    const open = () =>
      openSnapshot(graph.database.views, {
        role: roleName('NGO/GUIDANCE'),
        organisation: 'ngo-de-haven',
        purpose: 'GUIDANCE',
        activity: activityOf(initialPolicy, 'NGO/GUIDANCE'),
        statementTimeoutMs: 5_000,
      });
    const read = (snapshot: Awaited<ReturnType<typeof open>>) =>
      snapshot.query(`select kind from ind.application where case_id = $1::uuid`, [graph.id('amal')]);
    const begun = await open();
    expect(await read(begun)).toHaveLength(2);
    await withdrawAmal();
    expect(await read(begun)).toHaveLength(2);
    await begun.end();
    const next = await open();
    expect(await read(next)).toHaveLength(0);
    await next.end();
  });
});

describe('a consent takes effect at once', () => {
  it('the next request of the partner sees the value', async () => {
    const ask = () =>
      graph.ask({ ...DE_HAVEN, query: `{ case(id: "${graph.id('bilal')}") { applications { kind } } }` });
    expect((await ask()).data.case.applications).toBeNull();
    await changed(graph, DE_HAVEN, 'recordConsent', {
      caseId: graph.id('bilal'),
      partnerKind: 'NGO',
      organisation: 'ngo-de-haven',
      givenAt: new Date().toISOString(),
    });
    expect((await ask()).data.case.applications).toHaveLength(1);
  });
});

describe('what is withdrawn is not revived by a delivery', () => {
  const deliver = (consents: Parameters<typeof dossier>[4], key?: string) =>
    graph.store([
      {
        ...dossier('GUIDANCE', 'ngo-de-haven', 'amal', guided('2024-03-05'), consents),
        ...(key ? { sourceKey: key } : {}),
      },
    ]);

  it('that repeats itself', async () => {
    await withdrawAmal();
    await graph.store(WORLD);
    await deliver([consent('NGO', 'ngo-de-haven')]);
    expect((await askAmal()).data.case.applications).toBeNull();
  });

  it('that repeats it beside a new one', async () => {
    await withdrawAmal();
    await deliver([consent('NGO', 'ngo-de-haven'), consent('DTV', null)]);
    expect((await askAmal()).data.case.applications).toBeNull();
    expect(await consentsOf(graph, AMSTERDAM, graph.id('amal'))).toHaveLength(2);
  });

  it('that states the same word under another key and another day before it', async () => {
    const withdrawn = await withdrawAmal();
    const old = { ...consent('NGO', 'ngo-de-haven'), givenAt: '2024-01-05T00:00:00.000Z' };
    await deliver([old], 'another-key');
    expect((await askAmal()).data.case.applications).toBeNull();
    const moments = (await consentsOf(graph, AMSTERDAM, graph.id('amal'))).map(({ withdrawnAt }) => withdrawnAt);
    expect(moments).toEqual([withdrawn.withdrawnAt, withdrawn.withdrawnAt]);
  });

  it('but is by one that states a later word', async () => {
    const withdrawn = await withdrawAmal();
    const later = { ...consent('NGO', 'ngo-de-haven'), givenAt: new Date().toISOString() };
    expect(Date.parse(later.givenAt)).toBeGreaterThanOrEqual(Date.parse(withdrawn.withdrawnAt ?? ''));
    await deliver([consent('NGO', 'ngo-de-haven'), later]);
    expect((await askAmal()).data.case.applications).toHaveLength(2);
  });
});
