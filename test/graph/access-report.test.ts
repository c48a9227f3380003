import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { manyFields } from '../support/config.js';
import { codesOf, startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

const OFFICER = { organisation: 'privacy-officer' };
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'SUBJECT_ACCESS' };
const REPORT = `query ($v: VNumber!, $first: Int, $after: String) { accessReport(vNumber: $v) {
  period { beganAt }
  summaries { organisation organisationName processingActivity activityNl activityEn purpose legalBasis firstAt lastAt
    times seen { category nameNl nameEn } }
  accesses(first: $first, after: $after) { items { at organisation organisationName processingActivity purpose
    legalBasis seen { category } } hasNextPage endCursor } } }`;

interface Access {
  readonly at: string;
  readonly organisation: string;
  readonly purpose: string | null;
  readonly legalBasis: string | null;
  readonly seen: readonly { readonly category: string; readonly nameNl: string }[];
}
interface Report {
  readonly summaries: readonly (Access & { readonly times: number; readonly activityNl: string | null })[];
  readonly accesses: { readonly items: readonly Access[]; readonly hasNextPage: boolean; readonly endCursor: string };
}

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD, { operations: manyFields() });
});
afterAll(() => graph?.close());

async function ask(who: { organisation: string; purpose?: string }, v: string, page = {}) {
  return graph.ask({ ...who, query: REPORT, variables: { v, ...page } });
}

async function report(who: { organisation: string; purpose?: string }, v: string, page = {}): Promise<Report> {
  const answer = await ask(who, v, page);
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { accessReport: Report }).accessReport;
}

const look = (organisation: string, purpose: string, v: string, fields = 'status person { familyName }') =>
  graph.ask({ organisation, purpose, query: `{ caseByVNumber(vNumber: "${v}") { ${fields} } }` });

/** Puts the latest line under another activity, as it would stand if its own left the register. */
const moveLatest = (activity: string) =>
  graph.change(`update audit.processing_record set processing_activity_id = '${activity}'
    where id = (select max(id) from audit.processing_record)`);

const seenBy = ({ summaries }: Report, organisation: string) =>
  summaries.filter((one) => one.organisation === organisation).map((one) => one.seen.map(({ category }) => category));

const IND_ACTIVITY = 'https://ketenzicht.example/processing-activities/ind-residence-decision/v2';

describe('the report says who saw what of a person', () => {
  it('by organisation and purpose, with basis, times and plain names', async () => {
    await look('ind', 'RESIDENCE_DECISION', V.amal);
    await look('ind', 'RESIDENCE_DECISION', V.amal, 'applications { kind }');
    await look('dtv', 'RETURN', V.amal, 'plan { scenario }');
    const { summaries } = await report(OFFICER, V.amal);
    expect(summaries.map(({ organisation }) => organisation)).toEqual(['dtv', 'ind']);
    expect(summaries[1]).toMatchObject({
      organisationName: 'Immigratie- en Naturalisatiedienst',
      processingActivity: IND_ACTIVITY,
      activityNl: 'Beslissen op aanvragen om verblijf',
      purpose: 'RESIDENCE_DECISION',
      legalBasis: expect.stringContaining('AVG art. 6(1)(e)'),
      times: 2,
    });
    expect(seenBy({ summaries } as Report, 'ind')).toEqual([
      ['case.status', 'decision.status', 'person.name', 'person.v_number'],
    ]);
    expect(summaries[1]?.seen).toContainEqual({ category: 'person.name', nameNl: 'uw namen', nameEn: 'your names' });
  });

  it('and that somebody was counted, or stood on a page that was not read', async () => {
    const asked = (query: string) => graph.ask({ organisation: 'ind', purpose: 'RESIDENCE_DECISION', query });
    const filter = `{ person: { vNumber: { in: ["${V.dawit}"] } }, plan: { scenario: { in: [ONWARD_MIGRATION] } } }`;
    await asked(`{ cases(filter: ${filter}) { totalCount } }`);
    await asked(`{ cases(filter: ${filter}) { pageInfo { startCursor } } }`);
    const { summaries } = await report(OFFICER, V.dawit);
    expect(seenBy({ summaries } as Report, 'ind')).toEqual([['person.v_number', 'plan.scenario']]);
    expect(summaries[0]?.times).toBe(2);
  });

  it('and each single time, the newest first, page by page, none twice and none left out', async () => {
    for (let turn = 0; turn < 5; turn++) await look('avim', 'SUPERVISION', V.goran);
    const whole = (await report(OFFICER, V.goran)).accesses;
    expect(whole.items.map(({ organisation }) => organisation)).toEqual(Array(5).fill('avim'));
    const times = whole.items.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((one, other) => other - one));
    const first = (await report(OFFICER, V.goran, { first: 2 })).accesses;
    expect([first.items.length, first.hasNextPage]).toEqual([2, true]);
    // The reports themselves have come on top meanwhile; what was paged over is not shifted by them.
    const rest = (await report(OFFICER, V.goran, { first: 10, after: first.endCursor })).accesses;
    expect(rest.items.filter(({ organisation }) => organisation === 'avim')).toHaveLength(4);
    expect(rest.hasNextPage).toBe(false);
  });

  it('and itself in the next one, under the category of reports', async () => {
    await look('ind', 'RESIDENCE_DECISION', V.farid);
    expect(seenBy(await report(OFFICER, V.farid), 'privacy-officer')).toEqual([]);
    expect(seenBy(await report(OFFICER, V.farid), 'privacy-officer')).toEqual([['rights.access_report']]);
  });

  it('to a municipality for its own people, and who asked for what stays apart', async () => {
    await look('dtv', 'RETURN', V.cyra);
    const { summaries } = await report(AMSTERDAM, V.cyra);
    expect(summaries.map(({ organisation, purpose }) => [organisation, purpose])).toEqual([['dtv', 'RETURN']]);
    const again = await report(AMSTERDAM, V.cyra);
    expect(seenBy(again, 'amsterdam')).toEqual([['rights.access_report']]);
  });
});

