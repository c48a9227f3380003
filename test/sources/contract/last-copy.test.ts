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
/** The clock of the copies; real time where a test does not set it. */
let now: Date | undefined;
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
  now = undefined;
  await graph.change('truncate app.source_copy');
});

async function open(staleHours: number): Promise<void> {
  const clock = () => now ?? new Date();
  opened = await openInd(graph, { kind: 'HTTP', url: example.url, retries: 0, staleHours }, [], clock);
  as = await asking(graph, opened.source);
}

const read = (columns: Record<string, readonly string[]>, keys: readonly string[], asker = as) => {
  const ids = keys.map((key) => graph.id(key));
  return opened.source.read(asker.grant(columns), asker.cases(ids), {} as never);
};

/** How an asker is answered on the kind of Farid's application. */
const outcome = (asker: Asking) =>
  read({ application: ['kind'] }, ['farid'], asker).then(
    ({ rows, lapses }) => lapses?.[0]?.[0] ?? rows[0]?.[0]?.length,
    () => 'nothing',
  );

const AMSTERDAM = { organisation: 'amsterdam', partnerKind: 'MUNICIPALITY', client: 'contract' } as const;
const DTV = { organisation: 'dtv', partnerKind: 'DTV', client: 'contract' } as const;
const asAmsterdam = () => asking(graph, opened.source, AMSTERDAM, 'CASE_COORDINATION');
const asDtv = () => asking(graph, opened.source, DTV, 'RETURN');

/** Copies are kept while nobody waits: looks until what is kept is another content than before. */
async function keptAnew(work: () => Promise<unknown>): Promise<void> {
  const content = async () => {
    const rows = await graph.database.admin<{ md5: string }[]>`select md5(content) as md5 from app.source_copy`;
    return rows.map(({ md5 }) => md5).join();
  };
  const before = await content();
  await work();
  while ((await content()) === before);
}

/** Looks until there are copies of so many cases. */
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

describe('an agency that says no', () => {
  it('to one asker is not asked around: what it gave another is no copy', async () => {
    const amsterdam = await asAmsterdam();
    await keptAnew(() => outcome(as));
    example.fault = 'refuse';
    for (let turn = 0; turn < 5; turn += 1) expect(await outcome(amsterdam)).toBe('nothing');
    example.fault = 'error';
    expect(await outcome(amsterdam)).toBe('nothing');
    expect(await outcome(as)).toBe('STALE');
  });

  it('has taken back what it gave the same asker before, until it answers that asker again', async () => {
    const amsterdam = await asAmsterdam();
    await keptAnew(() => outcome(amsterdam));
    await keptAnew(() => outcome(as));
    example.fault = 'error';
    expect([await outcome(amsterdam), await outcome(as)]).toEqual(['STALE', 'STALE']);
    example.fault = 'refuse';
    expect(await outcome(amsterdam)).toBe('nothing');
    example.fault = 'garbage';
    expect([await outcome(amsterdam), await outcome(as)]).toEqual(['nothing', 'STALE']);
    await opened.close();
    await open(24);
    expect(await outcome(await asAmsterdam())).toBe('nothing');
    example.fault = 'none';
    await keptAnew(async () => outcome(await asAmsterdam()));
    example.fault = 'garbage';
    expect(await outcome(await asAmsterdam())).toBe('STALE');
  });

  it('of one case is not asked around by another that it gave before', async () => {
    await read({ application: ['kind'] }, ['farid', 'amal']);
    await kept(2);
    example.fault = 'refuse';
    expect(await outcome(as)).toBe('nothing');
    example.fault = 'garbage';
    await expect(read({ application: ['kind'] }, ['amal'])).rejects.toThrow();
  });

  it('by leaving out a part that it gave before has taken that back too', async () => {
    await keptAnew(() => read({ application: ['kind'], legal: ['remedy'] }, ['farid']));
    await keptAnew(() => read({ application: ['kind', 'state'] }, ['farid']));
    example.fault = 'withhold';
    await keptAnew(() => outcome(as));
    example.fault = 'garbage';
    expect(await outcome(as)).toBe('nothing');
    await expect(read({ application: ['state'] }, ['farid'])).rejects.toThrow();
    expect((await read({ legal: ['remedy'] }, ['farid'])).lapses).toEqual([['STALE']]);
  });
});

describe('the copies of one asker', () => {
  it('never serve another, nor drive out those of another, however little or much each asked for', async () => {
    const [amsterdam, dtv] = [await asAmsterdam(), await asDtv()];
    const wide = { application: ['kind', 'state', 'outcome'] };
    await keptAnew(() => read(wide, ['farid']));
    await keptAnew(() => outcome(amsterdam));
    example.fault = 'error';
    expect((await read(wide, ['farid'])).lapses).toEqual([['STALE']]);
    expect(await outcome(amsterdam)).toBe('STALE');
    await expect(read({ application: ['state'] }, ['farid'], amsterdam)).rejects.toThrow();
    expect(await outcome(dtv)).toBe('nothing');
  });

  it('never serve the same organisation with another purpose', async () => {
    const avim = { organisation: 'avim', partnerKind: 'AVIM', client: 'contract' } as const;
    const [supervision, identification] = await Promise.all(
      ['SUPERVISION', 'IDENTIFICATION'].map((purpose) => asking(graph, opened.source, avim, purpose)),
    );
    const name = { personName: ['family_name'] };
    await keptAnew(() => read(name, ['amal'], supervision));
    example.fault = 'error';
    expect((await read(name, ['amal'], supervision)).lapses).toEqual([['STALE']]);
    await expect(read(name, ['amal'], identification)).rejects.toThrow();
  });

  it('are at most seven of a part, of which the oldest goes, and count for nobody else', async () => {
    const sets = ['kind', 'state', 'outcome', 'submitted_at', 'decided_at', 'source_key', 'record_key', 'recorded_at'];
    const amsterdam = await asAmsterdam();
    await keptAnew(() => outcome(amsterdam));
    const asked = sets.slice(0, 5).flatMap((one, place) => sets.slice(place + 1, 5).map((other) => [one, other]));
    for (const columns of asked) await keptAnew(() => read({ application: columns }, ['farid']));
    example.fault = 'error';
    const answers = await Promise.all(
      asked.map((columns) =>
        read({ application: columns }, ['farid']).then(
          () => 'STALE',
          () => 'none',
        ),
      ),
    );
    expect(answers).toEqual([...Array(asked.length - 7).fill('none'), ...Array(7).fill('STALE')]);
    expect(await outcome(amsterdam)).toBe('STALE');
  });
});

describe('a copy that is over age', () => {
  it('is not shown, also where it was not deleted yet', async () => {
    await keptAnew(() => outcome(as));
    example.fault = 'error';
    now = new Date(Date.now() + 23.9 * 3_600_000);
    expect(await outcome(as)).toBe('STALE');
    now = new Date(Date.now() + 24.1 * 3_600_000);
    expect(await outcome(as)).toBe('nothing');
    await kept(1);
  });

  it('does not come back with a newer one of other fields', async () => {
    await keptAnew(() => outcome(as));
    now = new Date(Date.now() + 20 * 3_600_000);
    await keptAnew(() => read({ application: ['state'] }, ['farid']));
    now = new Date(Date.now() + 30 * 3_600_000);
    await keptAnew(() => read({ legal: ['remedy'] }, ['farid']));
    example.fault = 'error';
    expect(await outcome(as)).toBe('nothing');
    expect((await read({ application: ['state'] }, ['farid'])).lapses).toEqual([['STALE']]);
  });
});
