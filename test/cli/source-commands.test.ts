import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from '@jest/globals';
import { FAULTS } from '../../src/cli/example-agency/faults.js';
import { run } from '../support/run-program.js';

const PROGRAM = fileURLToPath(new URL('../../src/cli/ketenzicht.js', import.meta.url));
const QUERY = {
  vNumbers: ['1000000012'],
  parts: { application: ['kind', 'submittedAt'], personBsn: ['bsn'] },
  asker: { organisation: 'ind', partnerKind: 'IND' },
  purpose: 'RESIDENCE_DECISION',
  processingActivity: 'https://example.nl/activity',
  policyVersion: '1',
};

describe('ketenzicht example-agency', () => {
  it('runs an API made from the document, says where, and stops when it is told to', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'example-agency', '--agency', 'ind', '--port', '0'], {
      env: { PATH: process.env.PATH },
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0];
    expect(String(line)).toContain(`SOURCES_IND_URL=${url}`);
    const ask = (body: unknown) => fetch(`${url}/records/query`, { method: 'POST', body: JSON.stringify(body) });
    const answer = await (await ask(QUERY)).json();
    expect(answer).toMatchObject({
      records: [{ vNumber: '1000000012', application: [{ submittedAt: expect.any(String) }], personBsn: [{}] }],
    });
    expect((await ask({ ...QUERY, parts: { notes: [] } })).status).toBe(400);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  test.each([
    ['--agency', 'shelter'],
    ['--agency', 'ind', '--fault', 'fire'],
    ['--agency', 'ind', '--port', '70000'],
    [],
  ])('is not started with %s %s %s %s', async (...words) => {
    const { exitCode, err } = await run('example-agency', ...words);
    expect(exitCode).toBe(2);
    expect(err).not.toBe('');
  });

  it('names in its help every fault that can be switched on', async () => {
    const { out } = await run('example-agency', '--help');
    const words = out.replace(/\s+/g, ' ');
    for (const fault of FAULTS) expect(words).toContain(fault);
  });
});

describe('ketenzicht openapi', () => {
  it('says whether the documents are up to date, and writes nothing then', async () => {
    const { exitCode, out } = await run('openapi', '--check', '--json');
    expect([exitCode, JSON.parse(out)]).toEqual([0, { outdated: [] }]);
  });
});
