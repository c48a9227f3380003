import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { caseFile, file, named, stays } from '../../support/records.js';
import { runExample } from './example-process.js';

const person = (key: 'amal' | 'bilal', version: number, status: 'IN_GUIDANCE' | 'REFERRED' = 'IN_GUIDANCE') => ({
  ...file('amsterdam', key, {
    caseFile: caseFile(status, 'AMSTERDAM', '2024-03-01'),
    personName: named(key, 'Abdi'),
    ...stays('2024-03-01', `Place ${version}`),
  }),
  version,
});

let graph: TestGraph;
let folder: string;
let kept: string;
beforeAll(async () => {
  graph = await startGraph([person('amal', 1), person('bilal', 1)]);
});
afterAll(() => graph?.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-pull-'));
  kept = join(folder, 'cursor');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const settings = async (organisation = 'amsterdam') => ({
  KETENZICHT_SERVER: graph.url,
  KETENZICHT_TOKEN: await graph.token(organisation),
});
const pull = async () => runExample('incremental-pull', [kept], await settings());
const shown = (key: string, status = 'IN_GUIDANCE') => ({
  id: graph.id(key),
  status,
  municipality: 'AMSTERDAM',
  arrivedAt: '2024-03-01',
  leftAt: null,
});
const linesOf = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('the example of an incremental pull', () => {
  it('reads all cases the first time, nothing when nothing changed, and then each change', async () => {
    const first = await pull();
    expect([first.exitCode, first.err]).toEqual([0, '']);
    const [begin, ...cases] = linesOf(first.out);
    expect(begin).toEqual({ begin: true });
    expect(new Set(cases.map(({ caseId }) => caseId))).toEqual(new Set([graph.id('amal'), graph.id('bilal')]));
    expect(await pull()).toEqual({ exitCode: 0, out: '', err: '' });
    await graph.store([person('bilal', 2, 'REFERRED')]);
    const next = await pull();
    expect(linesOf(next.out)).toEqual([{ caseId: graph.id('bilal'), case: shown('bilal', 'REFERRED') }]);
    expect(await pull()).toEqual({ exitCode: 0, out: '', err: '' });
    await graph.store([person('bilal', 3)]);
  });

  it('keeps its cursor for itself', async () => {
    await pull();
    expect((await stat(kept)).mode & 0o777).toBe(0o600);
  });

  it('does a page again whose work was not done to its end', async () => {
    await pull();
    const before = await readFile(kept, 'utf8');
    await graph.store([person('amal', 12)]);
    const once = await pull();
    // As if it had ended between the work and the cursor.
    await writeFile(kept, before);
    expect((await pull()).out).toBe(once.out);
    expect(linesOf(once.out)).toEqual([{ caseId: graph.id('amal'), case: shown('amal') }]);
  });

  it('keeps the old cursor when the grant is revoked or the server is away', async () => {
    await pull();
    const before = await readFile(kept, 'utf8');
    await graph.store([person('amal', 13)]);
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    const refused = await pull();
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'amsterdam'`);
    expect(refused).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(/^FORBIDDEN: /) });
    const asked = { ...(await settings()), KETENZICHT_SERVER: 'http://127.0.0.1:1' };
    const away = await runExample('incremental-pull', [kept], asked);
    expect(away).toEqual({ exitCode: 75, out: '', err: expect.stringMatching(/^UNREACHABLE: /) });
    expect(await readFile(kept, 'utf8')).toBe(before);
    expect(linesOf((await pull()).out)).toHaveLength(1);
  });

  it('reads all cases again when its cursor is too old', async () => {
    await pull();
    await graph.change(`update app.retention_term set days = -1 where what = 'changes'`);
    const again = await pull();
    await graph.change(`update app.retention_term set days = 30 where what = 'changes'`);
    expect([again.exitCode, again.err]).toEqual([0, 'The cursor is too old: all cases are read again.\n']);
    expect(
      linesOf(again.out)
        .slice(1)
        .map(({ caseId }) => caseId),
    ).toContain(graph.id('amal'));
  });

  it('refuses the cursor of somebody else', async () => {
    await pull();
    const outcome = await runExample('incremental-pull', [kept], await settings('rotterdam'));
    expect(outcome).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(/^BAD_USER_INPUT: /) });
  });
});
