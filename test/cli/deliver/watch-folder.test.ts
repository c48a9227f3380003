import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Line, lineTo } from '../../client/line-between.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import type { RunningProgram } from '../../support/running-program.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../../support/shelter-rows.js';
import { startKetenzicht } from './deliver-process.js';

let graph: TestGraph;
let line: Line;
let folder: string;
let running: RunningProgram[];
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph?.close());
beforeEach(async () => {
  running = [];
  line = await lineTo(graph.url);
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-watch-'));
});
afterEach(async () => {
  for (const one of running) one.process.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await line.close();
  await rm(folder, { recursive: true, force: true });
});

async function watch(...words: string[]): Promise<RunningProgram> {
  const started = startKetenzicht(['deliver', 'amsterdam', '--watch', folder, '--every', '0.1', ...words], {
    KETENZICHT_SERVER: line.url,
    KETENZICHT_TOKEN: await graph.token('amsterdam'),
    KETENZICHT_PURPOSE: 'CASE_COORDINATION',
  });
  running.push(started);
  await started.wrote(/^Watching /);
  return started;
}

const put = (name: string, content: string) => writeFile(join(folder, name), content);
const inFolder = async (name = '') => (await readdir(join(folder, name))).sort();
const isStored = async (key: string) =>
  (await graph.database.admin`select from app.record where source_key = ${key}`).length === 1;

describe('a watched folder', () => {
  it('delivers what is there and what appears, and puts each file away beside its report', async () => {
    await put('first.csv', amsterdamRows(1, 'WA'));
    const watching = await watch();
    await watching.wrote(/^first\.csv: 1 row, 1 record added/);
    await put('second.csv', amsterdamFile(amsterdamRow('WB1'), amsterdamRow('WB2', { arrived: '31-02-2020' })));
    await watching.wrote(/^second\.csv: 2 rows, 1 record added, .* 1 row rejected/);
    expect(await inFolder()).toEqual(['delivered', 'held', 'refused']);
    expect(await inFolder('delivered')).toEqual([
      'first.csv',
      'first.csv.report.json',
      'second.csv',
      'second.csv.rejected.csv',
      'second.csv.report.json',
    ]);
    const report = JSON.parse(await readFile(join(folder, 'delivered', 'second.csv.report.json'), 'utf8'));
    expect(report).toMatchObject({ received: 2, added: 1, rejected: 1, organisation: 'amsterdam' });
    expect((await stat(join(folder, 'delivered', 'second.csv.report.json'))).mode & 0o777).toBe(0o600);
    expect(await isStored('WA1')).toBe(true);
  });

  it('puts away apart what is refused as a whole, and what waits to be confirmed', async () => {
    const watching = await watch('--json');
    await put('wrong.csv', 'a;b\r\n1;2\r\n');
    await watching.wrote(/"file":"wrong\.csv"/);
    expect(await inFolder('refused')).toEqual(['wrong.csv', 'wrong.csv.report.json']);
    watching.process.kill('SIGTERM');
    await watching.ended;
    const snapshots = await watch('--json', '--snapshot');
    await put('all.csv', amsterdamFile());
    await snapshots.wrote(/"file":"all\.csv"/);
    expect(await inFolder('held')).toEqual(['all.csv', 'all.csv.report.json']);
  });

  it('keeps apart two files of one name', async () => {
    const watching = await watch();
    await put('same.csv', amsterdamRows(1, 'WC'));
    await watching.wrote(/^same\.csv: /);
    await put('same.csv', amsterdamRows(1, 'WD'));
    await watching.wrote(/^same\.csv: /, 2);
    expect(await inFolder('delivered')).toEqual([
      'same.csv',
      'same.csv.2',
      'same.csv.2.report.json',
      'same.csv.report.json',
    ]);
  });

  it('leaves what is hidden or still has the name of something unfinished; once renamed it is delivered', async () => {
    await put('.hidden.csv', amsterdamRows(1, 'WE'));
    await put('late.csv.part', amsterdamRows(1, 'WF'));
    const watching = await watch();
    await put('ready.csv', amsterdamRows(1, 'WG'));
    await watching.wrote(/^ready\.csv: /);
    expect(await inFolder()).toEqual(['.hidden.csv', 'delivered', 'held', 'late.csv.part', 'refused']);
    await rename(join(folder, 'late.csv.part'), join(folder, 'late.csv'));
    await watching.wrote(/^late\.csv: /);
    expect([await isStored('WE1'), await isStored('WF1')]).toEqual([false, true]);
  });

  it('keeps a file while the server is away, lets none overtake it, and goes on when it is back', async () => {
    line.cut();
    await put('a.csv', amsterdamRows(1, 'WH'));
    const watching = await watch();
    await put('b.csv', amsterdamRows(1, 'WI'));
    await watching.wrote(/^a\.csv: not delivered\. .* It goes on where it is\./);
    expect(await inFolder()).toEqual(['a.csv', 'b.csv', 'delivered', 'held', 'refused']);
    line.mend();
    await watching.wrote(/^b\.csv: 1 row, 1 record added/);
    expect(await inFolder('delivered')).toEqual(['a.csv', 'a.csv.report.json', 'b.csv', 'b.csv.report.json']);
  });

  it('killed at any moment, the next one goes on: each file is delivered once', async () => {
    for (let one = 0; one < 4; one += 1) await put(`${one}.csv`, amsterdamRows(200, `WK${one}-`));
    const first = await watch();
    await first.wrote(/^0\.csv: /);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = await watch();
    await second.wrote(/^3\.csv: /);
    expect((await inFolder('delivered')).filter((name) => /^\d\.csv$/.test(name))).toEqual([
      '0.csv',
      '1.csv',
      '2.csv',
      '3.csv',
    ]);
    const [row] = await graph.database.admin`
      select count(*)::int as deliveries, sum(added)::int as records from app.delivery where received = 200`;
    expect(row).toEqual({ deliveries: 4, records: 800 });
    expect(await isStored('WK3-200')).toBe(true);
  });

  it('ends with exit code 0 when it is told to, and 2 when nothing would be let in: then the file stays', async () => {
    const told = await watch();
    told.process.kill('SIGTERM');
    expect(await told.ended).toMatchObject({ exitCode: 0, out: 'Stopped.\n' });
    await put('a.csv', amsterdamRows(1, 'WL'));
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    const refused = await watch();
    const ended = await refused.ended;
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'amsterdam'`);
    expect([ended.exitCode, ended.err]).toEqual([2, expect.stringContaining('FORBIDDEN: The participation')]);
    expect(await inFolder()).toEqual(['a.csv', 'delivered', 'held', 'refused']);
    expect(await isStored('WL1')).toBe(false);
  });
});
