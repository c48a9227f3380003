import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../../src/database/snapshot.js';
import type { Grant } from '../../../src/model/grant.js';
import { sources } from '../../../src/sources/index.js';
import type { Source } from '../../../src/sources/source.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { AGENCIES, CONTRACT_WORLD } from './agencies.js';
import { type Asking, asking } from './asking.js';
import { KINDS, type OpenedKind, type Wrong } from './kinds.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(CONTRACT_WORLD);
  for (const { stray } of AGENCIES) await graph.change(stray(graph.id('hana')));
});
afterAll(() => graph?.close());

const EVERY = AGENCIES.flatMap((of) => KINDS.map(([kind, open]) => ({ agency: of.agency, kind, of, open })));

/** What every source keeps, whatever its agency and its kind: the join relies on it without looking. */
describe.each(EVERY)('the $agency, read as $kind', ({ kind, of, open }) => {
  const { agency, part, column, field, amal, one, wide, foreign } = of;
  let opened: OpenedKind;
  let source: Source;
  let as: Asking;
  let snapshot: Snapshot;
  beforeAll(async () => {
    opened = await open(graph, agency);
    source = opened.source;
    as = await asking(graph, source, of.principal, of.purpose);
    snapshot = await as.snapshot();
  });
  afterAll(async () => {
    await snapshot?.end();
    await opened?.close();
  });

  const reading = (grant: Grant, ids: readonly string[]) => source.read(grant, as.cases(ids), snapshot);
  const read = async (grant: Grant, ids: readonly string[]) => (await reading(grant, ids)).rows;
  const keyed = () => as.grant({ [part]: ['record_key', column] });
  const both = () => [graph.id('amal'), graph.id(one.person)] as const;

  it('says of what kind it is', () => {
    expect(source.kind).toBe(kind);
  });

  it('answers a case with its rows, in the order of the grant’s tables and columns', async () => {
    expect(await read(as.grant(wide.columns), [graph.id('amal')])).toEqual([wide.rows]);
  });

  it('keeps the order of rows where the column which makes it is not asked for', async () => {
    const [rows] = await read(as.grant({ [part]: [column] }), [graph.id('amal')]);
    expect(rows).toEqual([amal.map(([, value]) => [value])]);
  });

  it('says whose rows they are, who gave them and when', async () => {
    const columns = ['case_id', 'organisation', 'delivered_by', 'retrieved_at', column];
    const [[rows] = []] = await read(as.grant({ [part]: columns }), [graph.id(one.person)]);
    const moment = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/);
    const organisation = agency.toLowerCase();
    expect(rows).toEqual([[graph.id(one.person), organisation, organisation, moment, one.row[1]]]);
  });

  it('answers cases in the order asked, and a case asked twice twice', async () => {
    const [two, single] = both();
    expect(await read(keyed(), [single, two, single])).toEqual([[[one.row]], [amal], [[one.row]]]);
  });

  it('has no rows of a case that it does not know, nor of one without a V-number', async () => {
    const ids = [randomUUID(), graph.id(one.person), graph.id('idris')];
    expect(await read(keyed(), ids)).toEqual([[[]], [[one.row]], [[]]]);
    expect(await read(keyed(), [])).toEqual([]);
  });

  it('has no rows of a case out of the asker’s reach, however it is asked', async () => {
    expect(await read(keyed(), [graph.id('hana')])).toEqual([[[]]]);
  });

  it('answers five hundred cases at once, and none but those', async () => {
    const ids = Array.from({ length: 500 }, (_, place) => (place === 321 ? graph.id('amal') : randomUUID()));
    const answer = await read(keyed(), ids);
    expect(answer).toHaveLength(500);
    expect(answer.filter(([rows]) => rows!.length > 0)).toEqual([[amal]]);
    expect(answer[321]).toEqual([amal]);
  });

  it('answers all that was asked, and says of nothing that it is old or missing', async () => {
    expect((await reading(keyed(), both())).lapses).toBeUndefined();
  });

  it('refuses the grant of another agency', async () => {
    const other = sources.find((known) => known.agency === foreign.agency)!;
    const stray = (await asking(graph, other, of.principal, of.purpose)).grant(foreign.columns);
    await expect(read(stray, both())).rejects.toThrow(RangeError);
  });

  it('refuses a grant that the policy did not issue, if only a copy of one that it did', async () => {
    await expect(read({ ...keyed() }, both())).rejects.toThrow(RangeError);
  });

  it('refuses a table or a column that it does not have', async () => {
    const [table] = keyed().tables;
    const forged = [
      { ...table!, columns: ['kind", (select 1) as "x'] },
      { ...table!, columns: ['nobody'] },
      { ...table!, table: 'shelter.case_file' },
      { ...table!, table: 'app.case_key' },
    ];
    for (const forgedTable of forged) {
      const written = { ...keyed(), tables: [forgedTable] } as unknown as Grant;
      await expect(read(written, both())).rejects.toThrow(RangeError);
    }
  });

  if (kind !== 'HOSTED') {
    const whileIt = async (how: Wrong) => {
      await opened.fail(how, part, field);
      return reading(keyed(), both()).finally(() => opened.mend());
    };

    it('is waited for when it is slow', async () => {
      expect(await whileIt('slow')).toEqual({ rows: [[amal], [[one.row]]] });
    });

    it('has each row once, also where it gives it twice', async () => {
      expect(await whileIt('twice')).toEqual({ rows: [[amal], [[one.row]]] });
    });

    it.each<Wrong>(['types', 'keyless'])(
      'has a part unavailable that it gives wrongly (%s), and no other row',
      async (how) => {
        const unavailable = [['UNAVAILABLE'], ['UNAVAILABLE']];
        expect(await whileIt(how)).toEqual({ rows: [[[]], [[]]], lapses: unavailable });
        expect(await read(keyed(), both())).toEqual([[amal], [[one.row]]]);
      },
    );
  }

  it('fails when it does not answer, instead of answering less', async () => {
    await snapshot.end();
    await opened.stop();
    await expect(read(keyed(), both())).rejects.toThrow();
  });
});
