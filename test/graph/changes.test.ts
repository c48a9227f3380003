import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import {
  applied,
  caseFile,
  consent,
  dossier,
  file,
  guided,
  named,
  plan,
  postponed,
  stays,
} from '../support/records.js';

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const SHELTER = { organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS' };
const HAVEN = { organisation: 'ngo-de-haven', purpose: 'GUIDANCE' };
const IND = { organisation: 'ind', purpose: 'RESIDENCE_DECISION' };
const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };
type Asker = typeof AMSTERDAM;

const PAGE = `query ($after: String, $first: Int) { changes(after: $after, first: $first) {
  edges { cursor node { caseId kind areas at cursor case { id status } } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } latestCursor } }`;

interface Page {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: {
      readonly caseId: string;
      readonly kind: string;
      readonly areas: readonly string[];
      readonly cursor: string;
      readonly case: { readonly id: string } | null;
    };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly latestCursor: string;
}

const amal = (version: number, location: string, more: SourceRecord['parts'] = {}): SourceRecord => ({
  ...file('amsterdam', 'amal', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named('Amal', 'Abdi'),
    plan: plan('RETURN', '2024-03-20'),
    ...stays('2024-03-01', location),
    ...more,
  }),
  version,
});
const ofInd = (version: number, medicalValidUntil: string): SourceRecord => ({
  ...dossier('IND', 'ind', 'amal', {
    application: applied('Z1', 'ART64_MEDICAL', '2024-02-02'),
    medicalOutcome: postponed('Z1', medicalValidUntil),
  }),
  version,
});
const ofHaven = (version: number, consented: boolean): SourceRecord => ({
  ...dossier('GUIDANCE', 'ngo-de-haven', 'amal', guided('2024-03-05'), consented ? [consent('NGO', null)] : []),
  version,
});

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph([amal(1, 'De Oever'), ofInd(1, '2024-08-01'), ofHaven(1, false)]);
});
afterAll(() => graph?.close());

async function page(asker: Asker, after?: string, first = 100): Promise<Page> {
  const answer = await graph.ask({ ...asker, query: PAGE, variables: { after, first } });
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { changes: Page }).changes;
}

/** What an asker is told after a cursor, one line a change. */
async function told(asker: Asker, after?: string): Promise<string[]> {
  const { edges } = await page(asker, after);
  return edges.map(({ node }) => [node.kind, ...node.areas].join(' '));
}

/** Where each asker stands now. */
async function marks(...askers: readonly Asker[]): Promise<string[]> {
  return Promise.all(askers.map(async (asker) => (await page(asker)).latestCursor));
}

describe('a partner is told of changes that it may see, and of no others', () => {
  it('each by its own view, from the cursor on that it took before it read everything', async () => {
    const [amsterdam, shelter, haven, ind, rotterdam] = await marks(AMSTERDAM, SHELTER, HAVEN, IND, ROTTERDAM);
    await graph.store([amal(2, 'Maaszicht'), ofInd(2, '2024-09-01')]);
    expect(await told(AMSTERDAM, amsterdam)).toEqual(['CHANGED SHELTER_LOCATIONS']);
    expect(await told(SHELTER, shelter)).toEqual(['CHANGED SHELTER_LOCATIONS']);
    expect(await told(IND, ind)).toEqual(['CHANGED APPLICATIONS_MEDICAL']);
    expect(await told(HAVEN, haven)).toEqual([]);
    expect(await told(ROTTERDAM, rotterdam)).toEqual([]);
  });

  it('what consent opens is told once it stands, and that it stands as what it opens', async () => {
    const [amsterdam, haven] = await marks(AMSTERDAM, HAVEN);
    await graph.store([ofHaven(2, true)]);
    const [opened, ...more] = await told(HAVEN, haven);
    expect(more).toEqual([]);
    expect(opened).toMatch(/ PERSON_V_NUMBER .*APPLICATIONS APPLICATIONS_LEGAL APPLICATIONS_MEDICAL RETURN_PROCEDURES/);
    expect(opened).not.toMatch(/BSN|SUPERVISION|SHELTER|CASE/);
    expect(await told(AMSTERDAM, amsterdam)).toEqual([]);
    const [later] = await marks(HAVEN);
    await graph.store([ofInd(3, '2024-10-01')]);
    expect(await told(HAVEN, later)).toEqual(['CHANGED APPLICATIONS_MEDICAL']);
  });

  it('a case that ends its being in reach leaves a word behind, without the case, and nothing else of it', async () => {
    const [ind] = await marks(IND);
    await graph.change(`insert into app.participation (case_id, organisation, ended_at, recorded_by)
      values ('${graph.id('amal')}', 'ind', now(), 'amsterdam')`);
    await graph.store([amal(3, 'De Oever')]);
    const { edges } = await page(IND, ind);
    expect(edges.map(({ node }) => [node.kind, node.caseId, node.case])).toEqual([['LEFT', graph.id('amal'), null]]);
    await graph.store([amal(4, 'Maaszicht')]);
    expect(await told(IND, edges[0]?.cursor)).toEqual([]);
  });

  it('one that comes back is told as a whole, and nothing from before', async () => {
    await graph.change(`delete from app.participation`);
    await graph.store([amal(5, 'De Oever')]);
    const { edges } = await page(IND);
    expect(edges.map(({ node }) => node.kind)).toEqual(['ENTERED']);
    expect(edges[0]?.node).toMatchObject({ areas: [], case: { id: graph.id('amal') } });
  });
});

