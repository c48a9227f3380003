import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { caseFile, file, named, stays } from '../../support/records.js';
import { lineTo } from '../line-between.js';
import { runExample, startExample } from './example-process.js';

const person = (key: 'amal' | 'bilal', version: number) => ({
  ...file('amsterdam', key, {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-03-01'),
    personName: named(key, 'Abdi'),
    ...stays('2024-03-01', `Place ${version}`),
  }),
  version,
});

let graph: TestGraph;
let version = 1;
beforeAll(async () => {
  graph = await startGraph([person('amal', 1), person('bilal', 1)]);
});
afterAll(() => graph?.close());

const settings = async (url = graph.url) => ({
  KETENZICHT_SERVER: url,
  KETENZICHT_TOKEN: await graph.token('amsterdam'),
});
const START = 'Watching as amsterdam, for CASE_COORDINATION.';
const move = async (key: 'amal' | 'bilal' = 'amal') => graph.store([person(key, ++version)]);
const moved = (key: string) => `<time> CHANGED ${graph.id(key)} SHELTER_LOCATIONS\n`;
const timeless = (out: string) => out.replace(/^\S+Z /gm, '<time> ');

async function watching(words: readonly string[] = [], url?: string) {
  const running = startExample('watcher', words, await settings(url));
  await running.wrote(START);
  return running;
}

describe('the example of a watcher', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('tells each change as it happens, until %s', async (signal) => {
    const running = await watching();
    await move('amal');
    await running.wrote(graph.id('amal'));
    await move('bilal');
    await running.wrote(graph.id('bilal'));
    running.process.kill(signal);
    const { out, ...end } = await running.ended;
    expect(end).toEqual({ exitCode: 0, err: `${START}\n` });
    expect(timeless(out)).toBe(moved('amal') + moved('bilal'));
  });

  it('tells of no other case than was asked', async () => {
    const running = await watching([graph.id('bilal')]);
    await move('amal');
    await move('bilal');
    await running.wrote(graph.id('bilal'));
    running.process.kill();
    expect(timeless((await running.ended).out)).toBe(moved('bilal'));
  });

  it('goes on where it was when the server goes away and comes back', async () => {
    const line = await lineTo(graph.url);
    const running = await watching([], line.url);
    await move('amal');
    await running.wrote(graph.id('amal'));
    line.cut();
    await move('bilal');
    await running.wrote('Interrupted (UNREACHABLE); it goes on by itself.');
    line.mend();
    await running.wrote(graph.id('bilal'));
    running.process.kill();
    const { exitCode, out, err } = await running.ended;
    await line.close();
    expect(exitCode).toBe(0);
    expect(timeless(out)).toBe(moved('amal') + moved('bilal'));
    expect(err.replace(`${START}\n`, '')).toMatch(/^(Interrupted \(UNREACHABLE\); it goes on by itself\.\n)+$/);
  });

  it('ends when its grant is revoked, and tells the scheduler', async () => {
    const running = await watching();
    await graph.change(`update app.purpose_grant set revoked_at = now() where organisation = 'amsterdam'`);
    const outcome = await running.ended;
    await graph.change(`update app.purpose_grant set revoked_at = null where organisation = 'amsterdam'`);
    const err = expect.stringMatching(/^Watching as .*\nFORBIDDEN: The participation of your organisation.*\n$/);
    expect(outcome).toEqual({ exitCode: 1, out: '', err });
  });

  it.each([
    ['a token that is none', { KETENZICHT_TOKEN: 'a.b.c' }, 1, /^UNAUTHENTICATED: /],
    ['a server that is not there', { KETENZICHT_SERVER: 'http://127.0.0.1:1' }, 75, /^UNREACHABLE: /],
    [
      'an address in clear over a network',
      { KETENZICHT_SERVER: 'http://ketenzicht.example' },
      1,
      /^USAGE: KETENZICHT_SERVER: .*https:/,
    ],
  ])('does not begin with %s', async (_, setting, exitCode, err) => {
    const outcome = await runExample('watcher', [], { ...(await settings()), ...setting });
    expect(outcome).toEqual({ exitCode, out: '', err: expect.stringMatching(err) });
  });
});

describe('each example', () => {
  it.each(['case-page', 'nightly-push', 'incremental-pull', 'watcher'])('%s says how to use it', async (name) => {
    const { exitCode, out, err } = await runExample(name, ['--help']);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.startsWith(name)).toBe(true);
    expect(out).toContain('KETENZICHT_SERVER');
    expect(out).toContain('Exit codes: 0 done');
  });
});
