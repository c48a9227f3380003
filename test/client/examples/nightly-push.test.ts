import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { lineTo } from '../line-between.js';
import { runExample, startExample } from './example-process.js';

let graph: TestGraph;
let folder: string;
beforeAll(async () => {
  graph = await startGraph([]);
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-push-'));
});
afterAll(async () => {
  await graph?.close();
  await rm(folder, { recursive: true, force: true });
});

const record = (number: number, more: object = {}) => ({
  vNumber: String(2_000_000_000 + number),
  version: 1,
  person: { familyName: 'Haile', givenNames: 'Salma', birthDate: '1990-01-02', sourceLevel: 2 },
  applications: [{ key: `Z${number}`, kind: 'REGULAR', submittedAt: '2024-01-02' }],
  ...more,
});
const records = (count: number, first = 1) => Array.from({ length: count }, (_, place) => record(first + place));

async function fileOf(rows: readonly (object | string)[]): Promise<string> {
  const path = join(folder, 'export.ndjson');
  await writeFile(path, rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
  return path;
}

const settings = async () => ({ KETENZICHT_SERVER: graph.url, KETENZICHT_TOKEN: await graph.token('ind') });
const push = async (rows: readonly (object | string)[], more: Record<string, string> = {}) =>
  runExample('nightly-push', [await fileOf(rows)], { ...(await settings()), ...more });
/** Nobody shelters these people, so their records wait in quarantine. */
const stored = async () => Number((await graph.database.admin`select count(*) from app.record`)[0]?.count);

describe('the example of an agency’s nightly push', () => {
  it('delivers all records, in sets, and says what became of them', async () => {
    const out = 'received 230, new 230, changed 0, unchanged 0, rejected 0\n';
    expect(await push(records(230))).toEqual({ exitCode: 0, out, err: '' });
    expect(await stored()).toBe(230);
  });

  it('changes nothing the second time', async () => {
    const out = 'received 230, new 0, changed 0, unchanged 230, rejected 0\n';
    expect(await push(records(230))).toEqual({ exitCode: 0, out, err: '' });
    expect(await stored()).toBe(230);
  });

  it('stores the others when some are rejected, names their lines, and tells the scheduler', async () => {
    const bad = { applications: [{ key: 'Z', kind: 'ART64_MEDICAL', submittedAt: '2024-01-02', outcome: 'GRANTED' }] };
    const rows = [...records(120, 1000), '', record(5000, bad), ...records(1, 2000)];
    const { exitCode, out, err } = await push(rows);
    expect(err).toMatch(/^line 122: [^\n]+\n$/);
    expect({ exitCode, out }).toEqual({
      exitCode: 2,
      out: 'received 122, new 121, changed 0, unchanged 0, rejected 1\n',
    });
  });

  it('goes on when the server goes away and comes back', async () => {
    const line = await lineTo(graph.url);
    line.cut();
    const path = await fileOf(records(3, 3000));
    const running = startExample('nightly-push', [path], { ...(await settings()), KETENZICHT_SERVER: line.url });
    await line.tried;
    line.mend();
    const outcome = await running.ended;
    await line.close();
    const out = 'received 3, new 3, changed 0, unchanged 0, rejected 0\n';
    expect(outcome).toEqual({ exitCode: 0, out, err: '' });
  });
});

describe('it delivers nothing, and says so, when', () => {
  it.each([
    [
      'a line is cut off',
      [record(7000), '{"vNumber": "20'],
      /^USAGE: Line 2 is no JSON object\. Nothing was sent\.\n$/,
    ],
    ['a line is a list', ['[1]'], /^USAGE: Line 1 is no JSON object/],
    ['a field is not there', [record(7000, { shoeSize: 1 })], /^BAD_USER_INPUT: /],
  ])('%s', async (_, rows, err) => {
    const before = await stored();
    expect(await push(rows)).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(err) });
    expect(await stored()).toBe(before);
  });

  it('it is another organisation’s source', async () => {
    const token = await graph.token('dtv');
    const outcome = await push([record(7000)], { KETENZICHT_TOKEN: token });
    expect(outcome).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(/^FORBIDDEN: /) });
  });

  it('the grant is revoked, or the server stays away', async () => {
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'ind'`);
    const refused = await push([record(7000)]);
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'ind'`);
    expect(refused).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(/^FORBIDDEN: /) });
    const away = await push([record(7000)], { KETENZICHT_SERVER: 'http://127.0.0.1:1' });
    expect(away).toEqual({ exitCode: 75, out: '', err: expect.stringMatching(/^UNREACHABLE: /) });
  });

  it('there is no such file', async () => {
    const outcome = await runExample('nightly-push', [join(folder, 'none')], await settings());
    expect(outcome).toEqual({ exitCode: 1, out: '', err: 'USAGE: The file cannot be read.\n' });
  });
});
