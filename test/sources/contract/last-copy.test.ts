import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ExampleAgency, startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import { copyBox } from '../../../src/sources/live/sealed-copy.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { V, WORLD } from '../../support/world.js';
import { recordsOf } from './agency-records.js';
import { type Asking, asking } from './asking.js';
import { openInd } from './kinds.js';

let graph: TestGraph;
let example: ExampleAgency;
let opened: Awaited<ReturnType<typeof openInd>>;
let as: Asking;
beforeAll(async () => {
  graph = await startGraph(WORLD);
  example = await startExampleAgency({ agency: 'IND', records: await recordsOf(graph, 'IND') });
});
afterAll(async () => {
  await example?.close();
  await graph?.close();
});
beforeEach(() => open(24));
afterEach(async () => {
  await opened.close();
  example.fault = 'none';
  await graph.change('truncate app.source_copy');
});

async function open(staleHours: number): Promise<void> {
  opened = await openInd(graph, { kind: 'HTTP', url: example.url, retries: 0, staleHours });
  as = await asking(graph, opened.source);
}

const read = (columns: Record<string, readonly string[]>, keys: readonly string[]) => {
  const ids = keys.map((key) => graph.id(key));
  return opened.source.read(as.grant(columns), as.cases(ids), {} as never);
};

/** Copies are kept while nobody waits: looks until there are so many. */
async function kept(count: number): Promise<void> {
  for (;;) {
    const [row] = await graph.database.admin<{ count: number }[]>`select count(*)::int as count from app.source_copy`;
    if (row?.count === count) return;
  }
}

describe('the last copy of what an agency answered', () => {
  it('stands in when the agency does not answer, and says so, with the moment of the copy', async () => {
    const fresh = await read({ application: ['kind', 'retrieved_at'] }, ['farid']);
    await kept(1);
    example.fault = 'error';
    const stale = await read({ application: ['kind', 'retrieved_at'] }, ['farid']);
    expect(stale.rows).toEqual(fresh.rows);
    expect(stale.lapses).toEqual([['STALE']]);
    expect(await opened.figures.text()).toContain('copies_served_total{source="IND"} 1');
  });

  it('gives a case of which there is none as unavailable, beside one of which there is', async () => {
    await read({ application: ['kind'] }, ['farid']);
    await kept(1);
    example.fault = 'garbage';
    const reading = await read({ application: ['kind'] }, ['farid', 'amal']);
    expect(reading.rows).toEqual([[[['REGULAR']]], [[]]]);
    expect(reading.lapses).toEqual([['STALE'], ['UNAVAILABLE']]);
  });

  it('holds only what was granted and asked for: another field or part is unavailable', async () => {
    await read({ application: ['kind'] }, ['farid']);
    await kept(1);
    example.fault = 'error';
    const more = await read({ application: ['kind', 'state'], legal: ['legal_article'] }, ['farid']).catch(
      (error: Error) => error.message,
    );
    expect(more).toBe('STATUS');
    const parts = await read({ application: ['kind'], legal: ['legal_article'] }, ['farid']);
    expect(parts.lapses).toEqual([['STALE', 'UNAVAILABLE']]);
  });

  it('does not mix moments: what was asked at different times is kept apart', async () => {
    await read({ application: ['kind'] }, ['farid']);
    await kept(1);
    await read({ application: ['state'] }, ['farid']);
    await graph.change('select 1');
    example.fault = 'error';
    await expect(read({ application: ['kind', 'state'] }, ['farid'])).rejects.toThrow('STATUS');
    expect((await read({ application: ['kind'] }, ['farid'])).lapses).toEqual([['STALE']]);
  });

  it('is sealed, for its case and number alone', async () => {
    await read({ application: ['kind'] }, ['farid']);
    await kept(1);
    const [row] = await graph.database.admin<{ content: Buffer }[]>`select content from app.source_copy`;
    expect(row?.content.toString('latin1')).not.toMatch(/REGULAR|kind|\d{10}/);
    const box = copyBox(Buffer.from('some key material of a test'));
    const place = { agency: 'IND', caseId: 'a', vNumber: V.farid };
    const sealed = box.seal(place, 'text');
    expect(box.open(place, sealed)).toBe('text');
    for (const other of [{ agency: 'DTV' }, { caseId: 'b' }, { vNumber: V.amal }]) {
      expect(box.open({ ...place, ...other }, sealed)).toBeUndefined();
    }
    expect(copyBox(Buffer.from('another key material')).open(place, sealed)).toBeUndefined();
    sealed[sealed.length - 1]! ^= 1;
    expect(box.open(place, sealed)).toBeUndefined();
    expect(box.open(place, Buffer.alloc(3))).toBeUndefined();
  });

  it('laid under another case by whoever can write the table, opens nothing', async () => {
    await read({ application: ['kind'] }, ['farid']);
    await kept(1);
    await graph.change(`update app.source_copy set case_id = '${graph.id('amal')}'`);
    example.fault = 'error';
    await expect(read({ application: ['kind'] }, ['amal'])).rejects.toThrow('STATUS');
  });

  it('is not there for an agency of which none is to be kept, and goes when it is over age', async () => {
    await read({ application: ['kind'] }, ['farid']);
    await kept(1);
    await opened.purge();
    await kept(1);
    await graph.change(`update app.source_copy set retrieved_at = now() - interval '25 hours'`);
    await opened.purge();
    await kept(0);
    await opened.close();
    await open(0);
    await read({ application: ['kind'] }, ['farid']);
    example.fault = 'error';
    await expect(read({ application: ['kind'] }, ['farid'])).rejects.toThrow('STATUS');
  });
});
