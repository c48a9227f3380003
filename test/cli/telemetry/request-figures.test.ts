import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { WORLD } from '../../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

async function figure(pattern: RegExp): Promise<readonly string[]> {
  const text = await graph.telemetry.registry.metrics();
  return text.split('\n').filter((line) => pattern.test(line));
}

/** Asks on until the one figure has a value: what is told after an answer may come a little later than it. */
async function until(one: () => Promise<readonly string[]>, value: string): Promise<void> {
  while (!(await one())[0]?.endsWith(` ${value}`)) {
    await graph.ask({ organisation: 'ind', query: '{ __typename }' });
  }
}

describe('what is counted of answers', () => {
  it('are absences by reason and condition, and nothing of what is there', async () => {
    const query = '{ cases(first: 50) { edges { node { applications { kind medicalOutcome } } } } }';
    const { absences } = await graph.ask({ organisation: 'ngo-de-haven', query });
    const counts = new Map<string, number>();
    for (const { reason, condition = 'none' } of absences) {
      const labels = `{reason="${reason}",condition="${condition}"}`;
      counts.set(labels, (counts.get(labels) ?? 0) + 1);
    }
    const expected = [...counts].map(([labels, count]) => `ketenzicht_absences_total${labels} ${count}`);
    expect(expected.join()).toContain('WITHHELD');
    expect((await figure(/^ketenzicht_absences_total\{/)).slice().sort()).toEqual(expected.sort());
  });

  it('are a code once for an answer, and once for a refusal', async () => {
    await graph.ask({
      organisation: 'ind',
      query: '{ one: cases(first: 0) { totalCount } two: cases(first: 0) { totalCount } }',
    });
    expect(await figure(/BAD_USER_INPUT/)).toEqual(['ketenzicht_errors_total{code="BAD_USER_INPUT"} 1']);
    await graph.ask({ organisation: 'ind', query: '{ me { organisation } }', headers: { accept: 'text/html' } });
    await until(() => figure(/NOT_ACCEPTABLE/), '1');
  });

  it('are subscriptions while they are open; how long they last is no duration of a request', async () => {
    const ended = new AbortController();
    const response = await fetch(graph.url, {
      method: 'POST',
      signal: ended.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await graph.token('dtv')}`,
      },
      body: JSON.stringify({ query: 'subscription { caseChanged { at } }' }),
    });
    const untilOpen = (count: number) => until(() => figure(/^ketenzicht_subscriptions_open /), String(count));
    await untilOpen(1);
    ended.abort();
    await response.text().catch(() => undefined);
    await untilOpen(0);
    await until(() => figure(/requests_total\{route="\/graphql",view="DTV\/RETURN",status="499"/), '1');
    expect(await figure(/duration_seconds_count\{route="\/graphql",view="DTV/)).toEqual([]);
  });
});
