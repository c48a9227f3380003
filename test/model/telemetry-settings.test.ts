import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { refusalOf } from '../support/config.js';

const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-telemetry-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (env: Record<string, string> = {}) => readConfig({ KETENZICHT_DATA_FOLDER: folder, ...env });

const refusal = (env: Record<string, string>) => refusalOf(() => read(env));

describe('traces and the operator’s log', () => {
  test('are not told and leave the line of each request out in the demo, which needs its console', () => {
    expect(read().telemetry).toEqual({ logLevel: 'warn' });
    expect(read({ KETENZICHT_LOG_LEVEL: 'debug' }).telemetry).toEqual({ logLevel: 'debug' });
  });

  test('go to the collector for all signals, or to that for traces, with the sampler that is set', () => {
    const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example:4318/' };
    const url = 'https://collector.example:4318/v1/traces';
    expect(read(base).telemetry.traces).toEqual({ url, sampler: 'parentbased_always_on', ratio: 1 });
    const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/t' };
    const some = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' };
    const given = { url: 'http://127.0.0.1:9/t', sampler: 'traceidratio', ratio: 0.25 };
    expect(read({ ...base, ...own, ...some }).telemetry.traces).toEqual(given);
  });

  test.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'ftp://collector'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_TRACES_SAMPLER_ARG', 'half'],
    ['KETENZICHT_LOG_LEVEL', 'loud'],
  ])('%s=%s keeps the server from starting', (name, value) => {
    expect(refusal({ [name]: value })).toMatch(new RegExp(`^${name} must be `));
  });
});
