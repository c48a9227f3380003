import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type Answer, codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { CASE_VIEWS } from '../support/policy-matrix.js';
import { V, WORLD } from '../support/world.js';
import { AVIM, deliver, delivered, RECORDS } from './records-delivered.js';
import { AMSTERDAM, DE_HAVEN, DTV, IND, linesOf, refusalsOf, type Who, withoutLogs } from './rights-asker.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const send = (who: Who, agency: string, input: readonly object[]) => deliver(graph, who, agency, input);
const sent = (who: Who, agency: string, input: readonly object[]) => delivered(graph, who, agency, input);
const shown = async (who: Who, vNumber: string, selection: string) => {
  const query = `query ($v: VNumber!) { found: caseByVNumber(vNumber: $v) { ${selection} } }`;
  const answer = await graph.ask({ ...who, query, variables: { v: vNumber } });
  return (answer.data as unknown as { found: unknown }).found;
};

describe('each agency delivers its own records in the words of the graph, and they read as they were sent', () => {
  test('a municipality: a file opens a case', async () => {
    const report = await sent(AMSTERDAM, 'Shelter', [RECORDS.shelter]);
    expect(report).toMatchObject({ state: 'DONE', source: 'SHELTER', organisation: 'amsterdam', received: 1, new: 1 });
    const { person, stays, plan, vNumber } = RECORDS.shelter;
    const found = await shown(
      AMSTERDAM,
      vNumber,
      `status municipality arrivedAt
       person { familyName givenNames aliases birthDate birthPlace nationalities bsn telephone email language interpreter }
       shelterStays { arrivedAt departedAt kind location address room attention }
       plan { scenario decidedAt efforts { organisation effort dueAt } }`,
    );
    const facts = { status: 'IN_GUIDANCE', municipality: 'AMSTERDAM', arrivedAt: '2024-02-01' };
    expect(found).toEqual({ ...facts, person, shelterStays: stays, plan });
  });

  test('an NGO: whom it guides, of whom the municipality knows', async () => {
    expect(await sent(DE_HAVEN, 'Guidance', [RECORDS.guidance])).toMatchObject({ new: 1, quarantined: 0 });
    const found = await shown(AMSTERDAM, V.goran, 'guidance { organisation phase goal startedAt endedAt }');
    const { phase, goal, startedAt } = RECORDS.guidance;
    expect(found).toEqual({ guidance: [{ organisation: 'ngo-de-haven', phase, goal, startedAt, endedAt: null }] });
  });

  test('the IND: applications with their legal and medical side', async () => {
    expect(await sent(IND, 'Ind', [RECORDS.ind])).toMatchObject({ new: 1, quarantined: 0 });
    const found = await shown(
      IND,
      V.hana,
      `applications { kind state submittedAt decidedAt outcome legalArticle remedy remedyDeadline returnDecisionAt
         entryBanUntil medicalOutcome medicalValidUntil } person { bsn }`,
    );
    const nothing = { legalArticle: null, remedy: null, remedyDeadline: null, returnDecisionAt: null };
    const [first, medical] = RECORDS.ind.applications.map(({ key, ...rest }) => rest);
    expect(found).toEqual({
      applications: [
        { ...first, state: 'DECIDED', medicalOutcome: null, medicalValidUntil: null },
        { ...nothing, entryBanUntil: null, outcome: null, ...medical, state: 'DECIDED' },
      ],
      person: { bsn: RECORDS.ind.person.bsn },
    });
  });

  test('the DT&V: a return procedure', async () => {
    expect(await sent(DTV, 'Dtv', [RECORDS.dtv])).toMatchObject({ new: 1, quarantined: 0 });
    const { vNumber, version, ...rest } = RECORDS.dtv;
    const found = await shown(
      DTV,
      V.hana,
      `returnProcedures { state openedAt closedAt departureKind laissezPasserStage laissezPasserCountry
         plannedDepartureAt supportedByIom officer { name telephone email } }`,
    );
    expect(found).toEqual({ returnProcedures: [{ closedAt: null, departureKind: null, state: 'OPEN', ...rest }] });
  });

  test('the AVIM: supervision and identification', async () => {
    expect(await sent(AVIM, 'Avim', [RECORDS.avim])).toMatchObject({ new: 1, quarantined: 0 });
    const found = await shown(
      AVIM,
      V.hana,
      `supervision { reportingDuty reportingStatus measure measureFrom measureUntil }
       identity { established establishedAt sourceLevel documents { kind number issuedBy validUntil } }`,
    );
    const { reportingDuty, reportingStatus, identity } = RECORDS.avim;
    const [{ key: _measure, ...measure }] = RECORDS.avim.measures;
    const [{ key: _document, ...document }] = RECORDS.avim.documents;
    expect(found).toEqual({
      supervision: { reportingDuty, reportingStatus, ...measure },
      identity: { ...identity, documents: [document] },
    });
  });
});