describe('changes are read on from a cursor', () => {
  it('page by page, each change once and in order', async () => {
    for (let version = 6; version < 13; version += 1) await graph.store([amal(version, `Place ${version}`)]);
    const all = (await page(AMSTERDAM)).edges.map(({ cursor }) => cursor);
    const read: string[] = [];
    for (let after: string | undefined; ; ) {
      const { edges, pageInfo } = await page(AMSTERDAM, after, 3);
      read.push(...edges.map(({ cursor }) => cursor));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? undefined;
    }
    expect(read).toEqual(all);
    expect(new Set(read).size).toBe(all.length);
  });

  it('not from a cursor of another partner, of another purpose, or of another list', async () => {
    const [ofAmsterdam] = await marks(AMSTERDAM);
    for (const asker of [IND, SHELTER]) {
      const answer = await graph.ask({ ...asker, query: PAGE, variables: { after: ofAmsterdam } });
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    }
    const cases = await graph.ask({ ...AMSTERDAM, query: '{ cases(first: 1) { edges { cursor } } }' });
    const of = cases.data.cases.edges[0]?.cursor as unknown as string;
    expect(codesOf(await graph.ask({ ...AMSTERDAM, query: PAGE, variables: { after: of } }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('not from one that is older than what is kept: who was away too long is told so', async () => {
    const cursor = (await page(AMSTERDAM)).edges.at(-1)?.cursor;
    await graph.change(`update app.retention_term set days = -1 where what = 'changes'`);
    const answer = await graph.ask({ ...AMSTERDAM, query: PAGE, variables: { after: cursor } });
    await graph.change(`update app.retention_term set days = 30 where what = 'changes'`);
    expect(codesOf(answer)).toEqual(['CURSOR_EXPIRED']);
    expect(await told(AMSTERDAM, cursor)).toEqual([]);
  });

  it('and the last cursor stays the same while only others have changes', async () => {
    const [before] = await marks(ROTTERDAM);
    await graph.store([amal(20, 'Elsewhere')]);
    expect(await marks(ROTTERDAM)).toEqual([before]);
  });

  it('in one statement, and one more for each source of the cases', async () => {
    graph.statements.length = 0;
    await graph.ask({ ...AMSTERDAM, query: '{ changes(first: 50) { latestCursor edges { node { caseId } } } }' });
    expect(graph.statements.filter((text) => text.includes('app.change'))).toHaveLength(1);
    expect(graph.statements).toHaveLength(2);
  });
});

describe('that something changed is told to nobody without a right', () => {
  it('not to an organisation whose grant has ended', async () => {
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'ind'`);
    const answer = await graph.ask({ ...IND, query: PAGE });
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'ind'`);
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });

  it.each([
    ['programme-office', 'STATISTICS'],
    ['privacy-officer', 'SUBJECT_ACCESS'],
    ['amsterdam', 'SUBJECT_ACCESS'],
  ])('%s for %s does not even have the field', async (organisation, purpose) => {
    const answer = await graph.ask({ organisation, purpose, query: '{ changes { latestCursor } }' });
    expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('a view does not have the names of what it may not see', async () => {
    const query = '{ __type(name: "ChangeArea") { enumValues { name } } }';
    const { text } = await graph.ask({ ...SHELTER, query });
    expect(text).toContain('SHELTER_STAYS');
    expect(text).not.toMatch(/MEDICAL|PERSON_BIRTH|BSN|RETURN/);
  });

  it('and who was told stands in both logs, with what', async () => {
    await graph.change('delete from audit.processing_record');
    await page(SHELTER);
    const rows = await graph.database.log<{ categories: string[] }[]>`select categories from audit.processing_record`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.categories).toEqual(expect.arrayContaining(['case.status', 'shelter.location']));
  });
});