describe('the report says nothing of', () => {
  it('what was withheld', async () => {
    await look('ngo-de-haven', 'GUIDANCE', V.bilal, 'status');
    const bilal = graph.id('bilal');
    const query = `{ case(id: "${bilal}") { status returnProcedures { state } applications { kind } } }`;
    const answer = await graph.ask({ organisation: 'ngo-de-haven', purpose: 'GUIDANCE', query });
    expect(answer.absences.map(({ reason }) => reason)).toContain('WITHHELD');
    expect(seenBy(await report(OFFICER, V.bilal), 'ngo-de-haven')).toEqual([['case.status']]);
  });

  it('a confidential activity: not a line, not a count, not a cursor', async () => {
    await look('avim', 'SUPERVISION', V.kofi);
    await look('ind', 'RESIDENCE_DECISION', V.kofi);
    const both = await report(OFFICER, V.kofi);
    expect(both.summaries.map(({ organisation }) => organisation).sort()).toEqual(['avim', 'ind']);
    await graph.change(`update app.processing_activity set confidential = true where uri like '%/avim-supervision/%'`);
    try {
      const one = await report(OFFICER, V.kofi);
      const named = [...one.summaries, ...one.accesses.items].map(({ organisation }) => organisation);
      expect(named).not.toContain('avim');
      expect(named).toContain('ind');
    } finally {
      await graph.change('update app.processing_activity set confidential = false');
    }
  });

  it('an activity that is not in the register: nobody knows whether it was confidential', async () => {
    await look('ind', 'RESIDENCE_DECISION', V.eden);
    await look('dtv', 'RETURN', V.eden);
    await moveLatest('https://gone.example/v1');
    const one = await report(OFFICER, V.eden);
    expect(one.summaries.map(({ organisation, times }) => [organisation, times])).toEqual([['ind', 1]]);
    expect(one.accesses.items.map(({ organisation }) => organisation)).toEqual(['ind']);
  });

  it('a number over everybody, or one that was out of the asker’s reach', async () => {
    const asked = (query: string) => graph.ask({ organisation: 'amsterdam', purpose: 'CASE_COORDINATION', query });
    await asked('{ cases { totalCount } }');
    await asked(`{ cases(filter: { person: { vNumber: { in: ["${V.lina}"] } } }) { totalCount } }`);
    await asked('{ cases(filter: { person: { givenNames: { in: ["Lina"] } } }) { totalCount edges { cursor } } }');
    expect((await report(OFFICER, V.lina)).summaries).toEqual([]);
  });

  it('searches that found nobody', async () => {
    const answer = await look('avim', 'SUPERVISION', V.hana);
    expect(answer.data).toEqual({ caseByVNumber: null });
    expect((await report(OFFICER, V.hana)).summaries).toEqual([]);
  });
});

describe('the empty report is the same to the byte', () => {
  const empty = async (who: { organisation: string; purpose?: string }, v: string) => (await ask(who, v)).text;

  it('of a person who is not known, and of one of whom nothing was logged', async () => {
    const unknown = await empty(OFFICER, '9876543210');
    expect(JSON.parse(unknown).data.accessReport).toMatchObject({
      summaries: [],
      accesses: { items: [], hasNextPage: false, endCursor: null },
    });
    expect(await empty(OFFICER, V.hana)).toBe(unknown);
    // And stays it, whoever asks however often.
    expect(await empty(OFFICER, V.hana)).toBe(await empty(OFFICER, '9876543210'));
  });

  it('of a person out of the reach of the municipality, much as others saw of them', async () => {
    await look('dtv', 'RETURN', V.dawit);
    await look('ind', 'RESIDENCE_DECISION', V.dawit);
    const unknown = await empty(AMSTERDAM, '9876543210');
    expect(await empty(AMSTERDAM, V.dawit)).toBe(unknown);
    expect(await empty(AMSTERDAM, V.jamila)).toBe(unknown);
    expect(await empty({ organisation: 'rotterdam', purpose: 'SUBJECT_ACCESS' }, V.dawit)).not.toBe(unknown);
  });

  test.each(['https://gone.example/v1', ''])(
    'of a person of whom only an activity that is not in the register saw something: %p',
    async (gone) => {
      await look('avim', 'SUPERVISION', V.miran);
      await moveLatest(gone);
      expect(await empty(OFFICER, V.miran)).toBe(await empty(OFFICER, '9876543210'));
    },
  );

  it('of a person of whom only a confidential activity saw something', async () => {
    await look('avim', 'SUPERVISION', V.miran);
    await graph.change(`update app.processing_activity set confidential = true where uri like '%/avim-supervision/%'`);
    try {
      expect(await empty(OFFICER, V.miran)).toBe(await empty(OFFICER, '9876543210'));
    } finally {
      await graph.change('update app.processing_activity set confidential = false');
    }
  });
});

