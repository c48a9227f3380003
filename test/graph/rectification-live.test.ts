import { afterAll, afterEach, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type ExampleAgency, startExampleAgency } from '../../src/cli/example-agency/example-agency.js';
import type { ExampleRecords } from '../../src/cli/example-agency/example-records.js';
import { recordsOf } from '../sources/contract/agency-records.js';
import { QUICK } from '../sources/contract/kinds.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';
import {
  AMSTERDAM,
  change,
  changed,
  DE_HAVEN,
  DTV,
  IND,
  linesOf,
  type RectificationAnswer,
  ROTTERDAM,
  rectificationsOf,
  refusalsOf,
  type Who,
} from './rights-asker.js';

const WORDS = 'My passport says fifteen February';
const NOBODY = '00000000-0000-4000-8000-000000000000';

let graph: TestGraph;
let example: ExampleAgency;
beforeAll(async () => {
  const records: Record<string, ExampleRecords[string]> = {};
  example = await startExampleAgency({ agency: 'IND', records });
  const settings = { ...QUICK, kind: 'HTTP' as const, url: example.url, timeoutMs: 2_000, retries: 0 };
  graph = await startGraph(WORLD, { sources: { IND: settings } });
  Object.assign(records, await recordsOf(graph, 'IND'));
  // The tables here still hold what the IND delivered of Goran; its own system no longer does.
  delete records[V.goran];
});
afterAll(async () => {
  await graph?.close();
  await example?.close();
});
afterEach(() => {
  example.fault = 'none';
  example.asked.length = 0;
});

const inputOf = (caseId: string, field: string) => ({ caseId, field, source: 'IND', statement: WORDS });
const request = (who: Who, person: string, field: string) =>
  changed<RectificationAnswer[]>(graph, who, 'requestRectification', inputOf(graph.id(person), field));
const numberOfRequests = async () => (await graph.database.admin`select id from app.rectification`).length;

describe('a request to rectify what an agency that is read live states', () => {
  it('is passed to the agency, shows on the value, and is decided by it', async () => {
    const made = await request(AMSTERDAM, 'farid', 'PERSON_BIRTH_DATE');
    expect(made).toMatchObject([{ source: 'IND', organisation: 'ind', requestedBy: 'amsterdam', state: 'OPEN' }]);
    expect(await rectificationsOf(graph, IND, '(state: OPEN)')).toEqual(made);
    const query = `{ case(id: "${graph.id('farid')}") { underInvestigation { field source } } }`;
    for (const who of [AMSTERDAM, DTV]) {
      const { data } = await graph.ask({ ...who, query });
      expect(data.case).toEqual({ underInvestigation: [{ field: 'PERSON_BIRTH_DATE', source: 'IND' }] });
    }
    const decision = { id: made[0]!.id, outcome: 'HONOURED', reason: 'The passport was seen' };
    expect(await changed(graph, IND, 'decideRectification', decision)).toMatchObject({ state: 'DECIDED' });
  });

  it('asks the agency for this value of this person, for the requester and its purpose, and for nothing else', async () => {
    await request(AMSTERDAM, 'farid', 'APPLICATION_KIND');
    expect(example.asked.map(({ body }) => body)).toMatchObject([
      {
        vNumbers: [V.farid],
        parts: { application: ['kind'] },
        asker: { organisation: 'amsterdam' },
        purpose: 'CASE_COORDINATION',
      },
    ]);
  });

  it('of an NGO that consent stands for reaches values that consent opens', async () => {
    expect(await request(DE_HAVEN, 'amal', 'APPLICATION_DECIDED_AT')).toMatchObject([{ organisation: 'ind' }]);
  });

  it('is logged as a change of the case, without its words', async () => {
    const before = await linesOf(graph, 'requestRectification');
    await request(AMSTERDAM, 'amal', 'APPLICATION_STATE');
    expect((await linesOf(graph, 'requestRectification')).length).toBeGreaterThan(before.length);
    expect(await linesOf(graph, WORDS)).toEqual([]);
  });
});

