import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../../src/database/snapshot.js';
import type { Grant } from '../../../src/model/grant.js';
import { sources } from '../../../src/sources/index.js';
import type { Source } from '../../../src/sources/source.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { WORLD } from '../../support/world.js';
import { type Asking, asking } from './asking.js';
import { KINDS, type OpenedKind } from './kinds.js';

/** What every source keeps, whatever its kind: the join relies on it without looking. */
describe.each(KINDS)('a source of kind %s', (kind, open) => {
  let graph: TestGraph;
  let opened: OpenedKind;
  let source: Source;
  let as: Asking;
  let snapshot: Snapshot;
  beforeAll(async () => {
    graph = await startGraph(WORLD);
    // A record of somebody out of the IND's reach: the agency has it, and nobody here may learn of it.
    await graph.change(`insert into ind.application (case_id, organisation, delivered_by, source_key, record_key, kind, state)
        values ('${graph.id('hana')}', 'ind', 'ind', 'stray', '1', 'REGULAR', 'SUBMITTED')`);
    opened = await open(graph);
    source = opened.source;
    as = await asking(graph, source);
    snapshot = await as.snapshot();
  });
  afterAll(async () => {
    await snapshot?.end();
    await opened?.close();
    await graph?.close();
  });

  const read = async (grant: Grant, ids: readonly string[]) => (await source.read(grant, as.cases(ids), snapshot)).rows;
  const kinds = () => as.grant({ application: ['record_key', 'kind'] });
  const both = () => [graph.id('amal'), graph.id('farid')] as const;

  it('says of what kind it is', () => {
    expect(source.kind).toBe(kind);
  });

  it('answers a case with its rows, in the order of the grant’s tables and columns', async () => {
    const wanted = as.grant({ legal: ['legal_article'], application: ['kind', 'submitted_at', 'decided_at'] });
    expect(await read(wanted, [graph.id('amal')])).toEqual([
      [
        [['31']],
        [
          ['ASYLUM_FIRST', '2022-01-10', '2023-02-01'],
          ['ART64_MEDICAL', '2024-01-15', '2024-02-10'],
        ],
      ],
    ]);
  });

  it('keeps that order where the column which makes it is not asked for', async () => {
    const [rows] = await read(as.grant({ application: ['kind'] }), [graph.id('amal')]);
    expect(rows).toEqual([[['ASYLUM_FIRST'], ['ART64_MEDICAL']]]);
  });

  it('says whose rows they are, who gave them and when', async () => {
    const columns = ['case_id', 'organisation', 'delivered_by', 'retrieved_at', 'kind'];
    const [[rows] = []] = await read(as.grant({ application: columns }), [graph.id('farid')]);
    const moment = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/);
    expect(rows).toEqual([[graph.id('farid'), 'ind', 'ind', moment, 'REGULAR']]);
  });

  it('answers cases in the order asked, and a case asked twice twice', async () => {
    const [amal, farid] = both();
    const [one, two, three] = await read(kinds(), [farid, amal, farid]);
    expect(one).toEqual([[['Z1', 'REGULAR']]]);
    expect(two?.[0]).toHaveLength(2);
    expect(three).toEqual(one);
  });

  it('has no rows of a case that it does not know', async () => {
    const [, farid] = both();
    expect(await read(kinds(), [randomUUID(), farid, graph.id('idris')])).toEqual([[[]], [[['Z1', 'REGULAR']]], [[]]]);
    expect(await read(kinds(), [])).toEqual([]);
  });

  it('has no rows of a case out of the asker’s reach, however it is asked', async () => {
    expect(await read(kinds(), [graph.id('hana')])).toEqual([[[]]]);
  });

  it('answers five hundred cases at once, and none but those', async () => {
    const [amal] = both();
    const ids = Array.from({ length: 500 }, (_, place) => (place === 321 ? amal : randomUUID()));
    const answer = await read(kinds(), ids);
    expect(answer).toHaveLength(500);
    expect(answer.filter(([rows]) => rows!.length > 0)).toEqual([answer[321]]);
  });

  it('answers all that was asked, and says of nothing that it is old or missing', async () => {
    expect((await source.read(kinds(), as.cases(both()), snapshot)).lapses).toBeUndefined();
  });

  it('refuses the grant of another agency', async () => {
    const dtv = sources.find(({ agency }) => agency === 'DTV')!;
    const stray = (await asking(graph, dtv)).grant({ procedure: ['state'] });
    await expect(read(stray, both())).rejects.toThrow(RangeError);
  });

  it('refuses a grant that the policy did not issue, if only a copy of one that it did', async () => {
    await expect(read({ ...kinds() }, both())).rejects.toThrow(RangeError);
  });

  it('refuses a table or a column that it does not have', async () => {
    const [table] = kinds().tables;
    const forged = [
      { ...table!, columns: ['kind", (select 1) as "x'] },
      { ...table!, columns: ['nobody'] },
      { ...table!, table: 'dtv.procedure' },
      { ...table!, table: 'app.case_key' },
    ];
    for (const one of forged) {
      const written = { ...kinds(), tables: [one] } as unknown as Grant;
      await expect(read(written, both())).rejects.toThrow(RangeError);
    }
  });

  it('fails when it does not answer, instead of answering less', async () => {
    await snapshot.end();
    await opened.stop();
    await expect(read(kinds(), both())).rejects.toThrow();
  });
});