describe('the field does not exist', () => {
  test.each([
    ['amsterdam', 'CASE_COORDINATION'],
    ['amsterdam', 'SHELTER_OPERATIONS'],
    ['ngo-de-haven', 'GUIDANCE'],
    ['ind', 'RESIDENCE_DECISION'],
    ['dtv', 'RETURN'],
    ['avim', 'SUPERVISION'],
    ['avim', 'IDENTIFICATION'],
    ['wodc', 'STATISTICS'],
    ['programme-office', 'STATISTICS'],
    ['programme-office', 'GRANT_ADMINISTRATION'],
  ])('for %s with %s, and neither do its types', async (organisation, purpose) => {
    const answer = await graph.ask({
      organisation,
      purpose,
      query: `{ accessReport(vNumber: "${V.amal}") { __typename } }`,
    });
    expect(answer.errors?.map(({ message }) => message)).toEqual([
      'Cannot query field "accessReport" on type "Query".',
    ]);
    const types = await graph.ask({ organisation, purpose, query: '{ __type(name: "AccessReport") { name } }' });
    expect(types.data).toEqual({ __type: null });
  });
});

describe('no report is given', () => {
  it('to an organisation whose grant was revoked', async () => {
    const revoke = (at: string) =>
      graph.change(`update app.purpose_grant set revoked_at = ${at}
        where organisation in ('privacy-officer', 'amsterdam') and purpose = 'SUBJECT_ACCESS'`);
    await revoke('now()');
    try {
      for (const who of [OFFICER, AMSTERDAM]) {
        const answer = await ask(who, V.amal);
        expect([answer.data, codesOf(answer)]).toEqual([null, ['FORBIDDEN']]);
      }
    } finally {
      await revoke('null');
    }
  });

  it('when the logs cannot be written', async () => {
    await graph.change('revoke insert on audit.processing_record from ketenzicht_log');
    try {
      const answer = await ask(OFFICER, V.amal);
      expect([answer.status, answer.data, codesOf(answer)]).toEqual([503, undefined, ['LOG_UNAVAILABLE']]);
      expect(answer.text).not.toContain('"ind"');
    } finally {
      await graph.change('grant insert on audit.processing_record to ketenzicht_log');
    }
  });

  it('when the log cannot be read', async () => {
    await graph.change('revoke select on app.processing_activity from ketenzicht_log');
    try {
      const answer = await ask(OFFICER, V.amal);
      expect([answer.data, codesOf(answer)]).toEqual([null, ['LOG_UNAVAILABLE']]);
    } finally {
      await graph.change('grant select on app.processing_activity to ketenzicht_log');
    }
  });

  test.each(['123', '12345678901', 'abcdefghij', '', ' 000000001'])('for %p, which is no V-number', async (v) => {
    const answer = await ask(OFFICER, v);
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    if (v !== '') expect(answer.text).not.toContain(v);
  });

  test.each([{ first: 0 }, { first: -1 }, { first: 1_001 }, { after: 'x' }, { after: '' }])(
    'for a page that cannot be: %j',
    async (page) => {
      expect(codesOf(await ask(OFFICER, V.amal, page))).toEqual(['BAD_USER_INPUT']);
      expect(codesOf(await ask(OFFICER, '9876543210', page))).toEqual(['BAD_USER_INPUT']);
    },
  );

  it('for a cursor of another person, or of another asker', async () => {
    await look('ind', 'RESIDENCE_DECISION', V.amal);
    const { endCursor } = (await report(OFFICER, V.amal, { first: 1 })).accesses;
    expect(codesOf(await ask(OFFICER, V.goran, { after: endCursor }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await ask(AMSTERDAM, V.amal, { after: endCursor }))).toEqual(['BAD_USER_INPUT']);
  });

  it('for more people at once than one operation may read', async () => {
    const fields = Array.from({ length: 21 }, (_, n) => `r${n}: accessReport(vNumber: "${V.amal}") { generatedAt }`);
    const many = await graph.ask({ ...OFFICER, query: `{ ${fields.join(' ')} }` });
    expect([many.data, [...new Set(codesOf(many))]]).toEqual([null, ['BAD_USER_INPUT']]);
    const some = await graph.ask({ ...OFFICER, query: `{ ${fields.slice(0, 5).join(' ')} }` });
    expect(some.errors).toBeUndefined();
  });
});
