import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ngoRecord } from '../join/match-world.js';
import { type Answer, codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import { AMSTERDAM, asked, linesOf, ROTTERDAM, refusalsOf, type Who, withoutLogs } from './rights-asker.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const SELECTION = '{ id caseId source organisation foundAt agrees decision decidedBy decidedAt }';
const LIKE_AMAL = { nameKey: 'amal abdi', birthDate: '1990-05-17', nationalities: ['0084'] };
const NOT_THERE = ['BAD_USER_INPUT There is no such possible match in your work list.'];

interface Match {
  readonly id: string;
  readonly caseId: string;
}

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());
beforeEach(async () => {
  await graph.change(`delete from app.record where source_key in ('N1', 'N2')`);
  await graph.change('truncate app.match_candidate, app.quarantine');
  await graph.change(`delete from guidance.trajectory where source_key = 'N1'`);
  await graph.change(`delete from guidance.person_name where source_key = 'N1'`);
  await graph.change(`delete from guidance.person_birth where source_key = 'N1'`);
  await graph.change(`delete from guidance.person_nationality where source_key = 'N1'`);
  await graph.store([ngoRecord('N1', LIKE_AMAL)]);
});

const list = (who: Who, args = '') => asked<Match[]>(graph, who, `matchCandidates${args}`, SELECTION);
const decide = (who: Who, name: string, candidateId: string): Promise<Answer> =>
  graph.ask({
    ...who,
    query: `mutation ($input: MatchInput!) { ${name}(input: $input) ${SELECTION} }`,
    variables: { input: { candidateId } },
  });
const guidedBy = async () => {
  const query = `{ case(id: "${graph.id('amal')}") { guidance { organisation } } }`;
  const { data } = await graph.ask({ ...AMSTERDAM, query });
  return (data.case as unknown as { guidance: unknown[] }).guidance.length;
};

describe('the work list', () => {
  it('shows a municipality what may be about a person of its own, and nothing of what the record says', async () => {
    const [match, ...more] = await list(AMSTERDAM);
    expect(more).toEqual([]);
    expect(match).toEqual({
      id: expect.any(String),
      caseId: graph.id('amal'),
      source: 'GUIDANCE',
      organisation: 'ngo-de-haven',
      foundAt: expect.any(String),
      agrees: ['NAME', 'BIRTH_DATE', 'NATIONALITY'],
      decision: null,
      decidedBy: null,
      decidedAt: null,
    });
  });

  it('is empty for a municipality without a file of the person, also when the case is in its reach', async () => {
    expect(await list(ROTTERDAM)).toEqual([]);
    await graph.change(`insert into app.reach values ('rotterdam', '${graph.id('amal')}', '2024-01-01')`);
    expect(await list(ROTTERDAM)).toEqual([]);
    await graph.change(`delete from app.reach where organisation = 'rotterdam' and case_id = '${graph.id('amal')}'`);
  });

  it('gives so many at a time, and those that are so far', async () => {
    await graph.store([ngoRecord('N2', LIKE_AMAL)]);
    const [one, two] = await list(AMSTERDAM);
    expect(await list(AMSTERDAM, '(first: 1)')).toEqual([one]);
    expect(await list(AMSTERDAM, `(first: 5, after: "${one?.id}")`)).toEqual([two]);
    expect(await list(AMSTERDAM, `(after: "${NOBODY}")`)).toEqual([]);
    await decide(AMSTERDAM, 'rejectMatch', one?.id ?? '');
    expect((await list(AMSTERDAM, '(state: OPEN)')).map(({ id }) => id)).toEqual([two?.id]);
    expect((await list(AMSTERDAM, '(state: DECIDED)')).map(({ id }) => id)).toEqual([one?.id]);
    const many = await graph.ask({ ...AMSTERDAM, query: '{ matchCandidates(first: 100000) { id } }' });
    expect(codesOf(many)).toEqual(['BAD_USER_INPUT']);
  });

  it('leaves a line of whom it showed', async () => {
    await graph.change('truncate audit.audit_record, audit.processing_record');
    await list(AMSTERDAM);
    expect(await linesOf(graph, 'delivery.match')).toHaveLength(2);
  });

  it.each<[Who]>([
    [{ organisation: 'amsterdam', purpose: 'SHELTER_OPERATIONS' }],
    [{ organisation: 'ngo-de-haven' }],
    [{ organisation: 'ind' }],
    [{ organisation: 'wodc' }],
  ])('does not exist for %o, nor do its decisions', async (who) => {
    const read = await graph.ask({ ...who, query: '{ matchCandidates { id } }' });
    const said = 'GRAPHQL_VALIDATION_FAILED Cannot query field "matchCandidates" on type "Query".';
    expect(refusalsOf(read)).toEqual([said]);
    for (const name of ['confirmMatch', 'rejectMatch', 'undoMatch']) {
      const query = (field: string) => `mutation { ${field}(input: { candidateId: "x" }) { id } }`;
      const misspelt = await graph.ask({ ...who, query: query(`${name}z`) });
      expect((await graph.ask({ ...who, query: query(name) })).text).toBe(misspelt.text.replaceAll(`${name}z`, name));
    }
  });
});

