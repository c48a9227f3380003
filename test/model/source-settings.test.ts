import { describe, expect, it, test } from '@jest/globals';
import { readSourceSettings } from '../../src/model/source-settings.js';

const IND = { SOURCES_IND_URL: 'https://api.ind.example.nl/ketenzicht/' };
const TOKEN = { SOURCES_IND_TOKEN_URL: 'https://id.ind.example.nl/token', SOURCES_IND_CLIENT_ID: 'ketenzicht' };

describe('the settings of sources', () => {
  it('leave every agency hosted when nothing is set', () => {
    expect(readSourceSettings({ PATH: '/bin', SOURCES_IND_URL: '' })).toEqual({ sources: {}, problems: [] });
  });

  it('choose an API by its address, with limits that need not be set', () => {
    const { sources, problems } = readSourceSettings({ ...IND, ...TOKEN, SOURCES_IND_CLIENT_KEY: '/run/ind.pem' });
    expect(problems).toEqual([]);
    expect(sources).toEqual({
      IND: {
        kind: 'HTTP',
        url: 'https://api.ind.example.nl/ketenzicht',
        timeoutMs: 2_000,
        retries: 2,
        concurrency: 8,
        answerBytes: 20_000_000,
        pauseMs: 10_000,
        staleHours: 0,
        client: { tokenUrl: TOKEN.SOURCES_IND_TOKEN_URL, id: 'ketenzicht', keyFile: '/run/ind.pem' },
        tls: {},
      },
    });
  });

  it('choose a database by its address, for one agency and not for another', () => {
    const url = 'postgres://reader:x@dtv.example.nl/records?sslmode=verify-full';
    const { sources, problems } = readSourceSettings({ SOURCES_DTV_URL: url, SOURCES_DTV_TLS_CA: '/run/dtv.pem' });
    expect(sources).toMatchObject({ DTV: { kind: 'POSTGRES', url, tls: { caFile: '/run/dtv.pem' } } });
    expect(problems).toEqual([]);
    expect(Object.keys(sources)).toEqual(['DTV']);
  });

  test.each([
    'http://127.0.0.1:4200',
    'http://localhost:4200',
    'http://[::1]:4200',
    'postgres://reader@127.0.0.1/records',
    'postgresql://reader@localhost:5432/records',
  ])('take %s, which is this machine', (url) => {
    expect(readSourceSettings({ SOURCES_IND_URL: url }).problems).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['SOURCES_IND_URL', { SOURCES_IND_URL: 'http://api.ind.example.nl' }],
    ['SOURCES_IND_URL', { SOURCES_IND_URL: 'http://127.0.0.1.example.nl' }],
    ['SOURCES_IND_URL', { SOURCES_IND_URL: 'file:///etc/passwd' }],
    ['SOURCES_IND_URL', { SOURCES_IND_URL: 'https://me:mine@api.ind.example.nl' }],
    ['SOURCES_IND_URL', { SOURCES_IND_URL: 'https://api.ind.example.nl/?key=mine' }],
    ['SOURCES_IND_URL', IND],
    ...['', '?sslmode=require', '?sslmode=verify-ca', '?ssl=verify-full', '?sslmode=verify-full&sslmode=disable'].map(
      (mode): [string, Record<string, string>] => [
        'SOURCES_DTV_URL',
        { SOURCES_DTV_URL: `postgres://reader:mine@dtv.example.nl/records${mode}` },
      ],
    ),
    ['SOURCES_DTV_URL', { SOURCES_DTV_URL: 'postgres:///records' }],
    ['SOURCES_DTV_URL', { SOURCES_DTV_URL: 'postgres://reader@127.0.0.1,dtv.example.nl/records' }],
    ['SOURCES_DTV_TLS_CA', { SOURCES_DTV_URL: 'postgres://reader@127.0.0.1/mine', SOURCES_DTV_TLS_CA: '/run/dtv.pem' }],
    ['SOURCES_IND_URL', { SOURCES_IND_TIMEOUT_MS: '500' }],
    ['SOURCES_IND_TIMEOUT_MS', { ...IND, SOURCES_IND_TIMEOUT_MS: '5s' }],
    ['SOURCES_IND_STALE_HOURS', { ...IND, SOURCES_IND_STALE_HOURS: '-1' }],
    ['SOURCES_IND_TOKEN_URL', { ...IND, SOURCES_IND_CLIENT_ID: 'x' }],
    ['SOURCES_IND_CLIENT_KEY', { ...IND, ...TOKEN }],
    ['SOURCES_IND_CLIENT_KEY', { ...IND, ...TOKEN, SOURCES_IND_CLIENT_KEY: 'a', SOURCES_IND_CLIENT_SECRET: 'mine' }],
    ['SOURCES_IND_TLS_CERT', { ...IND, SOURCES_IND_TLS_CERT: 'a.pem' }],
    ['SOURCES_IND_TIMEOUT', { ...IND, SOURCES_IND_TIMEOUT: '500' }],
    ['SOURCES_SHELTER_URL', { SOURCES_SHELTER_URL: 'https://api.amsterdam.example.nl' }],
    ['SOURCES_GUIDANCE_URL', { SOURCES_GUIDANCE_URL: 'postgres://x@example.nl/y' }],
  ])('refuse a wrong %s by its name, with what it must be and without its value', (name, env) => {
    const { problems } = readSourceSettings(env);
    expect(problems.join('\n')).toContain(name);
    for (const value of ['example.nl', 'mine', '5s', 'passwd']) expect(problems.join('\n')).not.toContain(value);
  });
});