describe('a delivery of records', () => {
  test('sent again changes nothing; another version replaces it, an older one never does', async () => {
    expect(await sent(DTV, 'Dtv', [RECORDS.dtv])).toMatchObject({ new: 0, unchanged: 1 });
    const closed = { ...RECORDS.dtv, version: 9, closedAt: '2024-12-01', departureKind: 'FORCED' };
    expect(await sent(DTV, 'Dtv', [closed])).toMatchObject({ changed: 1 });
    expect(await sent(DTV, 'Dtv', [RECORDS.dtv])).toMatchObject({ superseded: 1, changed: 0 });
    expect(await shown(DTV, V.hana, 'returnProcedures { state }')).toEqual({ returnProcedures: [{ state: 'CLOSED' }] });
  });

  test('is told of each record that cannot be stored, with its place and the reason and no value; the others are', async () => {
    const bad = { ...RECORDS.dtv, version: 10, closedAt: '1999-01-01' };
    const country = { ...RECORDS.dtv, openedAt: '2024-08-01', laissezPasserStage: null };
    const good = { ...RECORDS.dtv, openedAt: '2024-09-01' };
    const report = await sent(DTV, 'Dtv', [bad, good, country, { ...good, supportedByIom: false }]);
    expect(report).toMatchObject({ received: 4, new: 1, rejected: 3 });
    expect(report.rejectedRows.map(({ place, reason }) => `${place} ${reason}`)).toEqual([
      '1 the procedure ends before it begins',
      '3 "laissezPasserStage" is missing',
      expect.stringMatching(/^4 another row of this delivery has the same key/),
    ]);
    const later = await graph.ask({
      ...DTV,
      query: `{ found: delivery(id: "${report.id}") { received new rejected rejectedRows { place } } }`,
    });
    expect(later.data).toEqual({
      found: { received: 4, new: 1, rejected: 3, rejectedRows: [{ place: 1 }, { place: 3 }, { place: 4 }] },
    });
  });

  test('whose record matches no case is told so, and nobody finds it', async () => {
    const record = { ...RECORDS.dtv, vNumber: '9999999999' };
    expect(await sent(DTV, 'Dtv', [record])).toMatchObject({ new: 1, quarantined: 1 });
    expect(await shown(DTV, record.vNumber, 'id')).toBeNull();
  });

  test('leaves an audit line with its id, and no record of it stands there', async () => {
    const report = await sent(IND, 'Ind', [{ ...RECORDS.ind, version: 2 }]);
    const lines = await linesOf(graph, 'deliverInd');
    expect(lines.filter((line) => line.includes(report.id))).toHaveLength(1);
    expect(lines.join()).not.toContain(V.hana);
  });
});