describe('there is one refusal for a value that is withheld, that is not there, and for a case that is not', () => {
  const SAID = ['BAD_USER_INPUT No record of this source that you can see states this value of a case in your reach.'];
  const refused = async (who: Who, caseId: string, field: string) => {
    const before = await numberOfRequests();
    expect(refusalsOf(await change(graph, who, 'requestRectification', inputOf(caseId, field)))).toEqual(SAID);
    expect(await numberOfRequests()).toBe(before);
  };

  test.each<[string, Who, () => string, string]>([
    ['of a case out of reach', AMSTERDAM, () => graph.id('hana'), 'APPLICATION_KIND'],
    ['of a case that only another municipality has', ROTTERDAM, () => graph.id('farid'), 'APPLICATION_KIND'],
    ['of nobody', AMSTERDAM, () => NOBODY, 'APPLICATION_KIND'],
    ['of what is no case', AMSTERDAM, () => 'x', 'APPLICATION_KIND'],
    ['withheld for want of consent', DE_HAVEN, () => graph.id('bilal'), 'APPLICATION_KIND'],
    ['withdrawn, the medical outcome', AMSTERDAM, () => graph.id('amal'), 'APPLICATION_MEDICAL_OUTCOME'],
    ['of a person without a V-number', AMSTERDAM, () => graph.id('idris'), 'APPLICATION_KIND'],
  ])('%s, and the agency is not asked', async (_what, who, caseId, field) => {
    await refused(who, caseId(), field);
    expect(example.asked).toEqual([]);
  });

  test.each<[string, Who, () => string, string]>([
    ['that only the files here still state', AMSTERDAM, () => graph.id('goran'), 'PERSON_BIRTH_DATE'],
    ['empty in every record', AMSTERDAM, () => graph.id('bilal'), 'APPLICATION_OUTCOME'],
  ])('%s', async (_what, who, caseId, field) => {
    await refused(who, caseId(), field);
    expect(example.asked).toHaveLength(1);
  });

  test('and a field outside the view does not exist', async () => {
    const input = `{ caseId: "${graph.id('amal')}", field: PERSON_BSN, source: IND, statement: "x" }`;
    const query = `mutation { requestRectification(input: ${input}) { id } }`;
    expect(refusalsOf(await graph.ask({ ...DE_HAVEN, query }))).toEqual([
      'GRAPHQL_VALIDATION_FAILED Value "PERSON_BSN" does not exist in "RectifiableField" enum.',
    ]);
    expect(example.asked).toEqual([]);
  });
});

describe('a request is refused', () => {
  it('while the agency does not answer, and says so', async () => {
    example.fault = 'error';
    const before = await numberOfRequests();
    const answer = await change(
      graph,
      AMSTERDAM,
      'requestRectification',
      inputOf(graph.id('farid'), 'APPLICATION_KIND'),
    );
    expect(refusalsOf(answer)).toEqual([expect.stringMatching(/^SOURCE_UNAVAILABLE This source does not answer now/)]);
    expect(await numberOfRequests()).toBe(before);
  });

  it('with no words, before the agency is asked', async () => {
    const input = { ...inputOf(graph.id('farid'), 'APPLICATION_KIND'), statement: ' ' };
    expect(refusalsOf(await change(graph, AMSTERDAM, 'requestRectification', input))).toEqual([
      'BAD_USER_INPUT Give `statement` 1 to 1000 characters.',
    ]);
    expect(example.asked).toEqual([]);
  });

  it('where the agency does not take part here: nobody could decide', async () => {
    await graph.change("delete from app.purpose_grant where organisation = 'ind'");
    await graph.change("delete from app.organisation where code = 'ind'");
    const input = inputOf(graph.id('farid'), 'APPLICATION_SUBMITTED_AT');
    const answer = await change(graph, AMSTERDAM, 'requestRectification', input);
    expect(refusalsOf(answer)).toEqual([expect.stringMatching(/^BAD_USER_INPUT This source does not take part here/)]);
  });
});