describe('a decision', () => {
  it('that confirms joins the record at once and shows its result; undone it is apart again', async () => {
    const [{ id } = { id: '' }] = await list(AMSTERDAM);
    const before = await guidedBy();
    const confirmed = await decide(AMSTERDAM, 'confirmMatch', id);
    expect(confirmed.data).toMatchObject({
      confirmMatch: { id, decision: 'CONFIRMED', decidedBy: 'amsterdam', decidedAt: expect.any(String) },
    });
    expect(await guidedBy()).toBe(before + 1);
    const undone = await decide(AMSTERDAM, 'undoMatch', id);
    expect(undone.data).toMatchObject({ undoMatch: { id, decision: null, decidedBy: null, decidedAt: null } });
    expect(await guidedBy()).toBe(before);
  });

  it.each(['confirmMatch', 'rejectMatch', 'undoMatch'])('%s leaves a line in each log, of the case', async (name) => {
    const [{ id } = { id: '' }] = await list(AMSTERDAM);
    await graph.change('truncate audit.audit_record, audit.processing_record');
    await decide(AMSTERDAM, name, id);
    expect(await linesOf(graph, name)).toHaveLength(2);
  });

  it('is refused to another municipality and about what does not exist, in the same words; nothing happens', async () => {
    const [{ id } = { id: '' }] = await list(AMSTERDAM);
    for (const name of ['confirmMatch', 'rejectMatch', 'undoMatch']) {
      expect(refusalsOf(await decide(ROTTERDAM, name, id))).toEqual(NOT_THERE);
      for (const other of [NOBODY, 'x']) {
        expect(refusalsOf(await decide(AMSTERDAM, name, other))).toEqual(NOT_THERE);
      }
    }
    expect(await list(AMSTERDAM, '(state: DECIDED)')).toEqual([]);
  });

  it('is taken back when it cannot be logged', async () => {
    const [{ id } = { id: '' }] = await list(AMSTERDAM);
    const before = await guidedBy();
    const answer = await withoutLogs(graph, () => decide(AMSTERDAM, 'confirmMatch', id));
    expect([answer.status, codesOf(answer)]).toEqual([503, ['LOG_UNAVAILABLE']]);
    expect([await guidedBy(), (await list(AMSTERDAM, '(state: OPEN)')).length]).toEqual([before, 1]);
  });

  it('is refused when the grant of the municipality has ended', async () => {
    const [{ id } = { id: '' }] = await list(AMSTERDAM);
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    const answer = await decide(AMSTERDAM, 'confirmMatch', id);
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'amsterdam'`);
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    expect((await list(AMSTERDAM, '(state: OPEN)')).length).toBe(1);
  });
});