describe('a delivery of records is refused as a whole', () => {
  const untouched = async (run: () => Promise<Answer>) => {
    const before = await graph.database.admin`select id from app.delivery`;
    const answer = await run();
    expect(await graph.database.admin`select id from app.delivery`).toHaveLength(before.length);
    return answer;
  };

  test.each<[string, readonly object[]]>([
    ['when it is empty', []],
    ['when it has more than a hundred', Array.from({ length: 101 }, () => RECORDS.dtv)],
  ])('%s', async (_when, input) => {
    expect(refusalsOf(await untouched(() => send(DTV, 'Dtv', input)))).toEqual([
      'BAD_USER_INPUT Deliver 1 to 100 records at a time; send more as a file to POST /deliveries.',
    ]);
  });

  test('when a value is not of its type: told in which record, and not what stood there', async () => {
    const input = [RECORDS.dtv, { ...RECORDS.dtv, vNumber: '12 at "input[77]' }];
    const answer = await untouched(() => send(DTV, 'Dtv', input));
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toBe('Variable "$input" does not have a value of its type in item 2.');
  });

  test('when the logs cannot be written', async () => {
    const fresh = { ...RECORDS.dtv, openedAt: '2024-10-01' };
    const answer = await untouched(() => withoutLogs(graph, () => send(DTV, 'Dtv', [fresh])));
    expect([answer.status, codesOf(answer)]).toEqual([503, ['LOG_UNAVAILABLE']]);
  });

  test('when the grant of the organisation has ended', async () => {
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'dtv'`);
    const answer = await untouched(() => send(DTV, 'Dtv', [RECORDS.dtv]));
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'dtv'`);
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });
});

describe('only the owner of a source writes to it', () => {
  const OWNS: Readonly<Record<string, string>> = {
    MUNICIPALITY: 'Shelter',
    NGO: 'Guidance',
    IND: 'Ind',
    DTV: 'Dtv',
    AVIM: 'Avim',
  };
  const MUTATIONS = ['Shelter', 'Guidance', 'Ind', 'Dtv', 'Avim'];
  const ASKING: Readonly<Record<string, string>> = { MUNICIPALITY: 'amsterdam', NGO: 'ngo-de-haven' };
  const views = [...CASE_VIEWS, 'RESEARCHER/STATISTICS', 'PRIVACY_OFFICER/SUBJECT_ACCESS'];
  const CODES: Readonly<Record<string, string>> = { RESEARCHER: 'wodc', PRIVACY_OFFICER: 'privacy-officer' };

  it.each(views)('%s has its own mutation, and the others do not exist', async (view) => {
    const [kind = '', purpose = ''] = view.split('/');
    const organisation = ASKING[kind] ?? CODES[kind] ?? kind.toLowerCase();
    for (const agency of MUTATIONS) {
      const query = (name: string) => `mutation { ${name}(input: []) { id } }`;
      const ask = async (name: string) => graph.ask({ organisation, purpose, query: query(name) });
      const said = await ask(`deliver${agency}`);
      if (OWNS[kind] === agency) expect(codesOf(said)).toEqual(['BAD_USER_INPUT']);
      else expect(said.text).toBe((await ask(`deliver${agency}z`)).text.replaceAll(`${agency}z`, agency));
    }
    const input = await graph.ask({
      organisation,
      purpose,
      query: `{ ${MUTATIONS.map((name) => `${name}: __type(name: "${name}RecordInput") { name }`).join(' ')} }`,
    });
    const there = Object.entries(input.data as object).flatMap(([name, type]) => (type ? [name] : []));
    expect(there).toEqual(OWNS[kind] ? [OWNS[kind]] : []);
  });

  it('and each writes its own records only: the same key of another municipality is another file', async () => {
    await sent({ organisation: 'utrecht', purpose: 'CASE_COORDINATION' }, 'Shelter', [
      { key: RECORDS.shelter.key, person: { familyName: 'Somebody' } },
    ]);
    const found = await shown(AMSTERDAM, RECORDS.shelter.vNumber, 'person { familyName }');
    expect(found).toEqual({ person: { familyName: RECORDS.shelter.person.familyName } });
  });
});
