import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { type ExampleAgency, startExampleAgency } from '../../../src/cli/example-agency/example-agency.js';
import { KeyFigures } from '../../../src/cli/key-figures.js';
import { openPurposes, readPolicy } from '../../../src/cli/policy-file.js';
import { GuardFigures } from '../../../src/graph/guard-figures.js';
import { issueDemoToken } from '../../../src/identity/demo-issuer.js';
import { AGENCIES } from '../../../src/model/agency.js';
import { ERROR_CODES } from '../../../src/model/errors.js';
import { TestCollector } from '../../audit/collector.js';
import { PROJECT } from '../../house/project-files.js';
import { QUICK } from '../../sources/contract/kinds.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type Serving, startServing } from '../serving.js';
import { metricsIn } from './promql.js';

const read = (path: string) => readFile(`${PROJECT}/${path}`, 'utf8');

let database: TestDatabase;
let agency: ExampleAgency;
let collector: TestCollector;
let serving: Serving;
let lines: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
  agency = await startExampleAgency({ agency: 'IND', records: {} });
  collector = new TestCollector();
  await collector.listen();
  serving = await startServing({
    databaseUrl: database.adminUrl,
    otlpUrl: collector.url,
    telemetry: { logLevel: 'silent', traces: { url: collector.url, sampler: 'always_on', ratio: 1 } },
    sources: { IND: { ...QUICK, kind: 'HTTP', url: agency.url, timeoutMs: 2_000, retries: 0, staleHours: 0 } },
  });
  await askSomething();
  lines = await scrape();
});
afterAll(async () => {
  await serving?.stop();
  await Promise.all([collector?.close(), agency?.close(), database?.close()]);
});

/** Asks what is answered, refused and unknown, with words of a caller's own where there is room for them. */
async function askSomething(): Promise<void> {
  const token = await issueDemoToken(serving.config, openPurposes(await readPolicy()), { organisation: 'ind' });
  const authorization = `Bearer ${token}`;
  const post = (headers: Record<string, string>, query: string) =>
    fetch(`${serving.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
  await post({ authorization }, '{ me { organisation } cases { totalCount } sources { source } }');
  await post({ authorization }, '{ AmalAbdi }');
  await post({ authorization: `${authorization}x` }, '{ me { organisation } }');
  await post({ authorization, 'x-purpose': 'AmalAbdi' }, '{ me { organisation } }');
  await fetch(`${serving.url}/AmalAbdi?name=AmalAbdi`);
  await fetch(`${serving.url}/deliveries/AmalAbdi`, { headers: { authorization } });
}

/** What is served besides where tokens come from an identity provider, and where counts are shared. */
async function furtherFigures(): Promise<string> {
  const registry = new Registry();
  const figures = new KeyFigures(registry);
  figures.read();
  figures.failed(true);
  figures.spared();
  return `${await registry.metrics()}${await new GuardFigures(true).text()}`;
}

async function scrape(): Promise<readonly string[]> {
  const served = await (await fetch(`${serving.healthUrl}/metrics`)).text();
  return [...served.split('\n'), ...(await furtherFigures()).split('\n')];
}

/** The type of each figure, by its name. */
function served(): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
      return name && type ? [[name, type] as const] : [];
    }),
  );
}

const samples = () =>
  lines.flatMap((line) => {
    const [, name, labels = '', value] = /^(ketenzicht_\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text] as const);
    return name ? [{ name, labels: Object.fromEntries(pairs), value: Number(value) }] : [];
  });

/** The names under which a histogram is asked for. */
function askedNames(): ReadonlySet<string> {
  return new Set(
    [...served()].flatMap(([name, type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`) : [name],
    ),
  );
}

describe('the table of figures in the README', () => {
  it('names each that is served, with its labels, and no other', async () => {
    const table = [...(await read('README.md')).matchAll(/^\| `(ketenzicht_\w+)` \| (.*?) ?\|/gm)];
    const told = Object.fromEntries(table.map(([, name = '', labels = '']) => [name, labels.replaceAll('`', '')]));
    const names = [...served().keys()].filter((name) => name.startsWith('ketenzicht_'));
    expect(Object.keys(told).sort()).toEqual(names.sort());
    for (const { name, labels } of samples()) {
      const metric = names.find((each) => [each, `${each}_bucket`, `${each}_sum`, `${each}_count`].includes(name));
      const own = Object.keys(labels).filter((label) => label !== 'le');
      expect([metric, own.sort().join(', ')]).toEqual([
        metric,
        (told[metric ?? ''] ?? '').split(', ').sort().join(', '),
      ]);
    }
  });
});

describe('what is counted', () => {
  const told = (name: string, labels: Record<string, string>) =>
    samples().find(
      (one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text),
    )?.value;

  it('are requests by view and status, with how long they took, and errors by code', () => {
    const view = 'IND/RESIDENCE_DECISION';
    expect(told('ketenzicht_requests_total', { route: '/graphql', view, status: '200' })).toBe(1);
    expect(told('ketenzicht_requests_total', { route: '/graphql', view, status: '400' })).toBe(1);
    expect(told('ketenzicht_requests_total', { route: '/graphql', view: 'none', status: '401' })).toBe(1);
    expect(told('ketenzicht_requests_total', { route: 'none', view: 'none', status: '404' })).toBe(1);
    expect(told('ketenzicht_request_duration_seconds_count', { route: '/graphql', view })).toBe(2);
    for (const code of ['GRAPHQL_VALIDATION_FAILED', 'UNAUTHENTICATED', 'FORBIDDEN']) {
      expect([code, told('ketenzicht_errors_total', { code })]).toEqual([code, 1]);
    }
  });

  it('are writes of the logs, sources and sessions', () => {
    expect(told('ketenzicht_log_write_entries_count', {})).toBeGreaterThanOrEqual(3);
    expect(told('ketenzicht_log_entries_waiting', {})).toBe(0);
    for (const source of AGENCIES) expect(told('ketenzicht_source_up', { source })).toBe(1);
    expect(told('ketenzicht_database_sessions', { pool: 'views', state: 'idle' })).toBeGreaterThanOrEqual(1);
    expect(told('ketenzicht_database_sessions_waited_for', { pool: 'views' })).toBe(0);
    expect(told('ketenzicht_database_sessions_most', { pool: 'log' })).toBe(3);
  });

  it('has labels out of closed lists, and no word of a caller', async () => {
    const { columns } = await readPolicy();
    const lists: Readonly<Record<string, readonly string[]>> = {
      view: ['none', ...columns.map(({ view }) => view)],
      code: Object.keys(ERROR_CODES),
      source: AGENCIES,
      reason: ['WITHHELD', 'SOURCE_UNAVAILABLE', 'STALE', 'SUPPRESSED'],
      condition: ['none', 'OWN', 'CONSENT'],
      pool: ['views', 'owner', 'log'],
    };
    const strange = samples().flatMap(({ labels }) =>
      Object.entries(labels).filter(([label, text]) => lists[label] && !lists[label].includes(text)),
    );
    expect(strange).toEqual([]);
    expect(lines.join('\n')).not.toContain('AmalAbdi');
  });
});

describe('what is shipped for who watches', () => {
  interface Rules {
    readonly groups: readonly {
      readonly name: string;
      readonly rules: readonly {
        readonly alert: string;
        readonly expr: string;
        readonly labels: Record<string, string>;
        readonly annotations: Record<string, string>;
      }[];
    }[];
  }
  const rules = async () => {
    const { groups } = parse(await read('src/cli/deploy/prometheus/ketenzicht.rules.yml')) as Rules;
    return groups.flatMap((group) => group.rules);
  };
  /** `up` is Prometheus's own. */
  const known = () => new Set([...askedNames(), 'up']);

  it('are alerts over figures that are served, each once, with how bad it is and what to do', async () => {
    const all = await rules();
    expect(all.length).toBeGreaterThan(10);
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(all.length);
    for (const { alert, expr, labels, annotations } of all) {
      const unknown = metricsIn(expr).filter((name) => !known().has(name));
      expect([alert, unknown]).toEqual([alert, []]);
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(Object.keys(annotations).sort()).toEqual(['action', 'summary']);
    }
  });

  it('are panels over figures that are served, and every figure of ours is on one', async () => {
    const { panels } = JSON.parse(await read('src/cli/deploy/grafana/ketenzicht.json')) as {
      panels: { title: string; id: number; targets?: { expr: string }[] }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const shown = panels.flatMap(({ title, targets = [] }) =>
      targets.flatMap(({ expr }) => metricsIn(expr).map((name) => ({ title, name }))),
    );
    expect(shown.filter(({ name }) => !askedNames().has(name))).toEqual([]);
    const names = shown.map(({ name }) => name.replace(/_(bucket|sum|count)$/, ''));
    const ours = [...served().keys()].filter((name) => name.startsWith('ketenzicht_'));
    expect(ours.filter((name) => !names.includes(name))).toEqual([]);
  });

  test('a figure that is not served, and an unbalanced expression, would be found', () => {
    expect(
      metricsIn('sum by (a) (rate(x_total{b="c", d=~"$e"}[5m])) / on (f) group_left y > 0 and z offset 5m'),
    ).toEqual(['x_total', 'y', 'z']);
    expect(() => metricsIn('sum(rate(x[5m])')).toThrow('brackets');
  });
});
